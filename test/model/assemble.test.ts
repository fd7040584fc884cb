import { describe, expect, it } from 'vitest'
import { assembleModel } from '../../src/model/assemble.ts'
import { smallModel } from '../small-model.ts'
import { smallParts } from './small-parts.ts'

const model = assembleModel(smallParts())

describe('an assembled model', () => {
  it('has its statements in the order in which they are asked', () => {
    expect(model.statements.map((statement) => statement.id)).toEqual(
      smallModel.statements.map((statement) => statement.id),
    )
    expect(model.cells.map((cell) => cell.id)).toEqual([
      'roads/inside',
      'roads/outside',
      'parks/inside',
      'parks/outside',
    ])
    expect(model.sections.map((section) => section.id)).toEqual([
      ...model.cells.map((cell) => cell.id),
      'courage',
    ])
  })

  it('follows the lists of model.yaml, whatever the order of files, modes and stages in them', () => {
    const parts = smallParts()
    parts.characteristics.reverse()
    for (const { data } of parts.characteristics) {
      data.cells = Object.fromEntries(Object.entries(data.cells).reverse())
      for (const cell of Object.values(data.cells))
        cell.statements = Object.fromEntries(Object.entries(cell.statements).reverse())
    }
    expect(assembleModel(parts)).toEqual(model)
  })

  it('titles a cell by its characteristic and its mode', () => {
    expect(model.cells[0]?.title).toBe('Roads / inside')
  })

  it('reads fractions as values, and a note without a kind as text', () => {
    expect(model.factorScale.options.map((option) => option.value)).toEqual([0, 1 / 3, 2 / 3, 1])
    expect(model.notes.map((note) => note.kind)).toEqual(['text', 'text', 'links'])
  })

  it('gives cells the scale of statements and factors theirs', () => {
    for (const { scale, section } of model.statements)
      expect(scale.id).toBe(section === 'courage' ? 'trust' : 'extent')
  })

  it('finds every statement and section by its id', () => {
    for (const statement of model.statements) expect(model.statementById.get(statement.id)).toBe(statement)
    for (const section of model.sections) expect(model.sectionById.get(section.id)).toBe(section)
  })

  it('is the model its parts were taken from, but for the titles of cells', () => {
    const { digest: _, ...expected } = smallModel
    const same = JSON.stringify({ ...model, statementById: 0, sectionById: 0 })
    expect(JSON.parse(same.replaceAll('/ inside', '/ Inside').replaceAll('/ outside', '/ Outside'))).toEqual(
      JSON.parse(JSON.stringify({ ...expected, statementById: 0, sectionById: 0 })),
    )
  })
})
