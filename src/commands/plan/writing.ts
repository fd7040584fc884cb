import type { Command } from 'commander'
import type { Person } from '../../assessment/assessment.ts'
import type { Session } from '../../env.ts'
import { savePlan } from '../../files/plan.ts'
import { record, recordLeft } from '../../files/record.ts'
import { planPath } from '../../files/signoff/content.ts'
import { callerWhoMay, openWorkspace, type Workspace } from '../../files/workspace.ts'
import type { Plan } from '../../plan/action.ts'
import { withAs, withCommit, withDryRun, withRound } from '../flags.ts'
import { tell } from './next.ts'

export interface ChangeFlags {
  readonly as?: string
  readonly round?: string
  readonly commit: boolean
  readonly dryRun?: boolean
}

/** A command that changes the plan, with the flags all of them have. */
export function asChange(command: Command): Command {
  return withCommit(withDryRun(withAs(withRound(command))))
}

/** The round's folder, opened by somebody who may facilitate; no key is looked for. Throws a `TiexError` that names those who may. */
export async function openAsFacilitator(
  flags: ChangeFlags,
  session: Session,
): Promise<{ readonly workspace: Workspace; readonly caller: Person }> {
  const workspace = await openWorkspace(session, { round: flags.round, keys: 'none' })
  return { workspace, caller: await callerWhoMay('facilitate', { session, workspace, as: flags.as }) }
}

export interface Telling {
  /** Of the commit. */
  readonly message: string
  readonly said: string
  readonly caller: Person
  readonly flags: ChangeFlags
  readonly session: Session
}

/** Writes the plan and says so; it is committed unless that is left to the person. */
export async function write(
  workspace: Workspace,
  change: (current: Plan) => Plan,
  { message, said, caller, flags, session }: Telling,
): Promise<void> {
  const path = planPath(workspace.round)
  const written = await savePlan(workspace, change)
  const work = { files: [path], message, person: caller }
  if (written === 'unchanged') {
    if (flags.commit && (await recordLeft(session, workspace.root, work))) return
    return tell(session, `${path} says so already: nothing was changed.`)
  }
  const recorded = flags.commit ? await record(session, workspace.root, work) : 'nothing'
  tell(session, said)
  tell(session, `Written: ${path} (${recorded === 'committed' ? 'committed' : 'not committed'})`)
}
