import { describe, expect, it } from 'vitest'
import type { Scale, Statement } from '../../src/model/model.ts'
import { optionValue } from '../../src/model/parts.ts'
import {
  coverageOf,
  firstNotMet,
  gapOf,
  levelOf,
  meanOf,
  type ScoredStatement,
  scoreStatement,
  stageReached,
} from '../../src/scoring/level.ts'

/** A scale of options `0`, `1`, … in equal steps, as fractions a model would write. */
function scaleOf(options: number): Scale {
  const last = options - 1
  return {
    id: `of-${options}`,
    title: `Of ${options}`,
    options: Array.from({ length: options }, (_, rank) => ({
      id: String(rank),
      title: String(rank),
      value: optionValue(`${rank}/${last}`),
    })),
  }
}

/** Statements with these answers; `-` is no answer. */
function scored(options: number, answers: string): readonly ScoredStatement[] {
  const scale = scaleOf(options)
  return answers.split(' ').map((answer, index) => {
    const statement: Statement = {
      id: `s/${index}`,
      section: 's',
      key: String(index),
      text: 'We do it.',
      scale,
    }
    return scoreStatement(statement, answer === '-' ? undefined : answer, 'answer')
  })
}

describe('the level of a section', () => {
  it.each([
    // stages × mean value of the scored answers
    [3, '0 0 0 0', 4, 0],
    [3, '2 1 0 -', 4, 2],
    [3, '2 2 2 2', 4, 4],
    [3, '2 1 1 0', 4, 2],
    [3, '1 dont-know not-applicable -', 4, 2],
    [4, '1', 4, 1.333333333333],
    [4, '2', 4, 2.666666666667],
    [4, '2 2 2', 3, 2],
    [4, '1 1 1', 3, 1],
    [4, '1 1 1 1 1 1 1', 3, 1],
    [4, '0 1 2 3', 4, 2],
    [4, '2 3 3', 4, 3.555555555556],
    [5, '3 3 3 3 3', 5, 3.75],
    [5, '0 1 2 3 4', 5, 2.5],
    [5, '4 dont-know dont-know 0 1', 5, 2.083333333333],
    [2, '0 1', 3, 1.5],
  ])('on a scale of %i options with the answers %s in %i stages is %f', (options, answers, stages, level) => {
    expect(levelOf(scored(options, answers), stages)).toBe(level)
  })

  it.each(['-', 'dont-know', 'not-applicable', '- dont-know not-applicable'])(
    'is not there with only %s: no level is not level 0',
    (answers) => {
      expect(levelOf(scored(3, answers), 4)).toBeUndefined()
    },
  )

  it('reads a third as a third to the last digit', () => {
    expect([optionValue('1/3'), optionValue('2/3'), optionValue('1/2'), optionValue(0.25)]).toEqual([
      1 / 3,
      2 / 3,
      0.5,
      0.25,
    ])
  })
})

describe('the stage reached', () => {
  it.each([
    ['2 2 2 2', 4],
    ['2 2 1 2', 2],
    ['0 2 2 2', 0],
    ['1 2 2 2', 0],
    ['not-applicable 2 1 0', 2],
    ['2 not-applicable 2 0', 3],
    ['2 not-applicable 1 2', 1],
    ['2 2 not-applicable not-applicable', 2],
    ['not-applicable not-applicable', 0],
    ['2 dont-know 2 2', 1],
    ['2 - 2 2', 1],
    ['- 2 2 2', 0],
  ])(
    'with %s is %i: not applicable is passed over, all else that is not the top stops it',
    (answers, reached) => {
      expect(stageReached(scored(3, answers))).toBe(reached)
    },
  )
})

describe('the first stage not met', () => {
  it.each([
    ['2 2 1 2', '2'],
    ['2 not-applicable 2 -', '3'],
    ['dont-know 2', '0'],
    ['2 2 2 2', undefined],
    ['not-applicable 2', undefined],
  ])('with %s is %s', (answers, key) => {
    expect(firstNotMet(scored(3, answers))?.statement.key).toBe(key)
  })
})

describe('the gap', () => {
  it.each([
    [2.5, 4, 1.5],
    [4, 4, 0],
    [3.5, 2, 0],
    [1.333333333333, 3, 1.666666666667],
    [undefined, 3, undefined],
    [2, undefined, undefined],
    [0, 0, 0],
  ])('between level %s and ambition %s is %s', (level, ambition, gap) => {
    expect(gapOf(level, ambition)).toBe(gap)
  })
})

describe('a mean', () => {
  it('of nothing is not there', () => expect(meanOf([])).toBeUndefined())
  it('carries no floating-point dust', () => expect(meanOf([0.1, 0.2])).toBe(0.15))
})

describe('coverage', () => {
  it('puts every statement in just one place', () => {
    expect(coverageOf(scored(3, '0 2 dont-know not-applicable not-applicable - - -'))).toEqual({
      scored: 2,
      dontKnow: 1,
      notApplicable: 2,
      unanswered: 3,
    })
  })
})
