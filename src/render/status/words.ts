import { dayIn, usualTimezone } from '../../assessment/rounds.ts'
import { closesInTime, daysToPrepare, type Preparation } from '../../status/dates.ts'
import { type PersonStatus, type RoundStatus, standings } from '../../status/status.ts'
import { counted, oneLine, readable } from '../text.ts'
import { dateOf, shortDay, sinceWhen } from './days.ts'

/** Sentences and shorter pieces that every form of the status is made of; none is broken into lines. */

/** `2026 autumn · open until Fri 20 Nov (3 days left) · workshop Fri 27 Nov`. */
export function headOf({ round, dates }: RoundStatus): string {
  const { today, workshops } = dates
  const days = workshops.map((day) => shortDay(day, today)).join(' and ')
  const meeting = days === '' ? [] : [`${workshops.length === 1 ? 'workshop' : 'workshops'} ${days}`]
  return oneLine([readable(round), openWords({ dates }), ...meeting].join(' · '))
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

/** `submitted 3 Nov`, `last week`, `not started`. Days are those of the time zone. */
export function stateWords(person: PersonStatus, today: string, timezone: string = usualTimezone): string {
  const day = (moment: string) => dayIn(new Date(moment), timezone)
  if (person.state === 'faulty') return 'see tiex check'
  if (person.state === 'not-started') return 'not started'
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
  const rest = standings.slice(standings.indexOf(status.standing) + 1)
  const after = rest.length === 0 ? '' : ` Still to come: ${rest.join(', ')}.`
  return `Where the round stands: ${comeTo(status)}.${after}`
}

function comeTo(status: RoundStatus): string {
  const { standing, submitted, asked } = status
  if (standing === 'draft') return 'draft, not open yet'
  if (standing === 'answering')
    return `answering, ${submitted} of ${counted(asked, 'person', 'people')} submitted`
  if (standing === 'closed')
    return submitted === 0
      ? 'closed, and nobody submitted: move its last day, closes in tiex.yaml'
      : 'closed, not merged yet'
  return `${standing}, ${[mergedWords(status), signedWords(status)].filter((words) => words !== '').join(', ')}`
}

function mergedWords({ merged }: RoundStatus): string {
  if (merged === undefined) return ''
  const from = `from ${counted(merged.responses, 'response')}`
  const changed = merged.upToDate ? '' : ' that have changed since'
  return `${from}${changed}, ${merged.agreed} of ${counted(merged.of, 'statement')} agreed`
}

function signedWords({ signed }: RoundStatus): string {
  if (signed === undefined || signed.of === 0) return ''
  return `signed off by ${signed.roles} of ${counted(signed.of, 'role')}`
}
