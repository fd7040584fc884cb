import { dayInWords } from '../../assessment/rounds.ts'
import type { Screen } from '../../env.ts'
import { columnsOf, counted, oneLine, padded, readable, wrap } from '../text.ts'
import { afterwards } from './afterwards.ts'
import { type About, type AnyAgenda, type Row, rowsOf } from './rows.ts'
import { clock } from './words.ts'

/** The agenda for a screen or a printer: a time, the minutes and what is done in them; a plain one in sentences. */
export function renderAgenda(agenda: AnyAgenda, about: About, screen: Screen): string {
  const { paint, width } = screen
  const rows = rowsOf(agenda, about)
  const times = Math.max(...rows.map(({ from }) => clock(from, about.start).length))
  let group: string | undefined
  const lines = rows.map((row) => {
    const isNew = row.group !== undefined && row.group !== group
    group = row.group
    const heading = isNew ? `\n${paint.strong(wrap(row.group!, width))}\n` : ''
    const gap = row.group === undefined ? '\n' : ''
    return `${screen.plain ? heading : heading || gap}${screen.plain ? sentence(row, about, screen) : rowOf(row, times, { about, screen })}`
  })
  const more = afterwards(agenda).map(
    (block) => `\n${block.map((line) => wrap(line, width, 0, 2)).join('\n')}\n`,
  )
  const [head, below] = headOf(agenda, about)
  return `${paint.strong(wrap(head, width))}\n${wrap(below, width)}\n${screen.plain ? '\n' : ''}${lines.join('')}${more.join('')}`
}

/** The title, and under it how long it is, when it is and what it is made from. */
export function headOf(agenda: AnyAgenda, about: About): readonly [string, string] {
  const title = `${oneLine(about.council)} · ${readable(about.round)} · agenda of workshop ${agenda.workshop}`
  const end = clock(agenda.minutes, about.start)
  const when = about.start === undefined ? '' : `, ${clock(0, about.start)} to ${end}`
  return [
    title,
    [
      `${counted(agenda.minutes, 'minute')}${when}`,
      ...(about.day === undefined ? [] : [dayInWords(about.day)]),
    ].join(' · '),
  ]
}

interface Form {
  readonly about: About
  readonly screen: Screen
}

function rowOf({ from, minutes, title, details }: Row, times: number, { about, screen }: Form): string {
  const { paint, width } = screen
  const time = `${padded(clock(from, about.start), times, 'right')}  ${String(minutes).padStart(3)}  `
  const indent = columnsOf(time)
  const first = `${time}${wrap(title, width, indent).trimStart()}\n`
  return first + details.map((line) => `${paint.quiet(wrap(line, width, indent))}\n`).join('')
}

function sentence({ from, minutes, title, details }: Row, about: About, { width }: Screen): string {
  const head = `${clock(from, about.start)}, ${counted(minutes, 'minute')}: ${title}.`
  return `${[head, ...details].map((line, index) => wrap(line, width, index === 0 ? 0 : 2, 2)).join('\n')}\n`
}
