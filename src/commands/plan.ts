import { type Command, Option } from 'commander'
import type { Run } from '../catalogue.ts'
import type { Session } from '../env.ts'
import { readNext } from '../files/ground.ts'
import { placed } from '../files/kinds/read.ts'
import { doubtsIn, roundSuffix } from '../files/plan.ts'
import { earlierOpenPlan, readPlanView } from '../files/plan-results.ts'
import { planPath } from '../files/signoff/content.ts'
import { openWorkspace } from '../files/workspace.ts'
import { emptyPlan, isOpen } from '../plan/action.ts'
import { checkGates, gates, parseGates } from '../plan/gates.ts'
import { type Order, orders } from '../plan/order.ts'
import type { PlanView } from '../plan/view.ts'
import { type Problem, TiexError } from '../problem.ts'
import { renderNext } from '../render/next.ts'
import { planAs, planProblemsAs } from '../render/plan/forms.ts'
import { renderProblem } from '../render/problems.ts'
import { counted, readable } from '../render/text.ts'
import { needsOf } from '../resources/suggest.ts'
import { offering, refuseOtherWords, withExamples, withFormat, withRound } from './flags.ts'
import { defineChanges } from './plan/changes.ts'
import { tell, tellNext } from './plan/next.ts'

interface ReadFlags {
  readonly round?: string
  readonly format: string
  readonly output?: string
}

export function define(command: Command, run: Run): void {
  const list = refuseOtherWords(command)
    .command('list', { isDefault: true })
    .description("list the actions in the council's order, and whether levels moved (also: tiex plan)")
    .addOption(new Option('--by <order>', 'another order').choices(orders))
  withFormat(withRound(list), ['text', 'json', 'csv', 'md'])
  list.action(run<ReadFlags & { by?: Order }>((flags, session) => show(flags, session)))

  defineChanges(command, run)
  const check = command
    .command('check')
    .description('list what the plan lacks; exit 1 where something is found that fails')
    .addOption(
      offering(
        new Option(
          '--fail-on <rules>',
          `what fails, with commas between: ${gates.join(', ')}; or none`,
        ).default(gates.join(), 'all of them'),
        [...gates, 'none'],
        'list',
      ),
    )
  withFormat(withRound(check), ['text', 'json', 'github', 'junit'])
  check.action(run<ReadFlags & { failOn: string }>((flags, session) => checkPlanned(flags, session)))

  const out = command
    .command('export')
    .description('Markdown for a board paper, CSV, or a calendar (ics) of due days')
  withFormat(withRound(out), ['md', 'csv', 'ics', 'json', 'text'])
  out.action(run<ReadFlags>((flags, session) => exportPlan(flags, session)))
  withExamples(command, [
    'tiex plan',
    'tiex plan propose --top 5',
    'tiex plan set managing-income-service owner=priya-shah due=2027-03-31',
    'tiex plan move managing-income-service first',
    'tiex plan check --fail-on overdue,done-without-result',
    'tiex plan export --format ics -o plan.ics',
  ])
}

async function show(flags: ReadFlags & { by?: Order }, session: Session): Promise<void> {
  const workspace = await openWorkspace(session, { round: flags.round, keys: 'none' })
  const now = session.env.now()
  const { view, problems } = await readPlanView(workspace, now)
  for (const problem of problems) session.say(renderProblem(problem, session.screen))
  await session.print(planAs(view, { ...flags, screen: session.screen, now }))
  sayWhere(session, flags.output)
  if (flags.format !== 'text') return
  session.say('\n')
  const earlier = await earlierOpenPlan(workspace)
  if (earlier !== undefined)
    tell(
      session,
      `Still open from ${readable(earlier.round)}: ${counted(earlier.open, 'action')} (tiex plan --round ${earlier.round})`,
    )
  const next = nextAfter(view)
  if (next === undefined) session.say(renderNext(await readNext(workspace, session), session.screen))
  else tellNext(session, workspace, next)
}

/** What this plan asks for; undefined where it is for the whole round to say. */
function nextAfter({ actions, overdue }: PlanView): readonly string[] | undefined {
  if (actions.length === 0) return ['tiex plan propose', 'tiex plan add']
  const wanting = actions.find(
    ({ action, owner }) => isOpen(action) && (owner === undefined || action.due === undefined),
  )
  if (wanting !== undefined) {
    const { action, owner } = wanting
    const what = [
      ...(owner === undefined ? ['owner=PERSON'] : []),
      ...(action.due === undefined ? ['due=DAY'] : []),
    ]
    return [`tiex plan set ${action.id} ${what.join(' ')}`, 'tiex plan check']
  }
  return overdue > 0 ? ['tiex plan set', 'tiex plan check'] : undefined
}

async function checkPlanned(flags: ReadFlags & { failOn: string }, session: Session): Promise<void> {
  const { failOn, findings: wrong } = parseGates(flags.failOn)
  if (wrong.length > 0) throw new TiexError(wrong.map(({ path: _, ...problem }) => problem))
  const workspace = await openWorkspace(session, { round: flags.round, keys: 'none' })
  const { view, file, results, problems: faults } = await readPlanView(workspace, session.env.now())
  for (const problem of faults) session.say(renderProblem(problem, session.screen))
  const needs = results === undefined ? undefined : needsOf(results)
  const plan = file?.data ?? emptyPlan(workspace.round)
  const gated = checkGates(plan, { needs, today: view.today, failOn, suffix: roundSuffix(workspace) })
  const findings = [...gated, ...doubtsIn(workspace, plan)]
  const problems: readonly Problem[] =
    file === undefined
      ? findings.map(({ path: _, at: __, ...problem }) => ({
          ...problem,
          place: { file: planPath(workspace.round) },
        }))
      : await placed(file, findings)
  const { format } = flags
  await session.print(
    planProblemsAs(problems, { format, screen: session.screen }),
    format === 'github' ? 'workflow commands' : undefined,
  )
  if (problems.some(({ severity }) => severity === 'error')) session.answerNo()
  if (format !== 'text') return
  if (needs === undefined)
    tell(
      session,
      `Nothing is merged yet, so that priorities were not looked at: tiex merge${roundSuffix(workspace)}`,
    )
  if (problems.length > 0) tellNext(session, workspace, ['tiex plan set', 'tiex plan'])
  else session.say(renderNext(await readNext(workspace, session), session.screen, 'tiex plan check'))
}

async function exportPlan(flags: ReadFlags, session: Session): Promise<void> {
  const workspace = await openWorkspace(session, { round: flags.round, keys: 'none' })
  const now = session.env.now()
  const { view, problems } = await readPlanView(workspace, now)
  for (const problem of problems) session.say(renderProblem(problem, session.screen))
  await session.print(planAs(view, { ...flags, screen: session.screen, now }))
  sayWhere(session, flags.output)
  session.say(renderNext(await readNext(workspace, session), session.screen))
}

function sayWhere(session: Session, file: string | undefined): void {
  if (file !== undefined && file !== '-') tell(session, `The plan goes to ${file}`)
}
