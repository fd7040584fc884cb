import { whoMade } from '../../authority/actor.ts'
import { governedAs } from '../../authority/governed.ts'
import { type CommitFacts, failureOf, judgeCommit } from '../../authority/judge.ts'
import { readTrailers } from '../../authority/trailers.ts'
import {
  type Failure,
  type Fault,
  type Note,
  notVerified,
  type Verification,
} from '../../authority/verification.ts'
import { isIn, rangeIn } from '../git/reading/graph.ts'
import { findGaps, type Node, readGraph } from '../git/reading/history.ts'
import type { GitRun } from '../git/run.ts'
import { type FactsWorld, factsOf, readSteps, type Step } from './commit-facts.ts'
import { openLooks } from './looks.ts'
import { type Merges, readMerges } from './merges.ts'
import { openPolicies, type Standing, standingsOf } from './policies.ts'
import { openVersions } from './response-versions.ts'
import { readSignatureFiles } from './signatures-change.ts'

/** What is to be verified: the commits that `to` has and `from` has not, by full ids. Without `from`: all. */
export interface HistoryRange {
  readonly from?: string
  readonly to: string
  /** `to` is the tip of another branch than the one that ends at `from`; otherwise it must have grown from it. */
  readonly branch?: 'new'
}

export interface VerifyOptions {
  /** Where the assessment stands in the repository: '' or `a/b/`. */
  readonly folder: string
  readonly requireSignatures?: boolean
}

/**
 * Walks a history, oldest commit first, and judges each by tiex.yaml as it stood before it. Never changes anything and runs only what
 * reads. Throws a `TiexError` where git fails or an object is damaged.
 */
export async function verifyHistory(
  run: GitRun,
  range: HistoryRange,
  options: VerifyOptions,
): Promise<Verification> {
  const shown = { ...(range.from === undefined ? {} : { from: range.from }), to: range.to }
  const gap = findGaps(run)
  if (gap !== undefined)
    return notVerified(shown, {
      rule: 'incomplete',
      message: `cannot verify: ${gap.message}`,
      hint: gap.hint,
    })
  const graph = readGraph(range.to, run)
  if (range.from !== undefined && range.branch === undefined && !isIn(graph, range.from))
    return notVerified(shown, apart(range.from, range.to, run))
  const wanted = rangeIn(graph, range, run)
  if (wanted.size === 0) return notVerified(shown, nothing('the range holds no commit'))

  const steps = readSteps(
    graph.filter(({ id }) => wanted.has(id)),
    run,
    options.folder,
  )
  const world = await openWorldOf(steps, { graph, range, run, options })
  const result = await judgeAll(steps, world)
  const last = await world.standingOf(range.to)
  const failures =
    last === undefined
      ? [...result.failures, { proven: false, ...nothing('there never was a good tiex.yaml') }]
      : result.failures
  return { range: shown, commits: steps.length, ...result, failures }
}

/** A push cannot go anywhere else; a range may have been named with an end that moved on. */
function apart(from: string, to: string, { hookOf }: GitRun): Fault {
  const [start, end] = [from.slice(0, 7), to.slice(0, 7)]
  return {
    rule: 'rewritten',
    message: `${start} is not part of ${end}: the history was rewritten (force push), or ${start} has moved on since ${end} left it`,
    hint:
      hookOf === undefined
        ? `undo the force push; or, where ${start} moved on: git rebase ${start}, or tiex verify --range $(git merge-base ${start} ${end})..${end}`
        : 'put your work on top of what is there: git fetch; git rebase; then push without --force',
  }
}

function nothing(why: string) {
  return {
    rule: 'nothing',
    message: `nothing to verify: ${why}`,
    hint: 'name other commits with --range A..B, or another folder with --folder; an assessment begins with: tiex init',
  }
}

interface World extends FactsWorld {
  readonly options: VerifyOptions
  readonly standingOf: (commit: string) => Promise<Standing | undefined>
  readonly merges: Merges
  /** What holds for a commit without parents. */
  readonly beforeRoots: Standing | undefined
}

