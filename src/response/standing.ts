/** What can be told of when a response was made, sealed or not. */
export interface Made {
  readonly submitted?: string
  /** Of sealed ones. */
  readonly seq?: number
}

/** How a response that comes stands to the one that is there: `unclear` where its time and its counter disagree, or neither says anything. */
export type Standing = 'newer' | 'older' | 'unclear'

/**
 * Compares by when both were submitted and, where both are counted, by their counters. A draft does not say when it was written, so that
 * only its counter tells whether what was submitted followed it; equal counters of two that differ are never clear, since both followed
 * the same one.
 */
export function standingOf(coming: Made, there: Made): Standing {
  const time = byTime(coming.submitted, there.submitted)
  if (coming.seq === undefined || there.seq === undefined)
    return there.submitted === undefined ? 'unclear' : inWords(time)
  const count = Math.sign(coming.seq - there.seq)
  if (count === 0) return time < 0 ? 'older' : 'unclear'
  return time === 0 || time === count ? inWords(count) : 'unclear'
}

function byTime(one: string | undefined, other: string | undefined): number {
  if (one === undefined || other === undefined) return Number(one !== undefined) - Number(other !== undefined)
  return Math.sign(Date.parse(one) - Date.parse(other))
}

function inWords(sign: number): Standing {
  return sign > 0 ? 'newer' : sign < 0 ? 'older' : 'unclear'
}
