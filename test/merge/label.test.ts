import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anchorOf, dissent } from '../../src/merge/divergence.ts'
import { labelOf, third } from '../../src/merge/label.ts'
import { suggest } from '../../src/merge/suggestion.ts'
import { spreads, unanimous } from './spreads.ts'

it.each([
  [[2, 3], 1],
  [[4, 5, 6, 7], 2],
  [[8, 9, 10], 3],
  [[11, 12, 13], 4],
  [[14, 15, 16], 5],
])('of %j people, %d make a camp', (groups, expected) => {
  expect(groups.map(third)).toEqual(groups.map(() => expected))
})

describe('a statement is', () => {
  it.each([
    ['too-few', 'nobody answered', [0, 0, 0]],
    ['too-few', 'one person answered', [0, 1, 0]],
    ['shared', 'two say the same', [2, 0, 0]],
    ['discuss', 'two are neighbours on three options', [1, 1, 0]],
    ['split', 'two are at both ends', [1, 0, 1]],
    ['split', 'three are spread over all', [1, 1, 1]],
    ['confirm', 'two of three say the same', [2, 1, 0]],
    ['shared', 'three in four say the same', [3, 1, 0]],
    ['confirm', 'three in five say the same', [3, 2, 0]],
    ['discuss', 'one of four is at the other end: one person is no camp', [3, 0, 1]],
    ['split', 'two of four are', [2, 0, 2]],
    ['shared', 'eight in ten say the same', [8, 2, 0]],
    ['confirm', 'seven in ten do', [7, 3, 0]],
    ['discuss', 'ten are halved between neighbours', [5, 5, 0]],
    ['split', 'three of ten are at each end', [3, 4, 3]],
    ['discuss', 'two of ten are at one end', [4, 4, 2]],
    ['discuss', 'one of ten is far off', [9, 0, 1]],
    ['split', 'ten are halved over the middle of four options', [0, 5, 5, 0]],
    ['discuss', 'ten are halved beside the middle of four options', [5, 5, 0, 0]],
    ['confirm', 'seven to three over one step of four', [0, 0, 7, 3]],
    ['shared', 'eight to two over one step of four', [0, 0, 8, 2]],
    ['split', 'the camps on five options are each of two options', [1, 2, 3, 2, 1]],
    ['discuss', 'five options are halved beside the middle one', [0, 5, 5, 0, 0]],
    ['discuss', 'the middle option of five is on neither side', [2, 0, 7, 0, 1]],
    ['confirm', 'two to one over one step of five', [0, 0, 2, 1, 0]],
    ['shared', 'nine to one over one step of five', [0, 0, 0, 1, 9]],
    ['discuss', 'the middle answers are two apart on one side of seven', [4, 0, 4, 0, 0, 0, 0]],
  ] as const)('%s where %s', (expected, _, counts) => {
    expect(labelOf(counts, suggest(counts))).toBe(expected)
  })

  it('to discuss or split where nothing can be suggested', () => {
    fc.assert(
      fc.property(spreads(2), (counts) => {
        const suggestion = suggest(counts)
        if (suggestion === undefined) expect(['discuss', 'split']).toContain(labelOf(counts, suggestion))
      }),
    )
  })

  it('shared where all say the same', () => {
    fc.assert(
      fc.property(spreads(2), (counts) => {
        if (unanimous(counts)) expect(labelOf(counts, suggest(counts))).toBe('shared')
      }),
    )
  })

  it('never shared or to confirm from an even split between neighbours on', () => {
    fc.assert(
      fc.property(spreads(2), (counts) => {
        const wide = dissent(counts) >= anchorOf(counts.length) - 1e-9
        expect(['discuss', 'split'].includes(labelOf(counts, suggest(counts)))).toBe(wide)
      }),
    )
  })
})
