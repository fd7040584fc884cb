import { type Ancestry, compareCommits } from '../../authority/ancestry.ts'
import { checkMerge, type Side } from '../../authority/merging.ts'
import type { Fault } from '../../authority/verification.ts'
import { type Comparison, type Node, type PathChange, readChanges } from '../git/reading/history.ts'
import type { GitRun } from '../git/run.ts'
import type { Standing } from './policies.ts'

/** What the merges of a history come to. */
export interface Merges {
  /** By merge, what it decided though it may not. */
  readonly faults: ReadonlyMap<string, readonly MergeFault[]>
  /** By commit, later versions of tiex.yaml it has to stand before too: those that the other side of a merge had come to meanwhile. */
  readonly later: ReadonlyMap<string, readonly Standing[]>
}

type MergeFault = Fault & { readonly file: string }

export interface MergeWorld {
  /** All commits up to the tip, parents first. */
  readonly graph: readonly Node[]
  readonly standingOf: (commit: string) => Promise<Standing | undefined>
  readonly isGoverned: (path: string) => boolean
  readonly run: GitRun
}

/** A merge of two sides that meet in one commit, which can be compared path by path; any other is odd. */
interface Fork {
  readonly merge: Node
  readonly sides: readonly [string, string]
  readonly base: string
  readonly only: readonly [readonly string[], readonly string[]]
}

/**
 * Compares merges with their sides. Nothing may be new in a merge, and rights that one side took away hold for what the other side
 * did meanwhile, whichever of them is the first parent.
 */
export async function readMerges(merges: readonly Node[], world: MergeWorld): Promise<Merges> {
  const found = merges.map(forkFinder(world.graph))
  const forks = found.filter((one) => one !== undefined)
  const odd = merges.filter((_, index) => found[index] === undefined)
  const faults = new Map([...forkFaults(forks, world), ...oddFaults(odd, world)])
  const later = new Map<string, Standing[]>()
  for (const fork of forks) await addLater(fork, world, later)
  return { faults, later }
}

function forkFinder(graph: readonly Node[]): (merge: Node) => Fork | undefined {
  const numbers = new Map(graph.map(({ id }, index) => [id, index]))
  const history: Ancestry = graph.map(({ parents }) => parents.map((id) => numbers.get(id) ?? -1))
  const idOf = (number: number) => graph[number]?.id ?? ''
  return (merge) => {
    const [first, second, ...more] = merge.parents
    if (first === undefined || second === undefined || more.length > 0) return undefined
    const met = compareCommits(history, numbers.get(first) ?? -1, numbers.get(second) ?? -1)
    if (met.bases.length !== 1) return undefined
    const only = [met.onlyFirst.map(idOf), met.onlySecond.map(idOf)] as const
    return { merge, sides: [first, second], base: idOf(met.bases[0] ?? -1), only }
  }
}

function forkFaults(
  forks: readonly Fork[],
  { isGoverned, run }: MergeWorld,
): [string, readonly MergeFault[]][] {
  const comparisons = forks.flatMap(({ merge, sides, base }): Comparison[] =>
    [...sides, merge.id].map((to) => ({ from: base, to })),
  )
  const sides = readChanges(comparisons, run).map((changes) => sideOf(changes, isGoverned))
  return forks.map(({ merge }, index) => {
    const [first, second, merged] = sides.slice(3 * index, 3 * index + 3)
    return [merge.id, checkMerge(first ?? new Map(), second ?? new Map(), merged ?? new Map())]
  })
}

function sideOf(changes: readonly PathChange[], isGoverned: (path: string) => boolean): Side {
  return new Map(
    changes
      .filter(({ path }) => isGoverned(path))
      .map(({ path, after }) => [path, after === undefined ? '' : `${after.mode} ${after.blob}`]),
  )
}

/** A merge that cannot be compared is fine where no governed file differs on any of its sides. */
function oddFaults(odd: readonly Node[], { isGoverned, run }: MergeWorld): [string, readonly MergeFault[]][] {
  const comparisons = odd.flatMap(({ id, parents }) => parents.map((from) => ({ from, to: id })))
  const differences = readChanges(comparisons, run)
  return odd.map(({ id, parents }) => {
    const changes = differences.splice(0, parents.length).flat()
    const file = changes.find(({ path }) => isGoverned(path))?.path
    if (file === undefined) return [id, []]
    const message =
      parents.length === 2
        ? 'a merge of histories that do not meet in just one commit, so that nobody can tell who changed what'
        : 'a merge of more than two sides, so that nobody can tell who changed what'
    const hint = 'bring the changes in one by one: git fetch; git rebase'
    return [id, [{ file, rule: 'merge', message, hint }]]
  })
}

async function addLater(
  { sides, base, only }: Fork,
  { standingOf }: MergeWorld,
  later: Map<string, Standing[]>,
): Promise<void> {
  const [first, second] = [await standingOf(sides[0]), await standingOf(sides[1])]
  if (first?.blob === second?.blob) return
  const before = (await standingOf(base))?.blob
  const add = (commits: readonly string[], standing: Standing | undefined) => {
    if (standing === undefined) return
    for (const id of commits) {
      const known = later.get(id) ?? []
      if (!known.some(({ blob }) => blob === standing.blob)) later.set(id, [...known, standing])
    }
  }
  if (second?.blob === before) add(only[1], first)
  if (first?.blob === before) add(only[0], second)
}
