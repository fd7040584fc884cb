import { createHash, generateKeyPairSync, sign as signRaw } from 'node:crypto'
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { verifySignature } from '../../../src/files/ssh/signature.ts'
import { stringsOf, wireString } from '../../../src/files/ssh/wire.ts'
import { scratch } from '../disk/scratch.ts'
import { bare, makeKey, signed, withoutComment } from './keys.ts'

const message = Buffer.from('answers: {}\n')

function verify(signature: string, changes: Partial<Parameters<typeof verifySignature>[0]> = {}) {
  return verifySignature({ message, signature, namespace: 'tiex-response', variables: bare(), ...changes })
}

const unfitting = 'does not fit what it stands for: that was changed, or it belongs to something else'
const damaged = 'is damaged, or no SSH signature'
const bad = (reason: string) => ({ state: 'bad', reason })

function armor(bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,70}/g) ?? []
  return ['-----BEGIN SSH SIGNATURE-----', ...lines, '-----END SSH SIGNATURE-----', ''].join('\n')
}

function unarmored(signature: string): Buffer {
  return Buffer.from(signature.replace(/-----.*-----/g, ''), 'base64')
}

/** The same signature with other fields: public key, namespace, reserved, hash, signature. */
function withFields(signature: string, changes: Readonly<Record<number, Buffer | string>>): string {
  const bytes = unarmored(signature)
  const fields = stringsOf(bytes.subarray(10), 5)!.map((field, at) => wireString(changes[at] ?? field))
  return armor(Buffer.concat([bytes.subarray(0, 10), ...fields]))
}

describe('a signature ssh-keygen made', () => {
  test.each(['ed25519', 'rsa 2048', 'ecdsa 256', 'ecdsa 384', 'ecdsa 521'])('with %s', (kind) => {
    const key = makeKey(kind)
    const good = { state: 'good', key: withoutComment(key.public) }
    for (const options of [[], ['-O', 'hashalg=sha256']]) {
      const signature = signed(key, message, { options })
      expect(verify(signature)).toEqual(good)
      expect(verify(signature.replaceAll('\n', '\r\n'))).toEqual(good)
      expect(verify(signature.trimEnd())).toEqual(good)
      expect(verify(signature, { message: Buffer.from('answers: {} \n') })).toEqual(bad(unfitting))
    }
    const signature = signed(key, message)
    expect(verify(signature, { namespace: 'tiex-signoff' })).toEqual(
      bad('was made for tiex-response, not for tiex-signoff'),
    )
    const [other] = [makeKey(kind)]
    const blob = Buffer.from(other.public.split(' ')[1]!, 'base64')
    expect(verify(withFields(signature, { 0: blob }))).toEqual(bad(unfitting))
    // Relabelled for another namespace, it does not fit any more.
    expect(verify(withFields(signature, { 1: 'tiex-signoff' }), { namespace: 'tiex-signoff' })).toEqual(
      bad(unfitting),
    )
    expect(verify(withFields(signature, { 3: 'sha256' }))).toEqual(bad(unfitting))
  })

  test('over no byte, and over many', () => {
    for (const kind of ['ed25519', 'ecdsa 256']) {
      const key = makeKey(kind)
      for (const long of [Buffer.alloc(0), Buffer.alloc(3_000_000, 'é')]) {
        expect(verify(signed(key, long), { message: long }).state).toBe('good')
      }
    }
  })

  test('with an RSA key below 2048 bits is refused', () => {
    expect(verify(signed(makeKey('rsa 1024'), message))).toEqual(
      bad('was made with an RSA key of 1024 bits, which is too short to be trusted'),
    )
  })

  test('leaves nothing in the temporary folder', () => {
    const folder = scratch()
    vi.stubEnv('TMPDIR', folder)
    onTestFinished(() => {
      vi.unstubAllEnvs()
    })
    expect(verify(signed(makeKey('ecdsa 256'), message)).state).toBe('good')
    expect(readdirSync(folder).filter((name) => name.startsWith('tiex-ssh-'))).toEqual([])
  })
})

