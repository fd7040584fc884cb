import { type Command, Option } from 'commander'
import type { Person } from '../assessment/assessment.ts'
import type { Run } from '../catalogue.ts'
import { listed } from '../did-you-mean.ts'
import type { Session } from '../env.ts'
import { readConsensus } from '../files/consensus.ts'
import { readResources } from '../files/models.ts'
import { actionNamed, checkAction, previewPlan, readPlan, savePlan } from '../files/plan.ts'
import { todayIn } from '../files/plan-results.ts'
import { record } from '../files/record.ts'
import { planPath } from '../files/signoff/content.ts'
import { callerWhoMay, openWorkspace, type Workspace } from '../files/workspace.ts'
import { emptyPlan, idFrom, inOrder, type Plan } from '../plan/action.ts'
import { parseValues, problemOf, withAction, withValues } from '../plan/change.ts'
import { moved, parseSpot } from '../plan/order.ts'
import { proposeActions, withProposals } from '../plan/propose.ts'
import { type Finding, failure, TiexError } from '../problem.ts'
import { renderLines } from '../render/people.ts'
import { renderOrder } from '../render/plan/list.ts'
import { renderProposals } from '../render/plan/proposals.ts'
import { renderProblem } from '../render/problems.ts'
import { counted, wrap } from '../render/text.ts'
import { consensusResults } from '../scoring/results.ts'
import { positiveNumber, withAs, withCommit, withDryRun, withRound } from './flags.ts'

interface ChangeFlags {
  readonly as?: string
  readonly round?: string
  readonly commit: boolean
  readonly dryRun?: boolean
}

interface AddFlags extends ChangeFlags {
  readonly title: string
  readonly id?: string
  readonly cell: readonly string[]
  readonly why: readonly string[]
  readonly owner?: string
  readonly sponsor?: string
  readonly start?: string
  readonly due?: string
  readonly measure?: string
}

/** The subcommands that change the plan: propose, add, set and move. */
export function defineChanges(command: Command, run: Run): void {
  const propose = command
    .command('propose')
    .description('draft an action for each gap that has none, the heaviest first')
    .option('--top <n>', 'for how many gaps', positiveNumber, 10)
    .option('--each <n>', 'how many resources to show with each', positiveNumber, 2)
  asChange(propose).action(
    run<ChangeFlags & { top: number; each: number }>((flags, session) => proposeAll(flags, session)),
  )
  defineAdd(command, run)
  const set = command
    .command('set')
    .description('change an action; nothing behind the = takes a field away')
    .argument('<id>', 'which action')
    .argument('<values...>', 'such as owner=priya-shah due=2027-03-31 status=accepted note="..."')
  asChange(set).action(
    run<ChangeFlags>((flags, session, id, words) =>
      setOne(id!, words as unknown as string[], { flags, session }),
    ),
  )
  const move = command
    .command('move')
    .description("give an action another place in the council's order")
    .argument('<id>', 'which action')
    .argument('<where>', 'before, after, first or last')
    .argument('[other]', 'before or after which action')
  asChange(move).action(
    run<ChangeFlags>((flags, session, id, where, other) =>
      moveOne(id!, { where: where!, other }, { flags, session }),
    ),
  )
}

function defineAdd(command: Command, run: Run): void {
  const several = (flag: string, description: string) =>
    new Option(flag, description)
      .argParser((id: string, before: readonly string[]) => [...new Set([...before, id])])
      .default([], 'none')
  const add = command
    .command('add')
    .description('add an action at the end of the plan')
    .requiredOption('--title <title>', 'what is done, in a line')
    .option('--id <id>', 'names the action (default: made from the title)')
    .addOption(several('--cell <id>', 'cell or success factor it is about (repeatable)'))
    .addOption(several('--why <id>', 'statement it is to change (repeatable)'))
    .option('--owner <person>', 'who sees to it: a person by id, or anybody in words')
    .option('--sponsor <person>', 'who stands behind it')
    .option('--start <day>', 'when it starts, such as 2027-01-11')
    .option('--due <day>', 'when it is to be done')
    .option('--measure <text>', 'how people will see that it worked')
  asChange(add).action(run<AddFlags>((flags, session) => addOne(flags, session)))
}

