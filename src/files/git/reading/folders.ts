import { gitFault } from '../faults.ts'
import type { GitRun } from '../run.ts'
import { batchOutput, objectsIn } from './objects.ts'

/** What stands under a name in a folder. */
export interface Named {
  /** Octal, without zeros in front. */
  readonly mode: string
  readonly id: string
}

/** Names by their bytes, which stand as characters of Latin-1. */
type Folder = ReadonlyMap<string, Named>

/** Folders by their path with a slash at the end; '' is the root. Absent where none is there, or something else. */
export type Folders = ReadonlyMap<string, Folder>

/** A tree as git stores it. */
interface StoredTree {
  readonly id: string
  readonly kind: string
  readonly bytes: Buffer
}

/** The folders of a commit on the way to these files. One git process. Throws a `TiexError` where one of them is damaged. */
export function readFolders(tip: string | undefined, files: readonly string[], run: GitRun): Folders {
  if (tip === undefined) return new Map()
  const paths = waysTo(files)
  const lines = paths.map((path) => `${tip}:${path.slice(0, -1)}`)
  const stored = [...objectsIn(batchOutput(['cat-file', '--batch'], lines, run))]
  if (stored[0] === undefined) throw gitFault('cat-file', `fatal: bad object ${tip}`, run.root)
  const { folders, lost } = foldersFrom(stored[0].id, paths, stored)
  if (lost !== undefined) throw gitFault('cat-file', `fatal: bad object ${lost}`, run.root)
  return folders
}

/** The folders in which the files are, each after the one that it is in: ``, `a/`, `a/b/` for `a/b/c`. */
export function waysTo(files: readonly string[]): readonly string[] {
  const above = (file: string) => {
    const parts = file.split('/').slice(0, -1)
    return parts.map((_, at) => `${parts.slice(0, at + 1).join('/')}/`)
  }
  return [...new Set(['', ...files.flatMap(above)])]
}

/**
 * The folders at these ways within the root with an id, from what was `stored` at each. `lost` is the id of one that the folder above it
 * names and that is not what was found: it is damaged, or was read from another commit. Made anew, it would lose what it held.
 */
export function foldersFrom(
  root: string,
  ways: readonly string[],
  stored: readonly (StoredTree | undefined)[],
): { readonly folders: Folders; readonly lost?: string } {
  const folders = new Map<string, Folder>()
  for (const [at, path] of ways.entries()) {
    const there = path === '' ? { mode: '40000', id: root } : namedIn(folders, path.slice(0, -1))
    if (there?.mode !== '40000') continue
    const found = stored[at]
    const isThat = found?.kind === 'tree' && found.id === there.id
    const folder = isThat ? parseFolder(found.bytes, root.length / 2) : undefined
    if (folder === undefined) return { folders, lost: there.id }
    folders.set(path, folder)
  }
  return { folders }
}

/** What stands at a path within folders. */
export function namedIn(folders: Folders, path: string): Named | undefined {
  const slash = path.lastIndexOf('/') + 1
  return folders.get(path.slice(0, slash))?.get(asNamed(path.slice(slash)))
}

/** A name as a `Folder` has it. */
export function asNamed(name: string): string {
  return Buffer.from(name).toString('latin1')
}

/** `MODE NAME NUL ID` for each name; an id has `width` bytes. Undefined where it is not so. */
function parseFolder(bytes: Buffer, width: number): Folder | undefined {
  const named = new Map<string, Named>()
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(32, at)
    const end = bytes.indexOf(0, at)
    if (space === -1 || end < space || end + width >= bytes.length) return undefined
    const id = bytes.toString('hex', end + 1, end + 1 + width)
    // Old programs wrote folders as 040000.
    const mode = bytes.toString('latin1', at, space).replace(/^0+/, '')
    named.set(bytes.toString('latin1', space + 1, end), { mode, id })
    at = end + 1 + width
  }
  return named
}

/** Git sorts names by their bytes, those of folders as if a slash stood at their end. */
export function formatFolder(named: Folder): Buffer {
  const sorted = Array.from(named, ([name, { mode, id }]) => ({
    key: mode === '40000' ? `${name}/` : name,
    bytes: Buffer.concat([Buffer.from(`${mode} ${name}\0`, 'latin1'), Buffer.from(id, 'hex')]),
  })).sort((a, b) => (a.key < b.key ? -1 : 1))
  return Buffer.concat(sorted.map(({ bytes }) => bytes))
}
