import { existsSync, realpathSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import type { Session } from '../../env.ts'
import { type KeyPair, recipientOf } from '../age/identity.ts'
import { type AskPassphrase, lockedBlock, parseKeys, readKeyBytes } from '../age/key-file.ts'
import { lock } from '../age/passphrase.ts'
import { readBytes } from '../disk/bytes.ts'
import { type FileName, fault } from '../disk/faults.ts'
import { writeDurably } from '../disk/write.ts'
import { findRepository } from '../git/repository.ts'
import { findAssessment } from '../workspace.ts'
import { keyLines, refuseLocked } from './key-lines.ts'
import { type Keyring, keyFile } from './keyring.ts'

const maxBytes = 256 * 1024

/** Refuses, with a `TiexError`, a back-up that would take the place of a file, or lie where the answers lie that it opens. */
export async function refuseBackUp(session: Session, named: string): Promise<void> {
  const path = resolve(session.folder, named)
  const real = join(realFolder(dirname(path)), path.slice(dirname(path).length))
  const near = await findAssessment(session.folder)
  const repository = near === undefined ? undefined : await findRepository(near.root, session.env.variables)
  const roots = near === undefined ? [] : [near.root, repository?.root ?? near.root]
  const isInside = roots.some((root) => isBelow(realpathSync(root), real))
  if (isInside || (await findAssessment(dirname(real))) !== undefined)
    throw fault(
      named,
      'inside',
      'lies inside of the assessment, where everybody gets it',
      'keep the back-up elsewhere: in your password manager, or on a stick in a drawer',
    )
  if ((await readBytes({ path, shown: named }, maxBytes)) !== 'missing') throw existing(named)
}

function isBelow(root: string, path: string): boolean {
  const way = relative(root, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

function existing(named: string): unknown {
  return fault(named, 'exists', 'is there already, and no back-up is written over', 'choose another name')
}

/** The nearest folder that is there, without links, and what is not there yet below it. */
function realFolder(folder: string): string {
  if (existsSync(folder)) return realpathSync(folder)
  return dirname(folder) === folder
    ? folder
    : join(realFolder(dirname(folder)), folder.slice(folder.lastIndexOf(sep)))
}

/** Writes the keys, locked, into a new file that only its owner may read. Throws as `refuseBackUp`. */
export async function backUpKeys(
  session: Session,
  named: string,
  { keyring, passphrase }: { readonly keyring: Keyring; readonly passphrase: string },
): Promise<void> {
  await refuseBackUp(session, named)
  const keys = await Promise.all(keyring.identities.map(pairOf))
  const block = await lock(keyLines(session, keys, 'backed up'), passphrase)
  const file = { path: resolve(session.folder, named), shown: named }
  await writeDurably(
    file,
    (current) => {
      if (current !== 'missing') throw existing(named)
      return block
    },
    { mode: 0o600 },
  )
}

/** What became of the keys of a back-up. */
export interface Restored {
  /** Where they are now. */
  readonly file: string
  readonly added: number
  /** Those that were there already. */
  readonly known: number
  /** The public half of the key that stands first now. */
  readonly recipient: string
}

/**
 * Puts the keys of a back-up, or of a plain identity file, into the person's own key file, before those that are there; behind them
 * where the newest of the back-up is there already, since then they are older. Throws a `TiexError`, and changes nothing, where either
 * file is no key file, may be read by others, or is locked and the passphrase wrong.
 */
export async function restoreKeys(session: Session, named: string, ask: AskPassphrase): Promise<Restored> {
  const keys = await readBackUp({ path: resolve(session.folder, named), shown: named }, ask)
  const path = keyFile(session.env.variables)
  const own = { path, shown: path }
  await readKeyBytes(own)
  let there: readonly KeyPair[] = []
  let added: readonly KeyPair[] = keys
  const isThere = (key: KeyPair | undefined) => there.some(({ identity }) => identity === key?.identity)
  await writeDurably(
    own,
    async (current) => {
      if (current === 'missing') return keyLines(session, keys, 'put back')
      refuseLocked(path, current)
      there = await parseKeys(path, current, undefined)
      added = keys.filter((key) => !isThere(key))
      if (added.length === 0) return undefined
      const lines = keyLines(session, added, 'put back')
      const text = new TextDecoder().decode(current)
      return isThere(keys[0]) ? `${text.replace(/\n?$/, '\n')}${lines}` : lines + text
    },
    { mode: 0o600 },
  )
  const first = isThere(keys[0]) ? there[0] : added[0]
  return {
    file: path,
    added: added.length,
    known: keys.length - added.length,
    recipient: (first ?? keys[0]!).recipient,
  }
}

/** A locked file may be read by anybody; a plain one by its owner alone. */
async function readBackUp(file: FileName, ask: AskPassphrase): Promise<readonly KeyPair[]> {
  const bytes = await readBytes(file, maxBytes)
  if (bytes === 'missing') throw fault(file.shown, 'no-file', 'there is no such file', 'mend the path')
  if (lockedBlock(bytes) === undefined) await readKeyBytes(file)
  return parseKeys(file.shown, bytes, ask)
}

async function pairOf(identity: string): Promise<KeyPair> {
  return { identity, recipient: await recipientOf(identity) }
}
