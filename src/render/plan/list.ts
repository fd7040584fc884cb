import type { Screen } from '../../env.ts'
import type { Plan } from '../../plan/action.ts'
import type { Order } from '../../plan/order.ts'
import type { ActionView, PlanView } from '../../plan/view.ts'
import { oneLine, readable, wrap } from '../text.ts'
import {
  countWords,
  dayWords,
  dueWords,
  levelWords,
  practiceNameWords,
  progressWords,
  statusWords,
} from './words.ts'

/** The plan with an entry an action, in the order given. Numbers are those of the council's order; with an order by owner, priority or status each has its own heading. */
export function renderPlan(
  view: PlanView,
  actions: readonly ActionView[],
  by: Order | undefined,
  screen: Screen,
): string {
  const { width, paint } = screen
  const head = `${oneLine(view.organisation.name)}, plan of ${readable(view.round)}`
  const title = `${paint.strong(wrap(head, width))}\n`
  if (actions.length === 0) return `${title}${wrap('Nothing is planned yet.', width)}\n`
  let group: string | undefined
  const entries = actions.map((action) => {
    const heading = headingOf(action, by)
    const isNew = heading !== undefined && heading !== group
    group = heading
    return `${isNew ? `\n${paint.strong(wrap(heading, width))}\n` : by === undefined || heading === undefined ? '\n' : ''}${renderAction(action, view, screen)}`
  })
  return `${title}${wrap(countWords(view), width)}\n${entries.join('')}`
}

/** The order of a plan, a line an action. */
export function renderOrder({ actions }: Plan, { width }: Screen): string {
  return actions
    .map(({ title }, index) => `${wrap(`${index + 1}. ${oneLine(title)}`, width, 0, 3)}\n`)
    .join('')
}

function headingOf({ action, owner, priority }: ActionView, by: Order | undefined): string | undefined {
  if (by === 'owner') return owner === undefined ? 'No owner' : oneLine(owner)
  if (by === 'priority') return priority === undefined ? 'No priority' : `Priority ${priority}`
  if (by === 'status') return sentence(statusWords(action.status))
  return undefined
}

function renderAction(view: ActionView, { later }: PlanView, screen: Screen): string {
  const { action, place, owner, priority, overdue } = view
  const { width, paint, plain } = screen
  const number = `${place}. `
  const indent = number.length
  const join = plain ? ', ' : ' · '
  const line = (text: string) => `${wrap(text, width, indent)}\n`
  const state = [
    statusWords(action.status),
    owner === undefined ? 'no owner' : oneLine(owner),
    dueWords(view),
    ...(priority === undefined ? [] : [`priority ${priority}`]),
  ].join(join)
  const note = action.progress?.at(-1)
  const told = [
    ...levelWords(view),
    ...progressWords(view, later ?? '').map((words) => (plain ? words.replace(' → ', ' to ') : words)),
    ...(action.reason === undefined
      ? []
      : [`${action.status === 'wont-do' ? 'Why not' : 'Why'}: ${oneLine(action.reason)}`]),
    ...(action.result === undefined ? [] : [`Result: ${oneLine(action.result)}`]),
    ...(note === undefined ? [] : [`${sentence(dayWords(note.date))}: ${oneLine(note.note)}`]),
  ]
  return [
    `${paint.strong(wrap(`${number}${oneLine(action.title)}`, width, 0, indent))}\n`,
    overdue ? `${paint.accent(wrap(state, width, indent))}\n` : line(state),
    ...told.map(line),
    ...(action.reading ?? []).map(({ title }) => line(`Read: ${oneLine(title)}`)),
    ...(action.practice ?? []).map((one) => line(`Practice: ${practiceNameWords(one)}`)),
    // A long id stands further left, so that its line can be copied whole.
    `${paint.quiet(wrap(action.id, width, Math.max(0, Math.min(indent, width - action.id.length))))}\n`,
  ].join('')
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
