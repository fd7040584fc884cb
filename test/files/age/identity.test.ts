import { execFileSync } from 'node:child_process'
import { generateHybridIdentity, identityToRecipient } from 'age-encryption'
import { describe, expect, test } from 'vitest'
import { fingerprintOf, makeIdentity, parseIdentities, recipientOf } from '../../../src/files/age/identity.ts'
import { TiexError } from '../../../src/problem.ts'
import { alice, bob, hasAge } from './keys.ts'

describe('a key', () => {
  test('is made with its public half, a new one each time', async () => {
    const made = await makeIdentity()
    expect(made.identity).toMatch(/^AGE-SECRET-KEY-1[0-9A-Z]{58}$/)
    expect(made.recipient).toMatch(/^age1[0-9a-z]{58}$/)
    expect(await recipientOf(made.identity)).toBe(made.recipient)
    expect((await makeIdentity()).identity).not.toBe(made.identity)
  })

  test('has the public half that its file says', async () => {
    expect(await recipientOf(alice.identity)).toBe(alice.recipient)
  })

  test('that is mistyped is not repeated', async () => {
    const mistyped = alice.identity.replace(/.$/, 'Q')
    await expect(recipientOf(mistyped)).rejects.toThrow(/^not an age identity$/)
  })

  test('has a fingerprint that can be read out', () => {
    expect(fingerprintOf(alice.recipient)).toMatch(/^([0-9a-f]{4} ){4}[0-9a-f]{4}$/)
    expect(fingerprintOf(alice.recipient)).not.toBe(fingerprintOf(bob.recipient))
    // printf abc | sha256sum
    expect(fingerprintOf('abc')).toBe('ba78 16bf 8f01 cfea 4141')
  })

  test.skipIf(!hasAge())('is understood by age-keygen, and one of age-keygen here', async () => {
    const keygen = (args: readonly string[], input = '') =>
      execFileSync('age-keygen', args, { input, stdio: 'pipe' })
    const made = await makeIdentity()
    expect(keygen(['-y'], `${made.identity}\n`).toString().trim()).toBe(made.recipient)
    const text = keygen([]).toString()
    const [key] = await parseIdentities('key.txt', text)
    expect(text).toContain(`# public key: ${key?.recipient}`)
  })
})

describe('an identity file', () => {
  test.each([
    ['a key alone', alice.identity, [alice]],
    ['comments and blank lines', `# mine\n\n  ${alice.identity}  \n#\n`, [alice]],
    ['several keys in their order', `${bob.identity}\n${alice.identity}\n`, [bob, alice]],
    ['CRLF', `# mine\r\n${bob.identity}\r\n${alice.identity}\r\n`, [bob, alice]],
    ['a key twice', `${bob.identity}\n${alice.identity}\n${bob.identity}\n`, [bob, alice]],
  ])('may hold %s', async (_, text, keys) => {
    expect(await parseIdentities('key.txt', text)).toEqual(keys)
  })

  test('may hold a post-quantum key', async () => {
    const identity = await generateHybridIdentity()
    expect(await parseIdentities('key.txt', identity)).toEqual([
      { identity, recipient: await identityToRecipient(identity) },
    ])
  })

  const secret = alice.identity.slice(20, 60)
  test.each([
    ['nothing but comments', '# nothing\n', 'key.txt: there is no key in it'],
    [
      'a public key',
      `# mine\n${alice.recipient}\n`,
      'key.txt:2: this is a public key, and opening needs the secret one',
    ],
    [
      'an ssh private key',
      `-----BEGIN OPENSSH PRIVATE KEY-----\n${secret}\n-----END OPENSSH PRIVATE KEY-----\n`,
      'key.txt:1: this is a private key of ssh or of another program, where an age identity belongs',
    ],
    [
      'an ssh public key',
      'ssh-ed25519 AAAA bo@laptop\n',
      'key.txt:1: this is an ssh key, where an age identity belongs',
    ],
    [
      'an age block after the key',
      `${alice.identity}\n-----BEGIN AGE ENCRYPTED FILE-----\n`,
      'key.txt:2: this file is encrypted with age, and holds something else besides',
    ],
    [
      'the key of a plugin',
      `AGE-PLUGIN-YUBIKEY-1${secret}\n`,
      'key.txt:1: this is the key of a plugin, and plugins are not run',
    ],
    [
      'a mistyped key',
      `${alice.identity.replace(/.$/, 'Q')}\n`,
      'key.txt:1: this secret key has a typing error',
    ],
    [
      'a key in small letters',
      `${alice.identity.toLowerCase()}\n`,
      'key.txt:1: this secret key has a typing error',
    ],
    [
      'a key that is cut off',
      `${alice.identity.slice(0, 60)}\n`,
      'key.txt:1: this secret key has a typing error',
    ],
    [
      'two keys on a line',
      `${alice.identity} ${bob.identity}\n`,
      'key.txt:1: this secret key has a typing error',
    ],
    ['anything else', `key: ${alice.identity}\n`, 'key.txt:1: this is no age identity and no comment'],
  ])('with %s is refused, and the secret not repeated', async (_, text, message) => {
    const refused = await parseIdentities('key.txt', text).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(TiexError)
    const [problem] = (refused as TiexError).problems
    const line = problem?.place?.line === undefined ? '' : `:${problem.place.line}`
    expect(`${problem?.place?.file}${line}: ${problem?.message}`).toBe(message)
    expect(problem?.hint).toBeDefined()
    expect(JSON.stringify(problem).toUpperCase()).not.toContain(secret)
  })

  test('with more than a hundred keys is refused', async () => {
    const keys = await Promise.all(Array.from({ length: 101 }, makeIdentity))
    const text = keys.map((key) => key.identity).join('\n')
    await expect(parseIdentities('key.txt', text)).rejects.toThrow('there are more than 100 keys in it')
  })
})
