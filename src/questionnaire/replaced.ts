/** Something that somebody else had written, and that is not there any more. */
export interface Replaced {
  /** Keys, outermost first. */
  readonly path: readonly string[]
  readonly was: unknown
}

/** What was written elsewhere since something was `seen`, and what `after` has in its place; of data as it stands in files, a list being one value. */
export function replacedIn(
  seen: unknown,
  current: unknown,
  after: unknown,
  path: readonly string[] = [],
): readonly Replaced[] {
  if (current === seen || current === after || current === undefined) return []
  if (!isMap(current)) return isLike(current, seen) || isLike(current, after) ? [] : [{ path, was: current }]
  return Object.keys(current).flatMap((key) =>
    replacedIn(member(seen, key), current[key], member(after, key), [...path, key]),
  )
}

function member(value: unknown, key: string): unknown {
  return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isLike(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
