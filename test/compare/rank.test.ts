import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { percentileRank, rankAmong } from '../../src/compare/rank.ts'

interface Vector {
  readonly id: string
  readonly measure: string
  readonly input: { readonly values: readonly number[]; readonly score: number; readonly kind: string }
  readonly expected: number
}
const { vectors } = JSON.parse(
  readFileSync(new URL('../data/stat-vectors.json', import.meta.url), 'utf8'),
) as {
  readonly vectors: readonly Vector[]
}
const published = vectors.filter(
  ({ measure, input }) => measure === 'percentileRank' && input.kind === 'mean',
)

describe('the percentile rank', () => {
  it.each(published.map((vector) => [vector.id, vector] as const))(
    'is that of SciPy: %s',
    (_, { input, expected }) => expect(percentileRank(input.score, input.values)).toBe(expected),
  )

  it('has vectors to be tested by', () => expect(published.length).toBeGreaterThan(0))

  it.each<[number, readonly number[], number | undefined]>([
    [3, [1, 2, 3, 4], 62.5],
    [0, [1, 2], 0],
    [5, [1, 2], 100],
    [1, [1, 1, 1], 50],
    [1, [], undefined],
  ])('of %d among %j is %s', (value, peers, rank) => expect(percentileRank(value, peers)).toBe(rank))

  it('and that from the other end make 100', () => {
    const values = fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1 })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 8 }), values, (own, peers) => {
        expect(
          percentileRank(own, peers)! +
            percentileRank(
              -own,
              peers.map((peer) => -peer),
            )!,
        ).toBeCloseTo(100, 9)
      }),
    )
  })
})

describe('the rank', () => {
  it.each<[number, readonly number[], { position: number; of: number; joint: boolean }]>([
    [3, [4, 4, 3, 2, 1, 1, 0], { position: 3, of: 8, joint: true }],
    [5, [1, 2], { position: 1, of: 3, joint: false }],
    [0, [1, 2], { position: 3, of: 3, joint: false }],
  ])('of %d among %j', (value, peers, rank) => expect(rankAmong(value, peers)).toEqual(rank))
})
