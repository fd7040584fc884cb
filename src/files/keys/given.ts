import { resolve } from 'node:path'
import type { Assessment } from '../../assessment/assessment.ts'
import { checkSecrets, type KeyChange, replacedKeys } from '../../assessment/keys.ts'
import { listed, quoted } from '../../did-you-mean.ts'
import type { Session } from '../../env.ts'
import { failure } from '../../problem.ts'
import { readBytes } from '../disk/bytes.ts'
import { parseKey, requireKey } from '../ssh/public-key.ts'
import type { Workspace } from '../workspace.ts'
import { refuseKeyOfAnother } from './owners.ts'

/** Throws a `TiexError` where one of the texts is a secret key; nothing of it is repeated. */
export function refuseSecrets(...texts: readonly (string | undefined)[]): void {
  const found = checkSecrets(texts)
  if (found !== undefined) throw failure(found.rule, found.message, found.hint)
}

/** The public age key that somebody gives as the one of the person `id`. Throws a `TiexError` for anything else, for a mistyped one, and for one that is somebody else's. */
export async function givenRecipient(
  workspace: Pick<Workspace, 'root' | 'assessment'>,
  id: string,
  told: string,
): Promise<string> {
  const text = told.trim()
  refuseSecrets(text)
  if (/^(ssh-|ecdsa-|sk-)/.test(text) || text.startsWith('@'))
    throw failure(
      'recipient',
      'an ssh key, or a file, stands where a recipient belongs',
      `an ssh key signs and opens nothing: tiex keys add ${id} --signing-key @FILE.pub, or --signing-key of tiex people`,
    )
  if (/^AGE1/.test(text))
    throw failure(
      'recipient',
      'this public age key is in capital letters',
      'give it in small letters, age1...',
    )
  const { sealText } = await import('../age/seal.ts')
  await sealText('', [text])
  await refuseKeyOfAnother(workspace, id, text)
  return text
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
  if (parseKey(text) === undefined) refuseOtherKinds(told, text)
  requireKey(text)
  return text
}

/** Throws a `TiexError` for what is given the wrong way, and can be said to be so. */
function refuseOtherKinds(told: string, text: string): void {
  if (/^age1/i.test(text))
    throw failure(
      'signing-key',
      'a public age key stands where a signing key belongs',
      'an age key opens and signs nothing: tiex keys add PERSON age1..., or --recipient of tiex people',
    )
  if (/^[~./\\]|^[A-Za-z]:[/\\]|\.pub$/.test(told))
    throw failure(
      'signing-key',
      `${quoted(told)} is no SSH public key, and looks like the name of a file`,
      'to take the key from a file, put an @ before its name: --signing-key @FILE.pub',
    )
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
  workspace: Pick<Workspace, 'root' | 'assessment' | 'vault'>,
  { id, recipient, signingKey, isOwn }: Given,
): Promise<KeyChange> {
  const key = signingKey === undefined ? {} : { 'signing-key': await givenSigningKey(session, signingKey) }
  if (recipient !== undefined) return { recipient: await givenRecipient(workspace, id, recipient), ...key }
  if (signingKey !== undefined) return key
  if (!isOwn)
    throw failure(
      'usage',
      `the key of ${id} is missing`,
      `they read it from: tiex keys show; then: tiex keys add ${id} age1...`,
    )
  const own = await workspace.vault.keyring()
  if (own === undefined) throw failure('key', 'you have no key yet', 'make one: tiex keys make')
  await refuseKeyOfAnother(workspace, id, own.recipient)
  return { recipient: own.recipient }
}

/** Whether the change takes the place of a key of the person. Throws a `TiexError` where that is not wished. */
export function replaces(
  { people }: Pick<Assessment, 'people'>,
  id: string,
  { change, wished }: { readonly change: KeyChange; readonly wished: boolean },
): boolean {
  const person = people.find((known) => known.id === id)
  const replaced = person === undefined ? [] : replacedKeys(person, change)
  if (replaced.length === 0 || wished) return replaced.length > 0
  const what = listed(replaced.map((key) => (key === 'recipient' ? 'public age key' : 'signing key')))
  throw failure(
    'replace',
    `${id} has another ${what} already`,
    'ask them whether the old one is to go; then add --replace',
  )
}
