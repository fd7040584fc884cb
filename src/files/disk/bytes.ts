import type { Stats } from 'node:fs'
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs'
import { basename, dirname, isAbsolute } from 'node:path'
import type { FileName } from './faults.ts'
import { diskFault, fault, systemCode } from './faults.ts'

/** One name in a folder. `link` is a symbolic link, whatever it points to; `other` a device, pipe or socket. */
export interface FolderEntry {
  readonly name: string
  readonly kind: 'file' | 'folder' | 'link' | 'other'
}

/**
 * The bytes of a plain file. Follows no symbolic link, neither the file itself nor a folder named in `shown`,
 * never waits for a pipe or device, and never holds more than `maxBytes` + 1 bytes.
 * Throws a `TiexError` for anything but a plain file of at most `maxBytes`.
 */
export async function readBytes(file: FileName, maxBytes: number): Promise<Uint8Array | 'missing'> {
  if (!file.listed) refuseLinkedFolders(file)
  try {
    if (!file.listed) {
      const seen = lstatSync(file.path, { throwIfNoEntry: false })
      if (seen === undefined) return 'missing'
      refuseUnlessFile(file, seen)
    }
    return readPlainFile(file, maxBytes)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return 'missing'
    if (systemCode(error) === 'ELOOP') throw linkFault(file.shown)
    throw diskFault(file.shown, error, 'it could not be read')
  }
}

/** What a folder holds, sorted by name (by code unit, on every machine alike). A symbolic link is refused, as in `readBytes`. */
export function listFolder(folder: FileName): readonly FolderEntry[] | 'missing' {
  refuseLinkedFolders(folder)
  try {
    const seen = lstatSync(folder.path, { throwIfNoEntry: false })
    if (seen === undefined) return 'missing'
    refuseUnlessFolder(folder, seen)
    return readdirSync(folder.path, { withFileTypes: true })
      .map((entry) => ({ name: entry.name, kind: kindOf(entry) }))
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return 'missing'
    throw diskFault(folder.shown, error, 'it could not be read')
  }
}

/**
 * Throws a `TiexError` where a folder named in `shown` is a symbolic link or no folder: what stands behind it
 * may lie outside the repository. Folders above the repository may be links; absent folders are fine.
 */
export function refuseLinkedFolders(file: FileName): void {
  for (const folder of foldersOf(file)) {
    try {
      const seen = lstatSync(folder.path, { throwIfNoEntry: false })
      if (seen === undefined) return
      refuseUnlessFolder(folder, seen)
    } catch (error) {
      throw diskFault(folder.shown, error, 'it could not be read')
    }
  }
}

/** The folders `shown` names above its last part, outermost first; none where `path` does not end as `shown` does. */
function foldersOf({ path, shown }: FileName): readonly FileName[] {
  const parts = shown.split('/')
  if (isAbsolute(shown) || parts.some((part) => part === '' || part === '.' || part === '..')) return []
  const folders: FileName[] = []
  let at = path
  for (let count = parts.length - 1; count >= 0; count -= 1) {
    if (basename(at) !== parts[count]) return []
    at = dirname(at)
    if (count > 0) folders.unshift({ path: at, shown: parts.slice(0, count).join('/') })
  }
  return folders
}

function readPlainFile(file: FileName, maxBytes: number): Uint8Array {
  const noWaiting = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
  const descriptor = openSync(file.path, constants.O_RDONLY | noWaiting)
  try {
    const opened = fstatSync(descriptor)
    refuseUnlessFile(file, opened)
    let bytes = new Uint8Array(Math.min(opened.size, maxBytes) + 1)
    let length = 0
    for (;;) {
      const count = readSome(descriptor, bytes, length)
      length += count
      if (length > maxBytes) {
        throw fault(
          file.shown,
          'too-large',
          `is larger than ${sizeInWords(maxBytes)}, the most that is read`,
          'take out what does not belong there; long texts can be linked to',
        )
      }
      // More was asked for than the file had when it was opened: it has not grown, and ends here.
      if (count === 0 || length === opened.size) return bytes.subarray(0, length)
      if (length === bytes.length) bytes = enlarged(bytes, Math.min(length * 2, maxBytes) + 1)
    }
  } finally {
    closeSync(descriptor)
  }
}

function readSome(descriptor: number, bytes: Uint8Array, offset: number): number {
  for (;;) {
    try {
      return readSync(descriptor, bytes, offset, bytes.length - offset, null)
    } catch (error) {
      if (systemCode(error) !== 'EINTR') throw error
    }
  }
}

function enlarged(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(length)
  larger.set(bytes)
  return larger
}

function sizeInWords(bytes: number): string {
  return bytes >= 1024 ? `${Math.floor(bytes / 1024)} kB` : `${bytes} bytes`
}

function refuseUnlessFile(file: FileName, seen: Stats): void {
  if (seen.isFile()) return
  if (seen.isSymbolicLink()) throw linkFault(file.shown)
  if (seen.isDirectory()) throw fault(file.shown, 'not-a-file', 'is a folder', 'a file belongs here')
  throw fault(file.shown, 'not-a-file', 'is not a plain file', 'a file belongs here')
}

function refuseUnlessFolder(folder: FileName, seen: Stats): void {
  if (seen.isDirectory()) return
  if (seen.isSymbolicLink()) throw linkFault(folder.shown)
  throw fault(folder.shown, 'not-a-folder', 'is not a folder', 'a folder belongs here')
}

function linkFault(shown: string): unknown {
  return fault(shown, 'symbolic-link', 'is a symbolic link', 'put the real file or folder in its place')
}

function kindOf(entry: Pick<Stats, 'isFile' | 'isDirectory' | 'isSymbolicLink'>): FolderEntry['kind'] {
  if (entry.isFile()) return 'file'
  if (entry.isDirectory()) return 'folder'
  return entry.isSymbolicLink() ? 'link' : 'other'
}
