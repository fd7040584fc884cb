import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchPractice, type PracticeMatch, practiceMatch, withPractice } from '../../src/practice/match.ts'
import type { Practice } from '../../src/practice/practice.ts'
import { needsOf, suggest } from '../../src/resources/suggest.ts'
import type { SectionAnswers } from '../../src/response/response.ts'
import { resultsOf } from '../../src/scoring/results.ts'
import { responseOf } from '../merge/small-responses.ts'
import { smallModel } from '../small-model.ts'
import { practiceFrom, practiceOf } from './samples.ts'

const model = smallModel
const section = (id: string) => model.sectionById.get(id)!

describe('how exactly a practice is about a section', () => {
  it.each<[string, Partial<Practice>, string, PracticeMatch | undefined]>([
    ['the cell itself', { cells: ['roads/inside'] }, 'roads/inside', 'cell'],
    ['another cell of the characteristic', { cells: ['roads/outside'] }, 'roads/inside', 'characteristic'],
    ['another cell of the mode', { cells: ['parks/inside'] }, 'roads/inside', 'mode'],
    ['a cell that shares nothing', { cells: ['parks/outside'] }, 'roads/inside', undefined],
    ['the best of several', { cells: ['parks/inside', 'roads/inside'] }, 'roads/inside', 'cell'],
    ['the success factor', { cells: ['courage'] }, 'courage', 'success factor'],
    ['a cell, for a success factor', { cells: ['roads/inside'] }, 'courage', undefined],
    ['a success factor, for a cell', { cells: ['courage'] }, 'roads/inside', undefined],
    ['no cells', {}, 'roads/inside', undefined],
    ['a cell nobody knows', { cells: ['roads/nowhere', '__proto__'] }, 'roads/inside', undefined],
    ['the cell of another version', { model: 'small@0.9', cells: ['roads/inside'] }, 'roads/inside', 'cell'],
    [
      'the same id in another model',
      { model: 'other@1.0', cells: ['roads/inside'] },
      'roads/inside',
      undefined,
    ],
  ])('%s', (_, more, id, expected) => {
    expect(practiceMatch(practiceOf('a', more), section(id), model)).toBe(expected)
  })
})

describe('what is suggested', () => {
  const suggested = (ids: readonly string[], practices: readonly Practice[], each = 3) =>
    matchPractice(ids.map(section), practices, { model, each }).map((some) =>
      some.map(({ practice }) => `${practice.organisation?.id ?? 'own'}/${practice.id}`),
    )

  it('is the most exact first, then what is about fewer cells, the newer, and by name', () => {
    const practices = [
      practiceOf('mode', { cells: ['parks/inside'] }),
      practiceFrom('b', 'old', { cells: ['roads/inside'], added: '2024-01-01' }),
      practiceFrom('a', 'same', { cells: ['roads/inside'], added: '2025-01-01' }),
      practiceOf('same', { cells: ['roads/inside'], added: '2025-01-01' }),
      practiceOf('broad', { cells: ['roads/inside', 'courage'], added: '2026-01-01' }),
      practiceOf('elsewhere', { cells: ['parks/outside'] }),
    ]
    const all = ['a/same', 'own/same', 'b/old', 'own/broad', 'own/mode']
    expect(suggested(['roads/inside'], practices, 9)).toEqual([all])
    expect(suggested(['roads/inside'], practices, 2)).toEqual([all.slice(0, 2)])
  })

  it('stands with the section it meets most exactly, and not with a heavier one', () => {
    const parks = practiceOf('parks', { cells: ['parks/inside'] })
    expect(suggested(['roads/inside', 'parks/inside'], [parks])).toEqual([[], ['own/parks']])
    expect(suggested(['roads/inside', 'courage'], [parks])).toEqual([['own/parks'], []])
  })

  it('differs where the answers differ', () => {
    const practices = [
      practiceFrom('a', 'roads', { cells: ['roads/inside'] }),
      practiceFrom('a', 'parks', { cells: ['parks/outside'] }),
      practiceFrom('a', 'courage', { cells: ['courage'] }),
    ]
    const all = (answer: string): SectionAnswers =>
      Object.fromEntries(model.stages.map((stage) => [stage.id, answer]))
    const suggestedFor = (answers: Readonly<Record<string, SectionAnswers>>) => {
      const suggestions = suggest(needsOf(resultsOf(model, responseOf('ann', answers))), [], 3)
      return withPractice(suggestions, practices, { model, each: 3 }).map(({ need, practice }) =>
        [need.section.id, ...practice.map((found) => found.practice.id)].join(': '),
      )
    }
    expect(suggestedFor({ 'roads/inside': all('nowhere') })).toEqual(['roads/inside: roads'])
    expect(suggestedFor({ 'parks/outside': all('nowhere') })).toEqual(['parks/outside: parks'])
    expect(suggestedFor({ 'parks/outside': all('everywhere') })).toEqual([])
    expect(suggestedFor({ courage: { speak: 'never', fail: 'never', stop: 'never' } })).toEqual([
      'courage: courage',
    ])
  })

  it('stands once, whatever the order of the practices', () => {
    const ids = model.sections.map(({ id }) => id)
    const cells = fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 4 })
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...ids)),
        fc.array(cells, { maxLength: 8 }),
        (wanted, about) => {
          const practices = about.map((some, index) => practiceOf(`p${index}`, { cells: some }))
          const found = suggested(wanted, practices, 9)
          expect(suggested(wanted, practices.toReversed(), 9)).toEqual(found)
          expect(new Set(found.flat()).size).toBe(found.flat().length)
        },
      ),
    )
  })
})
