import { failure } from '../../../problem.ts'
import { type NamedBy, namedLike, objectName } from '../blob.ts'
import { asNamed, type Folders, formatFolder, type Named } from '../reading/folders.ts'
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

/** A tree, and what may be new of it and in it, itself among that. */
export interface MadeTree {
  readonly id: string
  readonly objects: readonly MadeObject[]
}

/**
 * The tree with these contents. `folders` are those on the way to the files in the tree that was there before; all else in it stays as it is.
 * Throws a `TiexError` where a submodule stands on the way, since what lies in it is another repository's.
 */
export function makeTree(folders: Folders, contents: Contents, by: NamedBy): MadeTree {
  const { id, objects } = spliceTree(folders, entriesOf(contents, by), by)
  const blobs = Array.from(contents.values()).flatMap((bytes) =>
    bytes === undefined ? [] : [{ kind: 'blob' as const, bytes }],
  )
  return { id, objects: [...blobs, ...objects] }
}

/** Puts such a tree into git's store, and tells its id. One git process, however many files. */
export function storeTree(
  folders: Folders,
  contents: Contents,
  { run, by }: { readonly run: GitRun; readonly by: NamedBy },
): string {
  const { id, objects } = makeTree(folders, contents, by)
  storeObjects(objects, run, by)
  return id
}

function spliceTree(folders: Folders, entries: readonly Entry[], by: NamedBy): MadeTree {
  const trees: MadeObject[] = []
  const make = (folder: string, below: readonly Entry[]): string | undefined => {
    const named = new Map(folders.get(folder))
    for (const [part, inside] of byFirstPart(folder, below)) {
      const path = `${folder}${part}`
      const name = asNamed(part)
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
  return { id: make('', entries)!, objects: trees }
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