function asChange(command: Command): Command {
  return withCommit(withDryRun(withAs(withRound(command))))
}

async function proposeAll(
  flags: ChangeFlags & { top: number; each: number },
  session: Session,
): Promise<void> {
  const { workspace, caller } = await openAsFacilitator(flags, session)
  const { model, round } = workspace
  const consensus = await readConsensus(workspace)
  if (consensus === undefined)
    throw failure(
      'no-consensus',
      `there is no consensus of ${round} yet, so there are no gaps to plan for`,
      'a facilitator makes it with: tiex merge',
    )
  const plan = (await readPlan(workspace))?.data ?? emptyPlan(round)
  const { resources, problems } = await readResources(model, workspace.modelFolder, workspace.root)
  for (const problem of problems) session.say(renderProblem(problem, session.screen))
  const results = consensusResults(model, consensus)
  const { proposals, uncovered, needs } = proposeActions(results, consensus, { plan, resources, ...flags })
  if (proposals.length === 0) {
    tell(
      session,
      needs === 0
        ? 'Nothing to propose: no gap is left.'
        : `Nothing to propose: ${needs === 1 ? 'the gap has its action' : `all ${needs} gaps have their actions`}.`,
    )
    return tell(session, 'Next: tiex plan · tiex plan check')
  }
  await session.print(renderProposals(proposals, session.screen))
  session.say('\n')
  const drafts = proposals.map(({ action }) => action)
  const left = uncovered - proposals.length
  const number = counted(drafts.length, 'action')
  const path = planPath(round)
  if (flags.dryRun) tell(session, `Would add ${number} to ${path}; nothing was written.`)
  else
    await write(workspace, (current) => withProposals(current, drafts), {
      ...{ message: `Propose ${number} for ${round}`, said: `Proposed ${number}.`, caller, flags, session },
    })
  if (left > 0) tell(session, `${counted(left, 'more gap')}: tiex plan propose --top ${uncovered}`)
  tell(
    session,
    flags.dryRun
      ? 'Next: tiex plan propose'
      : `Next: tiex plan set ${drafts[0]!.id} owner=PERSON due=DAY · tiex plan move · tiex plan`,
  )
}

async function addOne(flags: AddFlags, session: Session): Promise<void> {
  const { workspace, caller } = await openAsFacilitator(flags, session)
  const { round } = workspace
  const { title, cell, why, owner, sponsor, start, due, measure } = flags
  const given = Object.entries({ owner, sponsor, start, due, measure })
  const change = (current: Plan): Plan => {
    const action = inOrder({
      ...{
        id: flags.id ?? idFrom(title, current),
        title: title.trim(),
        status: 'proposed',
        why,
        cells: cell,
      },
      ...Object.fromEntries(given.map(([key, value]) => [key, value?.trim() || undefined])),
    })
    return { ...current, actions: [...current.actions, action] }
  }
  const file = await readPlan(workspace)
  const before = file?.data ?? emptyPlan(round)
  const { id } = change(before).actions.at(-1)!
  await save(
    workspace,
    { change, id, findings: [] },
    {
      ...{ message: `Add ${id} to the plan of ${round}`, said: `${id} is added.`, caller, flags, session },
    },
  )
}

async function setOne(
  id: string,
  words: readonly string[],
  { flags, session }: { readonly flags: ChangeFlags; readonly session: Session },
): Promise<void> {
  const { workspace, caller } = await openAsFacilitator(flags, session)
  await actionNamed(workspace, id)
  const { values, findings } = parseValues(words)
  const today = todayIn(workspace, session.env.now())
  const change = (current: Plan) => withAction(current, id, (action) => withValues(action, values, today))
  const what = listed(Object.keys(values))
  await save(
    workspace,
    { change, id, findings },
    {
      ...{ message: `Change ${what} of ${id}`, said: `${id} is changed: ${what}.`, caller, flags, session },
    },
  )
}

