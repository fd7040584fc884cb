import { failure } from '../../../problem.ts'
import { type NamedBy, namedLike, objectName } from '../blob.ts'
import { gitFault } from '../faults.ts'
import { batchOutput } from '../reading/objects.ts'
import type { GitRun } from '../run.ts'
import { gitOutput } from '../run.ts'
import { type MadeObject, storeObjects } from './pack.ts'

/** A file and what is to stand under its name: a blob, or nothing. */
export interface Entry {
  /** From the root of the tree, with forward slashes. */
  readonly file: string
  readonly blob: string | undefined
}

/** Files of a commit by name, as entries have them; undefined for those that are to be there no more. */
export type Contents = ReadonlyMap<string, Uint8Array | undefined>

/** How the repository names objects. Before its first commit only git can tell. */
export function formatOf(tip: string | undefined, run: GitRun): NamedBy {
  if (tip !== undefined) return namedLike(tip)
  return gitOutput(['rev-parse', '--show-object-format'], run).trim() === 'sha256' ? 'sha256' : 'sha1'
}

export function entriesOf(contents: Contents, by: NamedBy): readonly Entry[] {
  return Array.from(contents, ([file, bytes]) => ({
    file,
    blob: bytes === undefined ? undefined : objectName('blob', bytes, by),
  }))
}

/**
 * Puts the contents and the tree of commit `tip` with them into git's store, and tells the id of that tree. Only the folders on the way
 * to the files are read, and all else stays as it is. Two git processes, however many files. Throws a `TiexError` where a submodule
 * stands on the way, since what lies in it is another repository's.
 */
export function storeTree(
  tip: string | undefined,
  contents: Contents,
  { run, by }: { readonly run: GitRun; readonly by: NamedBy },
): string {
  const { id, trees } = spliceTree(tip, entriesOf(contents, by), { run, by })
  const blobs = Array.from(contents.values()).flatMap((bytes) =>
    bytes === undefined ? [] : [{ kind: 'blob' as const, bytes }],
  )
  storeObjects([...blobs, ...trees], run, by)
  return id
}

/** A tree, and those trees in it that may be new, itself among them. */
interface Spliced {
  readonly id: string
  readonly trees: readonly MadeObject[]
}

/** A name in a folder; its bytes stand as characters of Latin-1. */
interface Named {
  readonly mode: string
  readonly id: string
}

type Folder = ReadonlyMap<string, Named>

function spliceTree(
  tip: string | undefined,
  entries: readonly Entry[],
  { run, by }: { readonly run: GitRun; readonly by: NamedBy },
): Spliced {
  const folders = readFolders(tip, entries, run)
  const trees: MadeObject[] = []
  const make = (folder: string, below: readonly Entry[]): string | undefined => {
    const named = new Map(folders.get(folder))
    for (const [part, inside] of byFirstPart(folder, below)) {
      const path = `${folder}${part}`
      const name = Buffer.from(part).toString('latin1')
      const own = inside.find(({ file }) => file === path)
      if (own === undefined) refuseSubmodule(path, named.get(name))
      const id = own === undefined ? make(`${path}/`, inside) : own.blob
      if (id === undefined) named.delete(name)
      else named.set(name, { mode: own === undefined ? '40000' : '100644', id })
    }
    if (named.size === 0 && folder !== '') return undefined
    const bytes = formatFolder(named)
    trees.push({ kind: 'tree', bytes })
    return objectName('tree', bytes, by)
  }
  return { id: make('', entries)!, trees }
}

function byFirstPart(folder: string, entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const parts = new Map<string, Entry[]>()
  for (const entry of entries) {
    const [part = ''] = entry.file.slice(folder.length).split('/')
    parts.set(part, [...(parts.get(part) ?? []), entry])
  }
  return parts
}

function refuseSubmodule(path: string, there: Named | undefined): void {
  if (there?.mode !== '160000') return
  throw failure(
    'git-submodule',
    `${path} is a repository of its own (a submodule): nothing was committed`,
    'keep an assessment in one repository; what lies in a submodule is committed there, by git',
  )
}

/** The folders on the way to the entries, by their path with a slash at the end; '' is the root. */
function readFolders(
  tip: string | undefined,
  entries: readonly Entry[],
  run: GitRun,
): ReadonlyMap<string, Folder> {
  const folders = new Map<string, Folder>()
  if (tip === undefined) return folders
  const paths = [...new Set(['', ...entries.flatMap(({ file }) => foldersOf(file))])]
  const lines = paths.map((path) => `${tip}:${path.slice(0, -1)}`)
  const output = batchOutput(['cat-file', '--batch'], lines, run)
  let at = 0
  for (const path of paths) {
    const end = output.indexOf(10, at)
    const line = output.toString('latin1', at, Math.max(at, end))
    const [, id = '', kind, size] = /^([0-9a-f]+) (\w+) (\d+)$/.exec(line) ?? []
    at = end + 1
    if (kind === undefined) {
      if (path === '') throw gitFault('cat-file', `fatal: bad object ${tip}`, run.root)
      continue
    }
    const bytes = output.subarray(at, at + Number(size))
    at += bytes.length + 1
    if (kind === 'tree') folders.set(path, parseFolder(bytes, id.length / 2))
  }
  for (const path of paths) refuseLost(path, folders, run)
  return folders
}

/** `a/`, `a/b/` for `a/b/c`. */
function foldersOf(file: string): readonly string[] {
  const parts = file.split('/').slice(0, -1)
  return parts.map((_, at) => `${parts.slice(0, at + 1).join('/')}/`)
}

/** A folder that the one above names and that could not be read is damage: made anew, it would lose what it held. */
function refuseLost(path: string, folders: ReadonlyMap<string, Folder>, run: GitRun): void {
  if (path === '' || folders.has(path)) return
  const above = path.slice(0, path.lastIndexOf('/', path.length - 2) + 1)
  const name = Buffer.from(path.slice(above.length, -1)).toString('latin1')
  const there = folders.get(above)?.get(name)
  if (there?.mode === '40000') throw gitFault('cat-file', `fatal: bad object ${there.id}`, run.root)
}

/** `MODE NAME NUL ID` for each name; an id has `width` bytes. */
function parseFolder(bytes: Buffer, width: number): Folder {
  const named = new Map<string, Named>()
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(32, at)
    const end = bytes.indexOf(0, space)
    const id = bytes.toString('hex', end + 1, end + 1 + width)
    named.set(bytes.toString('latin1', space + 1, end), { mode: bytes.toString('latin1', at, space), id })
    at = end + 1 + width
  }
  return named
}

/** Git sorts names by their bytes, those of folders as if a slash stood at their end. */
function formatFolder(named: Folder): Buffer {
  const sorted = Array.from(named, ([name, { mode, id }]) => ({
    key: mode === '40000' ? `${name}/` : name,
    bytes: Buffer.concat([Buffer.from(`${mode} ${name}\0`, 'latin1'), Buffer.from(id, 'hex')]),
  })).sort((a, b) => (a.key < b.key ? -1 : 1))
  return Buffer.concat(sorted.map(({ bytes }) => bytes))
}
