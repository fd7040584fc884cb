import { existsSync, realpathSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { quoted } from '../../did-you-mean.ts'
import type { Session } from '../../env.ts'
import { failure } from '../../problem.ts'
import { type KeyPair, recipientOf } from '../age/identity.ts'
import { type AskPassphrase, lockedBlock, parseKeys, readKeyBytes } from '../age/key-file.ts'
import { lock } from '../age/passphrase.ts'
import { readBytes } from '../disk/bytes.ts'
import { type FileName, fault } from '../disk/faults.ts'
import { writeDurably } from '../disk/write.ts'
import { findRepository } from '../git/repository.ts'
import { findAssessment } from '../workspace.ts'
import { keyLines, refuseLocked } from './key-lines.ts'
import type { Keyring } from './keyring.ts'
import { ownKeyFile, writeOwnKeys } from './own-file.ts'

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
  if (!existsSync(dirname(path)))
    throw failure('folder', `there is no folder ${quoted(dirname(named))}`, 'make it, or mend the path')
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
  /** It stood first before, too. */
  readonly stays: boolean
}

interface Restoring {
  readonly ask: AskPassphrase
  /** Tells what would come of it, and writes nothing. */
  readonly dryRun?: boolean
}

/**
 * Puts the keys of a back-up, or of a plain identity file, in their order into the person's own key file, behind those that are there:
 * what answers are sealed to stays the same. Throws a `TiexError`, and changes nothing, where either file is no key file, may be read
 * by others, or is locked and the passphrase wrong.
 */
export async function restoreKeys(
  session: Session,
  named: string,
  { ask, dryRun = false }: Restoring,
): Promise<Restored> {
  const keys = await readBackUp({ path: resolve(session.folder, named), shown: named }, ask)
  const own = ownKeyFile(session.env.variables)
  let there: readonly KeyPair[] = []
  let added: readonly KeyPair[] = keys
  const change = async (current: Uint8Array | 'missing') => {
    if (current === 'missing') return keyLines(session, keys, 'put back')
    refuseLocked(own.shown, current)
    there = await parseKeys(own.shown, current, undefined)
    added = keys.filter(({ identity }) => !there.some((known) => known.identity === identity))
    if (added.length === 0) return undefined
    return new TextDecoder().decode(current).replace(/\n?$/, '\n') + keyLines(session, added, 'put back')
  }
  const before = await readKeyBytes(own)
  if (dryRun) await change(before)
  else await writeOwnKeys(own, change)
  return {
    file: own.path,
    added: added.length,
    known: keys.length - added.length,
    recipient: (there[0] ?? keys[0]!).recipient,
    stays: there.length > 0,
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