async function moveOne(
  id: string,
  { where, other }: { readonly where: string; readonly other: string | undefined },
  { flags, session }: { readonly flags: ChangeFlags; readonly session: Session },
): Promise<void> {
  const { workspace, caller } = await openAsFacilitator(flags, session)
  const spot = parseSpot(where, other)
  if ('hint' in spot) throw failure('usage', spot.message, spot.hint)
  await actionNamed(workspace, id)
  if ('other' in spot) await actionNamed(workspace, spot.other)
  const change = (current: Plan) => moved(current, id, spot)
  const place = 'other' in spot ? `${spot.at} ${spot.other}` : spot.at
  await save(
    workspace,
    { change, id, findings: [], isMove: true },
    { message: `Move ${id} ${place}`, said: `${id} now stands ${place}.`, caller, flags, session },
  )
}

/** The round's folder, opened by somebody who may facilitate; no key is looked for. Throws a `TiexError` that names those who may. */
async function openAsFacilitator(
  flags: ChangeFlags,
  session: Session,
): Promise<{ readonly workspace: Workspace; readonly caller: Person }> {
  const workspace = await openWorkspace(session, { round: flags.round, keys: 'none' })
  return { workspace, caller: await callerWhoMay('facilitate', { session, workspace, as: flags.as }) }
}

interface Change {
  /** What it makes of the plan that is on disk. */
  readonly change: (current: Plan) => Plan
  /** Which action it is about. */
  readonly id: string
  /** What was wrong already with what was told. */
  readonly findings: readonly Finding[]
  /** Only the order changes. */
  readonly isMove?: true
}

interface Telling {
  /** Of the commit. */
  readonly message: string
  readonly said: string
  readonly caller: Person
  readonly flags: ChangeFlags
  readonly session: Session
}

/** Refuses with everything wrong, else shows what would change or writes it. */
async function save(
  workspace: Workspace,
  { change, id, findings, isMove }: Change,
  telling: Telling,
): Promise<void> {
  const { flags, session } = telling
  const before = await readPlan(workspace)
  const after = change(before?.data ?? emptyPlan(workspace.round))
  const found = [...findings, ...checkAction(workspace, after, id)]
  const wrong = found.filter(({ severity }) => severity === 'error')
  if (wrong.length > 0) throw new TiexError(wrong.map(problemOf), 'Nothing was written.')
  for (const doubt of found) session.say(renderProblem(problemOf(doubt), session.screen))
  if (flags.dryRun) {
    const lines = await previewPlan(before, after)
    if (lines.out.length + lines.in.length === 0) return tell(session, 'Nothing would change.')
    tell(session, `Would change ${planPath(workspace.round)}; nothing was written:`)
    return session.print(isMove ? renderOrder(after, session.screen) : renderLines(lines))
  }
  await write(workspace, change, telling)
  tell(session, 'Next: tiex plan · tiex plan check')
}

async function write(
  workspace: Workspace,
  change: (current: Plan) => Plan,
  { message, said, caller, flags, session }: Telling,
): Promise<void> {
  const path = planPath(workspace.round)
  const written = await savePlan(workspace, change)
  if (written === 'unchanged') return tell(session, `${path} says so already: nothing was changed.`)
  const recorded = flags.commit
    ? await record(session, workspace.root, { files: [path], message, person: caller })
    : 'nothing'
  tell(session, said)
  tell(session, `Written: ${path} (${recorded === 'committed' ? 'committed' : 'not committed'})`)
}

function tell({ say, screen }: Session, text: string): void {
  say(`${wrap(text, screen.width)}\n`)
}
