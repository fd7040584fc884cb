import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anchorOf, dissent, divergence, iov } from '../../src/merge/divergence.ts'
import { spreads, unanimous } from './spreads.ts'

describe('dissent and its tie-break', () => {
  it.each([
    [[2, 0, 0], 0, 0],
    [[1, 1, 0], 0.42, 0.5],
    [[1, 0, 1], 1, 1],
    [[2, 1, 0], 0.37, 0.5],
    [[1, 1, 1], 0.67, 1],
    [[2, 0, 1], 0.92, 1],
    [[8, 2, 0], 0.27, 0.32],
    [[5, 5, 0], 0.42, 0.5],
    [[9, 0, 1], 0.47, 0.36],
    [[3, 4, 3], 0.6, 0.84],
    [[8, 0, 2], 0.72, 0.64],
    [[5, 0, 5], 1, 1],
    [[0, 5, 5, 0], 0.26, 0.33],
    [[5, 0, 5, 0], 0.58, 0.67],
    [[5, 0, 0, 5], 1, 1],
    [[0, 1, 1, 0, 0], 0.19, 0.25],
    [[1, 0, 1, 0, 0], 0.42, 0.5],
    [[1, 1, 1, 1, 1], 0.57, 0.83],
    [[3, 0, 0, 0, 3], 1, 1],
    [[1, 1], 1, 1],
  ])('of %j are %d and %d to two places', (counts, expectedDissent, expectedIov) => {
    expect(Math.abs(dissent(counts) - expectedDissent)).toBeLessThanOrEqual(0.005)
    expect(Math.abs(iov(counts) - expectedIov)).toBeLessThanOrEqual(0.005)
  })

  it.each([[[0, 0, 0]], [[1, 0, 0]], [[0, 0, 7]], [[4]], [[]]])(
    'of %j are 0, and no negative 0',
    (counts) => {
      expect([dissent(counts), divergence(counts), iov(counts)]).toEqual([0, 0, 0])
    },
  )

  it('counts the whole scale, not only the options that were chosen', () => {
    expect(dissent([1, 0, 1, 0])).toBeLessThan(dissent([1, 0, 1]))
  })

  it('stays between 0 and 1, and is 0 only where all say the same', () => {
    fc.assert(
      fc.property(spreads(1), (counts) => {
        expect(dissent(counts)).toBeGreaterThanOrEqual(0)
        expect(dissent(counts)).toBeLessThanOrEqual(1)
        expect(dissent(counts) === 0).toBe(unanimous(counts))
        expect(iov(counts) === 0).toBe(unanimous(counts))
      }),
    )
  })

  it('is 1 only where half stand at each end', () => {
    fc.assert(
      fc.property(spreads(2), (counts) => {
        const opposed = counts[0] === counts.at(-1) && counts.slice(1, -1).every((count) => count === 0)
        expect(dissent(counts) === 1).toBe(opposed)
      }),
    )
    expect(dissent([6, 0, 0, 0, 6])).toBe(1)
  })

  it('does not depend on which end of the scale is the higher, nor on the size of the group', () => {
    fc.assert(
      fc.property(spreads(1), fc.integer({ min: 2, max: 9 }), (counts, times) => {
        expect(dissent(counts.toReversed())).toBeCloseTo(dissent(counts), 11)
        expect(dissent(counts.map((count) => count * times))).toBeCloseTo(dissent(counts), 11)
      }),
    )
  })
})

describe('divergence', () => {
  it.each([
    [[1, 5, 3], 48],
    [[0, 2, 1], 37],
    [[1, 1, 0], 42],
    [[1, 1, 1], 67],
    [[5, 0, 5], 100],
  ])('of %j is the whole number %d', (counts, expected) => {
    expect(divergence(counts)).toBe(expected)
  })

  it('is 0 only where all say the same, in groups of up to 40', () => {
    fc.assert(
      fc.property(spreads(1), (counts) => {
        expect(divergence(counts) === 0).toBe(unanimous(counts))
      }),
    )
  })
})

it.each([
  [2, 1],
  [3, 0.415],
  [4, 0.263],
  [5, 0.193],
])('an even split between neighbours on %d options has dissent %d', (options, expected) => {
  const counts = Array.from({ length: options }, (_, rank) => (rank < 2 ? 5 : 0))
  expect(anchorOf(options)).toBeCloseTo(expected, 3)
  expect(dissent(counts)).toBeCloseTo(anchorOf(options), 11)
})
