import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keyFingerprint, parseKey, sameKey } from '../../../src/files/ssh/public-key.ts'
import { wireString } from '../../../src/files/ssh/wire.ts'
import { refusal } from '../disk/scratch.ts'
import { keygen, makeKey, withoutComment } from './keys.ts'

const kinds = ['ed25519', 'rsa 2048', 'rsa 3072', 'ecdsa 256', 'ecdsa 384', 'ecdsa 521']

const line = (type: string, ...fields: readonly (string | Uint8Array)[]) =>
  `${type} ${Buffer.concat(fields.map(wireString)).toString('base64')}`

const point = (size: number) => Buffer.concat([Buffer.from([4]), Buffer.alloc(2 * size, 7)])
const odd = (bits: number) => {
  const number = Buffer.alloc(bits / 8 + 1, 0xff)
  number[0] = 0
  return number
}

describe('a public key', () => {
  test.each(kinds)('of %s has the fingerprint ssh-keygen prints', (kind) => {
    const key = makeKey(kind)
    const printed = keygen(['-lf', `${key.file}.pub`]).split(' ')[1]
    expect(keyFingerprint(key.public)).toBe(printed)
    expect(keyFingerprint(withoutComment(key.public))).toBe(printed)
    expect(parseKey(key.public)?.text).toBe(withoutComment(key.public))
  })

  test('of RSA tells its size', () => {
    expect(parseKey(makeKey('rsa 2048').public)?.modulusBits).toBe(2048)
    expect(parseKey(makeKey('rsa 1024').public)?.modulusBits).toBe(1024)
  })

  test('is the same whatever its comment and the white space around it', () => {
    const key = makeKey()
    const bare = withoutComment(key.public)
    expect(sameKey(key.public, `  ${bare} another comment\r\n`)).toBe(true)
    expect(sameKey(bare, bare.replace(' ', '\t'))).toBe(true)
    expect(sameKey(key.public, makeKey().public)).toBe(false)
  })

  test('that is none is the same as nothing', () => {
    expect(sameKey('', '')).toBe(false)
    expect(sameKey('ssh-ed25519 AAAA', 'ssh-ed25519 AAAA')).toBe(false)
  })

  test.each([
    [
      'of a hardware token',
      line('sk-ssh-ed25519@openssh.com', 'sk-ssh-ed25519@openssh.com', Buffer.alloc(32), 'ssh:'),
    ],
    [
      'of a hardware token with the other curve',
      line(
        'sk-ecdsa-sha2-nistp256@openssh.com',
        'sk-ecdsa-sha2-nistp256@openssh.com',
        'nistp256',
        point(32),
        'ssh:',
      ),
    ],
  ])('%s is taken', (_, key) => expect(parseKey(key)?.text).toBe(key))

  const ed = 'ssh-ed25519'
  test.each([
    ['nothing', ''],
    ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----'],
    ['no key after the kind', ed],
    ['a kind that is not taken', line('ssh-dss', 'ssh-dss', 'p', 'q', 'g', 'y')],
    [
      'a certificate',
      line('ssh-ed25519-cert-v01@openssh.com', 'ssh-ed25519-cert-v01@openssh.com', Buffer.alloc(32)),
    ],
    ['a kind inside other than the one outside', line(ed, 'ssh-rsa', Buffer.alloc(32))],
    ['a kind of every object', line('constructor', 'constructor', Buffer.alloc(32))],
    ['a point that is too short', line(ed, ed, Buffer.alloc(31))],
    ['a point that is too long', line(ed, ed, Buffer.alloc(33))],
    ['one field more', line(ed, ed, Buffer.alloc(32), '')],
    ['base64 without its padding', line(ed, ed, Buffer.alloc(32)).replace(/=+$/, '').concat('A')],
    ['two lines', `${line(ed, ed, Buffer.alloc(32))} one\n${line(ed, ed, Buffer.alloc(32))}`],
    ['options before it', `cert-authority ${line(ed, ed, Buffer.alloc(32))}`],
    [
      'another curve than its kind',
      line('ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp256', 'nistp384', point(32)),
    ],
    ['a point of another size', line('ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp384', 'nistp384', point(32))],
    [
      'a compressed point',
      line('ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp256', 'nistp256', Buffer.alloc(65, 2)),
    ],
    ['an RSA exponent of 1', line('ssh-rsa', 'ssh-rsa', Buffer.from([1]), odd(2048))],
    ['an even RSA exponent', line('ssh-rsa', 'ssh-rsa', Buffer.from([1, 0]), odd(2048))],
    ['a negative RSA modulus', line('ssh-rsa', 'ssh-rsa', Buffer.from([3]), Buffer.alloc(256, 0xff))],
    [
      'an RSA modulus with a zero before it',
      line('ssh-rsa', 'ssh-rsa', Buffer.from([3]), Buffer.concat([Buffer.alloc(1), odd(2048)])),
    ],
    ['an RSA modulus beyond all measure', line('ssh-rsa', 'ssh-rsa', Buffer.from([3]), odd(16_384 + 8))],
    [
      'a hardware key for nothing',
      line('sk-ssh-ed25519@openssh.com', 'sk-ssh-ed25519@openssh.com', Buffer.alloc(32), ''),
    ],
    ['a line without end', `${line(ed, ed, Buffer.alloc(32))} ${'x'.repeat(10_000)}`],
  ])('is not %s', (_, text) => expect(parseKey(text)).toBeUndefined())

  test('that is none has no fingerprint, and its text is not repeated', async () => {
    expect(await refusal(() => keyFingerprint('AGE-SECRET-KEY-1QQQ'))).toBe(
      'this is no SSH public key that tiex can use, or it is damaged',
    )
  })

  test('cut or changed anywhere in its lengths is refused without a fault', () => {
    const [type = '', base64 = ''] = makeKey('ecdsa 256').public.split(' ')
    const blob = Buffer.from(base64, 'base64')
    fc.assert(
      fc.property(fc.nat(blob.length - 1), (length) => {
        const text = `${type} ${blob.subarray(0, length).toString('base64')}`
        expect(parseKey(text)).toBeUndefined()
      }),
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(parseKey(`${type} ${Buffer.from(bytes).toString('base64')}`)).toBeUndefined()
      }),
    )
  })
})
