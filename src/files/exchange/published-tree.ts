import { fault } from '../disk/faults.ts'
import { type AtPath, filesAt } from '../git/reading/files-at.ts'
import { type GitRun, gitOutput } from '../git/run.ts'
import { byteLimit } from '../kinds/read.ts'

/**
 * Reads files of the exchange as they are published, named from its root, by their paths. Throws a `TiexError` for a link, a folder or
 * a huge file. `ahead` are others that will be asked for, whatever stands there.
 */
export type ReadPublished = (
  paths: readonly string[],
  ahead?: readonly string[],
) => Promise<ReadonlyMap<string, Uint8Array | 'missing'>>

/** What a commit of an exchange holds. */
export interface PublishedTree {
  readonly readAll: ReadPublished
  /** The names in a folder; none where it is not there. */
  readonly list: (folder: string) => readonly string[]
}

/** Most bytes a file of an exchange may have. */
export const maxBytes = byteLimit('official')

/** Opens commits; undefined is one that holds nothing. What was read of the last one is not asked again: a commit does not change. */
export function openTrees(run: GitRun): (commit: string | undefined) => PublishedTree {
  let last: { readonly commit: string | undefined; readonly tree: PublishedTree } | undefined
  return (commit) => {
    if (last === undefined || last.commit !== commit) last = { commit, tree: openTree(commit, run) }
    return last.tree
  }
}

function openTree(commit: string | undefined, run: GitRun): PublishedTree {
  if (commit === undefined)
    return { readAll: async (paths) => new Map(paths.map((path) => [path, 'missing'])), list: () => [] }
  const known = new Map<string, AtPath>()
  return {
    readAll: async (paths, ahead = []) => {
      const others = [...paths, ...ahead].filter((path) => !known.has(path))
      for (const [path, found] of filesAt(commit, others, { run, maxBytes })) known.set(path, found)
      return new Map(paths.map((path) => [path, plain(path, known.get(path)!)]))
    },
    list: (folder) => {
      const args = ['ls-tree', '-z', '--full-tree', '--name-only', commit, '--', `${folder}/`]
      const paths = gitOutput(args, run).split('\0')
      return paths.flatMap((path) => (path === '' ? [] : [path.slice(folder.length + 1)]))
    },
  }
}

function plain(path: string, found: AtPath): Uint8Array | 'missing' {
  if (found === 'missing') return found
  if (found !== 'odd' && /^100\d{3}$/.test(found.mode) && found.bytes !== undefined) return found.bytes
  throw fault(
    path,
    'not-a-file',
    'is no plain file, or larger than any record',
    'whoever keeps the exchange looks at it',
  )
}
