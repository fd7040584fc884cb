import { TiexError } from '../../problem.ts'
import type { FolderEntry } from '../disk/bytes.ts'
import { fault } from '../disk/faults.ts'
import { askObjects, readObjects } from '../git/reading/objects.ts'
import { type GitRun, gitOutput } from '../git/run.ts'
import type { FileSource } from '../kinds/folder.ts'

/** The files of a commit, as they were then. Names are paths from the root of the repository; nothing is followed or written. */
export interface Tree extends FileSource {
  /** The file at a path, with the id of its contents. Throws a `TiexError` where it is no plain file, or larger than `maxBytes`. */
  readonly file: (
    path: string,
    maxBytes: number,
  ) => { readonly blob: string; readonly bytes: Uint8Array } | 'missing'
}

interface Entry {
  readonly mode: string
  readonly blob: string
}

/**
 * Opens a commit by its full id; `below` are the folders and files that will be asked for. Where one file is asked for, those beside it
 * are read in the same git process: of its folder, or of all that is opened where nearly all will be asked for.
 */
export function openTree(
  commit: string,
  below: readonly string[],
  run: GitRun,
  together: 'a folder' | 'all' = 'a folder',
): Tree {
  const entries = entriesBelow(commit, below, run)
  const folderOf = (path: string) => (together === 'all' ? '' : path.slice(0, path.lastIndexOf('/') + 1))
  const tried = new Set<string>()
  let read: ReadonlyMap<string, Uint8Array> = new Map()
  const readBeside = (path: string) => {
    const folder = folderOf(path)
    if (tried.has(folder)) return
    tried.add(folder)
    const beside = [...entries].filter(([other, { mode }]) => folderOf(other) === folder && isPlain(mode))
    read = readIfPossible([...new Set(beside.map(([, { blob }]) => blob))], run)
  }
  const file: Tree['file'] = (path, maxBytes) => {
    const entry = entries.get(path)
    if (entry === undefined) return 'missing'
    if (!isPlain(entry.mode))
      throw fault(path, 'not-a-file', 'this is no plain file', 'a file belongs there, in this commit too')
    const { blob } = entry
    if (!read.has(blob)) readBeside(path)
    const [alone] = read.has(blob) ? [] : readObjects([blob], maxBytes, run)
    const bytes = read.get(blob) ?? alone?.[1].bytes
    if (bytes !== undefined && bytes.length <= maxBytes) return { blob, bytes }
    throw fault(path, 'too-large', 'it is larger than any that is read', 'look at the file in that commit')
  }
  return {
    file,
    read: async ({ path }, maxBytes) => {
      const found = file(path, maxBytes)
      return found === 'missing' ? 'missing' : found.bytes
    },
    list: ({ path }) => listIn(entries, path),
  }
}

function isPlain(mode: string): boolean {
  return mode === '100644' || mode === '100755'
}

const filesAtOnce = 2000

/** None where they are too many or too large, or one of them is damaged: each is then read alone, and says what is wrong with it. */
function readIfPossible(blobs: readonly string[], run: GitRun): ReadonlyMap<string, Uint8Array> {
  if (blobs.length > filesAtOnce) return new Map()
  try {
    const answer = askObjects(blobs, run)
    const objects = answer === 'too much' ? [] : answer.objects
    return new Map(objects.flatMap((object) => (object === undefined ? [] : [[object.id, object.bytes]])))
  } catch (error) {
    if (error instanceof TiexError) return new Map()
    throw error
  }
}

function entriesBelow(commit: string, below: readonly string[], run: GitRun): ReadonlyMap<string, Entry> {
  const paths = below.filter((path) => path !== '')
  const output = gitOutput(['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...paths], run)
  return new Map(
    output.split('\0').flatMap((line): [string, Entry][] => {
      const [, mode, blob, path] = /^(\d+) (?:blob|commit) ([0-9a-f]+)\t([\s\S]+)$/.exec(line) ?? []
      return mode === undefined || blob === undefined || path === undefined ? [] : [[path, { mode, blob }]]
    }),
  )
}

function listIn(
  entries: ReadonlyMap<string, { readonly mode: string }>,
  folder: string,
): readonly FolderEntry[] | 'missing' {
  const found = new Map<string, FolderEntry['kind']>()
  const leading = folder === '' ? '' : `${folder}/`
  for (const [path, { mode }] of entries) {
    if (!path.startsWith(leading)) continue
    const [name = '', ...deeper] = path.slice(leading.length).split('/')
    const kind = mode === '120000' ? 'link' : mode === '160000' ? 'other' : 'file'
    found.set(name, deeper.length > 0 ? 'folder' : kind)
  }
  if (found.size === 0) return 'missing'
  return [...found].map(([name, kind]) => ({ name, kind })).sort((a, b) => (a.name < b.name ? -1 : 1))
}
