import { dayIn, usualTimezone } from '../assessment/rounds.ts'
import { hasLooked } from '../assessment/second-look.ts'
import type { SecondLook } from './second-look.ts'

/** What everybody can read of a response, sealed or not. */
export interface Dated {
  readonly submitted?: string
  readonly pass?: number
}

/**
 * Whether somebody finished a second look after it had ended, by the clock of their own machine. Who left half way has no date of it
 * that could be compared. A look that ended because everybody had looked has no end that anybody could miss.
 */
export function isLate(
  { submitted, pass }: Dated,
  look: Pick<SecondLook, 'pass' | 'closes' | 'closed'>,
  timezone = usualTimezone,
): boolean {
  if (submitted === undefined || !hasLooked(pass, look.pass)) return false
  const at = new Date(submitted)
  if (look.closed !== undefined && at.getTime() > Date.parse(look.closed)) return true
  return look.closes !== undefined && dayIn(at, timezone) > look.closes
}
