import { roundState } from '../assessment/rounds.ts'
import type { Session } from '../env.ts'
import { isOpen } from '../plan/action.ts'
import type { PlanView } from '../plan/view.ts'
import { TiexError } from '../problem.ts'
import { isWide } from '../second-look/second-look.ts'
import { isComplete, isEnough, type SignOff } from '../signoff/sign-off.ts'
import { datesOf } from '../status/dates.ts'
import {
  lacksSecondDate,
  nextCommands,
  ofRound,
  type PlanStanding,
  secondWorkshopIn,
  signOffOf,
} from '../status/next.ts'
import type { MergedStatus, SignedStatus } from '../status/status.ts'
import { closedVault } from './keys/vault.ts'
import { readPlanView } from './plan-results.ts'
import { currentLook, findSecondLook } from './second-look.ts'
import { answersChanged } from './signoff/answers.ts'
import { readReadable } from './signoff/content.ts'
import { readSignOff } from './signoff/signatures.ts'
import type { Workspace } from './workspace.ts'

/** What was made of the answers of a round, each absent before anything is merged. */
export interface Made {
  readonly merged?: MergedStatus
  readonly signed?: SignedStatus
  readonly plan?: PlanStanding
}

/** From what everybody can read: no key is needed. The responses are read anew unless they were merged just now. Throws a `TiexError` where consensus, plan or signatures cannot be trusted. */
export async function readMade(workspace: Workspace, session: Session, isMerged = false): Promise<Made> {
  const merged = await mergedIn(workspace, isMerged)
  if (merged === undefined) return {}
  const signed = signedIn(await readSignOff(workspace, workspace.round, session))
  const { view } = await readPlanView(workspace, session.env.now())
  return { merged, signed, plan: planStanding(view) }
}

async function mergedIn(workspace: Workspace, isMerged: boolean): Promise<MergedStatus | undefined> {
  const { assessment, round } = workspace
  const consensus = await readReadable(workspace, round, round === assessment.round ? 'pinned' : 'any')
  if (consensus === undefined) return undefined
  const entries = Object.values(consensus.statements)
  const open = entries.filter(({ agreed }) => agreed === undefined)
  return {
    responses: consensus.responses.count,
    upToDate: isMerged || !(await answersChanged(workspace, consensus)),
    agreed: entries.length - open.length,
    of: entries.length,
    wide: open.filter(({ label }) => isWide(label)).length,
  }
}

function signedIn(signOff: SignOff): SignedStatus {
  const required = signOff.roles.filter(({ needs }) => needs !== undefined)
  const waiting = required.flatMap((one) =>
    isEnough(one) || one.state === 'signed' ? [] : [{ role: one.role, state: one.state }],
  )
  return {
    roles: required.length - waiting.length,
    of: required.length,
    complete: isComplete(signOff),
    waiting,
  }
}

/** How far a plan is. What is lacking: an owner, a day, or one that has passed. */
export function planStanding({ actions }: Pick<PlanView, 'actions'>): PlanStanding {
  const lacking = actions.filter(
    ({ action, owner, overdue }) =>
      overdue || (isOpen(action) && (owner === undefined || action.due === undefined)),
  )
  return {
    actions: actions.length,
    proposed: actions.filter(({ action }) => action.status === 'proposed').length,
    lacking: lacking.length,
  }
}

export interface Next {
  /** The first one first. */
  readonly commands: readonly string[]
  /** The second workshop comes first of them, and has no date yet. */
  readonly undatedSecond?: true
}

/** What comes next in a round for which something was just done, as its files now are; `tiex status` where a file of it cannot be trusted. `isMerged`: its responses were merged just now. */
export async function readNext(workspace: Workspace, session: Session, isMerged = false): Promise<Next> {
  const { assessment, round } = workspace
  const now = session.env.now()
  try {
    const made = await readMade({ ...workspace, vault: closedVault(session) }, session, isMerged)
    const look = await findSecondLook(workspace, round)
    const isLooking = look !== undefined && (await currentLook(workspace, session)) !== undefined
    const { workshops, today } = datesOf(assessment, round, now)
    const ground = {
      ...made,
      takesAnswers: roundState(assessment.rounds[round]!, now, assessment.timezone).state !== 'closed',
      secondLook: isLooking ? ('open' as const) : look === undefined ? ('none' as const) : ('over' as const),
      signOff: signOffOf(made.signed),
      secondWorkshop: secondWorkshopIn(workshops, today),
      publishes: assessment.exchange !== undefined,
    }
    const commands = nextCommands(ground)
    const undated = lacksSecondDate(ground, commands) ? { undatedSecond: true as const } : {}
    return { commands: ofRound(commands, round === assessment.round ? undefined : round), ...undated }
  } catch (error) {
    if (error instanceof TiexError) return { commands: ['tiex status'] }
    throw error
  }
}
