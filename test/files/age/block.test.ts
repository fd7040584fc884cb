import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Encrypter, generateHybridIdentity, identityToRecipient } from 'age-encryption'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { formatArmor, parseArmor } from '../../../src/files/age/armor.ts'
import { checkBlock } from '../../../src/files/age/block.ts'
import { lock } from '../../../src/files/age/passphrase.ts'
import { sealText } from '../../../src/files/age/seal.ts'
import { spending } from '../../spent.ts'
import { projectRoot } from '../../world.ts'
import { age, alice, bob, hasAge, identityFile, sue } from './keys.ts'

const corpus = join(projectRoot, 'test/data/hostile')

function blockOf(name: string): string {
  return parse(readFileSync(join(corpus, name), 'utf8').replace(/^\ufeff/, '')).sealed
}

const index: { file: string; expect: string; class: string; mustSay: string[]; mustNotSay?: string[] }[] =
  JSON.parse(readFileSync(join(corpus, 'index.json'), 'utf8'))
const entries = new Map(index.map((entry) => [entry.file, entry]))

describe('the hostile corpus', () => {
  test.each([
    ['not-age', 'is not encrypted with age: it does not begin with -----BEGIN AGE ENCRYPTED FILE-----'],
    ['truncated-armor', 'is cut off: it does not end with -----END AGE ENCRYPTED FILE-----'],
    ['truncated-before-payload', 'is cut off within its header'],
    ['two-blocks', 'is two blocks, where one belongs'],
    ['text-after', 'has text after its last line'],
    [
      'lower-case-label',
      'is not encrypted with age: it does not begin with -----BEGIN AGE ENCRYPTED FILE-----',
    ],
    ['bad-character', 'has characters that are not base64 in its line 2'],
    ['identity-pasted', 'holds a secret key where an age block belongs'],
    ['no-stanza', 'is sealed to nobody: it has no recipient'],
    ['scrypt-small', 'is locked with a passphrase, where the keys of its recipients belong'],
    ['stanzas-1000', 'is sealed to too many recipients: at most 100 are taken'],
    ['stanza-short-key', 'has a damaged recipient in its header'],
    ['mixed-post-quantum', 'is not safe: classical and post-quantum recipients are mixed'],
  ])('%s is refused and nothing of it is repeated', (name, message) => {
    const file = `sealed-block-${name}.yaml`
    const { mustSay = [], mustNotSay = [] } = entries.get(file) ?? {}
    const found = checkBlock(blockOf(file))
    expect(found?.message).toBe(`the sealed block ${message}`)
    expect(mustSay.some((word) => found?.message.includes(word))).toBe(true)
    expect(`${found?.message} ${found?.hint}`).not.toMatch(new RegExp(mustNotSay.join('|') || '$^'))
  })

  const good = index.filter(({ file, expect, class: kind }) => {
    const isBlock = file.startsWith('sealed-') && kind !== 'block'
    return isBlock || (file.startsWith('sealed-') && expect === 'accept')
  })
  test.each(good.map(({ file }) => file))('%s holds a block that only a key can judge', (file) => {
    expect(checkBlock(blockOf(file))).toBeUndefined()
  })
})

