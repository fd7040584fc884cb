import { dayIn, usualTimezone } from '../../assessment/rounds.ts'
import { closesInTime, daysToPrepare, type Preparation } from '../../status/dates.ts'
import { type LookStatus, type PersonStatus, type RoundStatus, standings } from '../../status/status.ts'
import { undatedSecond } from '../next.ts'
import { counted, oneLine, readable } from '../text.ts'
import { dateOf, shortDay, sinceWhen } from './days.ts'

/** Sentences and shorter pieces that every form of the status is made of; none is broken into lines. */

/** `2026 autumn · open until Fri 20 Nov (3 days left) · workshop Fri 27 Nov`. */
export function headOf(status: RoundStatus): string {
  const { round, dates } = status
  const { today, workshops } = dates
  const days = workshops.map((day) => shortDay(day, today)).join(' and ')
  const again = status.secondLook === undefined ? [] : [lookWords(status.secondLook, today)]
  const meeting = days === '' ? [] : [`${workshops.length === 1 ? 'workshop' : 'workshops'} ${days}`]
  return oneLine([readable(round), openWords({ dates }), ...again, ...meeting].join(' · '))
}

function lookWords({ closes, daysLeft }: LookStatus, today: string): string {
  if (closes === undefined) return 'second look open'
  const left = daysLeft === 0 ? 'the last day' : `${counted(daysLeft!, 'day')} left`
  return `second look until ${shortDay(closes, today)} (${left})`
}

function openWords({ dates: { state, today, daysLeft } }: Pick<RoundStatus, 'dates'>): string {
  if (state.state === 'not-open-yet') return `opens on ${shortDay(state.opens, today)}`
  if (state.state === 'closed') return `closed on ${shortDay(state.on, today)}`
  if (state.closes === undefined) return 'open'
  const left = daysLeft === 0 ? 'the last day' : `${counted(daysLeft!, 'day')} left`
  return `open until ${shortDay(state.closes, today)} (${left})`
}

/** Whether there is time to prepare the workshop, and the latest day to close; absent without a workshop to come. */
export function preparationOf({ dates }: RoundStatus): string | undefined {
  const { preparation, today, state } = dates
  if (preparation === undefined || today > preparation.workshop) return undefined
  const { workingDays, latest } = preparation
  const out = `${leftOut(preparation)} left out`
  const day = shortDay(latest, today)
  const verb = state.state === 'closed' ? 'Closed' : 'Closes'
  const isPast = state.state === 'closed' || latest < today
  if (workingDays === undefined)
    return `No last day is set: ${day} is the latest that leaves ${daysToPrepare} working days before the workshop (${out}).`
  const days = counted(workingDays, 'working day')
  return closesInTime(dates)
    ? `${verb} ${days} before the workshop; the latest day that leaves ${daysToPrepare} is ${day} (${out}).`
    : `${verb} only ${days} before the workshop: at least ${daysToPrepare} leave time to prepare it, and the latest day for that ${isPast ? 'was' : 'is'} ${day} (${out}).`
}

function leftOut({ holidays }: Preparation): string {
  return holidays === 0 ? 'weekends' : 'weekends and bank holidays'
}

/** `submitted 3 Nov`, `last week`, `not started`; while a second look is open `looked again 24 Nov`, `begun` or `not yet`. Days are those of the time zone. */
export function stateWords(person: PersonStatus, today: string, timezone: string = usualTimezone): string {
  const day = (moment: string) => dayIn(new Date(moment), timezone)
  if (person.state === 'faulty') return 'see tiex check'
  if (person.state === 'not-started') return 'not started'
  if (person.again?.looked === false) return person.again.begun ? 'begun' : 'not yet'
  if (person.again !== undefined) return `looked again ${dateOf(day(person.submitted!), today)}`
  if (person.submitted !== undefined) return `submitted ${dateOf(day(person.submitted), today)}`
  if (person.changed !== undefined) return sinceWhen(day(person.changed), today)
  return person.started === undefined ? 'begun' : `begun ${dateOf(day(person.started), today)}`
}

/** `8 of 10 submitted, 1 in progress, 1 not started.` */
export function countsOf({ people, asked, submitted }: RoundStatus): string {
  const some = (state: PersonStatus['state'], words: string) => {
    const count = people.filter((person) => person.asked && person.state === state).length
    return count === 0 ? [] : [`${count} ${words}`]
  }
  const rest = [
    ...some('draft', 'in progress'),
    ...some('not-started', 'not started'),
    ...some('faulty', 'with errors (tiex check names them)'),
  ]
  return `${[`${submitted} of ${asked} submitted`, ...rest].join(', ')}.`
}

/** `5 of 8 looked again at 21 statements.`; undefined while no second look is open. */
export function lookedOf({ secondLook }: RoundStatus): string | undefined {
  if (secondLook === undefined) return undefined
  const { looked, of, statements } = secondLook
  return `${looked} of ${of} looked again at ${counted(statements, 'statement')}.`
}

