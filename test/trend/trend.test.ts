import { describe, expect, it } from 'vitest'
import type { SectionAnswers } from '../../src/response/response.ts'
import { resultsOf } from '../../src/scoring/results.ts'
import { type RoundResults, trendOf } from '../../src/trend/trend.ts'
import { responseOf } from '../merge/small-responses.ts'
import { smallModel } from '../small-model.ts'

const all = (answer: string): SectionAnswers =>
  Object.fromEntries(smallModel.stages.map((stage) => [stage.id, answer]))

function round(id: string, sections: Readonly<Record<string, SectionAnswers>>): RoundResults {
  return { round: id, results: resultsOf(smallModel, responseOf('ann', sections)) }
}

const first = round('2025', { 'roads/inside': all('in-places'), courage: { speak: 'never' } })
const second = round('2026', {
  'roads/inside': all('half-way'),
  'roads/outside': all('everywhere'),
  'parks/inside': all('mostly'),
  courage: { speak: 'seldom' },
})

describe('a trend', () => {
  it('has the levels side by side, characteristics and then success factors', () => {
    const { rounds, lines } = trendOf(smallModel, [first, second])
    expect(rounds).toEqual(['2025', '2026'])
    expect(lines).toEqual([
      { id: 'roads', title: 'Roads', levels: [1.25, 3.75], change: 2.5 },
      { id: 'parks', title: 'Parks', levels: [undefined, 3.75] },
      { id: 'courage', title: 'Courage', levels: [0, 1.666666666667], change: 1.666666666667 },
    ])
  })

  it('by cell has a line for each cell', () => {
    const { lines } = trendOf(smallModel, [first, second], 'cell')
    expect(lines.map(({ id, levels }) => [id, ...levels])).toEqual([
      ['roads/inside', 1.25, 2.5],
      ['roads/outside', undefined, 5],
      ['parks/inside', undefined, 3.75],
      ['parks/outside', undefined, undefined],
      ['courage', 0, 1.666666666667],
    ])
  })

  it('of one round shows levels and no change', () => {
    const { lines } = trendOf(smallModel, [first])
    expect(lines[0]).toEqual({ id: 'roads', title: 'Roads', levels: [1.25] })
  })

  it('keeps the order it is given, and measures from the first to the last', () => {
    const { rounds, lines } = trendOf(smallModel, [second, first])
    expect([rounds, lines[0]?.change]).toEqual([['2026', '2025'], -2.5])
  })

  it('lists a round it cannot show with its reason, never drops it', () => {
    const faulty = { round: 'odd', left: 'it answered another model' }
    const shown = trendOf(smallModel, [first, faulty, second, { round: 'next' }])
    expect(shown.rounds).toEqual(['2025', '2026'])
    expect(shown.leftOut).toEqual([
      { round: 'odd', reason: 'it answered another model' },
      { round: 'next', reason: 'no results' },
    ])
  })

  it('of no rounds has lines without levels', () => {
    const { rounds, lines } = trendOf(smallModel, [])
    expect([rounds, lines.map((line) => line.levels)]).toEqual([[], [[], [], []]])
  })
})
