import { sum } from './divergence.ts'

export type Metric = 'nominal' | 'interval' | 'ordinal'

/** Squared distance between two options by rank, given how often each option was chosen over all statements. */
type Distance = (a: number, b: number, totals: readonly number[]) => number

/**
 * Take any statement and any two people who answered it: the share of pairs with the same answer, each statement
 * weighing the same. `units` are counts by option, one row per statement. Nothing where no statement has two answers.
 */
export function pairwiseAgreement(units: readonly (readonly number[])[]): number | undefined {
  const shares = units.filter(pairable).map((counts) => {
    const answers = sum(counts)
    return sum(counts.map((count) => count * (count - 1))) / (answers * (answers - 1))
  })
  return shares.length === 0 ? undefined : sum(shares) / shares.length
}

/**
 * Krippendorff's alpha, 1 - observed / expected disagreement: how consistently people told strong areas from weak
 * ones; at most 1, 0 as by chance. `units` as above, all on one scale. Nothing where no statement has two answers,
 * or all answers were the same. Source: Krippendorff, Computing Krippendorff's alpha-reliability (2011).
 */
export function krippendorffAlpha(
  units: readonly (readonly number[])[],
  metric: Metric = 'ordinal',
): number | undefined {
  const rated = units.filter(pairable)
  const options = Math.max(0, ...rated.map((counts) => counts.length))
  const totals = Array.from({ length: options }, (_, rank) => sum(rated.map((counts) => counts[rank] ?? 0)))
  const distances = table(totals, distanceBy[metric])
  const expected = disagreement(totals, distances) / (sum(totals) - 1)
  if (rated.length === 0 || expected === 0) return undefined
  const observed = sum(rated.map((counts) => disagreement(counts, distances) / (sum(counts) - 1)))
  return 1 - observed / expected
}

/** Distance over all ordered pairs of answers. */
function disagreement(counts: readonly number[], distances: readonly (readonly number[])[]): number {
  return sum(counts.map((a, i) => sum(counts.map((b, j) => a * b * (distances[i]?.[j] ?? 0)))))
}

function table(totals: readonly number[], distance: Distance): readonly (readonly number[])[] {
  return totals.map((_, a) => totals.map((_, b) => distance(Math.min(a, b), Math.max(a, b), totals)))
}

const distanceBy: Readonly<Record<Metric, Distance>> = {
  nominal: (a, b) => (a === b ? 0 : 1),
  interval: (a, b) => (b - a) ** 2,
  ordinal: (a, b, totals) =>
    a === b ? 0 : (sum(totals.slice(a, b + 1)) - ((totals[a] ?? 0) + (totals[b] ?? 0)) / 2) ** 2,
}

function pairable(counts: readonly number[]): boolean {
  return sum(counts) >= 2
}
