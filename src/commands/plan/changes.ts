import { Argument, type Command, Option } from 'commander'
import type { Run } from '../../catalogue.ts'
import { listed } from '../../did-you-mean.ts'
import type { Session } from '../../env.ts'
import { actionNamed, checkAction, previewPlan, readPlan } from '../../files/plan.ts'
import { todayIn } from '../../files/plan-results.ts'
import { planPath } from '../../files/signoff/content.ts'
import type { Workspace } from '../../files/workspace.ts'
import { equalData } from '../../files/yaml/equal.ts'
import { type Action, emptyPlan, idFrom, inOrder, type Plan } from '../../plan/action.ts'
import { fields, halfApproval, parseValues, problemOf, withAction, withValues } from '../../plan/change.ts'
import { moved, parseSpot, spots } from '../../plan/order.ts'
import { type Finding, failure, TiexError } from '../../problem.ts'
import { renderLines } from '../../render/people.ts'
import { renderOrder } from '../../render/plan/list.ts'
import { renderProblem } from '../../render/problems.ts'
import { offering } from '../flags.ts'
import { tell, tellNext } from './next.ts'
import { definePropose } from './propose.ts'
import { asChange, type ChangeFlags, openAsFacilitator, type Telling, write } from './writing.ts'

interface AddFlags extends ChangeFlags {
  readonly title?: string
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
  definePropose(command, run)
  defineAdd(command, run)
  const set = command
    .command('set')
    .description('change an action; nothing behind the = takes a field away')
    .argument('<action>', 'which action')
    .addArgument(
      offering(
        new Argument('<values...>', 'such as owner=priya-shah due=2027-03-31 status=accepted note="..."'),
        fields.map((field) => `${field}=`),
      ),
    )
  asChange(set).action(
    run<ChangeFlags>((flags, session, id, words) =>
      setOne(id!, words as unknown as string[], { flags, session }),
    ),
  )
  const move = command
    .command('move')
    .description("give an action another place in the council's order")
    .argument('<action>', 'which action')
    .addArgument(offering(new Argument('<where>', 'before, after, first or last'), spots))
    .argument('[action]', 'before or after which action')
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
    .option('--title <title>', 'what is done, in a line')
    .option('--id <id>', 'names the action (default: made from the title)')
    .addOption(several('--cell <cell>', 'cell or success factor it is about (repeatable)'))
    .addOption(several('--why <statement>', 'statement it is to change (repeatable)'))
    .option('--owner <person>', 'who sees to it: a person by id, or anybody in words')
    .option('--sponsor <person>', 'who stands behind it')
    .option('--start <day>', 'when it starts, such as 2027-01-11')
    .option('--due <day>', 'when it is to be done')
    .option('--measure <text>', 'how people will see that it worked')
  asChange(add).action(run<AddFlags>((flags, session) => addOne(flags, session)))
}

async function addOne(flags: AddFlags, session: Session): Promise<void> {
  const { workspace, caller } = await openAsFacilitator(flags, session)
  const { round } = workspace
  const { title, cell, why, owner, sponsor, start, due, measure } = flags
  if (title === undefined)
    throw failure('flag', '--title is missing', 'what is done, in a line, such as --title "Cost the fees"')
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
  const there = sameAtEnd(before, change)
  const { id } = there ?? change(before).actions.at(-1)!
  await save(
    workspace,
    { change: there === undefined ? change : (current) => current, id, findings: [] },
    {
      ...{ message: `Add ${id} to the plan of ${round}`, said: `${id} is added.`, caller, flags, session },
    },
  )
}

/** The last action, where it is the very one that is to be added: an earlier run may have been stopped after it had written it. */
function sameAtEnd(before: Plan, change: (current: Plan) => Plan): Action | undefined {
  const last = before.actions.at(-1)
  const again = change({ ...before, actions: before.actions.slice(0, -1) }).actions.at(-1)
  return equalData(again, last) ? last : undefined
}

async function setOne(
  id: string,
  words: readonly string[],
  { flags, session }: { readonly flags: ChangeFlags; readonly session: Session },
): Promise<void> {
  const { workspace, caller } = await openAsFacilitator(flags, session)
  const action = await actionNamed(workspace, id)
  const { values, findings } = parseValues(words)
  const wrong = [...findings, ...halfApproval(action, values)]
  const today = todayIn(workspace, session.env.now())
  const change = (current: Plan) => withAction(current, id, (one) => withValues(one, values, today))
  const what = listed(Object.keys(values))
  await save(
    workspace,
    { change, id, findings: wrong },
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
  tellNext(session, workspace, ['tiex plan', 'tiex plan check'])
}
