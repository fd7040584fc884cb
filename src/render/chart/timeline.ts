import type { ActionView, PlanView } from '../../plan/view.ts'
import { dayWords, dueWords, statusWords } from '../plan/words.ts'
import { swatch, texturedRect } from './bands.ts'
import { at, type ChartOptions, colours, drawing, labelBeside, textAt } from './drawing.ts'
import { type KeyItem, keyOf } from './key.ts'

const width = 960
const left = 380
const right = 936
const row = 48
const top = 48

/** The actions that have a due day, in the council's order, each from its start (else from today) to the day it is due; empty where no action has one. */
export function timelineSvg(view: PlanView, options: ChartOptions = {}): string {
  const { title = 'When actions are due', id = 'timeline' } = options
  const actions = view.actions.filter(({ action }) => action.due !== undefined)
  if (actions.length === 0) return ''
  const days = actions.flatMap(({ action }) => [action.start ?? action.due!, action.due!])
  const numbers = [...days, view.today].map(dayNumber)
  const months = monthsBetween(Math.min(...numbers), Math.max(...numbers))
  const [from, to] = [months[0]!, months.at(-1)!]
  const x = (day: number) => left + ((day - from) / (to - from)) * (right - left)
  const bottom = top + actions.length * row
  const today = x(dayNumber(view.today))
  const key = keyOf(keyItems, bottom + 42, width)
  const body = [
    axis(months, x, bottom),
    ...actions.map((one, index) => actionBar(one, { y: top + index * row, today: view.today, x })),
    `<path d="M${at(today)} 34V${at(bottom + 6)}" stroke="${colours.kinds[2]}" stroke-width="2.5" stroke-dasharray="7 4"/>`,
    textAt(Math.max(left + 70, Math.min(right - 110, today)), bottom + 22, `today, ${dayWords(view.today)}`, {
      anchor: 'middle',
      bold: true,
      fill: colours.kinds[2],
    }),
    key.svg,
  ]
  return drawing({
    ...{ id, title, width, height: bottom + 44 + key.height },
    description: `Timeline of ${actions.length} actions, as on ${dayWords(view.today)}. ${actions.map(sentence).join(' ')}`,
    body: body.join('\n'),
  })
}

function sentence(one: ActionView): string {
  const start = one.action.start === undefined ? '' : `from ${dayWords(one.action.start)}, `
  return `${one.place}. ${one.action.title}: ${start}${dueWords(one)}, ${statusWords(one.action.status)}.`
}

/** Whether nothing is left to do, whichever way it ended. */
function isOver({ action: { status } }: ActionView): boolean {
  return status === 'done' || status === 'deferred' || status === 'wont-do'
}

interface Row {
  readonly y: number
  readonly today: string
  readonly x: (day: number) => number
}

function actionBar(one: ActionView, { y, today, x }: Row): string {
  const { due, title } = one.action
  const end = dayNumber(due!)
  const begin = Math.min(end, dayNumber(one.action.start ?? (today < due! ? today : due!)))
  const from = x(begin)
  const words = `${one.place}. ${title}`
  return [
    labelBeside(words, { x: left - 12, y: y + 20, width: left - 24, bold: one.overdue }),
    texturedRect(
      { x: from, y: y + 11, width: Math.max(x(end) - from, 3), height: 18 },
      one.overdue ? late : isOver(one) ? undefined : toDo,
    ),
    marker(x(end), y + 20, one.overdue),
  ].join('')
}

const toDo = { fill: '#12436D', texture: 'plain' } as const
const late = { fill: '#F46A25', texture: 'lines' } as const

/** The day it is due: a diamond, with an exclamation mark where the day has passed. */
function marker(x: number, y: number, overdue: boolean): string {
  const diamond = `<path d="M${at(x)} ${at(y - 11)}L${at(x + 11)} ${at(y)}L${at(x)} ${at(y + 11)}L${at(x - 11)} ${at(y)}Z" fill="${colours.paper}" stroke="${colours.ink}" stroke-width="1.5"/>`
  return overdue ? diamond + textAt(x, y + 5, '!', { anchor: 'middle', bold: true }) : diamond
}

const keyItems: readonly KeyItem[] = [
  swatch('to do', toDo),
  swatch('overdue', late),
  swatch('done or ended', undefined),
  { text: 'day it is due', wide: 22, sign: (x, y) => marker(x + 11, y + 10, false) },
]

function axis(months: readonly number[], x: (day: number) => number, bottom: number): string {
  const every = Math.ceil(months.length / 6)
  return months
    .map((day, index) => {
      const line = `<path d="M${at(x(day))} 36V${at(bottom)}" stroke="${colours.track}" stroke-width="1"/>`
      const isLast = index === months.length - 1
      return index % every === 0 && !isLast ? line + textAt(x(day), 26, monthWords(day)) : line
    })
    .join('\n')
}

/** The first day of the month of `from`, of every month after it, and of the one after `to`. */
function monthsBetween(from: number, to: number): readonly number[] {
  const first = new Date(from * dayLength)
  const months: number[] = []
  for (let month = 0; ; month += 1) {
    const day = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + month, 1) / dayLength
    months.push(day)
    if (day > to) return months
  }
}

const dayLength = 86_400_000
const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function monthWords(day: number): string {
  const date = new Date(day * dayLength)
  return `${names[date.getUTCMonth()]} ${date.getUTCFullYear()}`
}

/** Days since 1970 of a day of the calendar. */
function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / dayLength
}
