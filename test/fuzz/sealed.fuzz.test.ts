import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatArmor, parseArmor } from '../../src/files/age/armor.ts'
import { checkBlock, readBlock } from '../../src/files/age/block.ts'
import { parseHeader } from '../../src/files/age/header.ts'
import { parseKeys } from '../../src/files/age/key-file.ts'
import { distinctRecipients } from '../../src/files/age/recipients.ts'
import { keyOfBlob, parseKey, sameKey } from '../../src/files/ssh/public-key.ts'
import { verifySignature } from '../../src/files/ssh/signature.ts'
import { splitSignedCommit } from '../../src/files/ssh/signed-commit.ts'
import { projectRoot } from '../world.ts'
import { cases } from './cases.ts'
import { expectTold, settled } from './laws.ts'
import { bytesChange, changed, told } from './mutations.ts'

const hostile = (name: string) => readFileSync(join(projectRoot, 'test/data/hostile', name))
const yaml = hostile('sealed-control-valid.yaml').toString('utf8')
const block = Buffer.from(
  yaml.slice(yaml.indexOf('-----BEGIN'), yaml.indexOf('-----END')).replace(/^ +/gm, '') +
    '-----END AGE ENCRYPTED FILE-----\n',
)
const opened = parseArmor(block.toString('utf8')) as Uint8Array
const identity = hostile('identities/alice.txt')
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKBv3IAXjRKeZ6byG2EvsZBMO3Rq7rUKp+0hGPR/gynU'

const from = (bytes: Uint8Array) => told(changed(fc.constant(Buffer.from(bytes)), bytesChange, 3))

/** What is said of a block never repeats it, and is harmless. */
function expectSaid(message: string): void {
  expectTold([{ severity: 'error', rule: 'sealed', message, place: { file: 'a.yaml' } }])
  expect(message.length).toBeLessThan(200)
}

describe('a sealed block', () => {
  it('is an age file, or it is said what is wrong with it, whatever it is', () => {
    fc.assert(
      fc.property(from(block), (bytes) => {
        const text = bytes.toString('utf8')
        const fault = checkBlock(text)
        if (fault !== undefined) return expectSaid(fault.message)
        const read = readBlock(text)
        if ('message' in read) throw new Error(read.message)
        expect(parseArmor(formatArmor(read.bytes))).toEqual(Buffer.from(read.bytes))
      }),
      cases(100),
    )
  })

  it('has a header, or it is said what is wrong with it, whatever its bytes are', () => {
    fc.assert(
      fc.property(from(opened), (bytes) => {
        const header = parseHeader(bytes)
        if (typeof header === 'string') return expectSaid(header)
        expect(header.size).toBeLessThanOrEqual(bytes.length)
        const around = checkBlock(formatArmor(bytes))
        if (around !== undefined) expectSaid(around.message)
      }),
      cases(100),
    )
  })
})

describe('a key', () => {
  it('of a file is read or refused, and nothing of the file is repeated', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(from(identity), from(block)), async (bytes) => {
        const read = await settled(() => parseKeys('key.txt', bytes, undefined))
        if (!('problems' in read)) return
        expectTold(read.problems)
        expect(JSON.stringify(read.problems)).not.toMatch(/AGE-SECRET-KEY-(PQ-)?1[0-9A-Z]{10}/)
      }),
      cases(40, 4),
    )
  })

  it('of ssh is whole or none, and says the same again', () => {
    fc.assert(
      fc.property(from(Buffer.from(key)), (bytes) => {
        const line = bytes.toString('utf8')
        const parsed = parseKey(line)
        if (parsed === undefined) return
        expect(keyOfBlob(parsed.blob)?.text).toBe(parsed.text)
        expect(sameKey(line, parsed.text)).toBe(true)
      }),
      cases(100),
    )
  })

  it('of a recipient is taken or refused', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(from(Buffer.from(`age1${'q'.repeat(58)}`)), { maxLength: 3 }),
        async (all) => {
          const read = await settled(() => distinctRecipients(all.map((bytes) => bytes.toString('utf8'))))
          if ('problems' in read) expectTold(read.problems)
        },
      ),
      cases(100),
    )
  })
})

/** An SSHSIG of the key above for what nobody ever signed: right in its form. */
const signature = (() => {
  const string = (bytes: Uint8Array | string) => {
    const content = Buffer.from(bytes)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(content.length)
    return Buffer.concat([length, content])
  }
  const made = Buffer.concat([string('ssh-ed25519'), string(Buffer.alloc(64, 7))])
  const blob = Buffer.from(key.split(' ')[1]!, 'base64')
  return Buffer.concat([
    Buffer.from('SSHSIG\0\0\0\u0001'),
    ...[blob, 'tiex-response', '', 'sha512', made].map(string),
  ])
})()
const armored = (bytes: Buffer) =>
  `-----BEGIN SSH SIGNATURE-----\n${bytes.toString('base64').replace(/.{70}/g, '$&\n')}\n-----END SSH SIGNATURE-----\n`

describe('a signature', () => {
  const signed = fc.oneof(
    from(signature).map(armored),
    from(Buffer.from(armored(signature))).map((bytes) => bytes.toString('utf8')),
  )

  it('that nobody made is never a good one, whatever stands in it', () => {
    fc.assert(
      fc.property(signed, (text) => {
        const message = Buffer.from('what was never signed')
        // No ssh-keygen: what takes it is bad then, and nothing is started.
        const variables = { PATH: '/nowhere' }
        const verified = verifySignature({ message, signature: text, namespace: 'tiex-response', variables })
        expect(verified.state).toBe('bad')
        if (verified.state === 'bad') expectSaid(`the signature ${verified.reason}`)
      }),
      cases(100),
    )
  })

  it('of a commit is taken out so that what was signed is left, whatever the commit is', () => {
    const commit = `tree ${'0'.repeat(40)}\nauthor A <a@b.c> 1 +0000\ngpgsig ${armored(signature).trim().replace(/\n/g, '\n ')}\n\nSubject\n`
    fc.assert(
      fc.property(from(Buffer.from(commit)), (raw) => {
        const { payload } = splitSignedCommit(raw)
        const [before, after] = [raw, Buffer.from(payload)].map((bytes) => bytes.toString('latin1'))
        expect(after!.length).toBeLessThanOrEqual(before!.length)
        // An empty line ends the headers; what follows it is never touched.
        const end = `\n${before}`.indexOf('\n\n')
        if (end !== -1) expect(after!.endsWith(before!.slice(end + 1))).toBe(true)
      }),
      cases(100),
    )
  })
})
