import type { Screen } from '../../env.ts'
import { inOrderBy, type Order } from '../../plan/order.ts'
import type { PlanView } from '../../plan/view.ts'
import type { Problem } from '../../problem.ts'
import { problemData, problemsGithub, problemsJunit } from '../ci.ts'
import { renderJson } from '../json.ts'
import { renderProblems, summaryOf } from '../problems.ts'
import { wrap } from '../text.ts'
import { planCalendar } from './calendar.ts'
import { planCsv, planJson } from './data.ts'
import { renderPlan } from './list.ts'
import { planMarkdown } from './markdown.ts'

interface Form {
  readonly format: string
  /** The council's order where it is absent. */
  readonly by?: Order | undefined
  readonly screen: Screen
  readonly now: Date
}

/** The plan in any of its formats: text, json, csv, md or ics. */
export function planAs(view: PlanView, { format, by, screen, now }: Form): string {
  const actions = by === undefined ? view.actions : inOrderBy(view.actions, by)
  if (format === 'json') return planJson(view, actions)
  if (format === 'csv') return planCsv(view, actions)
  if (format === 'md') return planMarkdown(view, actions)
  if (format === 'ics') return planCalendar(view, actions, now)
  return renderPlan(view, actions, by, screen)
}

/** What a plan lacks, in any format of its check: text, json (`tiex-plan-check/1`), github or junit. */
export function planProblemsAs(
  problems: readonly Problem[],
  { format, screen }: Pick<Form, 'format' | 'screen'>,
): string {
  if (format === 'json')
    return renderJson({ format: 'tiex-plan-check/1', problems: problems.map(problemData) })
  if (format === 'github') return problemsGithub(problems)
  if (format === 'junit') return problemsJunit(problems)
  if (problems.length === 0)
    return `${wrap(`${screen.paint.good('The plan is in order')}: every action has what it needs.`, screen.width)}\n`
  return `${renderProblems(problems, screen)}\n${summaryOf(problems)} in the plan\n`
}