describe('a signature of a hardware token', () => {
  const flagsAndCounter = Buffer.from([1, 0, 0, 0, 7])

  /** What a token signs and how it is written down: PROTOCOL.u2f of OpenSSH. */
  function tokenSigned(
    type: string,
    make: (data: Buffer) => Buffer,
    publicFields: readonly Buffer[],
  ): string {
    const digest = createHash('sha512').update(message).digest()
    const fields = ['tiex-response', '', 'sha512', digest].map(wireString)
    const inner = Buffer.concat([Buffer.from('SSHSIG'), ...fields])
    const hash = (data: Uint8Array | string) => createHash('sha256').update(data).digest()
    const made = make(Buffer.concat([hash('ssh:'), flagsAndCounter, hash(inner)]))
    const key = Buffer.concat([wireString(type), ...publicFields, wireString('ssh:')])
    const signature = Buffer.concat([wireString(type), wireString(made), flagsAndCounter])
    const head = Buffer.concat([Buffer.from('SSHSIG'), Buffer.from([0, 0, 0, 1])])
    const rest = [key, 'tiex-response', '', 'sha512', signature].map(wireString)
    return armor(Buffer.concat([head, ...rest]))
  }

  test('of ed25519 and of ecdsa is verified by ssh-keygen', () => {
    const ed = generateKeyPairSync('ed25519')
    const x = Buffer.from(ed.publicKey.export({ format: 'jwk' }).x!, 'base64url')
    const edSignature = tokenSigned(
      'sk-ssh-ed25519@openssh.com',
      (data) => signRaw(null, data, ed.privateKey),
      [wireString(x)],
    )
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const jwk = ec.publicKey.export({ format: 'jwk' })
    const point = Buffer.concat([
      Buffer.from([4]),
      Buffer.from(jwk.x!, 'base64url'),
      Buffer.from(jwk.y!, 'base64url'),
    ])
    const ecSignature = tokenSigned(
      'sk-ecdsa-sha2-nistp256@openssh.com',
      (data) => {
        const raw = signRaw('sha256', data, { key: ec.privateKey, dsaEncoding: 'ieee-p1363' })
        return Buffer.concat([raw.subarray(0, 32), raw.subarray(32)].map((n) => wireString(positive(n))))
      },
      [wireString('nistp256'), wireString(point)],
    )
    for (const signature of [edSignature, ecSignature]) {
      expect(verify(signature)).toMatchObject({ state: 'good', key: expect.stringMatching(/^sk-/) })
      expect(verify(signature, { message: Buffer.from('x') })).toEqual(bad(unfitting))
      expect(verify(withFields(signature, { 4: unarmored(signature).subarray(-10) }))).toEqual(bad(damaged))
    }
  })

  function positive(number: Buffer): Buffer {
    let start = 0
    while (start < number.length - 1 && number[start] === 0) start += 1
    const short = number.subarray(start)
    return short[0]! >= 128 ? Buffer.concat([Buffer.alloc(1), short]) : short
  }
})

