import { describe, expect, it } from 'vitest'
import type { Consensus } from '../../src/merge/consensus.ts'
import type { Resource } from '../../src/resources/resource.ts'
import { matchOf, meets, type Need, needsOf, suggest } from '../../src/resources/suggest.ts'
import type { SectionAnswers } from '../../src/response/response.ts'
import { consensusResults, resultsOf } from '../../src/scoring/results.ts'
import { responseOf } from '../merge/small-responses.ts'
import { smallModel } from '../small-model.ts'

const all = (answer: string): SectionAnswers =>
  Object.fromEntries(smallModel.stages.map((stage) => [stage.id, answer]))

const needs = (sections: Readonly<Record<string, SectionAnswers>>) =>
  needsOf(resultsOf(smallModel, responseOf('ann', sections)))

/** `section: stage, gap`, the heaviest first. */
const brief = (found: readonly Need[]) =>
  found.map(({ section, stage, gap }) => `${section.id}: ${stage?.id ?? 'factor'}, ${gap}`)

function resource(id: string, more: Partial<Resource> = {}): Resource {
  return {
    id,
    title: id,
    publisher: 'LGA',
    url: 'https://example.org',
    type: 'guidance',
    summary: 'Read it.',
    ...more,
  }
}

describe('what is wanting', () => {
  it.each<[string, SectionAnswers, readonly string[]]>([
    ['nothing answered', {}, []],
    ['nothing that is scored', all('dont-know'), []],
    ['a deliberate stance', { ...all('nowhere'), ambition: 5, stance: 'deliberate' }, []],
    ['the ambition reached', { ...all('half-way'), ambition: 2 }, []],
    ['the ambition passed', { ...all('mostly'), ambition: 1 }, []],
    ['an ambition of none', { ...all('nowhere'), ambition: 0 }, []],
    ['everything met', all('everywhere'), []],
    ['an ambition above the level', { ...all('half-way'), ambition: 4 }, ['roads/inside: look, 1.5']],
    ['no ambition: all stages are aimed at', all('half-way'), ['roads/inside: look, 2.5']],
    [
      'the first stage not met, not the lowest',
      { ...all('nowhere'), look: 'everywhere', choose: 'mostly' },
      ['roads/inside: choose, 3.25'],
    ],
    [
      'a stage that does not apply is passed over',
      { ...all('nowhere'), look: 'not-applicable' },
      ['roads/inside: choose, 5'],
    ],
    [
      'a stage nobody knows of is not met',
      { ...all('everywhere'), look: 'dont-know', learn: 'nowhere' },
      ['roads/inside: look, 1.25'],
    ],
  ])('after %s', (_, given, expected) => {
    expect(brief(needs({ 'roads/inside': given }))).toEqual(expected)
  })

  it.each<[string, readonly string[]]>([
    ['never', ['courage: factor, 5']],
    ['seldom', ['courage: factor, 3.333333333333']],
    ['often', []],
    ['always', []],
    ['dont-know', []],
  ])('in a success factor of which all answers are %s', (answer, expected) => {
    expect(brief(needs({ courage: { speak: answer, fail: answer, stop: answer } }))).toEqual(expected)
  })

  it('is told with the ambition or without one', () => {
    const [first, second] = needs({
      'roads/inside': { ...all('nowhere'), ambition: 4 },
      'parks/inside': all('half-way'),
    })
    expect(first).toMatchObject({ level: 0, target: 4, hasAmbition: true, gap: 4, weight: 4 })
    expect(second).toMatchObject({ level: 2.5, target: 5, hasAmbition: false, gap: 2.5, weight: 2.5 })
  })

  it('has the heaviest first: gap times priority, ties in the order of the model', () => {
    const cells = {
      'roads/inside': { ambition: 3, priority: 'low' },
      'roads/outside': { ambition: 2 },
      'parks/inside': { ambition: 2, priority: 'medium' },
      'parks/outside': { ambition: 2, priority: 'high' },
    } as const
    const statements = Object.fromEntries(
      smallModel.cells.flatMap((cell) =>
        cell.statements.map((one) => [one.id, { label: 'shared', suggested: 'nowhere' } as const]),
      ),
    )
    const { id, version, digest } = smallModel
    const consensus: Consensus = {
      format: 'tiex-consensus/1',
      model: { id, version, digest },
      round: 'one',
      responses: { count: 5, digest },
      statements,
      cells,
    }
    const found = needsOf(consensusResults(smallModel, consensus))
    expect(found.map((need) => [need.section.id, need.weight])).toEqual([
      ['parks/outside', 3],
      ['roads/outside', 2],
      ['parks/inside', 2],
      ['roads/inside', 1.5],
    ])
  })
})

