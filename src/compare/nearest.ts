/** Numbers that describe a council, such as population, by name. */
export type Context = Readonly<Record<string, number>>

export interface Candidate {
  readonly id: string
  readonly context?: Context
}

/** The nearest councils and how they were found. */
export interface Nearest {
  /** The nearest first; at equal distances by id. */
  readonly ids: readonly string[]
  /** Measures by which the distance was taken, sorted. */
  readonly used: readonly string[]
  readonly unused: readonly { readonly measure: string; readonly why: Unused }[]
  /** Candidates that have none of the measures, by id. */
  readonly without: readonly string[]
}

/** The subject has no such number; all who have it have the same one; the numbers are too large to reckon with. */
type Unused = 'not known here' | 'the same everywhere' | 'out of range'

/** Mean and standard deviation of a measure over all councils that have it. */
export interface Spread {
  readonly mean: number
  readonly sd: number
}

/**
 * The `count` candidates nearest to a subject: each measure is standardised to mean 0 and standard deviation 1 (of a whole population)
 * over all councils that have it, the subject among them; then the Euclidean distance. A measure that a candidate lacks is left out
 * for that pair and the distance scaled by √(P/used). After the nearest neighbours of CIPFA; answers of the assessment take no part,
 * or the similar would be those who answered alike.
 */
export function nearestTo(context: Context, candidates: readonly Candidate[], count: number): Nearest {
  const everybody = [context, ...candidates.map((candidate) => candidate.context ?? {})]
  const spreads = new Map<string, Spread>()
  const unused: { measure: string; why: Unused }[] = []
  for (const measure of [...new Set(everybody.flatMap(Object.keys))].sort()) {
    const spread = spreadOf(everybody.flatMap((one) => numberIn(one, measure) ?? []))
    if (numberIn(context, measure) === undefined) unused.push({ measure, why: 'not known here' })
    else if (!Number.isFinite(spread.sd)) unused.push({ measure, why: 'out of range' })
    else if (spread.sd === 0) unused.push({ measure, why: 'the same everywhere' })
    else spreads.set(measure, spread)
  }
  const measured = candidates.map(({ id, context: other = {} }) => ({
    id,
    distance: distanceBetween(context, other, spreads),
  }))
  return {
    ids: measured
      .filter((one) => one.distance !== undefined)
      .sort((a, b) => a.distance! - b.distance! || (a.id < b.id ? -1 : 1))
      .slice(0, count)
      .map(({ id }) => id),
    used: [...spreads.keys()],
    unused,
    without: measured
      .filter((one) => one.distance === undefined)
      .map(({ id }) => id)
      .sort(),
  }
}

/** Distance over the measures that both have, scaled up for those one of them lacks; undefined where they share none. */
export function distanceBetween(
  a: Context,
  b: Context,
  spreads: ReadonlyMap<string, Spread>,
): number | undefined {
  let squares = 0
  let shared = 0
  for (const [measure, { sd }] of spreads) {
    const left = numberIn(a, measure)
    const right = numberIn(b, measure)
    if (left === undefined || right === undefined) continue
    squares += ((left - right) / sd) ** 2
    shared++
  }
  return shared === 0 ? undefined : Math.sqrt((spreads.size / shared) * squares)
}

function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const same = values.every((value) => value === values[0])
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, sd: same ? 0 : Math.sqrt(squares / values.length) }
}

/** Names come from files of others: only an own property with a finite number counts. */
function numberIn(context: Context, measure: string): number | undefined {
  const value = Object.hasOwn(context, measure) ? context[measure] : undefined
  return Number.isFinite(value) ? value : undefined
}