/** `2 people have 3 answers to reworded statements to confirm: tiex status --reminders asks them.`; undefined without any that can be read. */
export function unconfirmedOf({ people, standing }: RoundStatus): string | undefined {
  const marked = people.flatMap(({ unconfirmed = 0 }) => (unconfirmed === 0 ? [] : [unconfirmed]))
  if (marked.length === 0) return undefined
  const answers = counted(
    marked.reduce((sum, one) => sum + one, 0),
    'answer',
  )
  const ask = standing === 'answering' ? ': tiex status --reminders asks them' : ''
  return `${counted(marked.length, 'person has', 'people have')} not confirmed ${answers} to reworded statements yet${ask}.`
}

/** `Not represented: IT, digital or data`; the roles are those that the published review suggests. */
export function missingRoles({
  notRepresented,
  asked,
  standing,
  submitted,
}: RoundStatus): string | undefined {
  if (notRepresented.length === 0 || asked === 0 || (standing === 'closed' && submitted === 0))
    return undefined
  return `Not represented, as far as roles tell: ${notRepresented.join('; ')}.`
}

export function fewOf({ few, minimumGroup, standing }: RoundStatus): string | undefined {
  if (few === undefined) return undefined
  const awaited = standing === 'draft' || standing === 'answering'
  const who = awaited
    ? `${counted(few, 'person', 'people')} may answer`
    : `${counted(few, 'person', 'people')} answered`
  return `${who}: among fewer than ${minimumGroup} nothing is anonymous.`
}

/** Files of nobody in tiex.yaml. */
export function strangersOf({ strangers }: RoundStatus): string | undefined {
  if (strangers.length === 0) return undefined
  const files = counted(strangers.length, 'file')
  return oneLine(
    `${files} among the responses ${strangers.length === 1 ? 'is' : 'are'} of nobody in tiex.yaml: tiex check.`,
  )
}

/** `Where the round stands: answering. Still to come: closed, merged, agreed, signed.` */
export function standingOf(status: RoundStatus): string {
  const all = standings.filter((one) => one !== 'published' || status.publishing !== undefined)
  const rest = all.slice(all.indexOf(status.standing) + 1)
  const after = rest.length === 0 ? '' : ` Still to come: ${rest.join(', ')}.`
  return `Where the round stands: ${comeTo(status)}.${after}`
}

function comeTo(status: RoundStatus): string {
  const { standing, submitted, asked } = status
  if (standing === 'draft') return 'draft, not open yet'
  if (standing === 'answering')
    return asked > 0 && submitted === asked
      ? `answering, everybody has submitted and may change their answers until it is closed`
      : `answering, ${submitted} of ${counted(asked, 'person', 'people')} submitted`
  if (standing === 'closed')
    return submitted === 0
      ? 'closed, and nobody submitted: move its last day, closes in tiex.yaml'
      : 'closed, not merged yet'
  const made = [mergedWords(status), planWords(status), signedWords(status)]
  const on = status.publishing?.on
  const said = [on === undefined ? '' : `on ${shortDay(on, status.dates.today)}`, ...made].filter(
    (words) => words !== '',
  )
  return `${standing}${on === undefined ? ',' : ''} ${said.join(', ')}`
}

function mergedWords({ merged }: RoundStatus): string {
  if (merged === undefined) return ''
  const from = `from ${counted(merged.responses, 'response')}`
  const changed = merged.upToDate ? '' : ' that have changed since'
  return `${from}${changed}, ${merged.agreed} of ${counted(merged.of, 'statement')} agreed`
}

function planWords({ plan }: RoundStatus): string {
  if (plan === undefined || plan.actions === 0) return ''
  const details = [
    ...(plan.proposed === 0 ? [] : [`${plan.proposed} only proposed`]),
    ...(plan.lacking === 0 ? [] : [`${plan.lacking} without an owner or day, or overdue`]),
  ]
  const said = details.length === 0 ? '' : ` (${details.join(', ')})`
  return `${counted(plan.actions, 'action')} planned${said}`
}

function signedWords({ signed }: RoundStatus): string {
  if (signed === undefined || signed.of === 0) return ''
  return `signed off by ${signed.roles} of ${counted(signed.of, 'role')}`
}

const waitingWords = {
  missing: '',
  recorded: 'recorded, and a signature is needed',
  stale: 'stale: something has changed since',
  invalid: 'not valid',
} as const

/** `Still to sign: leader (recorded, and a signature is needed); chief-executive.`; undefined where it is not time for it, and nobody has. */
export function waitingOf({ signed, next }: RoundStatus): string | undefined {
  if (signed === undefined || signed.waiting.length === 0) return undefined
  const isTime = next.some((command) => command.startsWith('tiex sign'))
  const told = signed.waiting.filter(({ state }) => isTime || state !== 'missing')
  if (told.length === 0) return undefined
  const words = told.map(({ role, state }) => {
    const why = waitingWords[state]
    return why === '' ? role : `${role} (${why})`
  })
  const settled = told.some(({ state }) => state === 'recorded') ? ` ${recordIsEnough}` : ''
  return oneLine(`Still to sign: ${words.join('; ')}.${settled}`)
}

/** How a council says that a record will do. */
const recordIsEnough =
  'Where a record is enough, say so under sign-off in tiex.yaml, such as sign-off: {leader: recorded}.'

/** What to do about a second workshop that has no date; undefined where it is not due, or has one. */
export function undatedOf({ undatedSecond: isUndated }: RoundStatus): string | undefined {
  return isUndated ? undatedSecond : undefined
}