describe('what is no signature', () => {
  const key = makeKeyOnce()
  const good = () => key().signature

  test.each<[string, (signature: string) => string]>([
    ['nothing', () => ''],
    ['words', () => 'Good "tiex-response" signature'],
    ['armor of another kind', (s) => s.replaceAll('SSH SIGNATURE', 'PGP SIGNATURE')],
    ['armor without its end', (s) => s.replace(/-----END.*\n/, '')],
    ['text before the armor', (s) => `hello\n${s}`],
    ['text after the armor', (s) => `${s}hello\n`],
    ['two of them', (s) => s + s],
    ['a carriage return alone', (s) => s.replace('\n', '\r')],
    ['a space in the armor', (s) => s.replace(/\nU/, '\nU ')],
    ['armor of a megabyte', (s) => s.replace('\n', `\n${'A'.repeat(1_000_000)}`)],
    ['another magic', (s) => armor(Buffer.concat([Buffer.from('SSHSIH'), unarmored(s).subarray(6)]))],
    ['nothing after the magic', () => armor(Buffer.from('SSHSIG'))],
    ['a byte too many', (s) => armor(Buffer.concat([unarmored(s), Buffer.alloc(1)]))],
    ['a byte too few', (s) => armor(unarmored(s).subarray(0, -1))],
    ['something in the reserved field', (s) => withFields(s, { 2: 'x' })],
    ['no public key', (s) => withFields(s, { 0: '' })],
    ['no signature in it', (s) => withFields(s, { 4: '' })],
    [
      'an algorithm of another kind',
      (s) => withFields(s, { 4: Buffer.concat([wireString('ssh-rsa'), wireString(Buffer.alloc(64))]) }),
    ],
    [
      'a signature that is too short',
      (s) => withFields(s, { 4: Buffer.concat([wireString('ssh-ed25519'), wireString(Buffer.alloc(63))]) }),
    ],
  ])('%s is bad', (_, change) => expect(verify(change(good()))).toEqual(bad(damaged)))

  test('another version, hash or kind of key is told', () => {
    const bytes = unarmored(good())
    bytes[9] = 2
    expect(verify(armor(bytes))).toEqual(bad('is of version 2, which this tiex does not know'))
    expect(verify(withFields(good(), { 3: 'md5' }))).toEqual(bad('is over a hash that tiex does not take'))
    const dsa = ['ssh-dss', 'p', 'q', 'g', 'y'].map(wireString)
    expect(verify(withFields(good(), { 0: Buffer.concat(dsa) }))).toEqual(
      bad('was made with a key that is damaged, or of a kind tiex does not take (ssh-dss)'),
    )
  })

  test('a namespace that a terminal would obey is not repeated', () => {
    for (const namespace of ['\u001b[31m', '', 'a b', 'tiex-response\0']) {
      expect(verify(withFields(good(), { 1: namespace }))).toEqual(
        bad('was made for something else, not for tiex-response'),
      )
    }
  })

  test('RSA over SHA-1 is bad', () => {
    const signature = signed(makeKey('rsa 2048'), message)
    const made = stringsOf(unarmored(signature).subarray(10), 5)![4]!
    const [, raw] = stringsOf(made, 2)!
    const changed = Buffer.concat([wireString('ssh-rsa'), wireString(raw!)])
    expect(verify(withFields(signature, { 4: changed }))).toEqual(bad(damaged))
  })

  test('whatever bytes stand there, and whichever bit is another, it is bad and no fault', () => {
    const bytes = unarmored(good())
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
        const changed = Buffer.from(bytes)
        changed[at]! ^= 1 << bit
        expect(verify(armor(changed)).state).toBe('bad')
      }),
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (rest) => {
        expect(verify(armor(Buffer.concat([bytes.subarray(0, 10), rest]))).state).toBe('bad')
      }),
    )
  })

  function makeKeyOnce() {
    let made: { signature: string } | undefined
    return () => {
      made ??= { signature: signed(makeKey(), message) }
      return made
    }
  }
})

describe('the program that verifies other kinds', () => {
  test('missing, or only in a folder named from here, it is told as such', () => {
    const signature = signed(makeKey('ecdsa 256'), message)
    for (const PATH of ['', '.:bin', scratch()]) {
      expect(verify(signature, { variables: { PATH } })).toEqual(
        bad('cannot be checked, because ssh-keygen was not found'),
      )
    }
  })

  test('is not needed for ed25519', () => {
    expect(verify(signed(makeKey(), message), { variables: {} }).state).toBe('good')
  })

  test('is believed by its exit code alone', () => {
    const signature = signed(makeKey('ecdsa 256'), message)
    const folder = scratch()
    const program = (text: string) => {
      writeFileSync(join(folder, 'ssh-keygen'), `#!/bin/sh\n${text}\n`)
      chmodSync(join(folder, 'ssh-keygen'), 0o755)
      return verify(signature, { variables: { PATH: `${folder}:/usr/bin:/bin` } })
    }
    expect(program(`echo 'Good "tiex-response" signature for tiex'; exit 1`)).toEqual(bad(unfitting))
    expect(program('kill -9 $$')).toEqual(bad('could not be checked: ssh-keygen did not come to an end'))
  })

  test('is given nothing of the environment but what it needs', () => {
    const folder = scratch()
    const seen = join(folder, 'seen')
    writeFileSync(join(folder, 'ssh-keygen'), `#!/bin/sh\nenv > '${seen}'\nexit 1\n`, { mode: 0o755 })
    const variables = {
      PATH: `${folder}:/usr/bin:/bin`,
      TIEX_IDENTITY: 'secret',
      LD_PRELOAD: '',
      LC_ALL: 'de',
    }
    verify(signed(makeKey('ecdsa 256'), message), { variables })
    const told = readFileSync(seen, 'utf8')
    expect(told).toContain('LC_ALL=C\n')
    expect(told).toContain('NoDefaultCurrentDirectoryInExePath=1\n')
    expect(told).not.toMatch(/TIEX_IDENTITY|LD_PRELOAD/)
  })
})
