import { describe, expect, it } from 'vitest'
import type { Consensus } from '../../src/merge/consensus.ts'
import type { Model } from '../../src/model/model.ts'
import type { SectionAnswers } from '../../src/response/response.ts'
import { byGap, byStrength, consensusResults, priorityWeight, resultsOf } from '../../src/scoring/results.ts'
import { responseOf } from '../merge/small-responses.ts'
import { smallModel } from '../small-model.ts'

type Sections = Readonly<Record<string, SectionAnswers>>

const all = (answer: string): SectionAnswers =>
  Object.fromEntries(smallModel.stages.map((stage) => [stage.id, answer]))

const results = (sections: Sections, model: Model = smallModel) =>
  resultsOf(model, responseOf('ann', sections))
const cellOf = (sections: Sections, id: string) =>
  results(sections).cells.find((cell) => cell.section.id === id)!

function consensusOf(more: Pick<Consensus, 'statements'> & Partial<Consensus>): Consensus {
  const { id, version, digest } = smallModel
  return {
    format: 'tiex-consensus/1',
    model: { id, version, digest },
    round: 'one',
    responses: { count: 5, digest: `sha256:${'0'.repeat(64)}` },
    ...more,
  }
}

describe('the results of a person', () => {
  it('have the levels of every section, in the order of the model', () => {
    const shown = results({
      'roads/inside': { ...all('mostly'), ambition: 5 },
      'parks/inside': { look: 'everywhere', choose: 'half-way' },
      courage: { speak: 'always', fail: 'often', stop: 'dont-know' },
    })
    expect(
      shown.cells.map((cell) => [cell.section.id, cell.level, cell.reached, cell.ambition, cell.gap]),
    ).toEqual([
      ['roads/inside', 3.75, 0, 5, 1.25],
      ['roads/outside', undefined, 0, undefined, undefined],
      ['parks/inside', 3.75, 1, undefined, undefined],
      ['parks/outside', undefined, 0, undefined, undefined],
    ])
    expect(shown.factors.map((factor) => factor.level)).toEqual([4.166666666667])
    expect(shown.coverage).toEqual({ scored: 9, dontKnow: 1, notApplicable: 0, unanswered: 13 })
    expect([shown.agreed, shown.suggested]).toEqual([0, 0])
  })

  it('give a characteristic and a mode the mean of their cells that have a level', () => {
    const shown = results({
      'roads/inside': all('everywhere'),
      'roads/outside': all('half-way'),
      'parks/inside': all('nowhere'),
      'parks/outside': all('dont-know'),
    })
    expect(shown.characteristics.map(({ of, level, sections }) => [of.id, level, sections])).toEqual([
      ['roads', 3.75, ['roads/inside', 'roads/outside']],
      ['parks', 0, ['parks/inside']],
    ])
    expect(shown.modes.map(({ of, level }) => [of.id, level])).toEqual([
      ['inside', 2.5],
      ['outside', 2.5],
    ])
  })

  it('have no mean where no cell has a level', () => {
    const [roads] = results({}).characteristics
    expect(roads).toEqual({ of: smallModel.characteristics[0], sections: [] })
  })

  it('give a line of enquiry the mean of the cells that touch it, and only of those', () => {
    const cells = smallModel.cells.map((cell) => ({
      ...cell,
      linesOfEnquiry: cell.characteristic === 'roads' ? ['purpose'] : [],
    }))
    const model: Model = {
      ...smallModel,
      cells,
      linesOfEnquiry: [...smallModel.linesOfEnquiry, { id: 'trust', title: 'Trust' }],
    }
    const shown = results({ 'roads/inside': all('everywhere'), 'parks/inside': all('nowhere') }, model)
    expect(shown.linesOfEnquiry.map(({ of, level, sections }) => [of.id, level, sections])).toEqual([
      ['purpose', 5, ['roads/inside']],
      ['trust', undefined, []],
    ])
  })

  it('have a deliberate stance beside the gap', () => {
    const cell = cellOf(
      { 'roads/inside': { ...all('in-places'), ambition: 3, stance: 'deliberate' } },
      'roads/inside',
    )
    expect([cell.gap, cell.stance]).toEqual([1.75, 'deliberate'])
  })
})

