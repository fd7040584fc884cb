import type { GitRun } from '../run.ts'
import { type Node, readRange } from './history.ts'

/**
 * The ids of the commits that the last of a history has and `from` has not; all of them where `from` is absent. `graph` is all that leads
 * to `to`, parents first. Git is asked only where `from` is no part of it.
 */
export function rangeIn(
  graph: readonly Node[],
  { from, to }: { readonly from?: string | undefined; readonly to: string },
  run: GitRun,
): ReadonlySet<string> {
  if (from !== undefined && !isIn(graph, from)) return readRange(from, to, run)
  const before = new Set(from === undefined ? [] : [from])
  for (const { id, parents } of [...graph].reverse())
    if (before.has(id)) for (const parent of parents) before.add(parent)
  return new Set(graph.map(({ id }) => id).filter((id) => !before.has(id)))
}

export function isIn(graph: readonly Node[], commit: string): boolean {
  return graph.some(({ id }) => id === commit)
}
