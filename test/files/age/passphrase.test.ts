import { Decrypter } from 'age-encryption'
import { describe, expect, test } from 'vitest'
import { formatArmor, parseArmor } from '../../../src/files/age/armor.ts'
import { lock, unlock } from '../../../src/files/age/passphrase.ts'
import { sealText } from '../../../src/files/age/seal.ts'
import { refusal } from '../disk/scratch.ts'
import { age, alice, hasAge } from './keys.ts'

const cheap = 4

describe('a locked text', () => {
  test('opens with its passphrase and no other', async () => {
    const block = await lock('secret: é\n', 'five words', cheap)
    expect(block).not.toContain('secret')
    expect(await unlock(block, 'five words')).toBe('secret: é\n')
    expect(await unlock(block, 'Five words')).toBe('wrong passphrase')
    expect(await unlock(block, '')).toBe('wrong passphrase')
  })

  test('is one for the library too', async () => {
    const decrypter = new Decrypter()
    decrypter.addPassphrase('five words')
    const bytes = parseArmor(await lock('secret', 'five words', cheap)) as Uint8Array
    expect(await decrypter.decrypt(bytes, 'text')).toBe('secret')
  })

  test('needs a passphrase', async () => {
    expect(await refusal(() => lock('secret', '', cheap))).toBe('the passphrase is empty')
  })

  test('is refused where it is damaged', async () => {
    const block = await lock('x'.repeat(100), 'five words', cheap)
    const changed = block.replace(/(.)(.{10}\n-----END)/, (_, at, end) => (at === 'A' ? 'B' : 'A') + end)
    expect(await refusal(() => unlock(changed, 'five words'))).toBe(
      'the locked file is damaged: it was changed or cut off',
    )
  })

  test.each([
    ['no age file', () => 'secret', /^the locked file is not encrypted with age/],
    [
      'sealed to a key',
      () => sealText('a', [alice.recipient]),
      /is sealed to a key, not locked with a passphrase$/,
    ],
    [
      'made to keep us busy',
      () => lock('a', 'b', cheap).then((block) => withFactor(block, '30')),
      /takes too long to open/,
    ],
  ])('%s is refused', async (_, make, message) => {
    const block = await make()
    expect(await refusal(() => unlock(block, 'five words'))).toMatch(message)
  })

  test.skipIf(!hasAge())('is known to the age program, which asks for the passphrase', async () => {
    const block = await lock('secret', 'five words', cheap)
    // Without a terminal age cannot ask; that it wants to shows that it read the header.
    expect(() => age(['-d'], block)).toThrow(/passphrase|terminal|tty/)
  })
})

function withFactor(block: string, factor: string): string {
  const text = Buffer.from(parseArmor(block) as Uint8Array).toString('latin1')
  const bytes = Buffer.from(text.replace(/^(-> scrypt \S+) \d+$/m, `$1 ${factor}`), 'latin1')
  return formatArmor(bytes)
}
