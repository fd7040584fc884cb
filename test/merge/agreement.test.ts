import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { krippendorffAlpha, pairwiseAgreement } from '../../src/merge/agreement.ts'

const units = fc.array(fc.array(fc.nat(6), { minLength: 4, maxLength: 4 }), { maxLength: 12 })

describe('pairwise agreement', () => {
  it.each([
    [
      'all say the same',
      [
        [3, 0, 0],
        [0, 0, 2],
      ],
      1,
    ],
    [
      'no two say the same',
      [
        [1, 1, 0],
        [1, 1, 1],
      ],
      0,
    ],
    ['one pair of three does', [[2, 1, 0]], 1 / 3],
    [
      'statements weigh the same however many answer',
      [
        [2, 0, 0],
        [5, 0, 5],
      ],
      (1 + 4 / 9) / 2,
    ],
    [
      'a statement with one answer is passed over',
      [
        [2, 0, 0],
        [0, 1, 0],
      ],
      1,
    ],
    [
      'no statement has two answers',
      [
        [1, 0, 0],
        [0, 0, 0],
      ],
      undefined,
    ],
    ['there is no statement', [], undefined],
  ])('where %s', (_, counts, expected) => {
    expect(pairwiseAgreement(counts)).toBe(expected)
  })
})

describe("Krippendorff's alpha", () => {
  it.each([
    [
      'all agree on each statement, and statements differ',
      [
        [3, 0, 0],
        [0, 0, 3],
      ],
      1,
    ],
    [
      'all answers are the same: not calculable',
      [
        [3, 0, 0],
        [2, 0, 0],
      ],
      undefined,
    ],
    [
      'no statement has two answers',
      [
        [1, 0, 0],
        [0, 0, 1],
      ],
      undefined,
    ],
    ['there is no statement', [], undefined],
    [
      'one answer of many differs: 0, though nearly all agree',
      [
        [0, 0, 5],
        [0, 0, 4],
        [1, 0, 4],
      ],
      0,
    ],
  ])('where %s', (_, counts, expected) => {
    const alpha = krippendorffAlpha(counts)
    if (expected === undefined) return expect(alpha).toBeUndefined()
    expect(alpha).toBeCloseTo(expected, 12)
  })

  it('counts a distant answer as worse than a near one', () => {
    const near = [
      [4, 0, 0],
      [0, 4, 0],
      [0, 0, 4],
      [3, 1, 0],
    ]
    const far = [
      [4, 0, 0],
      [0, 4, 0],
      [0, 0, 4],
      [3, 0, 1],
    ]
    expect(krippendorffAlpha(far)).toBeLessThan(krippendorffAlpha(near)!)
  })
})

it('neither measure depends on the order of the statements, nor passes 1', () => {
  fc.assert(
    fc.property(units, (counts) => {
      for (const measure of [pairwiseAgreement, krippendorffAlpha]) {
        const value = measure(counts)
        const reversed = measure(counts.toReversed())
        if (value === undefined) {
          expect(reversed).toBeUndefined()
        } else {
          expect(value).toBeLessThanOrEqual(1)
          expect(reversed).toBeCloseTo(value, 10)
        }
      }
    }),
  )
})
