import { dayIn, usualTimezone } from '../assessment/rounds.ts'
import type { Consensus } from '../merge/consensus.ts'
import { emptyPlan, isOpen, type Plan } from '../plan/action.ts'
import { type PlanView, viewPlan } from '../plan/view.ts'
import { type Problem, TiexError } from '../problem.ts'
import { consensusResults, type Results } from '../scoring/results.ts'
import { findConsensus } from './consensus.ts'
import type { Loaded } from './kinds/read.ts'
import { findPlan, readPlan } from './plan.ts'
import { type Workspace, workspaceIn } from './workspace.ts'

/** What a plan is followed by: the consensus of its round, and the last one of a later round that answered the same model. */
export interface PlanResults {
  /** Absent before anything is merged, and where the file cannot be trusted. */
  readonly results?: Results
  readonly later?: { readonly round: string; readonly results: Results }
  /** What is wrong with the consensus of the round. */
  readonly problems: readonly Problem[]
}

/** The plan of the round with all there is to say of it. `file` is absent where nothing is planned yet. Throws a `TiexError` with every error in the plan. */
export async function readPlanView(
  workspace: Workspace,
  now: Date,
): Promise<PlanResults & { readonly view: PlanView; readonly file?: Loaded<Plan> }> {
  const file = await readPlan(workspace)
  const around = await readPlanResults(workspace)
  const { organisation, people } = workspace.assessment
  const { results, later } = around
  const today = todayIn(workspace, now)
  const view = viewPlan(file?.data ?? emptyPlan(workspace.round), {
    ...{ model: workspace.model, organisation, people, today, results, later },
  })
  return { ...around, view, ...(file === undefined ? {} : { file }) }
}

/** The day it is where the council is, as `YYYY-MM-DD`. */
export function todayIn({ assessment }: Workspace, now: Date): string {
  return dayIn(now, assessment.timezone ?? usualTimezone)
}

async function readPlanResults(workspace: Workspace): Promise<PlanResults> {
  const { round } = workspace
  const own = await findIn(workspace, round)
  if (own.consensus === undefined) return { problems: own.problems }
  const results = consensusResults(workspace.model, own.consensus)
  for (const other of otherRounds(workspace).later) {
    const { consensus } = await findIn(workspace, other)
    if (consensus !== undefined)
      return {
        ...{ results, problems: [] },
        later: { round: other, results: consensusResults(workspace.model, consensus) },
      }
  }
  return { results, problems: [] }
}

/** A file that is no plain one is as little to be trusted as one with errors in it. */
async function findIn(
  workspace: Workspace,
  round: string,
): Promise<{ readonly consensus?: Consensus; readonly problems: readonly Problem[] }> {
  try {
    return (await findConsensus(workspace, round)) ?? { problems: [] }
  } catch (error) {
    if (error instanceof TiexError) return { problems: error.problems }
    throw error
  }
}

/** The newest earlier round with a plan in which something is still open; undefined where there is none. */
export async function earlierOpenPlan(
  workspace: Workspace,
): Promise<{ readonly round: string; readonly open: number } | undefined> {
  for (const round of otherRounds(workspace).earlier) {
    try {
      const there = await workspaceIn(workspace, round)
      const open = (await findPlan(there, round))?.plan?.data.actions.filter(isOpen).length ?? 0
      if (open > 0) return { round, open }
    } catch (error) {
      if (!(error instanceof TiexError)) throw error
    }
  }
  return undefined
}

/** The rounds before and after the one that is worked on, by the day they open, the newest first. One without that day is neither. */
function otherRounds({ assessment: { rounds }, round }: Workspace): {
  readonly earlier: readonly string[]
  readonly later: readonly string[]
} {
  const opens = rounds[round]?.opens
  const dated = Object.entries(rounds)
    .flatMap(([id, dates]) => (dates.opens === undefined ? [] : [{ id, day: dates.opens }]))
    .sort((a, b) => b.day.localeCompare(a.day))
  const some = (test: (day: string) => boolean) => dated.filter(({ day }) => test(day)).map(({ id }) => id)
  if (opens === undefined) return { earlier: [], later: [] }
  return { earlier: some((day) => day < opens), later: some((day) => day > opens) }
}
