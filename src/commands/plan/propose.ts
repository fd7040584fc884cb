import type { Command } from 'commander'
import type { Run } from '../../catalogue.ts'
import type { Session } from '../../env.ts'
import { readConsensus } from '../../files/consensus.ts'
import { knownPractice } from '../../files/known-practice.ts'
import { readResources } from '../../files/models.ts'
import { readPlan, roundSuffix } from '../../files/plan.ts'
import { planPath } from '../../files/signoff/content.ts'
import type { Workspace } from '../../files/workspace.ts'
import { emptyPlan, type Plan } from '../../plan/action.ts'
import { type Proposals, proposeActions, withProposals } from '../../plan/propose.ts'
import { failure } from '../../problem.ts'
import { proposalBasis, renderProposals } from '../../render/plan/proposals.ts'
import { renderFew } from '../../render/practice/problems.ts'
import { renderProblem } from '../../render/problems.ts'
import { counted } from '../../render/text.ts'
import { consensusResults, type Results } from '../../scoring/results.ts'
import { positiveNumber, withExchange } from '../flags.ts'
import { tell, tellNext } from './next.ts'
import { asChange, type ChangeFlags, openAsFacilitator, write } from './writing.ts'

interface ProposeFlags extends ChangeFlags {
  readonly top: number
  readonly each: number
  readonly exchange?: string
}

export function definePropose(command: Command, run: Run): void {
  const propose = command
    .command('propose')
    .description(
      'draft an action for each gap that has none, by priority × gap: high, medium, not set, low; within each the widest gap first',
    )
    .option('--top <n>', 'for how many gaps', positiveNumber, 10)
    .option('--each <n>', 'how many resources, and how many practices, to show with each', positiveNumber, 2)
  withExchange(asChange(propose)).action(run<ProposeFlags>((flags, session) => proposeAll(flags, session)))
}

async function proposeAll(flags: ProposeFlags, session: Session): Promise<void> {
  const { workspace, caller } = await openAsFacilitator(flags, session)
  const { round } = workspace
  const plan = (await readPlan(workspace))?.data ?? emptyPlan(round)
  const { results, found } = await findProposals(workspace, plan, { flags, session })
  const { proposals, uncovered, needs } = found
  if (proposals.length === 0) {
    tell(
      session,
      needs === 0
        ? 'Nothing to propose: no gap is left.'
        : `Nothing to propose: ${needs === 1 ? 'the gap has its action' : `all ${needs} gaps have their actions`}.`,
    )
    return tellNext(session, workspace, ['tiex plan', 'tiex plan check'])
  }
  await session.print(renderProposals(proposals, session.screen))
  session.say('\n')
  const basis = proposalBasis(results, proposals)
  if (basis !== undefined) tell(session, `${basis} To agree: tiex workshop${roundSuffix(workspace)}`)
  const drafts = proposals.map(({ action }) => action)
  const left = uncovered - proposals.length
  const number = counted(drafts.length, 'action')
  const path = planPath(round)
  if (flags.dryRun) tell(session, `Would add ${number} to ${path}; nothing was written.`)
  else
    await write(workspace, (current) => withProposals(current, drafts), {
      ...{ message: `Propose ${number} for ${round}`, said: `Proposed ${number}.`, caller, flags, session },
    })
  if (left > 0)
    tell(
      session,
      `${counted(left, 'more gap')}: tiex plan propose --top ${uncovered}${roundSuffix(workspace)}`,
    )
  tellNext(
    session,
    workspace,
    flags.dryRun
      ? ['tiex plan propose']
      : [`tiex plan set ${drafts[0]!.id} owner=PERSON due=DAY`, 'tiex plan move', 'tiex plan'],
  )
}

/** What the consensus of the round calls for, beside what the plan has. Throws a `TiexError` where there is no consensus. */
async function findProposals(
  workspace: Workspace,
  plan: Plan,
  { flags, session }: { readonly flags: ProposeFlags; readonly session: Session },
): Promise<{ readonly results: Results; readonly found: Proposals }> {
  const { model, round } = workspace
  const consensus = await readConsensus(workspace)
  if (consensus === undefined)
    throw failure(
      'no-consensus',
      `there is no consensus of ${round} yet, so there are no gaps to plan for`,
      `a facilitator makes it with: tiex merge${roundSuffix(workspace)}`,
    )
  const { resources, problems } = await readResources(model, workspace.modelFolder, workspace.root)
  for (const problem of problems) session.say(renderProblem(problem, session.screen))
  const { practices, told } = await knownPractice(session, workspace, flags.exchange)
  session.say(renderFew(told, session.screen))
  const results = consensusResults(model, consensus)
  const { top, each } = flags
  return { results, found: proposeActions(results, consensus, { plan, resources, practices, top, each }) }
}