describe('a block', () => {
  test.each([
    ['of one recipient', [alice.recipient]],
    ['of three', [alice.recipient, bob.recipient, sue.recipient]],
  ])('%s is taken', async (_, recipients) => {
    expect(checkBlock(await sealText('a', recipients))).toBeUndefined()
  })

  test('may hold any length of text', async () => {
    for (let length = 0; length < 60; length += 1)
      expect(checkBlock(await sealText('x'.repeat(length), [alice.recipient])), `${length}`).toBeUndefined()
  })

  test('may be post-quantum', async () => {
    const recipient = await identityToRecipient(await generateHybridIdentity())
    expect(checkBlock(await sealText('a', [recipient]))).toBeUndefined()
  })

  test('may have CRLF line ends and white space around it', async () => {
    const block = await sealText('a', [alice.recipient])
    expect(checkBlock(`\n  ${block.replaceAll('\n', '\r\n')} \n\n`)).toBeUndefined()
  })

  test('locked with a passphrase is no response', async () => {
    expect(checkBlock(await lock('a', 'five words', 1))?.message).toContain('passphrase')
  })

  test.each([
    ['nothing', '', 'is empty'],
    ['white space', ' \n ', 'is empty'],
    ['text before it', (block: string) => `answers:\n${block}`, 'has text before its first line'],
    [
      'no lines between',
      '-----BEGIN AGE ENCRYPTED FILE-----\n-----END AGE ENCRYPTED FILE-----',
      'has nothing between its first and its last line',
    ],
    [
      'a short line',
      (block: string) => block.replace('YWdl', ''),
      'has too few or too many characters in its line 2',
    ],
    [
      'an empty line',
      (block: string) => block.replace('\nYWdl', '\n\nYWdl'),
      'has characters that are not base64 in its line 2',
    ],
    [
      'spaces before lines',
      (block: string) => block.replace('\nYWdl', '\n YWdl'),
      'has characters that are not base64 in its line 2',
    ],
    [
      'a secret key within',
      (block: string) => `${block}${alice.identity}\n`,
      'holds a secret key where an age block belongs',
    ],
    [
      'a secret key in small letters',
      alice.identity.toLowerCase(),
      'holds a secret key where an age block belongs',
    ],
  ])('%s is refused', async (_, made, message) => {
    const block = await sealText('a', [alice.recipient])
    const found = checkBlock(typeof made === 'string' ? made : made(block))
    expect(found?.message).toBe(`the sealed block ${message}`)
  })

  test('whose last character has bits that mean nothing is refused', () => {
    const block = formatArmor(Buffer.from('a')).replace('YQ==', 'YR==')
    expect(parseArmor(block)).toBe('is not canonical base64')
  })
})

describe('the header', () => {
  const stanza = `-> X25519 ${'A'.repeat(43)}\n${'A'.repeat(43)}\n`
  const postQuantum = `-> mlkem768x25519 ${'A'.repeat(1494)}\n${'A'.repeat(43)}\n`
  const mac = `--- ${'A'.repeat(43)}\n`
  const check = (header: string, payload = 32) =>
    checkBlock(formatArmor(Buffer.concat([Buffer.from(header, 'latin1'), Buffer.alloc(payload)])))?.message
  const v1 = 'age-encryption.org/v1\n'

  test.each([
    ['a recipient', v1 + stanza + mac],
    ['a hundred', v1 + stanza.repeat(100) + mac],
    ['post-quantum ones', v1 + postQuantum.repeat(2) + mac],
    ['grease without a body', `${v1 + stanza}-> x-grease\n\n${mac}`],
    [
      'grease with several lines',
      `${v1}-> 1@-grease a b\n${'A'.repeat(64)}\n${'A'.repeat(64)}\n\n${stanza}${mac}`,
    ],
  ])('%s is taken', (_, header) => {
    expect(check(header)).toBeUndefined()
  })

  test.each([
    ['a later version', `age-encryption.org/v2\n${stanza}${mac}`, 'was made by a newer age'],
    ['something else', `PK\n${stanza}${mac}`, 'is not an age file'],
    ['no end', v1 + stanza, 'is cut off within its header'],
    ['an end within a recipient', `${v1}-> X25519 ${'A'.repeat(43)}\n`, 'is cut off within its header'],
    ['nobody but grease', `${v1}-> x-grease\n\n${mac}`, 'is sealed to nobody: it has no recipient'],
    [
      'an ssh key',
      `${v1}-> ssh-ed25519 AAAA ${'A'.repeat(43)}\n${'A'.repeat(43)}\n${mac}`,
      'is sealed to a kind of recipient that is not taken here, as ssh keys and plugins are',
    ],
    [
      'a name every object has',
      `${v1}-> constructor\n\n${mac}`,
      'is sealed to a kind of recipient that is not taken here, as ssh keys and plugins are',
    ],
    [
      'a recipient with two shares',
      v1 + stanza.replace('\n', ' A\n') + mac,
      'has a damaged recipient in its header',
    ],
    [
      'a short body',
      `${v1}-> X25519 ${'A'.repeat(43)}\nAAAA\n${mac}`,
      'has a damaged recipient in its header',
    ],
    [
      'a long body',
      `${v1}-> X25519 ${'A'.repeat(43)}\n${'A'.repeat(64)}\nAAAA\n${mac}`,
      'has a damaged recipient in its header',
    ],
    ['base64 that is not canonical', v1 + stanza.replace(/A\n$/, 'B\n') + mac, 'has a damaged header'],
    ['padding', v1 + stanza.replace(/\n$/, '=\n') + mac, 'has a damaged header'],
    ['two spaces', v1 + stanza.replace(' ', '  ') + mac, 'has a damaged header'],
    ['a control character', v1 + stanza.replace('X25519', 'X25519\u001b') + mac, 'has a damaged header'],
    ['a short check', `${v1 + stanza}--- AAAA\n`, 'has a damaged header'],
  ])('%s is refused', (_, header, message) => {
    expect(check(header)).toBe(`the sealed block ${message}`)
  })

  test('is followed by a nonce and at least one tag', () => {
    expect(check(v1 + stanza + mac, 31)).toBe('the sealed block is cut off: nothing follows its header')
  })
})

