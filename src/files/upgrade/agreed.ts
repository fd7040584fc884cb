import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ModelPin } from '../../assessment/assessment.ts'
import { seenFrom } from '../../assessment/pins.ts'
import type { Consensus } from '../../merge/consensus.ts'
import type { Plan } from '../../plan/action.ts'
import { TiexError } from '../../problem.ts'
import { carryConsensus, decisionsIn } from '../../upgrade/consensus.ts'
import { carryPlan } from '../../upgrade/plan.ts'
import { consensusPath, findConsensus } from '../consensus.ts'
import { isFaulty, type Loaded, parseKind } from '../kinds/read.ts'
import { styleOf } from '../kinds/styles.ts'
import { findPlan } from '../plan.ts'
import { planPath } from '../signoff/content.ts'
import type { Workspace } from '../workspace.ts'
import { equalData } from '../yaml/equal.ts'
import { reviseYaml } from '../yaml/revising/revise.ts'
import { committedConsensus } from './committed.ts'
import type { Carrying } from './responses.ts'
import { changedSince, writeTexts } from './texts.ts'

/** Something the group made, by the older version. `written`: an earlier run has carried it, and this is what was committed. */
export interface ToCarry<Data> {
  readonly data: Data
  readonly written?: true
}

/** The workspace with the newer version, for files that are of it already. */
export function asUpgraded({ workspace, mapping }: Carrying, pin: ModelPin): Workspace {
  return { ...workspace, assessment: seenFrom(workspace.assessment, pin), model: mapping.newer }
}

/** The consensus of the round with all its counts; undefined where there is none, or none that is known in the older version. Throws a `TiexError` where it cannot be trusted or opened. */
export async function consensusToCarry(
  work: Carrying,
  pin: ModelPin,
): Promise<ToCarry<Consensus> | undefined> {
  const { workspace, mapping, committed } = work
  const { round } = workspace
  const old = await findConsensus(workspace, round)
  if (old === undefined) return undefined
  if (old.consensus !== undefined) return { data: withCounts(old.consensus, round) }
  const now = await findConsensus(asUpgraded(work, pin), round)
  if (now?.consensus === undefined) throw new TiexError(old.problems, 'Nothing was changed.')
  const was = await committedConsensus(workspace, committed)
  if (was === undefined) return undefined
  const carried = carryConsensus(was, mapping, { pin, digest: was.responses.digest })
  if (!equalData(decisionsIn(carried.consensus), decisionsIn(now.consensus)))
    throw changedSince({ path: '', shown: consensusPath(round) })
  return { data: was, written: true }
}

function withCounts(consensus: Consensus, round: string): Consensus {
  if (consensus.sealed === undefined) return consensus
  throw new TiexError(
    [
      {
        severity: 'error',
        rule: 'key',
        message: 'no key at hand opens the counts of this consensus',
        hint: 'they are sealed to those who may facilitate: bring that key with --identity FILE',
        place: { file: consensusPath(round) },
      },
    ],
    'Nothing was changed.',
  )
}

/** The plan of the round; undefined where there is none that the older version knows. `written` as for the consensus. */
export async function planToCarry({
  workspace,
  mapping,
  committed,
}: Carrying): Promise<ToCarry<Loaded<Plan>> | undefined> {
  const { root, round } = workspace
  const shown = planPath(round)
  if (!existsSync(join(root, shown))) return undefined
  const found = (await findPlan(workspace, round))?.plan
  const bytes = committed?.bytes(shown, 'plan')
  const was = bytes && (await parseKind<Plan>('plan', shown, bytes))
  if (was === undefined || isFaulty(was) || was.yaml.text === found?.yaml.text)
    return found && { data: found }
  const now = await findPlan({ ...workspace, model: mapping.newer }, round)
  if (now?.plan !== undefined && equalData(now.plan.data, carryPlan(was.data, mapping).plan))
    return { data: was, written: true }
  return found && { data: found }
}

/** Writes the plan in the newer version; the file, where there is one. */
export async function writePlan(
  { workspace, mapping }: Carrying,
  plan: ToCarry<Loaded<Plan>> | undefined,
): Promise<readonly string[]> {
  const { root, round } = workspace
  const shown = planPath(round)
  const path = join(root, shown)
  if (plan !== undefined && plan.written === undefined) {
    const { yaml, data } = plan.data
    const text = await reviseYaml(yaml.text, carryPlan(data, mapping).plan, styleOf('plan'))
    const isAsRead = (now: Uint8Array | 'missing') =>
      now !== 'missing' && new TextDecoder().decode(now) === yaml.text
    await writeTexts([{ file: { path, shown }, text, isAsRead }])
  }
  return existsSync(path) ? [shown] : []
}
