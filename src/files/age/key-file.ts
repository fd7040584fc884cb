import { lstatSync } from 'node:fs'
import { TiexError } from '../../problem.ts'
import { readBytes } from '../disk/bytes.ts'
import { type FileName, fault } from '../disk/faults.ts'
import { decodeText } from '../yaml/decode.ts'
import { formatArmor, isArmored, parseArmor } from './armor.ts'
import { type KeyPair, parseIdentities } from './identity.ts'
import { checkLocked, unlock } from './passphrase.ts'

/** More than a hundred keys with comments. */
const maxBytes = 64 * 1024

/** Asks for the passphrase of a locked file, which it is given the name of. Undefined where nobody can be asked. */
export type AskPassphrase = ((what: string) => string | Promise<string>) | undefined

/**
 * The keys of an identity file, in its order; a locked one is unlocked. Throws a `TiexError` for a file that others may read, that
 * is no plain file of at most 64 kB, or that holds anything else. No message repeats what stands in it.
 */
export async function readKeyFile(
  file: FileName,
  ask: AskPassphrase,
): Promise<readonly KeyPair[] | 'missing'> {
  const bytes = await readKeyBytes(file)
  return bytes === 'missing' ? bytes : parseKeys(file.shown, bytes, ask)
}

/** The bytes of a key file that only its owner may read; on Windows modes say nothing. */
export async function readKeyBytes(file: FileName): Promise<Uint8Array | 'missing'> {
  const bytes = await readBytes(file, maxBytes)
  if (bytes === 'missing' || process.platform === 'win32') return bytes
  const mode = (lstatSync(file.path, { throwIfNoEntry: false })?.mode ?? 0) & 0o777
  if ((mode & 0o077) !== 0)
    throw fault(
      file.shown,
      'key-mode',
      `may be read by others (mode ${mode.toString(8).padStart(3, '0')})`,
      `chmod 600 ${quotedForShell(file.shown)}`,
    )
  return bytes
}

/** The keys in what an identity file holds, or in what stands for one. */
export async function parseKeys(
  shown: string,
  bytes: Uint8Array,
  ask: AskPassphrase,
): Promise<readonly KeyPair[]> {
  const locked = lockedBlock(bytes)
  const content = locked === undefined ? bytes : await unlocked(shown, locked, ask)
  const decoded = decodeText(shown, content, maxBytes)
  if ('problems' in decoded) throw new TiexError(decoded.problems)
  return parseIdentities(shown, decoded.text)
}

/** The armored form of an age file, be it armored or binary; undefined for all else. */
export function lockedBlock(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes).toString('utf8')
  if (text.startsWith('age-encryption.org/')) return formatArmor(bytes)
  return isArmored(text) ? text : undefined
}

async function unlocked(shown: string, block: string, ask: AskPassphrase): Promise<Uint8Array> {
  const bytes = parseArmor(block)
  const refused = typeof bytes === 'string' ? bytes : checkLocked(bytes)
  if (refused !== undefined)
    throw fault(shown, 'key', refused, 'a key file is plain, or locked with a passphrase alone')
  if (ask === undefined)
    throw fault(
      shown,
      'passphrase',
      'is locked with a passphrase, and nobody can be asked for it here',
      'put it into the variable TIEX_PASSPHRASE, or run this at a terminal',
    )
  const text = await unlock(block, await ask(shown))
  if (text === 'wrong passphrase')
    throw fault(shown, 'passphrase', 'the passphrase is wrong', 'try again; capital letters count')
  return Buffer.from(text)
}

/** A path as a word of a command that can be copied into a shell. */
export function quotedForShell(path: string): string {
  return /^[\w./@%+:,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}
