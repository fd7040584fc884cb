import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lowerMedian, suggest } from '../../src/merge/suggestion.ts'
import { spreads } from './spreads.ts'

describe('what is suggested', () => {
  it.each([
    ['one answer is its own suggestion', [0, 1, 0], { rank: 1, tied: false }],
    ['the middle answer of an odd number', [1, 1, 1], { rank: 1, tied: false }],
    ['the answer both middle ones gave', [1, 5, 2], { rank: 1, tied: false }],
    ['the lower of two neighbouring middle answers, tied', [5, 5, 0], { rank: 0, tied: true }],
    ['the same higher up the scale', [0, 0, 3, 3], { rank: 2, tied: true }],
    ['the same on five options', [1, 0, 1, 2, 0], { rank: 2, tied: true }],
    ['never the mean', [3, 0, 0, 2], { rank: 0, tied: false }],
    ['nothing where the middle answers are two apart', [5, 0, 5], undefined],
    ['nothing where they are two apart inside the scale', [0, 2, 0, 2, 0], undefined],
    ['nothing where they are at both ends', [1, 0, 0, 0, 1], undefined],
    ['nothing where nobody answered', [0, 0, 0, 0], undefined],
  ])('%s', (_, counts, expected) => {
    expect(suggest(counts)).toEqual(expected)
  })

  it('is the highest option that a strict majority says has been reached', () => {
    fc.assert(
      fc.property(spreads(1), (counts) => {
        const people = counts.reduce((a, b) => a + b)
        const reached = counts.map((_, rank) => counts.slice(rank).reduce((a, b) => a + b))
        const highest = reached.findLastIndex((atLeast) => 2 * atLeast > people)
        expect(lowerMedian(counts)).toBe(highest)
        expect([undefined, highest]).toContain(suggest(counts)?.rank)
      }),
    )
  })

  it('was chosen by somebody', () => {
    fc.assert(
      fc.property(spreads(1), (counts) => {
        const suggestion = suggest(counts)
        if (suggestion) expect(counts[suggestion.rank]).toBeGreaterThan(0)
      }),
    )
  })
})

it('the lower median of ambitions is taken however far apart they are', () => {
  expect(lowerMedian([1, 0, 0, 0, 1])).toBe(0)
  expect(lowerMedian([0, 0])).toBeUndefined()
})