describe('how exactly a resource is about a need', () => {
  const [cell] = needs({ 'roads/inside': all('nowhere') })
  const [factor] = needs({ courage: { speak: 'never' } })
  it.each<[Partial<Resource>, string | undefined]>([
    [{ characteristics: ['roads'], modes: ['inside'], stages: ['look'] }, 'cell and stage'],
    [{ characteristics: ['roads'], modes: ['inside'], stages: ['learn'] }, 'cell'],
    [{ characteristics: ['roads'], modes: ['inside'] }, 'cell'],
    [{ characteristics: ['roads'], modes: ['outside'], stages: ['look'] }, 'characteristic'],
    [{ characteristics: ['roads'] }, 'characteristic'],
    [{ characteristics: ['parks'], modes: ['inside'] }, 'mode'],
    [{ modes: ['inside'] }, 'mode'],
    [{ stages: ['look'] }, undefined],
    [{ 'success-factors': ['courage'] }, undefined],
    [{}, undefined],
  ])('%j: %s', (tags, match) => {
    expect(matchOf(resource('r', tags), cell!)).toBe(match)
  })

  it('is the factor itself for a success factor, and nothing else', () => {
    expect(matchOf(resource('r', { 'success-factors': ['courage'] }), factor!)).toBe('success factor')
    expect(matchOf(resource('r', { characteristics: ['roads'], modes: ['inside'] }), factor!)).toBeUndefined()
  })
})

describe('suggestions', () => {
  const exact = { characteristics: ['roads'], modes: ['inside'], stages: ['look'] }
  const resources = [
    resource('mode', { modes: ['inside'] }),
    resource('characteristic', { characteristics: ['roads'] }),
    resource('cell', { characteristics: ['roads'], modes: ['inside'], stages: ['learn'] }),
    resource('broad', { ...exact, stages: ['look', 'learn'], year: 2026 }),
    resource('older', { ...exact, year: 2019 }),
    resource('newer', { ...exact, year: 2025 }),
    resource('beside-newer', { ...exact, year: 2025 }),
    resource('other', { characteristics: ['parks'], modes: ['outside'] }),
  ]
  const ids = (each: number, pool: readonly Resource[] = resources) =>
    suggest(needs({ 'roads/inside': all('nowhere') }), pool, each).map((one) =>
      one.resources.map(({ resource: { id } }) => id),
    )

  it('have the most exact first, then the more specific, the newer, and the id', () => {
    expect(ids(10)).toEqual([['beside-newer', 'newer', 'older', 'broad', 'cell', 'characteristic', 'mode']])
  })

  it('do not depend on the order of the resources', () => {
    expect(ids(10, resources.toReversed())).toEqual(ids(10))
  })

  it('are as many as asked for', () => {
    expect(ids(2)).toEqual([['beside-newer', 'newer']])
  })

  it('name a resource once, for the heaviest need it meets', () => {
    const both = resource('both', { characteristics: ['roads', 'parks'], modes: ['inside'] })
    const found = suggest(
      needs({ 'roads/inside': all('half-way'), 'parks/inside': all('nowhere') }),
      [both],
      3,
    )
    expect(found.map(({ need, resources }) => [need.section.id, resources.length])).toEqual([
      ['parks/inside', 1],
      ['roads/inside', 0],
    ])
  })
})

describe('a filter', () => {
  const one = resource('r', { characteristics: ['roads'], modes: ['inside'], stages: ['look'], type: 'tool' })
  it.each([
    [{}, true],
    [{ characteristic: 'roads', mode: 'inside', stage: 'look', type: 'tool' }, true],
    [{ characteristic: 'parks' }, false],
    [{ mode: 'outside' }, false],
    [{ stage: 'learn' }, false],
    [{ type: 'training' }, false],
    [{ characteristic: 'roads', type: 'training' }, false],
  ])('%j: %s', (filter, passes) => expect(meets(one, filter)).toBe(passes))
})
