import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StatementConsensus } from '../../src/merge/consensus.ts'
import type { Spread } from '../../src/merge/spread.ts'
import { type Advice, adviceOn, changeBetween, movementSince } from '../../src/second-look/movement.ts'
import { openSecondLook } from '../../src/second-look/second-look.ts'
import { smallModel } from '../small-model.ts'
import { merged } from '../workshop/small-consensus.ts'

const look = 'roads/inside/look'
const choose = 'roads/inside/choose'

describe('the change between two spreads', () => {
  it.each<[string, Spread, Spread, number]>([
    ['is 0 where they are the same', { a: 3, b: 1 }, { a: 3, b: 1 }, 0],
    ['is 0 where the shares are', { a: 3, b: 1 }, { a: 6, b: 2 }, 0],
    ['is 1 where they have no answer in common', { a: 3 }, { b: 4 }, 1],
    ['is the share of the people who must have moved', { a: 4, b: 4 }, { a: 6, b: 2 }, 0.25],
    ['counts every answer, those beside the scale too', { a: 3, 'dont-know': 1 }, { a: 4 }, 0.25],
    ['of nothing and nothing is 0', {}, {}, 0],
    ['of nothing and something is 1', {}, { a: 1 }, 1],
    ['counts no answer that an object inherits', { constructor: 2 }, { a: 2 }, 1],
  ])('%s', (_, before, after, change) => expect(changeBetween(before, after)).toBe(change))

  const spread = fc
    .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 })
    .chain((answers) =>
      fc
        .tuple(...answers.map((answer) => fc.tuple(fc.constant(answer), fc.integer({ min: 1, max: 30 }))))
        .map((entries): Spread => Object.fromEntries(entries)),
    )
  const reversed = (one: Spread): Spread => Object.fromEntries(Object.entries(one).reverse())

  it('is between 0 and 1, the same both ways, 0 from itself, and knows no order', () => {
    fc.assert(
      fc.property(spread, spread, (a, b) => {
        const change = changeBetween(a, b)
        expect(change).toBeGreaterThanOrEqual(0)
        expect(change).toBeLessThanOrEqual(1)
        expect(changeBetween(b, a)).toBe(change)
        expect(changeBetween(a, a)).toBe(0)
        expect(changeBetween(reversed(a), reversed(b))).toBe(change)
      }),
    )
  })
})

describe('another pass', () => {
  const counted = { looked: 6, minimumGroup: 5, relabelled: 0, compared: 20, unstable: 0, wide: 5, of: 20 }
  it.each<[string, Partial<typeof counted>, Advice]>([
    [
      'is not worth it where nothing is wide any more',
      { wide: 0, relabelled: 20, unstable: 20 },
      'nothing-wide',
    ],
    ['is not worth it where nothing moved', {}, 'settled'],
    [
      'nor where just 15 % have another label and just 15 % are not stable',
      { relabelled: 3, unstable: 3 },
      'settled',
    ],
    ['may be worth it where more have another label', { relabelled: 4 }, 'again'],
    ['or more are not stable', { unstable: 4 }, 'again'],
    ['is judged by labels where no counts are known', { compared: 0, relabelled: 3 }, 'settled'],
    ['and only by them', { compared: 0, relabelled: 4 }, 'again'],
    ['cannot be judged where nobody looked', { looked: 0 }, 'nobody'],
    ['nor where too few did', { looked: 4 }, 'too-few'],
    ['not even where nothing is wide then', { looked: 4, wide: 0 }, 'too-few'],
    ['nor where nothing new is shown of any statement', { of: 0, compared: 0 }, 'too-few'],
  ])('%s', (_, more, advice) => expect(adviceOn({ ...counted, ...more })).toBe(advice))
})

describe('movement', () => {
  const wide = (answers: Spread, more: Partial<StatementConsensus> = {}) => ({
    answers,
    divergence: 60,
    label: 'split' as const,
    ...more,
  })
  const before = merged({
    [look]: wide({ nowhere: 4, everywhere: 5 }),
    [choose]: wide({ nowhere: 5, everywhere: 4 }),
  })
  const opened = openSecondLook({
    ...{ model: smallModel, consensus: before, minimumGroup: 5, notes: {} },
    opened: '2026-11-23T09:00:00Z',
  })!
  const since = (statements: Parameters<typeof merged>[0], looked = 6, halfWay = 0, withheld = {}) =>
    movementSince(opened, {
      ...{ model: smallModel, minimumGroup: 5, looked, halfWay },
      consensus: { ...merged(statements), ...withheld },
    })

  it('tells label, divergence and change of each statement, and what it comes to', () => {
    const after = {
      [look]: wide({ nowhere: 1, everywhere: 8 }, { label: 'confirm', divergence: 30, again: 6 }),
      [choose]: wide({ nowhere: 5, everywhere: 4 }, { again: 6 }),
    }
    expect(since(after)).toMatchObject({
      ...{ pass: 2, looked: 6, of: 9, relabelled: 1, compared: 2, unstable: 1, wide: 1, advice: 'again' },
      statements: [
        {
          statement: { id: look },
          before: { label: 'split', divergence: 60 },
          after: { label: 'confirm', divergence: 30 },
          change: 0.333333333333,
        },
        { statement: { id: choose }, after: { label: 'split' }, change: 0 },
      ],
    })
  })

  it('tells nothing of what is withheld, whoever reads it', () => {
    const shown = {
      [look]: wide({ nowhere: 4, everywhere: 5 }),
      [choose]: wide({ nowhere: 5, everywhere: 4 }),
    }
    const withheld = { statements: { [look]: wide({ everywhere: 9 }, { label: 'shared', again: 1 }) } }
    const { statements, ...sums } = since(shown, 1, 0, { withheld })
    expect(statements.map(({ after, change }) => [after, change])).toEqual([
      [undefined, undefined],
      [{ label: 'split', divergence: 60 }, 0],
    ])
    expect(sums).toMatchObject({ compared: 1, withheld: 1, relabelled: 0, wide: 2, advice: 'too-few' })
  })

  it('counts who left half way apart, and with those who looked', () => {
    const after = { [look]: wide({ nowhere: 4, everywhere: 5 }), [choose]: wide({ nowhere: 9 }) }
    expect(since(after, 0, 1)).toMatchObject({ looked: 0, halfWay: 1, advice: 'too-few' })
    expect(since(after, 3, 2)).toMatchObject({ looked: 3, halfWay: 2, advice: 'again' })
  })

  it('does not call wide what is agreed', () => {
    const agreed = { agreed: 'everywhere', again: 9 }
    const after = {
      [look]: wide({ nowhere: 4, everywhere: 5 }, agreed),
      [choose]: wide({ nowhere: 5, everywhere: 4 }, agreed),
    }
    expect(since(after)).toMatchObject({ wide: 0, advice: 'nothing-wide' })
  })
})
