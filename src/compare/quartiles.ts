import { exact } from '../scoring/level.ts'

/** The quartiles of a group, and how many it is of. */
export interface Quartiles {
  readonly q1: number
  readonly median: number
  readonly q3: number
  readonly count: number
}

/**
 * The value below which the share `p` (0 to 1) of sorted values lies, by linear interpolation between the two nearest:
 * position h = (n − 1)p, value x[⌊h⌋] + (h − ⌊h⌋)(x[⌊h⌋ + 1] − x[⌊h⌋]). This is type 7 of Hyndman and Fan (The American Statistician
 * 50, 1996), the default of R's `quantile`, NumPy and Excel's QUARTILE.INC. Undefined of nothing.
 */
export function quantile(sorted: ArrayLike<number>, p: number): number | undefined {
  if (sorted.length === 0) return undefined
  const position = (sorted.length - 1) * p
  const below = Math.floor(position)
  const lower = sorted[below]!
  const upper = sorted[Math.min(below + 1, sorted.length - 1)]!
  return lower + (position - below) * (upper - lower)
}

/** Quartiles of values in any order; undefined of nothing. */
export function quartilesOf(values: readonly number[]): Quartiles | undefined {
  const sorted = new Float64Array(values).sort()
  const at = (p: number) => exact(quantile(sorted, p)!)
  if (sorted.length === 0) return undefined
  return { q1: at(0.25), median: at(0.5), q3: at(0.75), count: sorted.length }
}