test('a check takes time in proportion to the text', () => {
  const size = 4_000_000
  const line = `${'A'.repeat(64)}\n`
  const begin = '-----BEGIN AGE ENCRYPTED FILE-----\n'
  const hostile = [
    ' '.repeat(size),
    `${begin}${' '.repeat(size)}x`,
    begin.repeat(size / begin.length),
    `${begin}${line.repeat(size / line.length)}`,
    `${begin}${line.repeat(size / line.length)}-----END AGE ENCRYPTED FILE-----`,
    '='.repeat(size),
    formatArmor(Buffer.from(`age-encryption.org/v1\n${'-> a-grease\n\n'.repeat(size / 13)}`)),
    formatArmor(Buffer.from(`age-encryption.org/v1\n-> a-grease\n${line.repeat(size / 65)}`)),
    formatArmor(Buffer.from(`age-encryption.org/v1\n-> ${' '.repeat(size)}`)),
  ]
  const spent = spending()
  for (const text of hostile) expect(checkBlock(text)).toBeDefined()
  expect(spent()).toBeLessThan(8_000)
})

test('any change of one character is refused or leaves a block for the key to judge, and never throws', async () => {
  const block = await sealText('a', [alice.recipient])
  fc.assert(
    fc.property(fc.nat(block.length - 1), fc.string({ unit: 'binary', maxLength: 3 }), (at, text) => {
      const found = checkBlock(block.slice(0, at) + text + block.slice(at + 1))
      expect(found?.message ?? 'the sealed block ').toMatch(/^the sealed block /)
    }),
  )
})

test('armor is read back as it was written', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (bytes) => {
      expect(Buffer.from(parseArmor(formatArmor(bytes)) as Uint8Array)).toEqual(Buffer.from(bytes))
    }),
  )
})

test('what the library makes is taken whatever the number of recipients', async () => {
  const encrypter = new Encrypter()
  for (let count = 1; count <= 10; count += 1) {
    encrypter.addRecipient(bob.recipient)
    expect(checkBlock(formatArmor(await encrypter.encrypt('a')))).toBeUndefined()
  }
})

test.skipIf(!hasAge())('what the age program seals is taken', () => {
  for (const length of [0, 1, 47, 48, 49, 65_536, 65_537]) {
    const input = 'x'.repeat(length)
    expect(
      checkBlock(age(['-a', '-r', alice.recipient, '-r', bob.recipient], input).toString()),
    ).toBeUndefined()
    expect(checkBlock(formatArmor(age(['-e', '-i', identityFile('sue')], input)))).toBeUndefined()
  }
})
