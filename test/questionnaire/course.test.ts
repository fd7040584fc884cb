import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { courseOf, firstOpen, jump, next, previous, type Step } from '../../src/questionnaire/course.ts'
import { sectionStates, stateInWords } from '../../src/questionnaire/sections.ts'
import { answerTo, withSectionValue } from '../../src/response/answers.ts'
import type { Response } from '../../src/response/response.ts'
import { smallModel } from '../small-model.ts'

const empty: Response = {
  format: 'tiex-response/1',
  model: 'small@1.0',
  round: '2026',
  person: 'ann',
  answers: {},
}

function answered(ids: readonly string[]): Response {
  return ids.reduce((response, id) => {
    const { section, key } = smallModel.statementById.get(id)!
    return withSectionValue(response, smallModel.sectionById.get(section)!, key, 'dont-know')
  }, empty)
}

const course = courseOf(smallModel)
const nameOf = (step: Step) =>
  step.kind === 'statement'
    ? step.statement.id
    : step.kind === 'beside'
      ? `beside ${step.section.id}`
      : step.kind

describe('the course of the questionnaire', () => {
  it('asks each section, what stands beside it, and shows the grid after the last cell of a characteristic', () => {
    expect(course.steps.slice(0, 14).map(nameOf)).toEqual([
      ...['look', 'choose', 'try', 'spread', 'learn'].map((stage) => `roads/inside/${stage}`),
      'beside roads/inside',
      ...['look', 'choose', 'try', 'spread', 'learn'].map((stage) => `roads/outside/${stage}`),
      'beside roads/outside',
      'so-far',
      'parks/inside/look',
    ])
    expect(course.steps.slice(-5).map(nameOf)).toEqual([
      'courage/speak',
      'courage/fail',
      'courage/stop',
      'beside courage',
      'summary',
    ])
  })

  it('walked from the start visits every step once, and back again the same way', () => {
    const there = [0]
    while (there.at(-1) !== course.steps.length - 1) there.push(next(course, there.at(-1)!))
    expect(there).toEqual(course.steps.map((_, index) => index))
    for (const place of there.slice(0, -1)) expect(previous(next(course, place))).toBe(place)
    expect([next(course, course.steps.length - 1), previous(0)]).toEqual([course.steps.length - 1, 0])
  })

  it.each([
    ['a characteristic', ['parks'], ['parks/inside', 'parks/outside']],
    ['a cell', ['roads/outside'], ['roads/outside']],
    ['a factor', ['courage'], ['courage']],
    ['several, in any order', ['courage', 'roads/inside'], ['roads/inside', 'courage']],
    ['what the model does not have', ['roads/nowhere'], []],
  ])('of a person who is asked for %s has only that', (_, only, sections) => {
    expect(courseOf(smallModel, only).sections.map(({ id }) => id)).toEqual(sections)
  })

  it('shows the grid after a single cell too, and ends in a summary even where nothing is asked', () => {
    expect(courseOf(smallModel, ['roads/inside']).steps.slice(-2).map(nameOf)).toEqual(['so-far', 'summary'])
    expect(courseOf(smallModel, []).steps.map(nameOf)).toEqual(['summary'])
  })
})

describe('a person who comes back', () => {
  it('lands on the first statement without an answer', () => {
    const ids = smallModel.statements.map(({ id }) => id)
    fc.assert(
      fc.property(fc.subarray(ids), (given) => {
        const response = answered(given)
        const step = course.steps[firstOpen(course, response)]!
        const open = smallModel.statements.find((one) => answerTo(response, smallModel, one) === undefined)
        expect(nameOf(step)).toBe(open?.id ?? 'summary')
      }),
    )
  })

  it('who jumps to a section lands on its first open statement, or its first where none is open', () => {
    const parks = smallModel.sectionById.get('parks/inside')!
    const stages = parks.statements.map(({ id }) => id)
    const landing = (ids: readonly string[]) => nameOf(course.steps[jump(course, answered(ids), parks)]!)
    expect([landing([]), landing(stages.slice(0, 2)), landing(stages)]).toEqual([
      stages[0],
      stages[2],
      stages[0],
    ])
  })

  it('sees how far each section is', () => {
    const ids = ['roads/inside/look', ...smallModel.factors[0]!.statements.map(({ id }) => id)]
    expect(sectionStates(course, answered(ids)).map(stateInWords)).toEqual([
      '1 of 5',
      'not started',
      'not started',
      'not started',
      'complete',
    ])
  })
})
