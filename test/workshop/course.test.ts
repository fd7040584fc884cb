import { describe, expect, it } from 'vitest'
import { courseThrough, firstOpen, jump } from '../../src/workshop/course.ts'
import { openCounts, tallyOf } from '../../src/workshop/tally.ts'
import { smallModel } from '../small-model.ts'
import { merged, section } from './small-consensus.ts'

const course = courseThrough(smallModel, smallModel.statements)
const agreed = { agreed: 'mostly', 'agreed-at': '2026-11-27T10:20:00Z' }
const allAgreed = Object.fromEntries(smallModel.statements.map(({ id }) => [id, agreed]))
const allDecided = Object.fromEntries(
  smallModel.sections.map(({ id, kind }) => [
    id,
    { priority: 'low' as const, ...(kind === 'cell' ? { ambition: 2 } : {}) },
  ]),
)

const words = (steps: typeof course) =>
  steps.map((step) =>
    step.kind === 'statement' ? step.statement.id : step.kind === 'section' ? `= ${step.section.id}` : 'end',
  )

describe('the course of a workshop', () => {
  it('goes through each section, then what is decided about it, then the end', () => {
    expect(words(course).slice(0, 7)).toEqual([
      ...['look', 'choose', 'try', 'spread', 'learn'].map((stage) => `roads/inside/${stage}`),
      '= roads/inside',
      'roads/outside/look',
    ])
    expect(words(course).slice(-3)).toEqual(['courage/stop', '= courage', 'end'])
  })

  it('in any other order has every statement once, and each section behind its last', () => {
    const order = smallModel.statements.toReversed()
    const found = words(courseThrough(smallModel, order))
    expect(found.filter((word) => smallModel.statementById.has(word))).toEqual(order.map(({ id }) => id))
    expect(found.slice(0, 4)).toEqual(['courage/stop', 'courage/fail', 'courage/speak', '= courage'])
    expect(found.filter((word) => word.startsWith('='))).toHaveLength(5)
  })

  it.each([
    ['the first statement that is not agreed', { 'roads/inside/look': agreed }, {}, 'roads/inside/choose'],
    [
      'one that is not agreed, before one whose answers have changed',
      { 'roads/inside/look': { ...agreed, 'agreed-from': { mostly: 9 } } },
      {},
      'roads/inside/choose',
    ],
    [
      'the first whose answers have changed, where all are agreed',
      { ...allAgreed, 'parks/inside/try': { ...agreed, 'agreed-from': { mostly: 9 } } },
      {},
      'parks/inside/try',
    ],
    [
      'a section in which something else is open',
      allAgreed,
      { ...allDecided, 'parks/outside': { priority: 'high' as const } },
      '= parks/outside',
    ],
    ['the end, where nothing is open', allAgreed, allDecided, 'end'],
  ])('goes on at %s', (_, statements, cells, place) => {
    expect(words(course)[firstOpen(course, smallModel, merged(statements, cells))]).toBe(place)
  })

  it('jumps to the first open statement of a section, else to its first', () => {
    const to = (statements: Parameters<typeof merged>[0]) =>
      words(course)[jump(course, merged(statements), section('parks/inside'))]
    expect(to({ 'parks/inside/look': agreed })).toBe('parks/inside/choose')
    expect(to(allAgreed)).toBe('parks/inside/look')
  })
})

describe('what is open', () => {
  it('is everything where nothing is agreed: a factor has no ambition', () => {
    const tally = tallyOf(smallModel, merged())
    expect([tally.agreed, tally.of]).toEqual([0, 23])
    expect(openCounts(tally)).toEqual({ statements: 23, changed: 0, priorities: 5, ambitions: 4 })
  })

  it('is nothing where all is decided', () => {
    expect(tallyOf(smallModel, merged(allAgreed, allDecided))).toEqual({ agreed: 23, of: 23, open: [] })
  })

  it('is no ambition where the council stays on purpose', () => {
    const cells = { ...allDecided, 'parks/inside': { priority: 'low' as const, stance: 'deliberate' } }
    expect(tallyOf(smallModel, merged(allAgreed, cells)).open).toEqual([])
  })
})
