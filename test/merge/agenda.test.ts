import { describe, expect, it } from 'vitest'
import { type Ranked, rankByDivergence } from '../../src/merge/agenda.ts'
import type { Consensus, StatementConsensus } from '../../src/merge/consensus.ts'
import { divergence } from '../../src/merge/divergence.ts'
import { labelOf } from '../../src/merge/label.ts'
import { countsOf, type Spread } from '../../src/merge/spread.ts'
import { suggest } from '../../src/merge/suggestion.ts'
import type { Model } from '../../src/model/model.ts'
import { smallModel } from '../small-model.ts'
import { inputOf } from './small-responses.ts'

/** A consensus of so many people with these spreads, computed as a merge would. */
function consensusOf(spreads: Readonly<Record<string, Spread>>, count = 10): Consensus {
  const { pin, round, responsesDigest: digest } = inputOf([])
  const statements = Object.entries(spreads).map(([id, answers]): [string, StatementConsensus] => {
    const { scale } = smallModel.statementById.get(id)!
    const counts = countsOf(scale, answers)
    const suggestion = suggest(counts)
    const suggested = suggestion && scale.options[suggestion.rank]!.id
    return [
      id,
      {
        answers,
        divergence: divergence(counts),
        label: labelOf(counts, suggestion),
        ...(suggested === undefined ? {} : { suggested }),
        ...(suggestion?.tied ? { tied: true } : {}),
      },
    ]
  })
  const responses = { count, 'left-out': 0, digest }
  const format = 'tiex-consensus/1'
  return { format, model: pin, round, responses, statements: Object.fromEntries(statements) }
}

function firstIds(spreads: Readonly<Record<string, Spread>>, length: number): readonly string[] {
  const ranked = rankByDivergence(smallModel, consensusOf(spreads))
  return ranked.slice(0, length).map((item) => item.statement.id)
}

function onlyItem(answers: Spread, count = 10): Ranked {
  return rankByDivergence(smallModel, consensusOf({ 'parks/inside/try': answers }, count)).find(
    (item) => item.statement.id === 'parks/inside/try',
  )!
}

describe('the agenda', () => {
  it('has what people diverge on most first', () => {
    const spreads = {
      'roads/inside/look': { mostly: 10 },
      'roads/inside/choose': { mostly: 5, everywhere: 5 },
      'roads/inside/try': { nowhere: 5, everywhere: 5 },
    }
    expect(firstIds(spreads, 2)).toEqual(['roads/inside/try', 'roads/inside/choose'])
  })

  it('tells apart what rounds to the same divergence', () => {
    const spreads = {
      'roads/inside/look': { 'half-way': 28, mostly: 1 },
      'roads/inside/choose': { 'half-way': 27, mostly: 1 },
    }
    const [first, second] = rankByDivergence(smallModel, consensusOf(spreads, 30))
    expect([first?.divergence, second?.divergence]).toEqual([3, 3])
    expect(first?.statement.id).toBe('roads/inside/choose')
  })

  it('has the larger variation first at the same dissent', () => {
    const spreads = {
      'roads/inside/look': { 'in-places': 4, 'half-way': 2 },
      'roads/inside/choose': { 'in-places': 2, 'half-way': 1 },
    }
    expect(firstIds(spreads, 1)).toEqual(['roads/inside/choose'])
  })

  it('has more answers first at the same spread, then keeps the order of the model', () => {
    const spreads = {
      'roads/inside/look': { 'in-places': 1, 'half-way': 1 },
      'roads/inside/choose': { 'half-way': 2, mostly: 2 },
      'parks/outside/try': { 'in-places': 2, 'half-way': 2 },
    }
    expect(firstIds(spreads, 3)).toEqual(['roads/inside/choose', 'parks/outside/try', 'roads/inside/look'])
  })

  it('does not mix scales: the grid first, whatever the order of scales in the model', () => {
    const model: Model = { ...smallModel, scales: smallModel.scales.toReversed() }
    const ranked = rankByDivergence(model, consensusOf({ 'courage/stop': { never: 5, always: 5 } }))
    expect(ranked.map((item) => item.statement.scale.id)).toEqual([
      ...Array(20).fill('extent'),
      ...Array(3).fill('trust'),
    ])
    expect(ranked[20]?.statement.id).toBe('courage/stop')
  })

  it('has every statement, also those the consensus does not hold', () => {
    const ranked = rankByDivergence(smallModel, consensusOf({}))
    expect(ranked.map((item) => item.statement.id)).toEqual(smallModel.statements.map(({ id }) => id))
    expect(ranked[0]).toMatchObject({ counts: [0, 0, 0, 0, 0], scored: 0, label: 'too-few', tied: false })
  })

  it('shows the counts beside what was computed from them', () => {
    const answers = { 'in-places': 3, 'half-way': 3, 'dont-know': 1, 'not-applicable': 1, unanswered: 2 }
    expect(onlyItem(answers)).toEqual({
      statement: smallModel.statementById.get('parks/inside/try'),
      counts: [0, 3, 3, 0, 0],
      scored: 6,
      dontKnow: 1,
      notApplicable: 1,
      unanswered: 2,
      label: 'discuss',
      divergence: 19,
      suggested: 'in-places',
      tied: true,
      loneVoice: false,
      scopeDisagreement: false,
      knowledgeGap: false,
    })
  })

  it('shows what is readable where the counts are sealed', () => {
    const {
      answers,
      divergence: _,
      ...readable
    } = consensusOf({ 'parks/inside/try': { mostly: 3 } }).statements['parks/inside/try']!
    const sealed = { ...consensusOf({}), statements: { 'parks/inside/try': readable } }
    const item = rankByDivergence(smallModel, sealed).find(({ label }) => label === 'shared')
    expect(item).toMatchObject({ suggested: 'mostly', scored: 0, divergence: undefined, knowledgeGap: false })
  })
})

