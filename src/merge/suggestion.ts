import { sum } from './divergence.ts'

/** `rank` counts from 0, the lowest option; `tied`: it is the lower of two neighbouring medians. */
export interface Suggestion {
  readonly rank: number
  readonly tied: boolean
}

/**
 * The lower median of answers counted by option, lowest first: the highest option that a strict majority says has
 * been reached. Nothing where nobody answered, or where the two medians are no neighbours: nobody chose the middle.
 */
export function suggest(counts: readonly number[]): Suggestion | undefined {
  const rank = lowerMedian(counts)
  if (rank === undefined) return undefined
  const upper = rankAt(counts, Math.floor(sum(counts) / 2))
  return upper - rank > 1 ? undefined : { rank, tied: upper !== rank }
}

/** Rank of the lower of the two middle answers, however far apart they are; nothing where nobody answered. */
export function lowerMedian(counts: readonly number[]): number | undefined {
  const answers = sum(counts)
  return answers < 1 ? undefined : rankAt(counts, Math.floor((answers - 1) / 2))
}

/** Rank of the answer at a place, from 0, in the row of all answers sorted from the lowest. */
function rankAt(counts: readonly number[], place: number): number {
  let passed = 0
  return counts.findIndex((count) => {
    passed += count
    return passed > place
  })
}
