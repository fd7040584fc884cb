import type { Exchange } from '../../exchange/exchange.ts'
import { exchangeFile, organisationsFolder } from '../../exchange/paths.ts'
import type { Maker } from '../../exchange/writers.ts'
import { rangeIn } from '../git/reading/graph.ts'
import { findCommit, type Node, type PathChange, readChanges, readCommits } from '../git/reading/history.ts'
import { type GitRun, gitOutput, runGit } from '../git/run.ts'
import type { Range } from '../history/range.ts'
import { verifySignature } from '../ssh/signature.ts'
import { splitSignedCommit } from '../ssh/signed-commit.ts'
import { isKeeper, isPurge } from './keeping.ts'

/** A commit of the range: what it says, who made it, what it changed itself. */
export interface Step {
  readonly id: string
  readonly parent: string | undefined
  readonly maker: Maker
  readonly changes: readonly PathChange[]
  /** exchange.yaml is not as the first parent has it. */
  readonly changesRules: boolean
}

/** In the order of the history, which is all that leads to the end of the range. A merge makes only what none of its parents has. */
export function readSteps(history: readonly Node[], range: Range, run: GitRun): readonly Step[] {
  const wanted = rangeIn(history, range, run)
  const nodes = history.filter(({ id }) => wanted.has(id))
  const makers = makersOf(
    nodes.map(({ id }) => id),
    run,
  )
  const compared = nodes.flatMap(({ id, parents }) =>
    (parents.length === 0 ? [undefined] : parents).map((parent) => ({ from: parent, to: id })),
  )
  const found = readChanges(compared, run)
  let at = 0
  return nodes.map(({ id, parents }: Node) => {
    const sides = found.slice(at, at + Math.max(1, parents.length))
    at += sides.length
    const changesRules = sides[0]!.some(({ path }) => path === exchangeFile)
    const changes = [...inAll(sides), ...takenBack({ id, parents }, sides, run)]
    return { id, parent: parents[0], maker: makers(id), changes, changesRules }
  })
}

function inAll([first = [], ...others]: readonly (readonly PathChange[])[]): readonly PathChange[] {
  if (others.length === 0) return first
  const sets = others.map((changes) => new Set(changes.map(({ path }) => path)))
  return first.filter(({ path }) => sets.every((set) => set.has(path)))
}

/** What a merge changes of one side into what the others have, though none of them changed it: it takes back what somebody did. */
function takenBack(
  { parents }: Node,
  sides: readonly (readonly PathChange[])[],
  run: GitRun,
): readonly PathChange[] {
  if (parents.length < 2) return []
  const found = new Map<string, PathChange>()
  for (const [mine, parent] of parents.entries())
    for (const [other, theirs] of parents.entries()) {
      const differs = new Set(sides[other]!.map(({ path }) => path))
      const taken = sides[mine]!.filter(({ path }) => !differs.has(path))
      if (mine === other || taken.length === 0) continue
      const base = runGit(['merge-base', parent, theirs], run).stdout.trim()
      const since = readChanges([{ from: base === '' ? undefined : base, to: theirs }], run)[0] ?? []
      const changed = new Set(since.map(({ path }) => path))
      for (const change of taken) if (!changed.has(change.path)) found.set(change.path, change)
    }
  return [...found.values()]
}

function makersOf(ids: readonly string[], run: GitRun): (id: string) => Maker {
  const texts = readCommits(ids, run)
  return (id) => makerOf(texts.get(id)!, run)
}

function makerOf(
  { raw, email }: { readonly raw: Buffer; readonly email: string },
  { variables }: GitRun,
): Maker {
  const { payload, signature } = splitSignedCommit(raw)
  const head = raw.subarray(0, Math.max(0, raw.indexOf('\n\n'))).toString('utf8')
  const committers = Array.from(head.matchAll(/^committer [^<\n]*<([^<>\n]*)>/gm), ([, found = '']) =>
    found.trim(),
  )
  const names = { author: email, committer: committers.length === 1 ? committers[0]! : '' }
  if (signature === undefined) return names
  const verified = verifySignature({ message: payload, signature, namespace: 'git', variables })
  return verified.state === 'good'
    ? { ...names, key: verified.key }
    : { ...names, badSignature: verified.reason }
}

/**
 * Who made the first commit in the folder of an organisation; undefined where there is none yet. What whoever keeps the exchange took
 * away there begins nothing.
 */
export function beginnerOf(
  organisation: string,
  tip: string,
  { run, exchange }: { readonly run: GitRun; readonly exchange: Exchange | undefined },
): Maker | undefined {
  const path = `${organisationsFolder}/${organisation}`
  const args = ['rev-list', '--full-history', '--no-merges', '--topo-order', '--reverse', tip, '--', path]
  for (const id of gitOutput(args, run).split('\n')) {
    if (id === '') continue
    const maker = makersOf([id], run)(id)
    if (exchange === undefined || !isKeeper(maker, exchange)) return maker
    const changes = readChanges([{ from: findCommit(`${id}^`, run), to: id }], run)[0] ?? []
    if (!isPurge({ changes }, organisation, run)) return maker
  }
  return undefined
}
