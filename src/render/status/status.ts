import type { Screen } from '../../env.ts'
import { closesInTime } from '../../status/dates.ts'
import type { PersonStatus, RoundStatus } from '../../status/status.ts'
import { gauge } from '../results/marks.ts'
import { columnsOf, oneLine, padded, wrap } from '../text.ts'
import {
  countsOf,
  fewOf,
  headOf,
  lookedOf,
  missingRoles,
  preparationOf,
  standingOf,
  stateWords,
  strangersOf,
  unconfirmedOf,
  undatedOf,
  waitingOf,
} from './words.ts'

/** What a facilitator looks at while answers come in: the dates, a row a person, who is missing, where the round stands. */
export function renderStatus(status: RoundStatus, timezone: string | undefined, screen: Screen): string {
  const { paint, width } = screen
  const line = (text: string | undefined, colour = (words: string) => words) =>
    text === undefined ? [] : [colour(wrap(text, width))]
  const late = closesInTime(status.dates) === false
  const head = [
    ...line(headOf(status), paint.strong),
    ...line(preparationOf(status), late ? paint.accent : undefined),
  ]
  const foot = [
    ...line(countsOf(status)),
    ...line(lookedOf(status)),
    ...line(unconfirmedOf(status), paint.accent),
    ...line(missingRoles(status), paint.accent),
    ...line(fewOf(status), paint.accent),
    ...line(strangersOf(status), paint.bad),
    ...line(standingOf(status)),
    ...line(waitingOf(status)),
    ...line(undatedOf(status)),
  ]
  const rows = renderPeople(status, timezone, screen)
  return `${head.join('\n')}\n\n${rows === '' ? '' : `${rows}\n`}${foot.join('\n')}\n`
}

/** A person and what there is to say of them, as a row needs it. */
interface Row {
  readonly person: PersonStatus
  readonly name: string
  readonly role: string
  readonly count: string
  readonly state: string
}

function renderPeople({ people, dates }: RoundStatus, timezone: string | undefined, screen: Screen): string {
  const rows = people.map((person): Row => {
    const count = `${person.answered ?? '–'}/${person.of}`
    const state = stateWords(person, dates.today, timezone)
    const left = person.asked ? '' : ' (may not answer any more)'
    return { person, name: oneLine(person.name), role: `${oneLine(person.role)}${left}`, count, state }
  })
  if (screen.plain) return rows.map((row) => `${wrap(sentenceOf(row), screen.width, 0, 2)}\n`).join('')
  return table(rows, screen) ?? pairs(rows, screen)
}

const fewestColumns = 8
const mostColumns = 20

/** A row a person; undefined where the screen has no room for it. */
function table(rows: readonly Row[], screen: Screen): string | undefined {
  const widest = (key: 'name' | 'role' | 'count' | 'state', most: number) =>
    Math.min(most, Math.max(0, ...rows.map((row) => columnsOf(row[key]))))
  const [name, role] = [widest('name', 24), widest('role', 26)]
  const [count, state] = [widest('count', 12), widest('state', 24)]
  const room = Math.min(mostColumns, screen.width - name - role - count - state - 8)
  if (room < fewestColumns) return undefined
  return rows
    .map((row) => {
      const who = `${padded(row.name, name)}  ${padded(row.role, role)}`
      const words = paintOf(row.person, screen)(row.state)
      return `${who}  ${barOf(row.person, room)}  ${padded(row.count, count, 'right')}  ${words}\n`
    })
    .join('')
}

/** Two rows a person, for a narrow screen. */
function pairs(rows: readonly Row[], screen: Screen): string {
  const count = Math.max(...rows.map((row) => columnsOf(row.count)))
  const state = Math.max(...rows.map((row) => columnsOf(row.state)))
  const room = Math.max(4, Math.min(mostColumns, screen.width - count - state - 6))
  return rows
    .map((row) => {
      const words = paintOf(row.person, screen)(row.state)
      return `${wrap(`${row.name}, ${row.role}`, screen.width, 0, 2)}\n  ${barOf(row.person, room)}  ${padded(row.count, count, 'right')}  ${words}\n`
    })
    .join('')
}

function barOf({ answered = 0, of }: PersonStatus, columns: number): string {
  return gauge(of === 0 ? 0 : answered / of, columns)
}

function sentenceOf({ person, name, role, state }: Row): string {
  const answered = person.answered === undefined ? 'unknown' : `${person.answered} of ${person.of} answered`
  const since = person.state === 'draft' && person.changed !== undefined ? `last change ${state}` : state
  return `${name}, ${role}: ${answered}, ${since}.`
}

function paintOf({ state, again }: PersonStatus, { paint }: Screen): (text: string) => string {
  if (again?.looked === false) return paint.accent
  if (state === 'submitted') return paint.good
  if (state === 'faulty') return paint.bad
  return state === 'draft' ? (text) => text : paint.accent
}
