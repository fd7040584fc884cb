import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareSubjects, differs } from '../../src/compare/compare.ts'
import { smallModel } from '../small-model.ts'
import { nextVersion, subjectWith } from './subjects.ts'

const lineOf = (id: string, ...subjects: Parameters<typeof compareSubjects>) =>
  compareSubjects(...subjects).lines.find(({ section }) => section.id === id)!

describe('two subjects', () => {
  it('have every section of the model, in its order', () =>
    expect(compareSubjects(subjectWith({}), subjectWith({})).lines.map(({ section }) => section.id)).toEqual(
      smallModel.sections.map(({ id }) => id),
    ))

  it('have level, stage reached and ambition side by side, and the change', () =>
    expect(
      lineOf(
        'roads/inside',
        subjectWith({ 'roads/inside': 'half-way' }, { ambitions: { 'roads/inside': 4 } }),
        subjectWith({ 'roads/inside': 'everywhere' }, { ambitions: { 'roads/inside': 5 } }),
      ),
    ).toMatchObject({
      first: { level: 2.5, reached: 0, ambition: 4 },
      second: { level: 5, reached: 5, ambition: 5 },
      change: 2.5,
      unclear: false,
    }))

  it('without a level on one side have no change', () => {
    const line = lineOf('courage', subjectWith({}), subjectWith({ courage: 'often' }))
    expect([line.first, line.change, line.unclear]).toEqual([{}, undefined, false])
  })

  // Five statements on five options: one answer is 5 × 0.25 / 5 = 0.25 of a level.
  it('differ clearly from one answer on', () => {
    const base = { 'roads/inside': 'half-way' }
    const line = lineOf(
      'roads/inside',
      subjectWith(base),
      subjectWith({ ...base, 'roads/inside/try': 'mostly' }),
    )
    expect([line.change, line.unclear]).toEqual([0.25, false])
  })

  describe('of which one left statements out', () => {
    const part = subjectWith({ 'roads/inside/look': 'everywhere', 'roads/inside/try': 'half-way' })
    const whole = subjectWith({ 'roads/inside': 'half-way', 'roads/inside/look': 'everywhere' })

    it('are compared over those that both have scored: an open answer is no change', () => {
      for (const subjects of [[part, whole] as const, [whole, part] as const])
        expect(lineOf('roads/inside', ...subjects)).toMatchObject({
          ...{ first: { level: 3.75 }, second: { level: 3.75 } },
          ...{ change: 0, statements: 2 },
        })
    })
    it('have an answer that is not applicable on one side left out too', () => {
      const none = subjectWith({ 'roads/inside': 'half-way', 'roads/inside/look': 'not-applicable' })
      expect(lineOf('roads/inside', none, whole)).toMatchObject({ change: 0, statements: 4 })
    })
    it('keep the stage that each reached by all its own answers', () =>
      expect(lineOf('roads/inside', part, whole)).toMatchObject({
        first: { reached: 1 },
        second: { reached: 1 },
      }))
    it('have no levels where they share none', () => {
      const other = subjectWith({ 'roads/inside/try': 'mostly' })
      const line = lineOf('roads/inside', subjectWith({ 'roads/inside/look': 'half-way' }), other)
      expect([line.first.level, line.second.level, line.change, line.statements]).toEqual([
        ...Array(3).fill(undefined),
        0,
      ])
    })
    it('leave a level that stands alone as it is', () => {
      const line = lineOf('roads/inside', part, subjectWith({}))
      expect([line.first.level, line.second, line.statements]).toEqual([3.75, {}, undefined])
    })
  })

  it('that are the same do not differ anywhere, and the other way round the change is the opposite', () => {
    const options = fc.constantFrom(
      'nowhere',
      'in-places',
      'half-way',
      'mostly',
      'everywhere',
      'not-applicable',
    )
    const subjects = fc
      .dictionary(
        fc.constantFrom(...smallModel.cells.flatMap((cell) => cell.statements.map(({ id }) => id))),
        options,
      )
      .map((agreed) => subjectWith(agreed))
    fc.assert(
      fc.property(subjects, subjects, (a, b) => {
        expect(compareSubjects(a, a).lines.filter(differs)).toEqual([])
        const there = compareSubjects(a, b).lines.map(({ change }) => change)
        const back = compareSubjects(b, a).lines.map(({ change }) => change)
        expect(back).toEqual(there.map((change) => (change === undefined ? undefined : 0 - change + 0)))
      }),
    )
  })
})

describe('versions of a model', () => {
  const mapped = nextVersion((statement) => {
    if (statement.id === 'roads/inside/try') return statement
    if (statement.id === 'roads/outside/look')
      return { ...statement, was: statement.id, scale: smallModel.factorScale }
    if (statement.id === 'courage/speak') return { ...statement, was: 'courage/fail' }
    if (statement.id === 'courage/fail') return { ...statement, was: 'courage/speak' }
    return { ...statement, was: statement.id, text: `${statement.text} Today.` }
  })
  const older = subjectWith(
    {
      'roads/inside': 'half-way',
      'roads/inside/try': 'everywhere',
      'courage/speak': 'always',
      'parks/inside': 'mostly',
    },
    { ambitions: { 'roads/inside': 3, 'parks/inside': 4 } },
  )
  const newer = subjectWith(
    {
      'roads/inside': 'mostly',
      'roads/inside/try': 'nowhere',
      'courage/fail': 'never',
      'parks/inside': 'mostly',
    },
    { model: mapped, ambitions: { 'roads/inside': 5, 'parks/inside': 5 } },
  )

  it('are compared over the newer one, whichever is named first', () => {
    expect(compareSubjects(older, newer).model.version).toBe('2.0')
    expect(compareSubjects(newer, older).model.version).toBe('2.0')
    expect(lineOf('roads/inside', newer, older).change).toBe(-1.25)
  })

  it('count only mapped statements on both sides: the same id without `was` is another statement', () =>
    expect(lineOf('roads/inside', older, newer)).toMatchObject({
      first: { level: 2.5 },
      second: { level: 3.75 },
      change: 1.25,
      statements: 4,
    }))

  it('tell no stage and no ambition of a cell that is mapped in part', () => {
    const { first, second } = lineOf('roads/inside', older, newer)
    expect([first.reached, second.reached, first.ambition, second.ambition]).toEqual(Array(4).fill(undefined))
  })

  it('tell both of a cell that is mapped in full', () =>
    expect(lineOf('parks/inside', older, newer)).toMatchObject({
      first: { reached: 0, ambition: 4 },
      second: { reached: 0, ambition: 5 },
      change: 0,
    }))

  it('follow a statement that was another id', () =>
    expect(lineOf('courage', older, newer)).toMatchObject({
      first: { level: 5 },
      second: { level: 0 },
      change: -5,
    }))

  it('list what cannot be compared, and why', () =>
    expect(compareSubjects(older, newer).left).toEqual([
      { statement: 'roads/inside/try', version: '2.0', why: 'unmapped' },
      { statement: 'roads/outside/look', version: '2.0', why: 'other scale' },
      { statement: 'roads/inside/try', version: '1.0', why: 'unmapped' },
      { statement: 'roads/outside/look', version: '1.0', why: 'other scale' },
    ]))

  it('that do not know each other have nothing in common', () => {
    const { previous: _, ...alone } = mapped
    const { lines, left } = compareSubjects(older, { ...newer, model: alone })
    expect(
      lines.filter(({ first, second }) => first.level !== undefined || second.level !== undefined),
    ).toEqual([])
    expect(left.length).toBe(2 * smallModel.statements.length)
  })
})
