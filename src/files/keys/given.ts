import { resolve } from 'node:path'
import { checkSecrets, type KeyChange } from '../../assessment/keys.ts'
import { quoted } from '../../did-you-mean.ts'
import type { Session } from '../../env.ts'
import { failure } from '../../problem.ts'
import { readBytes } from '../disk/bytes.ts'
import { requireKey } from '../ssh/public-key.ts'
import type { Workspace } from '../workspace.ts'

/** Throws a `TiexError` where one of the texts is a secret key; nothing of it is repeated. */
export function refuseSecrets(...texts: readonly (string | undefined)[]): void {
  const found = checkSecrets(texts)
  if (found !== undefined) throw failure(found.rule, found.message, found.hint)
}

/** A public age key as a person gives it. Throws a `TiexError` for anything else and for a mistyped one. */
export async function givenRecipient(text: string): Promise<string> {
  refuseSecrets(text)
  const { sealText } = await import('../age/seal.ts')
  await sealText('', [text.trim()])
  return text.trim()
}

/** A public SSH key as a person gives it, or from a file after `@`. Throws a `TiexError` for anything else; a private one is not repeated. */
export async function givenSigningKey(session: Session, told: string): Promise<string> {
  const named = told.startsWith('@') ? told.slice(1) : undefined
  const text = named === undefined ? told.trim() : await textOf(session, named)
  if (named === undefined) refuseSecrets(text)
  else if (checkSecrets([text]) !== undefined)
    throw failure(
      'secret',
      `the file ${quoted(named)} holds a private key, which nobody else may have`,
      'give the public half, the file that ends in .pub',
    )
  requireKey(text)
  return text
}

async function textOf(session: Session, named: string): Promise<string> {
  const bytes = await readBytes({ path: resolve(session.folder, named), shown: named }, 100_000)
  if (bytes !== 'missing') return new TextDecoder().decode(bytes).trim()
  throw failure(
    'no-file',
    `there is no file ${quoted(named)}`,
    'name the public half, such as @id_ed25519.pub',
  )
}

/** What an administrator gave of the keys of a person. */
export interface Given {
  readonly id: string
  readonly recipient: string | undefined
  /** The key, or `@FILE`. */
  readonly signingKey: string | undefined
  /** They gave their own: then what is at hand stands in for a recipient that is missing. */
  readonly isOwn: boolean
}

/** The keys that are to stand in tiex.yaml. Throws a `TiexError` for what is no public key, and where nothing was given. */
export async function givenKeys(
  session: Session,
  { vault }: Pick<Workspace, 'vault'>,
  { id, recipient, signingKey, isOwn }: Given,
): Promise<KeyChange> {
  const key = signingKey === undefined ? {} : { 'signing-key': await givenSigningKey(session, signingKey) }
  if (recipient !== undefined) return { recipient: await givenRecipient(recipient), ...key }
  if (signingKey !== undefined) return key
  if (!isOwn)
    throw failure(
      'usage',
      `the key of ${id} is missing`,
      `they read it from: tiex keys show; then: tiex keys add ${id} age1...`,
    )
  const own = await vault.keyring()
  if (own === undefined) throw failure('key', 'you have no key yet', 'make one: tiex keys make')
  return { recipient: own.recipient }
}
