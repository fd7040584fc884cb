import type { SecondLook } from '../../second-look/second-look.ts'
import { findEntry, type Node, type PathChange, type TreeEntry } from '../git/reading/history.ts'
import { readObjects } from '../git/reading/objects.ts'
import type { GitRun } from '../git/run.ts'
import { byteLimit, isFaulty, parseKind } from '../kinds/read.ts'
import { secondLookPath } from '../second-look.ts'

/**
 * Second looks in a history. What is not checked: that a response changed before the last day of the look, since only the person's own
 * clock says when that was (`tiex check` and `tiex merge` compare what it said), nor that only statements it asks about were changed:
 * in a sealed response nobody can see that without a key, and so it is asked of an open one as little.
 */
export interface Looks {
  /** Whether one that nobody had ended stood in the round at a commit; its last day binds nobody here, as that of a round does not. */
  isOpen(commit: string, round: string): Promise<boolean>
}

/** What stood at a commit: what changed since `base`, a commit before all that are looked at; undefined where nothing came before. */
interface Stood {
  readonly base: string | undefined
  readonly changed: ReadonlyMap<string, TreeEntry | undefined>
}

/** Of commits in order, parents first; `changes` are those since the first parent. `folder` is where the assessment stands: '' or `a/b/`. */
export function openLooks(
  commits: readonly { readonly node: Node; readonly changes: readonly PathChange[] }[],
  folder: string,
  run: GitRun,
): Looks {
  const stood = new Map<string, Stood>()
  for (const { node, changes } of commits) {
    const [parent] = node.parents
    const before = (parent === undefined ? undefined : stood.get(parent)) ?? {
      base: parent,
      changed: new Map(),
    }
    const own = changes.filter(({ path }) => path.endsWith('/second-look.yaml'))
    const changed = new Map([...before.changed, ...own.map(({ path, after }) => [path, after] as const)])
    stood.set(node.id, own.length === 0 ? before : { base: before.base, changed })
  }
  const outside = new Map<string, TreeEntry | undefined>()
  const entryAt = (commit: string, path: string) => {
    const known = stood.get(commit) ?? { base: commit, changed: new Map<string, undefined>() }
    if (known.changed.has(path) || known.base === undefined) return known.changed.get(path)
    const key = `${known.base} ${path}`
    if (!outside.has(key)) outside.set(key, findEntry(known.base, path, run))
    return outside.get(key)
  }
  const read = new Map<string, Promise<boolean>>()
  return {
    isOpen(commit, round) {
      const entry = entryAt(commit, `${folder}${secondLookPath(round)}`)
      if (entry?.mode !== '100644') return Promise.resolve(false)
      const key = `${round} ${entry.blob}`
      const isOpen = read.get(key) ?? isOpenIn(entry.blob, round, run)
      read.set(key, isOpen)
      return isOpen
    },
  }
}

async function isOpenIn(blob: string, round: string, run: GitRun): Promise<boolean> {
  for (const [, { bytes }] of readObjects([blob], byteLimit('second-look'), run)) {
    if (bytes === undefined) return false
    const look = await parseKind<SecondLook>('second-look', secondLookPath(round), bytes)
    return !isFaulty(look) && look.data.round === round && look.data.closed === undefined
  }
  return false
}
