import type { Assessment } from '../assessment/assessment.ts'
import { dayIn, type RoundState, roundState, usualTimezone } from '../assessment/rounds.ts'
import { daysBetween, workingDayBefore, workingDaysBetween } from '../assessment/working-days.ts'

/** Working days between the last day for answers and the first workshop: "at least five", by the published Transformation Challenge Review. */
export const daysToPrepare = 5

/** When a round is answered and talked about. Days are `YYYY-MM-DD` in the assessment's time zone. */
export interface RoundDates {
  readonly today: string
  readonly state: RoundState
  readonly opens?: string
  readonly closes?: string
  /** Days left to answer after today, 0 on the last one; absent where there is no last day, or no answers are taken now. */
  readonly daysLeft?: number
  /** In order, each once. */
  readonly workshops: readonly string[]
  /** Absent where no workshop has a date. */
  readonly preparation?: Preparation
}

/** The time to read what was answered before the first workshop. */
export interface Preparation {
  readonly workshop: string
  /** The last day to close on. */
  readonly latest: string
  /** Working days from the last day for answers up to the workshop; absent where there is no last day. */
  readonly workingDays?: number
  /** Bank holidays of tiex.yaml that were left out; weekends always are. */
  readonly holidays: number
}

export function datesOf(assessment: Assessment, round: string, now: Date): RoundDates {
  const { timezone = usualTimezone, rounds, 'bank-holidays': holidays = [] } = assessment
  const { opens, closes, workshop, workshops = [] } = rounds[round]!
  const today = dayIn(now, timezone)
  const state = roundState(rounds[round]!, now, timezone)
  const days = [...new Set([...(workshop === undefined ? [] : [workshop]), ...workshops])].sort()
  const [first] = days
  const last = state.state === 'closed' ? state.on : closes
  return {
    today,
    state,
    ...(opens === undefined ? {} : { opens }),
    ...(closes === undefined ? {} : { closes }),
    ...(state.state === 'open' && closes !== undefined ? { daysLeft: daysBetween(today, closes) } : {}),
    workshops: days,
    ...(first === undefined ? {} : { preparation: preparationFor(first, last, holidays) }),
  }
}

function preparationFor(
  workshop: string,
  last: string | undefined,
  holidays: readonly string[],
): Preparation {
  return {
    workshop,
    latest: workingDayBefore(workshop, daysToPrepare, holidays),
    ...(last === undefined ? {} : { workingDays: workingDaysBetween(last, workshop, holidays) }),
    holidays: holidays.length,
  }
}

/** Whether the round closes early enough; undefined where it has no last day or no workshop. */
export function closesInTime({ preparation }: RoundDates): boolean | undefined {
  return preparation?.workingDays === undefined ? undefined : preparation.workingDays >= daysToPrepare
}