async function openWorldOf(
  steps: readonly Step[],
  given: { graph: readonly Node[]; range: HistoryRange; run: GitRun; options: VerifyOptions },
): Promise<World> {
  const { graph, range, run, options } = given
  const { folder } = options
  const policies = openPolicies(folder, run)
  const start = range.from === undefined ? undefined : await policies.lastGood(range.from)
  const beforeRoots = range.branch === 'new' ? start : undefined
  const standingOf = await standingsOf(steps, policies, { folder, beforeRoots })
  const merging = steps.filter(({ node }) => node.parents.length > 1).map(({ node }) => node)
  const isGoverned = (path: string) => governedAs(path, folder) !== undefined
  const merges = await readMerges(merging, { graph, standingOf, isGoverned, run })
  const since = (await needsEarlier(steps, standingOf)) ? range.from : undefined
  const versions = await openVersions(responsesIn(steps), since, run)
  const faulty = new Set([...merges.faults].filter(([, faults]) => faults.length > 0).map(([id]) => id))
  const looks = openLooks(steps, folder, run)
  const governed = steps.flatMap((step) => step.governed)
  const signatures = await readSignatureFiles(
    governed.filter(({ is }) => is.kind === 'signatures'),
    run,
  )
  const known = { policies, standingOf, versions, looks, signatures, merges, faulty, beforeRoots }
  return { run, folder, options, ...known }
}

/** What stood there before the range matters for sealed responses alone, and where somebody says they sealed them again. */
async function needsEarlier(steps: readonly Step[], standingOf: World['standingOf']): Promise<boolean> {
  if (steps.some(({ text }) => readTrailers(text.message).reseals.length > 0)) return true
  for (const { node } of steps)
    for (const id of [...node.parents, node.id])
      if ((await standingOf(id))?.assessment.confidentiality === 'sealed') return true
  return false
}

function responsesIn(steps: readonly Step[]): readonly { readonly path: string; readonly blob: string }[] {
  return steps.flatMap(({ governed }) =>
    governed.flatMap(({ path, is, after }) =>
      is.kind === 'response' && after !== undefined && after.mode !== '160000'
        ? [{ path, blob: after.blob }]
        : [],
    ),
  )
}

type Result = Pick<Verification, 'failures' | 'notes' | 'unproven' | 'began'>

async function judgeAll(steps: readonly Step[], world: World): Promise<Result> {
  const failures: Failure[] = []
  const notes: Note[] = []
  let unproven = 0
  let began: Verification['began']
  for (const step of steps) {
    const { id, parents } = step.node
    const before = parents[0] === undefined ? world.beforeRoots : await world.standingOf(parents[0])
    const own = await world.standingOf(id)
    const standing = before ?? (step.changes.length > 0 ? own : undefined)
    const facts = await factsOf(step, before, world)
    if (standing === undefined) failures.push(...faultsBefore(facts, world.options.folder))
    for (const fault of world.merges.faults.get(id) ?? [])
      failures.push(
        failureOf(id, fault.file, whoMade(facts.maker, (before ?? own)?.assessment ?? { people: [] }), fault),
      )
    if (standing === undefined || facts.changes.length === 0) continue
    const judged = judgeCommit(facts, standing.assessment, world.options)
    if (before === undefined) {
      if (began !== undefined)
        failures.push(failureOf(id, `${world.options.folder}tiex.yaml`, judged.actor, secondBeginning))
      const { person, proven } = judged.actor
      began ??= { commit: id, ...(person === undefined ? {} : { person: person.id }), proven }
    }
    failures.push(...judged.failures, ...laterFailures(facts, judged.failures, world))
    notes.push(...judged.notes)
    if (!judged.actor.proven && judged.actor.wrong === undefined) unproven += 1
  }
  return { failures, notes, unproven, ...(began === undefined ? {} : { began }) }
}

const secondBeginning = {
  rule: 'beginning',
  message: 'the assessment begins a second time, beside the one that is there',
  hint: 'take this branch out, and go on with the assessment that is there',
}

/** What is wrong by the tiex.yaml that the other side of a merge had come to, and was not by the commit's own. */
function laterFailures(
  facts: CommitFacts,
  known: readonly Failure[],
  { merges, options }: World,
): readonly Failure[] {
  return (merges.later.get(facts.id) ?? []).flatMap(({ assessment }) =>
    judgeCommit(facts, assessment, options)
      .failures.filter((one) => !known.some(({ file, rule }) => file === one.file && rule === one.rule))
      .map((one) => ({ ...one, message: `${one.message} (by tiex.yaml as it was when this was merged)` })),
  )
}

/** Before there is a tiex.yaml nobody may do anything in rounds/. */
function faultsBefore({ id, changes }: CommitFacts, folder: string): readonly Failure[] {
  return changes.flatMap(({ path, assessment }) => {
    const actor = { person: undefined, proven: false }
    if (typeof assessment?.after === 'string')
      return [
        failureOf(id, path, actor, {
          rule: 'assessment',
          message: assessment.after,
          hint: 'mend it: tiex check says what is wrong',
        }),
      ]
    if (!path.startsWith(`${folder}rounds/`)) return []
    const message = 'there was no tiex.yaml yet that says whose it is'
    return [failureOf(id, path, actor, { rule: 'before', message, hint: 'begin with tiex.yaml: tiex init' })]
  })
}
