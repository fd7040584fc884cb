import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparableStatements, type Mapping, mappingAlong, mappingBetween } from '../../src/model/mapping.ts'
import { smallModel } from '../small-model.ts'
import { courageous, laterModel } from './next-model.ts'

const pairOf = ({ statements }: Mapping, id: string) => {
  const found = statements.find(({ newer }) => newer.id === id)
  if (found === undefined) return undefined
  const { older, declared, moved, reworded, rescaled } = found
  const marks = Object.entries({ declared, moved, reworded, rescaled }).filter(([, is]) => is)
  return [older.id, ...marks.map(([mark]) => mark)]
}

const text = 'People say what they mean.'

describe('a statement of a newer version', () => {
  it.each<[string, Parameters<typeof laterModel>[0], string, readonly string[] | undefined]>([
    ['as before, without was: is it, and nobody says so', {}, 'courage/speak', ['courage/speak']],
    [
      'as before, with was',
      { 'courage/speak': { was: 'courage/speak' } },
      'courage/speak',
      ['courage/speak', 'declared'],
    ],
    ['reworded without was: is a new one', { 'courage/speak': { text } }, 'courage/speak', undefined],
    [
      'reworded with was',
      { 'courage/speak': { text, was: 'courage/speak' } },
      'courage/speak',
      ['courage/speak', 'declared', 'reworded'],
    ],
    [
      'with another id and no was: is a new one',
      { 'courage/speak': { key: 'say' } },
      'courage/say',
      undefined,
    ],
    [
      'moved',
      { 'courage/speak': { key: 'say', was: 'courage/speak' } },
      'courage/say',
      ['courage/speak', 'declared', 'moved'],
    ],
    [
      'on another scale, with was',
      { 'courage/speak': { scale: smallModel.statementScale, was: 'courage/speak' } },
      'courage/speak',
      ['courage/speak', 'declared', 'rescaled'],
    ],
    [
      'on another scale without was: is a new one',
      { 'courage/speak': { scale: smallModel.statementScale } },
      'courage/speak',
      undefined,
    ],
    [
      'that was one which is not there: is a new one',
      { 'courage/speak': { was: 'courage/talk' } },
      'courage/speak',
      undefined,
    ],
    [
      'as before, while another says that it was this one',
      { 'courage/fail': { was: 'courage/speak' } },
      'courage/speak',
      undefined,
    ],
  ])('%s', (_, edits, id, pair) => {
    expect(pairOf(mappingBetween(laterModel(edits), smallModel), id)).toEqual(pair)
  })

  it('that is new, or gone, is listed', () => {
    const newer = laterModel({ 'courage/stop': null }, [courageous('ask', 'People ask.')])
    const { added, removed } = mappingBetween(newer, smallModel)
    expect([added, removed].map((list) => list.map(({ id }) => id))).toEqual([
      ['courage/ask'],
      ['courage/stop'],
    ])
  })

  it('says nothing of a model that is not the previous one', () => {
    const other = { ...smallModel, digest: `sha256:${'9'.repeat(64)}` }
    const newer = laterModel({ 'courage/speak': { text, was: 'courage/speak' } })
    expect(pairOf(mappingBetween(newer, other), 'courage/speak')).toBeUndefined()
  })
})

describe('what can be compared', () => {
  it('is a model and itself, throughout', () => {
    const all = comparableStatements(mappingBetween(smallModel, smallModel))
    expect([...all]).toEqual(smallModel.statements.map(({ id }) => [id, id]))
  })

  it('is what the author says, on the same scale', () => {
    const newer = laterModel({
      'courage/speak': { text, was: 'courage/speak' },
      'courage/fail': { key: 'err', was: 'courage/fail' },
      'courage/stop': { scale: smallModel.statementScale, was: 'courage/stop' },
    })
    expect([...comparableStatements(mappingBetween(newer, smallModel))]).toEqual([
      ['courage/speak', 'courage/speak'],
      ['courage/fail', 'courage/err'],
    ])
  })
})

describe('over several versions', () => {
  const second = laterModel({ 'courage/speak': { key: 'say', was: 'courage/speak' }, 'courage/stop': null })
  const third = laterModel(
    { 'courage/say': { text, was: 'courage/say' }, 'courage/fail': { was: 'courage/fail' } },
    [],
    second,
  )

  it('a statement is the oldest one where each step says so', () => {
    const mapping = mappingAlong(third, smallModel, [second])
    expect(pairOf(mapping, 'courage/say')).toEqual(['courage/speak', 'declared', 'moved', 'reworded'])
    expect(pairOf(mapping, 'courage/fail')).toEqual(['courage/fail'])
    expect(mapping.removed.map(({ id }) => id)).toEqual(['courage/stop'])
  })

  it('only the same ones are known where a version between is not at hand', () => {
    expect(pairOf(mappingAlong(third, smallModel, []), 'courage/say')).toBeUndefined()
    expect(pairOf(mappingAlong(third, smallModel, []), 'courage/fail')).toEqual(['courage/fail'])
  })

  it('a circle of versions comes to an end', () => {
    const round = {
      ...smallModel,
      digest: 'sha256:x',
      previous: { id: 'small', version: '3.0', digest: third.digest },
    }
    const circle = { ...second, previous: { id: 'small', version: '3.0', digest: third.digest } }
    expect(mappingAlong(third, round, [circle]).statements.length).toBeGreaterThan(0)
  })
})

describe('sections', () => {
  it('go where most of their statements went', () => {
    const factor = smallModel.factors[0]!
    const renamed = {
      ...factor,
      id: 'nerve',
      statements: factor.statements.map((one) => ({
        ...one,
        id: `nerve/${one.key}`,
        section: 'nerve',
        was: one.id,
      })),
    }
    const base = laterModel()
    const sections = [...base.cells, renamed]
    const statements = sections.flatMap((one) => one.statements)
    const newer = {
      ...base,
      ...{ factors: [renamed], sections, statements },
      statementById: new Map(statements.map((one) => [one.id, one])),
      sectionById: new Map(sections.map((one) => [one.id, one])),
    }
    const mapping = mappingBetween(newer, smallModel)
    expect(mapping.sections.get('courage')?.id).toBe('nerve')
    expect(mapping.sections.get('roads/inside')?.id).toBe('roads/inside')
  })
})

it('a statement of either version is mapped at most once, and every other is listed', () => {
  const ids = smallModel.statements.map(({ id }) => id)
  const edit = fc.record(
    { text: fc.constantFrom('One.', 'Two.'), was: fc.constantFrom(...ids) },
    { requiredKeys: [] },
  )
  const edits = fc.dictionary(fc.constantFrom(...ids), fc.option(edit, { nil: null }))
  fc.assert(
    fc.property(edits, (changed) => {
      const newer = laterModel(changed)
      const { statements, added, removed } = mappingBetween(newer, smallModel)
      const now = [...statements.map((one) => one.newer.id), ...added.map(({ id }) => id)]
      const before = [...statements.map((one) => one.older.id), ...removed.map(({ id }) => id)]
      expect(now.sort()).toEqual(newer.statements.map(({ id }) => id).sort())
      expect(before.sort()).toEqual([...ids].sort())
    }),
  )
})
