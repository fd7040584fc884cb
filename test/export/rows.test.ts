import { describe, expect, it } from 'vitest'
import { type Exported, rowsOf } from '../../src/export/rows.ts'
import { smallModel } from '../small-model.ts'

const { id, version, digest } = smallModel
const record: Exported = {
  organisation: { id: 'a', name: 'A Council', type: 'county', context: { population: 7 } },
  model: { id, version, digest },
  ...{ round: '2026-autumn', scope: 'whole council', respondents: 9 },
  statements: {
    'roads/inside/look': { agreed: 'everywhere' },
    'roads/inside/try': { agreed: 'half-way' },
    'parks/inside/look': { agreed: 'not-applicable' },
  },
  cells: { 'roads/inside': { ambition: 4 } },
}
const modelOf = (asked: string) => (asked === digest ? smallModel : undefined)
const measured = (one: Exported, measure: string, of = modelOf) =>
  rowsOf(one, of)
    .observations.filter((row) => row.measure === measure)
    .map((row) => [row.kind, row.id, row.answer, row.value])

describe('the rows of a round', () => {
  it('have what is common to all once, null where there is nothing', () =>
    expect(rowsOf(record, modelOf).about).toEqual({
      ...{ organisation: 'a', name: 'A Council', type: 'county', region: null },
      ...{ scope: 'whole council', round: '2026-autumn', published: null, respondents: 9 },
      model: `${id}@${version}`,
    }))

  it.each<[string, readonly unknown[]]>([
    ['context', [['context', 'population', null, 7]]],
    [
      'agreed',
      [
        ['statement', 'roads/inside/look', 'everywhere', 1],
        ['statement', 'roads/inside/try', 'half-way', 0.5],
        ['statement', 'parks/inside/look', 'not-applicable', null],
      ],
    ],
    // Not-applicable counts nothing, and no level is not level 0.
    ['level', [['cell', 'roads/inside', null, 3.75]]],
    ['stage-reached', [['cell', 'roads/inside', null, 1]]],
    ['ambition', [['cell', 'roads/inside', null, 4]]],
    ['answers', []],
  ])('of the measure %s', (measure, rows) => expect(measured(record, measure)).toEqual(rows))

  it('have spreads where they were published, a row an answer', () =>
    expect(
      measured({ ...record, spreads: { 'roads/inside/look': { everywhere: 6, mostly: 3 } } }, 'answers'),
    ).toEqual([
      ['statement', 'roads/inside/look', 'everywhere', 6],
      ['statement', 'roads/inside/look', 'mostly', 3],
    ]))

  it('have answers without values, and no levels, where the model is not known', () => {
    const unknown = () => undefined
    expect(measured(record, 'agreed', unknown)[0]).toEqual([
      'statement',
      'roads/inside/look',
      'everywhere',
      null,
    ])
    expect(measured(record, 'level', unknown)).toEqual([])
    expect(measured(record, 'ambition', unknown)).toEqual([['cell', 'roads/inside', null, 4]])
  })

  it('have the option with its value alone, whatever name it has', () =>
    expect(
      measured({ ...record, statements: { 'roads/inside/look': { agreed: 'constructor' } } }, 'agreed'),
    ).toEqual([['statement', 'roads/inside/look', 'constructor', null]]))
})
