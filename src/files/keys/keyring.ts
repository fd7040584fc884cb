import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Session } from '../../env.ts'
import { failure } from '../../problem.ts'
import { type KeyPair, makeIdentity, recipientOf } from '../age/identity.ts'
import { type AskPassphrase, parseKeys, readKeyBytes, readKeyFile } from '../age/key-file.ts'
import { type FileName, fault } from '../disk/faults.ts'
import { keyLines, refuseLocked } from './key-lines.ts'
import { ownKeyFile, ownKeyFileIfAny, withPlaceHint, writeOwnKeys } from './own-file.ts'

/** Secret keys, at least one. */
export interface Keyring {
  /** The newest first. */
  readonly identities: readonly string[]
  /** The public half of the first. */
  readonly recipient: string
  /** Where the keys were found, for messages. */
  readonly from: string
}

/** Where else to look for keys. */
export interface KeySource {
  /** The key file that a person named. */
  readonly identity?: string | undefined
  /** Asks for the passphrase of a locked key file, which it is given the name of. */
  readonly unlock?: (what: string) => Promise<string>
}

type Variables = Readonly<Record<string, string | undefined>>

/**
 * The keys of the person who runs tiex: in the file that was named, else in TIEX_IDENTITY (a path, or the key itself), else in
 * the configuration folder; undefined where that has none, or there is no such folder. Throws a `TiexError` where keys that were
 * named are missing, may be read by others, are locked and cannot be unlocked, or are no keys.
 */
export async function findKeyring(session: Session, source: KeySource = {}): Promise<Keyring | undefined> {
  const { variables } = session.env
  const ask = passphraseOf(variables, source)
  if (source.identity !== undefined) return namedKeyring(session, source.identity, ask)
  const set = variables.TIEX_IDENTITY?.trim() ?? ''
  if (set !== '') return variableKeyring(session, set, ask)
  const own = ownKeyFileIfAny(variables)
  if (own === undefined) return undefined
  return keyringOf(own.path, await withPlaceHint(() => readKeyFile(own, ask)))
}

/**
 * The keys as `findKeyring` finds them, else one made now, in the configuration folder. Of several processes that make one at the
 * same moment one succeeds, and all return that key. Throws a `TiexError` as `findKeyring` does, and where there is no
 * configuration folder or it cannot be written.
 */
export async function ownKeyring(
  session: Session,
  source: KeySource = {},
): Promise<Keyring & { readonly made: boolean }> {
  const found = await findKeyring(session, source)
  if (found !== undefined) return { ...found, made: false }
  const own = ownKeyFile(session.env.variables)
  const text = keyLines(session, [await makeIdentity()], 'made')
  const written = await writeOwnKeys(own, (current) => (current === 'missing' ? text : undefined))
  const made = await findKeyring(session, source)
  if (made === undefined) throw fault(own.shown, 'key', 'was taken away while it was made', 'run this again')
  return { ...made, made: written === 'written' }
}

/**
 * Puts a key first in the person's own key file and keeps those that are there. Resolves to all of them. Throws a `TiexError` where the
 * key is mistyped, and where the file is locked or not fit to use.
 */
export async function addIdentity(session: Session, identity: string): Promise<Keyring> {
  const file = ownKeyFile(session.env.variables)
  const added = { identity, recipient: await checkedRecipient(identity) }
  await readKeyBytes(file)
  await writeOwnKeys(file, (current) => withKey(session, { file, current, added }))
  return keyringOf(file.path, await readKeyFile(file, undefined))!
}

function passphraseOf(variables: Variables, source: KeySource): AskPassphrase {
  const passphrase = variables.TIEX_PASSPHRASE ?? ''
  return passphrase === '' ? source.unlock : () => passphrase
}

/** Whether a text is what stands in a key file, and no path. */
function isContent(text: string): boolean {
  return /age-secret-key-|-----BEGIN|[\r\n]|^age1[a-z0-9]{58}/i.test(text)
}

async function namedKeyring(session: Session, named: string, ask: AskPassphrase): Promise<Keyring> {
  if (isContent(named))
    throw failure(
      'key',
      '--identity takes the path of a key file, not a key: what stands on a command line can be read by others',
      'put the key into a file of mode 600, or into TIEX_IDENTITY',
    )
  const file = { path: resolve(session.folder, named), shown: named }
  const keyring = named === '' ? undefined : keyringOf(named, await readKeyFile(file, ask))
  if (keyring === undefined)
    throw failure('key', `there is no key file "${named}"`, 'mend the path after --identity')
  return keyring
}

/** What TIEX_IDENTITY says is not repeated where it is no file: it may be a key in some other form. */
async function variableKeyring(session: Session, set: string, ask: AskPassphrase): Promise<Keyring> {
  const shown = 'TIEX_IDENTITY'
  if (isContent(set)) return keyringOf(shown, await parseKeys(shown, Buffer.from(set), ask))!
  const path = resolve(session.folder, set)
  const keys = existsSync(path) ? await readKeyFile({ path, shown: set }, ask) : 'missing'
  const keyring = keyringOf(set, keys)
  if (keyring === undefined)
    throw failure(
      'key',
      'TIEX_IDENTITY names a file that is not there',
      'set it to the path of a key file, or to the line AGE-SECRET-KEY-1... itself',
    )
  return keyring
}

function keyringOf(from: string, keys: readonly KeyPair[] | 'missing'): Keyring | undefined {
  const [first] = keys === 'missing' ? [] : keys
  if (first === undefined || keys === 'missing') return undefined
  return { identities: keys.map((key) => key.identity), recipient: first.recipient, from }
}

async function checkedRecipient(identity: string): Promise<string> {
  try {
    return await recipientOf(identity)
  } catch {
    throw failure('key', 'this is not a secret key of age', 'it is a line that begins with AGE-SECRET-KEY-1')
  }
}

interface Addition {
  readonly file: FileName
  readonly current: Uint8Array | 'missing'
  readonly added: KeyPair
}

/** The text of the key file with the key first; undefined where it is so already. */
async function withKey(session: Session, { file, current, added }: Addition): Promise<string | undefined> {
  const lines = keyLines(session, [added], 'made')
  if (current === 'missing') return lines
  refuseLocked(file.shown, current)
  const [first] = await parseKeys(file.shown, current, undefined)
  if (first?.identity === added.identity) return undefined
  return lines + new TextDecoder().decode(current)
}
