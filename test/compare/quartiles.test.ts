import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quantile, quartilesOf } from '../../src/compare/quartiles.ts'

describe('quartiles', () => {
  // As statistics.quantiles(x, n=4, method='inclusive') of Python prints them, which is type 7.
  it.each<[readonly number[], number, number, number]>([
    [[1], 1, 1, 1],
    [[1, 2], 1.25, 1.5, 1.75],
    [[3, 1, 2], 1.5, 2, 2.5],
    [[1, 2, 3, 4], 1.75, 2.5, 3.25],
    [[5, 4, 3, 2, 1], 2, 3, 4],
    [[0, 0, 0, 1, 4, 4], 0, 0.5, 3.25],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 3.25, 5.5, 7.75],
    [[0.1, 0.2, 0.3], 0.15, 0.2, 0.25],
  ])('of %j are %d, %d and %d', (values, q1, median, q3) =>
    expect(quartilesOf(values)).toEqual({ q1, median, q3, count: values.length }),
  )

  it('of nothing are none', () => {
    expect(quartilesOf([])).toBeUndefined()
    expect(quantile([], 0.5)).toBeUndefined()
  })

  const levels = fc.array(
    fc.integer({ min: 0, max: 16 }).map((n) => n / 4),
    { minLength: 1, maxLength: 40 },
  )

  it('do not depend on the order, and lie within what there is', () => {
    fc.assert(
      fc.property(levels, (values) => {
        const quartiles = quartilesOf(values)!
        expect(quartilesOf(values.toReversed())).toEqual(quartiles)
        const { q1, median, q3 } = quartiles
        expect([Math.min(...values), q1, median, q3, Math.max(...values)]).toEqual(
          [Math.min(...values), q1, median, q3, Math.max(...values)].toSorted((a, b) => a - b),
        )
      }),
    )
  })

  it('leave half of the values, one less at most, between the outer ones', () => {
    fc.assert(
      fc.property(levels, (values) => {
        const { q1, q3 } = quartilesOf(values)!
        expect(values.filter((value) => value >= q1 && value <= q3).length).toBeGreaterThanOrEqual(
          values.length / 2 - 1,
        )
      }),
    )
  })
})
