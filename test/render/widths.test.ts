import { describe, expect, it } from 'vitest'
import { readModel, shippedModels } from '../../src/files/models.ts'
import { mergeResponses } from '../../src/merge/merge.ts'
import { viewMerge } from '../../src/merge/view.ts'
import type { Model } from '../../src/model/model.ts'
import { renderAll, renderMerge } from '../../src/render/merge/merge.ts'
import { renderGrid } from '../../src/render/results/grid.ts'
import { renderExplanation, renderLinesOfEnquiry, renderResults } from '../../src/render/results/results.ts'
import { columnsOf } from '../../src/render/text.ts'
import { renderTrend } from '../../src/render/trend.ts'
import { withSectionValue } from '../../src/response/answers.ts'
import type { Response } from '../../src/response/response.ts'
import { resultsOf } from '../../src/scoring/results.ts'
import { trendOf } from '../../src/trend/trend.ts'
import { someOf } from '../every.ts'
import { smallModel } from '../small-model.ts'
import { screenOf } from './screens.ts'

const read = await readModel(shippedModels().at(-1)!)
if (read === 'missing' || 'problems' in read) throw new Error('the shipped model cannot be read')

/** A response that goes through the options as if by lot, with ambitions, stances and states outside the scale among them. */
function answered(model: Model, seed: number): Response {
  let response: Response = {
    format: 'tiex-response/1',
    model: `${model.id}@${model.version}`,
    round: 'one',
    person: `person-${seed}`,
    submitted: '2026-11-03T16:40:00Z',
    answers: {},
  }
  let next = seed
  const draw = (below: number) => {
    next = (next * 1103515245 + 12345) % 2147483648
    return Math.floor((next / 2147483648) * below)
  }
  for (const section of model.sections) {
    for (const { key, scale } of section.statements) {
      const answers = [...scale.options.map((option) => option.id), 'dont-know', 'not-applicable']
      response = withSectionValue(response, section, key, answers[draw(answers.length)])
    }
    if (section.kind === 'cell')
      response = withSectionValue(response, section, 'ambition', draw(model.stages.length + 1))
    if (section.kind === 'cell' && draw(5) === 0)
      response = withSectionValue(response, section, 'stance', 'deliberate')
  }
  return response
}

/** The small model with long titles in wide letters, six modes and twelve stages' worth of marks. */
const wide: Model = {
  ...smallModel,
  characteristics: smallModel.characteristics.map((one) => ({
    ...one,
    title: `${one.title} 市議会は費用を知っている and all that belongs to it`,
  })),
  cells: smallModel.cells.map((cell) => ({ ...cell, title: `${cell.title} 市議会は費用を知っている` })),
  modes: smallModel.modes.map((mode) => ({ ...mode, title: `${mode.title} the council and beyond` })),
}

const models: readonly [string, Model][] = [
  ['the shipped model', read.model],
  ['the small model', smallModel],
  ['a model of long and wide titles', wide],
]
const all = Array.from({ length: 121 }, (_, index) => 40 + index)
const widths = [...new Set([80, ...someOf(all, 5)])]

function expectToFit(text: string, width: number): void {
  const long = text.split('\n').filter((line) => columnsOf(line) > width)
  expect(long, `at ${width} columns`).toEqual([])
}

describe.each(models)('with %s, from 40 to 160 columns, no row is longer than the screen', (_, model) => {
  const results = resultsOf(model, answered(model, 1))
  const responses = [1, 2, 3, 4, 5, 6, 7].map((seed) => answered(model, seed))
  const { id, version, digest } = model
  const { consensus, changed } = mergeResponses({
    model,
    round: 'one',
    pin: { id, version, digest },
    responses,
    leftOut: 0,
    responsesDigest: digest,
  })
  const view = viewMerge({
    model,
    consensus,
    changed,
    invited: 9,
    leftOut: [],
    waiting: [{ id: 'bo', name: 'Bo Ray', of: model.statements.length }],
  })
  const trendOver = (rounds: number, by: 'characteristic' | 'cell') =>
    trendOf(
      model,
      Array.from({ length: rounds }, (_, index) => ({
        round: `${2020 + index}-autumn`,
        results: resultsOf(model, answered(model, index + 1)),
      })),
      by,
    )

  it.each<[string, (width: number) => string]>([
    ['of the grid', (width) => renderGrid(results, screenOf(width))],
    [
      'of the results',
      (width) => renderResults(results, 'Exampleshire County Council · 2026 autumn', screenOf(width)),
    ],
    ['of the arithmetic', (width) => renderExplanation(results, screenOf(width))],
    [
      'of the lines of enquiry',
      (width) => renderLinesOfEnquiry(results, 'Exampleshire County Council', screenOf(width)),
    ],
    ['of a merge', (width) => renderMerge(view, 10, screenOf(width))],
    ['of a merge in full', (width) => renderAll(view, screenOf(width))],
  ])('%s', (_, draw) => {
    for (const width of widths) expectToFit(draw(width), width)
  })

  it.each([1, 2, 4, 9, 15])('of a trend over %i rounds', (rounds) => {
    for (const by of ['characteristic', 'cell'] as const) {
      const trend = trendOver(rounds, by)
      for (const width of widths)
        expectToFit(renderTrend(trend, 'Exampleshire County Council', screenOf(width)), width)
    }
  })

  it('and the grid always has every cell with its level', () => {
    for (const width of widths) {
      const drawn = renderGrid(results, screenOf(width))
      const levels = drawn.match(/\d\.\d|–/g) ?? []
      expect(levels.length, `at ${width} columns`).toBeGreaterThanOrEqual(results.cells.length)
    }
  })
})
