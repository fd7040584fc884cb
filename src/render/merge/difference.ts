import { counted } from '../text.ts'

/** What to say where a consensus counts one or two responses more or fewer than before: the history keeps both versions of the counts, and between them stands what few people answered. */
export function differenceWords(before: number | undefined, now: number): string | undefined {
  const few = Math.abs(now - (before ?? now))
  if (few === 0 || few > 2) return undefined
  const who = few === 1 ? 'one person' : 'two people'
  return `The counts are now of ${counted(now, 'response')} instead of ${before}: whoever compares both versions in the history sees what ${who} answered.`
}
