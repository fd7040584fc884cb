import { dayIn, usualTimezone } from './rounds.ts'

/** When people look a second time. `pass` is 2 for the first time they do; `closes` is the last day, `closed` the moment it was ended before that. */
export interface LookDates {
  readonly pass: number
  readonly closes?: string
  readonly closed?: string
}

/** Days are `YYYY-MM-DD`. `on` is the last day, or the day on which it was ended; absent where it ended because everybody has looked. */
export type LookState =
  | { readonly state: 'open'; readonly closes?: string }
  | { readonly state: 'over'; readonly on?: string }

/**
 * A second look is open to the end of `closes`, a day in the time zone; an end that is not given does not bind. `closed` ends it at
 * once, and so does that everybody has looked: `passes` are those of everybody who can look, undefined for who never has.
 */
export function secondLookState(
  { pass, closes, closed }: LookDates,
  around: {
    readonly passes: readonly (number | undefined)[]
    readonly now: Date
    readonly timezone?: string
  },
): LookState {
  const { passes, now, timezone = usualTimezone } = around
  if (closed !== undefined) return { state: 'over', on: dayIn(new Date(closed), timezone) }
  if (closes !== undefined && dayIn(now, timezone) > closes) return { state: 'over', on: closes }
  if (passes.length > 0 && passes.every((one) => hasLooked(one, pass))) return { state: 'over' }
  return closes === undefined ? { state: 'open' } : { state: 'open', closes }
}

/** Whether somebody of this pass has taken the second look of that one. */
export function hasLooked(own: number | undefined, pass: number): boolean {
  return (own ?? 1) >= pass
}
