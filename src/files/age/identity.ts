import { createHash } from 'node:crypto'
import { TiexError } from '../../problem.ts'

/** A secret key and the public half of it. */
export interface KeyPair {
  readonly identity: string
  readonly recipient: string
}

export async function makeIdentity(): Promise<KeyPair> {
  const { generateX25519Identity } = await import('age-encryption')
  const identity = await generateX25519Identity()
  return { identity, recipient: await recipientOf(identity) }
}

/** The public half of a key. Throws where the key is mistyped; what it throws does not hold the key. */
export async function recipientOf(identity: string): Promise<string> {
  const { identityToRecipient } = await import('age-encryption')
  try {
    return await identityToRecipient(identity)
  } catch {
    throw new TypeError('not an age identity')
  }
}

/** The first 80 bits of the SHA-256 of the recipient's text, to compare by voice: `3f2a 91c0 77de 0b12 55aa`. */
export function fingerprintOf(recipient: string): string {
  const digest = createHash('sha256').update(recipient).digest('hex')
  return (digest.slice(0, 20).match(/.{4}/g) ?? []).join(' ')
}

const wellWritten = /^AGE-SECRET-KEY-(PQ-)?1[02-9AC-HJ-NP-Z]{58}$/
const maxKeys = 100
const expected = 'an age identity is a line AGE-SECRET-KEY-1..., as tiex keys make, or age-keygen, writes it'

/** What people put where an age identity belongs, and what to say of it. */
const mistaken: readonly (readonly [form: RegExp, message: string, hint?: string])[] = [
  [
    /^AGE-SECRET-KEY-/i,
    'this secret key has a typing error',
    'copy the whole line again, in capital letters',
  ],
  [/^age1/i, 'this is a public key, and opening needs the secret one'],
  [/^(ssh-|ecdsa-|sk-)/, 'this is an ssh key, where an age identity belongs'],
  [/^-----BEGIN AGE/, 'this file is encrypted with age, and holds something else besides'],
  [/^-----BEGIN .*KEY/, 'this is a private key of ssh or of another program, where an age identity belongs'],
  [/^AGE-PLUGIN-/i, 'this is the key of a plugin, and plugins are not run'],
]

/**
 * The keys of an identity file, in its order and without repetition. `text` has no byte order mark; `shown` names it in
 * messages. Throws a `TiexError` with the line of what is no key and no comment; never with what stands there.
 */
export async function parseIdentities(shown: string, text: string): Promise<readonly KeyPair[]> {
  const keys = new Map<string, KeyPair>()
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const identity = line.trim()
    if (identity === '' || identity.startsWith('#') || keys.has(identity)) continue
    const recipient = wellWritten.test(identity) ? await quietRecipient(identity) : undefined
    if (recipient === undefined) throw mistakenLine(shown, index + 1, identity)
    if (keys.size === maxKeys)
      throw keyFault(
        shown,
        `there are more than ${maxKeys} keys in it`,
        'take out those that open nothing any more',
      )
    keys.set(identity, { identity, recipient })
  }
  if (keys.size === 0) throw keyFault(shown, 'there is no key in it', expected)
  return [...keys.values()]
}

async function quietRecipient(identity: string): Promise<string | undefined> {
  try {
    return await recipientOf(identity)
  } catch {
    return undefined
  }
}

function mistakenLine(shown: string, line: number, text: string): TiexError {
  const [, message, hint] = mistaken.find(([form]) => form.test(text)) ?? [
    undefined,
    'this is no age identity and no comment',
  ]
  return keyFault(shown, message, hint ?? expected, line)
}

function keyFault(file: string, message: string, hint: string, line?: number): TiexError {
  const place = line === undefined ? { file } : { file, line }
  return new TiexError([{ severity: 'error', rule: 'key', message, hint, place }])
}
