import type { FolderEntry } from '../disk/bytes.ts'
import { fault } from '../disk/faults.ts'
import { readObjects } from '../git/reading/objects.ts'
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

/** Opens a commit by its full id; `below` are the folders and files that will be asked for. */
export function openTree(commit: string, below: readonly string[], run: GitRun): Tree {
  const output = gitOutput(
    ['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...below.filter((path) => path !== '')],
    run,
  )
  const entries = new Map(
    output.split('\0').flatMap((line): [string, { mode: string; blob: string }][] => {
      const [, mode, blob, path] = /^(\d+) (?:blob|commit) ([0-9a-f]+)\t([\s\S]+)$/.exec(line) ?? []
      return mode === undefined || blob === undefined || path === undefined ? [] : [[path, { mode, blob }]]
    }),
  )
  const file: Tree['file'] = (path, maxBytes) => {
    const entry = entries.get(path)
    if (entry === undefined) return 'missing'
    if (entry.mode !== '100644' && entry.mode !== '100755')
      throw fault(path, 'not-a-file', 'this is no plain file', 'a file belongs there, in this commit too')
    for (const [, { bytes }] of readObjects([entry.blob], maxBytes, run))
      if (bytes !== undefined) return { blob: entry.blob, bytes }
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
