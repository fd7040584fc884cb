import { describe, expect, it } from 'vitest'
import { courseOf } from '../../src/questionnaire/course.ts'
import { type Question, readAnswer, sheetRows } from '../../src/questionnaire/sheet.ts'
import type { Response } from '../../src/response/response.ts'
import { smallModel } from '../small-model.ts'

const course = courseOf(smallModel)
const questions = sheetRows(course).flatMap((row) => (row.kind === 'question' ? [row.question] : []))
const cell = smallModel.cells[0]!
const empty: Response = {
  format: 'tiex-response/1',
  model: 'small@1.0',
  round: 'r',
  person: 'ann',
  answers: {},
}

function asked(id: string): Question {
  const question = questions.find((one) => one.id === id)
  if (question === undefined) throw new Error(`nothing is called ${id}`)
  return question
}

/** What the section says once an answer is read; the message where it is none. */
function read(id: string, text: string): unknown {
  const result = readAnswer(asked(id), text, course)
  if ('message' in result) return result.message
  const changed = result.changes.reduce((response, change) => change(response), empty)
  return changed.answers[cell.characteristic]?.[cell.mode]
}

describe('a questionnaire on a sheet', () => {
  it('asks every statement once, and beside each cell for its ambition, its stance and its notes', () => {
    const ids = questions.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { id } of smallModel.statements) expect(ids).toContain(id)
    for (const { id } of smallModel.cells)
      for (const key of ['ambition', 'stance', ...smallModel.notes.map((kind) => `note/${kind.id}`)])
        expect(ids).toContain(`${id}/${key}`)
    expect(sheetRows(course).filter(({ kind }) => kind === 'section')).toHaveLength(
      smallModel.sections.length,
    )
  })

  it('asks a person who answers for a part about that part alone', () => {
    const part = sheetRows(courseOf(smallModel, [cell.id]))
    expect(part.filter(({ kind }) => kind === 'section')).toHaveLength(1)
  })

  it('offers every answer in the order of the scale, and the two that are none of it', () => {
    expect(asked(cell.statements[0]!.id).choices?.map(({ title }) => title)).toEqual([
      ...['Nowhere', 'In places', 'Half way', 'Mostly', 'Everywhere', 'I do not know', 'Not applicable'],
    ])
  })
})

const first = cell.statements[0]!
const ambition = `${cell.id}/ambition`
const note = `${cell.id}/note/rationale`

it.each<[written: string, id: string, text: string, says: unknown]>([
  ['by its title', first.id, 'Half way', { [first.key]: 'half-way' }],
  ['by its id', first.id, 'half-way', { [first.key]: 'half-way' }],
  ['whatever the case and the blanks', first.id, '  HALF \u00a0way ', { [first.key]: 'half-way' }],
  ['as none of the scale', first.id, 'i do not know', { [first.key]: 'dont-know' }],
  ['not at all', first.id, '   ', undefined],
  ['as something else', first.id, 'often', `"often" is not an answer here (${first.id})`],
  ['as a property of every object', first.id, '__proto__', `"__proto__" is not an answer here (${first.id})`],
  ['as a number', ambition, '3', { ambition: 3 }],
  ['as a number with a point', ambition, '3.0', { ambition: 3 }],
  ['as a number that is too high', ambition, '99', `"99" is not an answer here (${ambition})`],
  ['as text', note, ' Because.\r\nOf it. ', { notes: { rationale: 'Because.\nOf it.' } }],
  ['as a formula, which is text', note, '=1+1', { notes: { rationale: '=1+1' } }],
])('an answer is read that is written %s', (_, id, text, says) => {
  expect(read(id, text)).toEqual(says)
})

it('refuses a note that is too long', () => {
  expect(read(note, 'x'.repeat(10_001))).toContain('is longer than 10,000 characters')
})
