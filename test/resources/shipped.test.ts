import { describe, expect, it } from 'vitest'
import { readModel, readResources, shippedModels } from '../../src/files/models.ts'
import type { Cell, Factor, Model } from '../../src/model/model.ts'
import { searchResources } from '../../src/resources/search.ts'
import { needsOf, suggest } from '../../src/resources/suggest.ts'
import { withSectionValue } from '../../src/response/answers.ts'
import type { Response } from '../../src/response/response.ts'
import { resultsOf } from '../../src/scoring/results.ts'

const folder = shippedModels().at(-1)!
const read = await readModel(folder)
if (read === 'missing' || 'problems' in read) throw new Error('the shipped model cannot be read')
const { model } = read
const { resources, problems } = await readResources(model, folder)

const tagged = (cell: Cell) =>
  resources.filter(
    (resource) =>
      resource.characteristics?.includes(cell.characteristic) && resource.modes?.includes(cell.mode),
  )

describe('the shipped resources', () => {
  it('are in order, and at least a hundred', () => {
    expect(problems).toEqual([])
    expect(resources.length).toBeGreaterThanOrEqual(100)
  })

  it.each(model.cells.map((cell) => [cell.id, cell] as const))('have at least four for %s', (_, cell) => {
    expect(tagged(cell).length).toBeGreaterThanOrEqual(4)
  })

  it.each(model.stages.map((stage) => [stage.id]))('have at least fifteen for the stage %s', (stage) => {
    expect(resources.filter((resource) => resource.stages?.includes(stage)).length).toBeGreaterThanOrEqual(15)
  })

  it.each(model.factors.map((factor) => [factor.id]))(
    'have at least six for the success factor %s',
    (factor) => {
      expect(
        resources.filter((resource) => resource['success-factors']?.includes(factor)).length,
      ).toBeGreaterThanOrEqual(6)
    },
  )

  it.each(['unit costs', 'behavioral insights', 'comissioning', 'digital'])('are found by: %s', (words) => {
    expect(searchResources(resources, words).length).toBeGreaterThan(0)
  })
})

/** A response with this rank of the scale for every statement, and `low` at the lowest. */
function answered(rank: number, low: readonly (Cell | Factor)[]): Response {
  let response: Response = {
    format: 'tiex-response/1',
    model: `${model.id}@${model.version}`,
    round: 'one',
    person: 'ann',
    answers: {},
  }
  for (const section of model.sections)
    for (const { key, scale } of section.statements) {
      const option = low.includes(section) ? scale.options[0] : scale.options.at(rank)
      response = withSectionValue(response, section, key, option!.id)
    }
  return response
}

function suggested(of: Model, response: Response): readonly string[] {
  return suggest(needsOf(resultsOf(of, response)), resources, 3).flatMap(({ resources: found }) =>
    found.map(({ resource }) => resource.id),
  )
}

describe('the suggestions', () => {
  it('are none for a council that is there', () => {
    expect(suggested(model, answered(-1, []))).toEqual([])
  })

  it('differ for every pair of cells in which a council is weak', () => {
    const lists = model.cells.map((cell) => suggested(model, answered(-1, [cell])).join(' '))
    expect(new Set(lists).size).toBe(model.cells.length)
    expect(lists).not.toContain('')
  })

  it('differ with the next stage of the same cell', () => {
    for (const cell of model.cells) {
      const lists = cell.statements.map((statement) =>
        suggested(
          model,
          withSectionValue(answered(-1, []), cell, statement.key, statement.scale.options[0]!.id),
        ).join(' '),
      )
      expect(new Set(lists).size, cell.id).toBeGreaterThan(1)
    }
  })

  it('begin with what is about the very cell and stage', () => {
    for (const cell of model.cells) {
      const [first] = suggest(needsOf(resultsOf(model, answered(-1, [cell]))), resources, 3)
      expect(first?.need.section.id).toBe(cell.id)
      expect(first?.resources[0]?.match, cell.id).toMatch(/^cell/)
    }
  })

  it('are about the success factor where that is weak', () => {
    for (const factor of model.factors) {
      const [first] = suggest(needsOf(resultsOf(model, answered(-1, [factor]))), resources, 3)
      expect(first?.need.section.id).toBe(factor.id)
      expect(first?.resources.map(({ match }) => match)).toEqual(Array(3).fill('success factor'))
    }
  })
})
