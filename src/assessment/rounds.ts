import { dayParts } from '../day.ts'
import { failure } from '../problem.ts'
import type { Assessment, Round } from './assessment.ts'

/** Whether answers can be given. Days are `YYYY-MM-DD`; `on` is the last day, or the day on which the round was closed before its date. */
export type RoundState =
  | { readonly state: 'not-open-yet'; readonly opens: string }
  | { readonly state: 'open'; readonly closes?: string }
  | { readonly state: 'closed'; readonly on: string }

/** The time zone in which a date means a day, where tiex.yaml names none. */
export const usualTimezone = 'Europe/London'

/**
 * A round is open from the start of `opens` to the end of `closes`, both days in the time zone; an end that is not given does not
 * bind. `closed` ends it at once, whatever its dates.
 */
export function roundState(round: Round, now: Date, timezone: string = usualTimezone): RoundState {
  const { opens, closes, closed } = round
  if (closed !== undefined) return { state: 'closed', on: dayIn(new Date(closed), timezone) }
  if (opens !== undefined && orderOf(now, timezone, opens) < 0) return { state: 'not-open-yet', opens }
  if (closes === undefined) return { state: 'open' }
  return orderOf(now, timezone, closes) > 0 ? { state: 'closed', on: closes } : { state: 'open', closes }
}

/**
 * Below 0 where a moment falls before a day in a time zone, 0 on it, above 0 after it. No zone is more than half a day behind UTC, nor
 * 14 hours before it, so that only of the days beside now the zone is asked.
 */
function orderOf(moment: Date, timezone: string, day: string): number {
  const inUtc = (hours: number) => new Date(moment.getTime() + hours * 3_600_000).toISOString().slice(0, 10)
  if (inUtc(14) < day) return -1
  if (inUtc(-12) > day) return 1
  const today = dayIn(moment, timezone)
  return today < day ? -1 : today > day ? 1 : 0
}

/** The day a moment falls on in a time zone, as `YYYY-MM-DD`. */
export function dayIn(moment: Date, timezone: string): string {
  if (timezone === usualTimezone && isFarFromMidnight(moment)) return moment.toISOString().slice(0, 10)
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  const parts = Object.fromEntries(format.formatToParts(moment).map((part) => [part.type, part.value]))
  return `${parts.year}-${parts.month}-${parts.day}`
}

/**
 * London has never been more than an hour behind UTC or two before it, so that in these hours both have the same day. A first format
 * of Intl takes as long as half a start of Node.
 */
function isFarFromMidnight(moment: Date): boolean {
  const hour = moment.getUTCHours()
  return hour >= 1 && hour < 22
}

/** `Fri 20 November 2026`, for people. */
export function dayInWords(day: string): string {
  const { weekday, date, month, year } = dayParts(day)
  return `${weekday.slice(0, 3)} ${date} ${month} ${year}`
}

/** Throws a `TiexError` that says when, where no answers can be given in the round. */
export function refuseUnlessOpen({ rounds, timezone }: Assessment, round: string, now: Date): void {
  const state = roundState(rounds[round]!, now, timezone)
  if (state.state === 'not-open-yet')
    throw failure('round-closed', `the round ${round} opens on ${dayInWords(state.opens)}`, 'come back then')
  if (state.state === 'closed')
    throw failure(
      'round-closed',
      `the round ${round} closed on ${dayInWords(state.on)}`,
      rounds[round]!.closed === undefined
        ? 'somebody who may administer can move its last day: closes in tiex.yaml'
        : 'somebody who may administer can open it again: take closed out of the round in tiex.yaml',
    )
}

/** Whether answers still come in: until the round is closed, on its date or before it, or everybody who was asked has submitted. */
export function awaitsAnswers(state: RoundState, outstanding: number): boolean {
  return state.state !== 'closed' && outstanding > 0
}
