import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateHybridIdentity, identityToRecipient } from 'age-encryption'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { formatArmor, parseArmor } from '../../../src/files/age/armor.ts'
import { makeIdentity } from '../../../src/files/age/identity.ts'
import { openBlock, sealText } from '../../../src/files/age/seal.ts'
import { projectRoot } from '../../world.ts'
import { refusal, scratch } from '../disk/scratch.ts'
import { age, alice, bob, hasAge, identityFile, stranger, sue } from './keys.ts'

async function textOf(block: string, identities: readonly string[]): Promise<string> {
  const opened = await openBlock(block, identities)
  return opened.state === 'opened' ? new TextDecoder().decode(opened.bytes) : JSON.stringify(opened)
}

const noKey = { state: 'no key' }
const damagedHeader = {
  state: 'damaged',
  message: 'the sealed block is damaged: its header was changed or cut off',
}
const damagedContent = {
  state: 'damaged',
  message: 'the sealed block is damaged: its content was changed or cut off',
}

describe('what is sealed', () => {
  test('each recipient opens alone, and nobody else', async () => {
    const block = await sealText('answers: é\n', [alice.recipient, sue.recipient])
    expect(block).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----\n.*\n-----END AGE ENCRYPTED FILE-----\n$/s)
    expect(await textOf(block, [alice.identity])).toBe('answers: é\n')
    expect(await textOf(block, [sue.identity])).toBe('answers: é\n')
    expect(await openBlock(block, [stranger.identity, bob.identity])).toEqual(noKey)
    expect(await openBlock(block, [])).toEqual(noKey)
  })

  test('opens with any of several keys, again and again', async () => {
    const block = await sealText('a', [sue.recipient])
    const identities = [stranger.identity, sue.identity]
    for (let time = 0; time < 3; time += 1) expect(await textOf(block, identities)).toBe('a')
    expect(await openBlock(await sealText('a', [bob.recipient]), identities)).toEqual(noKey)
    expect(await textOf(block, identities)).toBe('a')
  })

  test('opens while other blocks are opened', async () => {
    const blocks = await Promise.all(
      [alice, bob, sue].map(({ recipient }) => sealText(recipient, [recipient])),
    )
    const identities = [alice.identity, sue.identity]
    const opened = await Promise.all(blocks.map((block) => textOf(block, identities)))
    expect(opened).toEqual([alice.recipient, JSON.stringify(noKey), sue.recipient])
  })

  test('comes out as it went in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 400 }), async (text) => {
        expect(await textOf(await sealText(text, [bob.recipient]), [bob.identity])).toBe(text)
      }),
      { numRuns: 30 },
    )
  })

  test('may be longer than one chunk of the format', async () => {
    const text = 'long '.repeat(40_000)
    expect(await textOf(await sealText(text, [bob.recipient]), [bob.identity])).toBe(text)
  })

  test('differs each time', async () => {
    expect(await sealText('a', [bob.recipient])).not.toBe(await sealText('a', [bob.recipient]))
  })

  test('has a recipient once, however often it is named', async () => {
    const once = await sealText('a', [bob.recipient])
    expect(await sealText('a', [bob.recipient, bob.recipient])).toHaveLength(once.length)
  })

  test('is read with CRLF line ends', async () => {
    const block = await sealText('a', [bob.recipient])
    expect(await textOf(block.replaceAll('\n', '\r\n'), [bob.identity])).toBe('a')
  })

  test('may be post-quantum', async () => {
    const identity = await generateHybridIdentity()
    const block = await sealText('a', [await identityToRecipient(identity)])
    expect(await textOf(block, [bob.identity, identity])).toBe('a')
    expect(await openBlock(block, [bob.identity])).toEqual(noKey)
    expect(await openBlock(await sealText('a', [bob.recipient]), [identity])).toEqual(noKey)
  })

  test('opens with every key that is made', async () => {
    for (let time = 0; time < 20; time += 1) {
      const { identity, recipient } = await makeIdentity()
      expect(await textOf(await sealText('a', [recipient]), [identity])).toBe('a')
    }
  })
})

describe('recipients', () => {
  test.each([
    ['nobody', [], 'there is nobody to seal to'],
    [
      'an ssh key',
      ['ssh-ed25519 AAAA'],
      'an ssh key, or something else that age did not make, stands where a recipient belongs',
    ],
    ['a plugin', ['age1yubikey1qqqq'], 'the recipient "age1yubikey1qqqq" is not a key of age itself'],
    [
      'a tag',
      [`age1tag1${'q'.repeat(59)}`],
      'the recipient "age1tag1qqqqqqqqqqqq..." is not a key of age itself',
    ],
    [
      'capital letters',
      [alice.recipient.toUpperCase()],
      'an ssh key, or something else that age did not make, stands where a recipient belongs',
    ],
    [
      'a line break',
      [`${alice.recipient}\n`],
      `the recipient "${alice.recipient.slice(0, 20)}..." is not a key of age itself`,
    ],
    ['a secret key', [alice.identity], 'a secret key stands where the public key of a recipient belongs'],
    [
      'a typing error',
      [alice.recipient.replace(/.$/, 'q')],
      `the recipient "${alice.recipient.slice(0, 20)}..." has a typing error`,
    ],
    [
      'a key under which nothing is secret',
      ['age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z'],
      'nothing can be sealed to one of the recipients: it is no real key',
    ],
  ])('%s: refused', async (_, recipients, message) => {
    expect(await refusal(() => sealText('a', recipients))).toBe(message)
  })

  test('all that are wrong are named', async () => {
    const text = await refusal(() => sealText('a', ['age1x', bob.recipient, 'age1y']))
    expect(text.split('\n')).toHaveLength(2)
  })

  test('of classical and post-quantum kind are not mixed', async () => {
    const postQuantum = await identityToRecipient(await generateHybridIdentity())
    expect(await refusal(() => sealText('a', [bob.recipient, postQuantum]))).toBe(
      'classical and post-quantum recipients are mixed',
    )
  })

  test('are at most a hundred, all of whom can open it', async () => {
    const pairs = await Promise.all(Array.from({ length: 101 }, makeIdentity))
    const recipients = pairs.map((pair) => pair.recipient)
    expect(await refusal(() => sealText('a', recipients))).toBe(
      'there are 101 recipients, and at most 100 are taken',
    )
    expect(await textOf(await sealText('a', recipients.slice(1)), [pairs[100]!.identity])).toBe('a')
  })
})

