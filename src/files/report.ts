import { usualMinimumGroup } from '../assessment/people.ts'
import type { Session } from '../env.ts'
import type { Consensus } from '../merge/consensus.ts'
import { failure, type Problem, TiexError } from '../problem.ts'
import type { LookHeld } from '../report/held.ts'
import { type Report, reportOf } from '../report/report.ts'
import { labelChanges, movementSince } from '../second-look/movement.ts'
import type { SecondLook } from '../second-look/second-look.ts'
import { datesOf } from '../status/dates.ts'
import { readConsensus } from './consensus.ts'
import { knownPractice } from './known-practice.ts'
import { readResources } from './models.ts'
import { readPlanView } from './plan-results.ts'
import { findSecondLook } from './second-look.ts'
import { answersChanged } from './signoff/answers.ts'
import { readSignOff } from './signoff/signatures.ts'
import type { Workspace } from './workspace.ts'

/**
 * Everything there is to say of the round, from what everybody can read: open the workspace without keys, so that no sealed count gets
 * in. Practice is the council's own, and that of others in the exchange at a path, as it was typed. `problems` are those of resources and
 * practice, which are passed over. Throws a `TiexError` where nothing is merged yet, where consensus, second look, plan or signatures
 * cannot be trusted, and where there is no exchange.
 */
export async function readReport(
  workspace: Workspace,
  session: Session,
  exchange?: string,
): Promise<{ readonly report: Report; readonly problems: readonly Problem[] }> {
  const { assessment, model, modelFolder, root, round } = workspace
  const consensus = await readConsensus(workspace)
  if (consensus === undefined)
    throw failure(
      'no-consensus',
      `nothing is merged in ${round} yet`,
      'merge the responses first: tiex merge',
    )
  const now = session.env.now()
  const { view: plan } = await readPlanView(workspace, now)
  const second = await findSecondLook(workspace, round)
  if (second !== undefined && second.problems.length > 0) throw new TiexError(second.problems)
  const { resources, problems } = await readResources(model, modelFolder, root)
  const { practices, told } = await knownPractice(session, workspace, exchange)
  const report = reportOf({
    ...{ assessment, model, consensus, plan, resources, practices },
    dates: datesOf(assessment, round, now),
    secondLook: second?.look && lookHeld(second.look, workspace, consensus),
    answersChanged: await answersChanged(workspace, consensus),
    signOff: await readSignOff(workspace, round, session),
    today: plan.today,
  })
  return { report, problems: [...problems, ...told] }
}

/** How many looked again is left to the responses: here only what everybody can read counts. */
function lookHeld(look: SecondLook, { assessment, model }: Workspace, consensus: Consensus): LookHeld {
  const minimumGroup = assessment['minimum-group'] ?? usualMinimumGroup
  const movement = movementSince(look, { model, consensus, minimumGroup, looked: 0 })
  const { relabelled, wide, statements } = movement
  return { look, relabelled, wide, statements: statements.length, changes: labelChanges(movement) }
}