describe('the results of a consensus', () => {
  const statement = (id: string, entry: object) => ({ [id]: { label: 'shared', ...entry } as const })

  it('count what is agreed, else what is suggested, and say how many of each', () => {
    const shown = consensusResults(
      smallModel,
      consensusOf({
        statements: {
          ...statement('roads/inside/look', { suggested: 'nowhere', agreed: 'everywhere' }),
          ...statement('roads/inside/choose', { suggested: 'half-way' }),
          ...statement('roads/inside/try', { agreed: 'not-applicable', suggested: 'mostly' }),
          ...statement('roads/inside/spread', {}),
        },
      }),
    )
    const [cell] = shown.cells
    expect(cell?.statements.map(({ answer, basis, value }) => [answer, basis, value])).toEqual([
      ['everywhere', 'agreed', 1],
      ['half-way', 'suggested', 0.5],
      ['not-applicable', 'agreed', undefined],
      [undefined, undefined, undefined],
      [undefined, undefined, undefined],
    ])
    expect([shown.agreed, shown.suggested, cell?.level, cell?.reached]).toEqual([2, 1, 3.75, 1])
  })

  it.each([
    [{ ambition: 4, 'suggested-ambition': 2 }, 4],
    [{ 'suggested-ambition': 2 }, 2],
    [{ ambition: 0, 'suggested-ambition': 2 }, 0],
    [{}, undefined],
  ])('of the ambitions %j take %s', (cell, ambition) => {
    const shown = consensusResults(
      smallModel,
      consensusOf({ statements: {}, cells: { 'roads/inside': cell } }),
    )
    expect(shown.cells[0]?.ambition).toBe(ambition)
  })
})

describe('cells by gap', () => {
  const wish = (answer: string, ambition: number, more: SectionAnswers = {}): SectionAnswers => ({
    ...all(answer),
    ambition,
    ...more,
  })

  it('have the widest first and leave out none, closed and deliberate ones', () => {
    const shown = results({
      'roads/inside': wish('everywhere', 5),
      'roads/outside': wish('half-way', 3),
      'parks/inside': wish('nowhere', 5, { stance: 'deliberate' }),
      'parks/outside': wish('in-places', 5),
    })
    expect(byGap(shown).map((cell) => cell.section.id)).toEqual(['parks/outside', 'roads/outside'])
  })

  it('at equal gaps go by priority, then keep the order of the model', () => {
    const cells = {
      'roads/inside': { ambition: 2, priority: 'low' },
      'roads/outside': { ambition: 2 },
      'parks/inside': { ambition: 2, priority: 'high' },
      'parks/outside': { ambition: 2, priority: 'medium' },
    } as const
    const statements = Object.fromEntries(
      smallModel.cells.flatMap((cell) =>
        cell.statements.map((one) => [one.id, { label: 'shared', suggested: 'nowhere' } as const]),
      ),
    )
    const shown = consensusResults(smallModel, consensusOf({ statements, cells }))
    expect(byGap(shown).map((cell) => cell.section.id)).toEqual([
      'parks/inside',
      'roads/outside',
      'parks/outside',
      'roads/inside',
    ])
  })

  it('know no gap smaller than an answer can make: a third that was met is met', () => {
    const thirds = [
      { id: 'no', title: 'No', value: 0 },
      { id: 'a-third', title: 'A third', value: 1 / 3 },
      { id: 'yes', title: 'Yes', value: 1 },
    ]
    const scale = { id: 'thirds', title: 'Thirds', options: thirds }
    const stages = smallModel.stages.slice(0, 3)
    const cells = smallModel.cells.map((cell) => ({
      ...cell,
      statements: cell.statements.slice(0, 3).map((one) => ({ ...one, scale })),
    }))
    const sectionById = new Map(cells.map((cell) => [cell.id, cell]))
    const model: Model = { ...smallModel, cells, stages, sectionById }
    const shown = results(
      { 'roads/inside': { look: 'a-third', choose: 'a-third', try: 'a-third', ambition: 1 } },
      model,
    )
    expect([shown.cells[0]?.level, shown.cells[0]?.gap, byGap(shown)]).toEqual([1, 0, []])
  })
})

describe('cells by strength', () => {
  it('have the highest level first; ties keep the order of the model, no level is left out', () => {
    const shown = results({
      'roads/inside': all('half-way'),
      'roads/outside': all('everywhere'),
      'parks/outside': all('half-way'),
    })
    expect(byStrength(shown).map((cell) => cell.section.id)).toEqual([
      'roads/outside',
      'roads/inside',
      'parks/outside',
    ])
  })
})

describe('the weight of a priority', () => {
  it.each([
    ['high', 1.5],
    ['medium', 1],
    [undefined, 1],
    ['low', 0.5],
  ])('%s is %f', (priority, weight) => expect(priorityWeight(priority)).toBe(weight))
})