describe('what was changed', () => {
  /** With one byte another: a letter stays a letter of base64. */
  const changed = async (at: (bytes: Uint8Array) => number, other = (byte: number) => byte ^ 1) => {
    const bytes = Buffer.from(parseArmor(await sealText('answers', [bob.recipient])) as Uint8Array)
    bytes[at(bytes)] = other(bytes[at(bytes)]!)
    return openBlock(formatArmor(bytes), [bob.identity])
  }
  const startOfPayload = (bytes: Uint8Array) => bytes.length - 'answers'.length - 32

  test('in the content is damaged', async () => {
    expect(await changed(startOfPayload)).toEqual(damagedContent)
    expect(await changed((bytes) => bytes.length - 1)).toEqual(damagedContent)
  })

  test('in the share of a recipient has no key', async () => {
    const [a, b] = Buffer.from('ab')
    const share = () => 'age-encryption.org/v1\n-> X25519 '.length
    expect(await changed(share, (byte) => (byte === a ? b! : a!))).toEqual(noKey)
  })

  test('by bytes at its end is damaged, and by a cut', async () => {
    const bytes = parseArmor(await sealText('x'.repeat(70_000), [bob.recipient])) as Uint8Array
    for (const other of [
      Buffer.concat([bytes, Buffer.from('x')]),
      bytes.subarray(0, -1),
      bytes.subarray(0, 66_000),
    ])
      expect(await openBlock(formatArmor(other), [bob.identity])).toEqual(damagedContent)
  })

  test('by a recipient that somebody added is damaged', async () => {
    const bytes = parseArmor(await sealText('a', [bob.recipient])) as Uint8Array
    const text = Buffer.from(bytes).toString('latin1')
    const more = text.replace('\n--- ', `\n-> X25519 ${'B'.repeat(42)}A\n${'A'.repeat(43)}\n--- `)
    expect(await openBlock(formatArmor(Buffer.from(more, 'latin1')), [bob.identity])).toEqual(damagedHeader)
  })

  test('says why where it is no block at all', async () => {
    expect(await openBlock('nothing', [bob.identity])).toMatchObject({
      state: 'damaged',
      message: expect.stringContaining('the sealed block is not encrypted with age'),
    })
  })
})

describe('the hostile corpus', () => {
  const block = (name: string) =>
    parse(readFileSync(join(projectRoot, 'test/data/hostile', name), 'utf8')).sealed as string

  test('opens with the key of either', async () => {
    for (const { identity } of [alice, sue])
      expect(await textOf(block('sealed-control-valid.yaml'), [identity])).toContain('person: alice')
    expect(await openBlock(block('sealed-control-valid.yaml'), [stranger.identity])).toEqual(noKey)
  })

  test.each([
    ['sealed-with-key-header-mac.yaml', damagedHeader],
    ['sealed-with-key-payload-tail.yaml', damagedContent],
    ['sealed-with-key-wrong-recipients.yaml', noKey],
  ])('%s', async (name, outcome) => {
    expect(await openBlock(block(name), [sue.identity])).toEqual(outcome)
  })
})

describe.skipIf(!hasAge())('the age program', () => {
  test('opens what is sealed here', async () => {
    for (const text of ['', 'answers: é\n', 'x'.repeat(70_000)]) {
      const block = await sealText(text, [alice.recipient, sue.recipient])
      expect(age(['-d', '-i', identityFile('sue')], block).toString()).toBe(text)
    }
  })

  test('does not open what is sealed to others', async () => {
    const block = await sealText('a', [alice.recipient])
    expect(() => age(['-d', '-i', identityFile('sue')], block)).toThrow(/no identity matched/)
  })

  test('seals what is opened here, armored and binary', async () => {
    for (const text of ['', 'answers: é\n', 'x'.repeat(70_000)]) {
      const armored = age(['-a', '-r', alice.recipient, '-r', sue.recipient], text).toString()
      expect(await textOf(armored, [sue.identity])).toBe(text)
      const binary = age(['-r', sue.recipient], text)
      expect(await textOf(formatArmor(binary), [sue.identity])).toBe(text)
    }
  })

  test('takes a key that is made here', async () => {
    const folder = scratch()
    const { identity, recipient } = await makeIdentity()
    writeFileSync(join(folder, 'key.txt'), `# public key: ${recipient}\n${identity}\n`)
    const armored = age(['-a', '-r', recipient], 'a')
    expect(age(['-d', '-i', join(folder, 'key.txt')], armored).toString()).toBe('a')
  })
})
