/**
 * Tastle-Wierman dissent, 0 (everyone the same) to 1 (half at each end), of answers counted by option, lowest first.
 * Options nobody chose count: the scale's length is that of `counts`. Rounded to 12 places so that equal spreads
 * compare equal; 0 where nobody answered. Source: Tastle and Wierman, Consensus and dissention (2007).
 */
export function dissent(counts: readonly number[]): number {
  const answers = sum(counts)
  const width = counts.length - 1
  if (answers < 1 || width < 1) return 0
  const mean = sum(counts.map((count, rank) => count * rank)) / answers
  const terms = counts.map((count, rank) =>
    count === 0 ? 0 : (count / answers) * Math.log2(1 - Math.abs(rank - mean) / width),
  )
  return share(-sum(terms))
}

/** Dissent as a whole number from 0 to 100, as it is written and shown; never what labels or ranks are decided by. */
export function divergence(counts: readonly number[]): number {
  return Math.round(100 * dissent(counts))
}

/**
 * Index of ordinal variation, 0 to 1: distance between all pairs of answers over the most that so many answers can
 * have. 0 for fewer than two answers. Source: Berry and Mielke, Assessment of variation in ordinal data (1992).
 */
export function iov(counts: readonly number[]): number {
  const answers = sum(counts)
  const width = counts.length - 1
  if (answers < 2 || width < 1) return 0
  const distances = counts.map((lower, i) =>
    sum(counts.map((upper, j) => (j > i ? lower * upper * (j - i) : 0))),
  )
  return share(sum(distances) / (Math.floor(answers ** 2 / 4) * width))
}

/** Dissent of an even split between two neighbouring options: 0.415 on a scale of 3, 0.263 on one of 4. */
export function anchorOf(options: number): number {
  return -Math.log2(1 - 1 / (2 * (options - 1)))
}

/** How many answers there are over all options. */
export function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}

function share(value: number): number {
  return Math.round(Math.min(1, Math.max(0, value)) * 1e12) / 1e12
}
