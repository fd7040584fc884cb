import fc from 'fast-check'

/** Counts of up to `people` answers on a scale of 2 to 7 options, lowest first; at least `least` in all. */
export function spreads(least = 0, people = 40): fc.Arbitrary<readonly number[]> {
  return fc
    .integer({ min: 2, max: 7 })
    .chain((options) =>
      fc
        .array(fc.integer({ min: 0, max: options - 1 }), { minLength: least, maxLength: people })
        .map((ranks) => Array.from({ length: options }, (_, rank) => ranks.filter((r) => r === rank).length)),
    )
}

/** Whether at most one option was chosen. */
export function unanimous(counts: readonly number[]): boolean {
  return counts.filter((count) => count > 0).length <= 1
}
