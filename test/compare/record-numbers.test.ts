import fc from 'fast-check'
import { expect, it } from 'vitest'
import { recordNumbers } from '../../src/compare/record-numbers.ts'
import { answersTo } from '../../src/model/model.ts'
import { consensusResults } from '../../src/scoring/results.ts'
import { shippedModel } from '../files/exchange/exchanges.ts'
import { smallModel } from '../small-model.ts'
import { nextVersion, subjectWith } from './subjects.ts'

const model = await shippedModel()
const pin = { id: model.id, version: model.version, digest: model.digest }
const numbers = recordNumbers(model)
const [first] = model.statements
const [cell] = model.cells
const top = first!.scale.options.at(-1)!.id

it('levels and ambitions are those of the results', () => {
  const anyAnswers = fc.record(
    Object.fromEntries(
      model.statements.map((statement) => [
        statement.id,
        fc.constantFrom(...answersTo(statement).filter((answer) => answer !== 'dont-know')),
      ]),
    ),
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(anyAnswers, fc.integer({ min: 0, max: model.stages.length }), (given, ambition) => {
      const statements = Object.fromEntries(
        Object.entries(given).flatMap(([id, agreed]) => (agreed === undefined ? [] : [[id, { agreed }]])),
      )
      const cells = { [cell!.id]: { ambition } }
      const found = numbers.of({ model: pin, statements, cells })
      const results = consensusResults(model, { statements, cells } as never)
      const scores = [...results.cells, ...results.factors]
      expect(found.levels).toEqual(scores.map(({ level }) => level))
      expect(found.scored).toEqual(scores.map(({ coverage }) => coverage.scored))
      expect(found.ambitions.slice(0, model.cells.length)).toEqual(results.cells.map((one) => one.ambition))
    }),
    { numRuns: 30 },
  )
})

it('of another model there are no numbers', () => {
  const other = {
    cells: {},
    model: { ...pin, digest: `sha256:${'0'.repeat(64)}` },
    statements: { [first!.id]: { agreed: top } },
  }
  expect(new Set(numbers.of(other).levels)).toEqual(new Set([undefined]))
})

it('of another version those statements count that carry over, the level being over them alone', () => {
  const next = nextVersion((statement) =>
    statement.id === 'roads/inside/try' ? statement : { ...statement, was: statement.id },
  )
  const { id, version, digest } = smallModel
  const older = {
    model: { id, version, digest },
    ...subjectWith(
      { 'roads/inside': 'half-way', 'roads/inside/try': 'everywhere', 'parks/inside': 'mostly' },
      { ambitions: { 'roads/inside': 3, 'parks/inside': 4 } },
    ).answers,
  } as never
  const found = recordNumbers(next, [smallModel]).of(older)
  expect(found).toMatchObject({ carried: { version: '1.0' } })
  const at = (section: string) => next.sections.findIndex((one) => one.id === section)
  expect([found.levels[at('roads/inside')], found.scored[at('roads/inside')]]).toEqual([2.5, 4])
  expect([found.levels[at('parks/inside')], found.scored[at('parks/inside')]]).toEqual([3.75, 5])
  // An ambition is for a whole cell.
  expect([found.ambitions[at('roads/inside')], found.ambitions[at('parks/inside')]]).toEqual([undefined, 4])
  expect(new Set(recordNumbers(next).of(older).levels)).toEqual(new Set([undefined]))
})