it.each([
  ['one person two options above the suggestion', { 'in-places': 4, mostly: 1 }, true],
  ['one person below it', { nowhere: 1, mostly: 4 }, true],
  ['somebody is between them and the suggestion', { 'in-places': 4, 'half-way': 3, mostly: 1 }, false],
  ['somebody is on the other side of the suggestion', { nowhere: 2, 'in-places': 4, mostly: 1 }, true],
  ['one option away', { 'half-way': 4, mostly: 1 }, false],
  ['nothing is suggested', { nowhere: 2, everywhere: 2 }, false],
  ['one of 19', { nowhere: 18, everywhere: 1 }, true],
  ['one of 20 is 5 %', { nowhere: 19, everywhere: 1 }, true],
  ['one of 21 is less', { nowhere: 20, everywhere: 1 }, false],
  ['two at one option', { nowhere: 10, everywhere: 2 }, false],
  ['one on either side', { nowhere: 1, 'half-way': 10, everywhere: 1 }, false],
  ['a crowd of 12 of 40', { nowhere: 28, everywhere: 12 }, false],
  ['one of 20 who answer, of many who do not', { nowhere: 19, everywhere: 1, unanswered: 9 }, true],
])('a lone voice, where %s: %j is %s', (_, answers, expected) => {
  expect(onlyItem(answers).loneVoice).toBe(expected)
})

it.each([
  ['a quarter', { mostly: 3, 'not-applicable': 1 }, true],
  ['less than a quarter', { mostly: 4, 'not-applicable': 1 }, false],
  ['three quarters', { mostly: 1, 'not-applicable': 3 }, true],
  ['more than three quarters', { mostly: 1, 'not-applicable': 4 }, false],
  ['one of two', { mostly: 1, 'not-applicable': 1, 'dont-know': 5 }, true],
  ['the only one', { 'not-applicable': 1, unanswered: 9 }, false],
  ['nobody', {}, false],
])('people disagree whether it applies, where %s say it does not: %j is %s', (_, answers, expected) => {
  expect(onlyItem(answers).scopeDisagreement).toBe(expected)
})

it.each([
  ['a third', { mostly: 6, 'dont-know': 2, unanswered: 1 }, 9, false],
  ['more than a third', { mostly: 6, 'dont-know': 2, unanswered: 2 }, 10, true],
  ['not applicable is an answer', { mostly: 5, 'not-applicable': 5 }, 10, false],
  ['nobody of nobody', {}, 0, false],
])('a knowledge gap, where %s do not say: %j of %i is %s', (_, answers, count, expected) => {
  expect(onlyItem(answers, count).knowledgeGap).toBe(expected)
})
