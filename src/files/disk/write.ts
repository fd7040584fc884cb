import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  unlinkSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { readBytes, refuseLinkedFolders } from './bytes.ts'
import type { FileName } from './faults.ts'
import { diskFault, fault, systemCode } from './faults.ts'
import { flush, flushFolder, writeAll } from './flush.ts'
import { takeLock } from './lock.ts'
import { patiently } from './patience.ts'
import { randomName } from './random.ts'
import { sweep } from './sweep.ts'

/** More than any file tiex makes; a larger one is not ours to replace. */
const maxBytes = 64 * 1024 * 1024
const unchanged = 'nothing was changed'

/** A text, or bytes; undefined for what is there. */
type Written = string | Uint8Array | undefined

/**
 * Replaces a file by what `change` makes of its bytes, whole or not at all: a reader, a crash or a full disk meets the old file
 * or the new one. Writers of the same file take turns; `change` runs while the others wait, so it must not ask anybody anything.
 * `undefined`, or the bytes that are there already, touch nothing. Missing folders are made. No symbolic link is followed, be it
 * the file or a folder named in `shown`. A file keeps its permissions; a new one has those of `mode`, from its first byte, and folders
 * made for it may be entered by whoever may read it (else the user's umask decides). Throws a `TiexError` when the file could not be
 * written, was changed by another program meanwhile, or is locked for more than five seconds; the old file then stands.
 */
export async function writeDurably(
  target: FileName,
  change: (current: Uint8Array | 'missing') => Written | Promise<Written>,
  { mode }: { readonly mode?: number } = {},
): Promise<'written' | 'unchanged'> {
  refuseLinkedFolders(target)
  const folders = makeFolders(target, mode)
  let written = false
  try {
    const lock = await takeLock(target)
    try {
      const current = await readBytes(target, maxBytes)
      const made = await change(current)
      if (made === undefined) return 'unchanged'
      const bytes = typeof made === 'string' ? Buffer.from(made, 'utf8') : made
      if (isSame(bytes, current)) return 'unchanged'
      await replace({ target, current, bytes, mode, isHeld: lock.isHeld })
      written = true
      return 'written'
    } finally {
      await lock.release()
    }
  } finally {
    if (!written) removeFolders(folders)
  }
}

interface Replacement {
  readonly target: FileName
  readonly current: Uint8Array | 'missing'
  readonly bytes: Uint8Array
  /** Of a new file; undefined leaves it to the user's umask. A file that is there keeps its own. */
  readonly mode: number | undefined
  readonly isHeld: () => Promise<boolean>
}

async function replace({ target, current, bytes, mode, isHeld }: Replacement): Promise<void> {
  sweep(target.path)
  const temporary = join(dirname(target.path), `.${basename(target.path)}.tmp-${randomName()}`)
  try {
    writeWhole(temporary, bytes, modeOf(target.path) ?? mode)
    if (!(await isHeld()) || !isSame(await readBytes(target, maxBytes), current)) throw changedFault(target)
    await patiently(() => renameSync(temporary, target.path))
  } catch (error) {
    quietly(() => unlinkSync(temporary))
    throw diskFault(target.shown, error, unchanged)
  }
  try {
    flushFolder(dirname(target.path))
  } catch (error) {
    throw diskFault(target.shown, error, 'the file was written but may not outlast a power cut')
  }
}

/** Permission bits of the file there is. */
function modeOf(path: string): number | undefined {
  const seen = lstatSync(path, { throwIfNoEntry: false })
  return seen === undefined ? undefined : seen.mode & 0o777
}

function writeWhole(path: string, bytes: Uint8Array, mode: number | undefined): void {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants
  const descriptor = openSync(path, O_WRONLY | O_CREAT | O_EXCL | (O_NOFOLLOW ?? 0), mode ?? 0o666)
  try {
    writeAll(descriptor, bytes)
    if (mode !== undefined) quietly(() => fchmodSync(descriptor, mode))
    flush(descriptor)
    if (fstatSync(descriptor).size !== bytes.length) {
      throw Object.assign(new Error('the size is wrong'), { code: 'EIO', syscall: 'write' })
    }
  } finally {
    closeSync(descriptor)
  }
}

/** Makes the folders that are missing above the file and returns them, outermost first. */
function makeFolders(target: FileName, mode: number | undefined): readonly string[] {
  const made: string[] = []
  try {
    for (const folder of missingFolders(dirname(target.path))) {
      if (makeFolder(folder, mode)) made.push(folder)
      flushFolder(dirname(folder))
    }
    return made
  } catch (error) {
    removeFolders(made)
    throw diskFault(target.shown, error, unchanged)
  }
}

/** Outermost first. */
function missingFolders(folder: string): readonly string[] {
  if (lstatSync(folder, { throwIfNoEntry: false }) !== undefined) return []
  return [...missingFolders(dirname(folder)), folder]
}

/** False when another process was faster. */
function makeFolder(path: string, mode = 0o666): boolean {
  try {
    mkdirSync(path, mode | ((mode & 0o444) >> 2))
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST' && lstatSync(path).isDirectory()) return false
    throw error
  }
}

/** Innermost first; a folder that is in use by now stays. */
function removeFolders(made: readonly string[]): void {
  for (const folder of made.toReversed()) quietly(() => rmdirSync(folder))
}

function isSame(bytes: Uint8Array | 'missing', current: Uint8Array | 'missing'): boolean {
  if (bytes === 'missing' || current === 'missing') return bytes === current
  return Buffer.compare(bytes, current) === 0
}

function changedFault(target: FileName): unknown {
  return fault(
    target.shown,
    'changed-meanwhile',
    'another program changed this file meanwhile: nothing was changed here',
    'run this again',
  )
}

function quietly(action: () => void): void {
  try {
    action()
  } catch {}
}
