import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Consensus } from '../../src/merge/consensus.ts'
import { type Action, covers, type Plan, statuses } from '../../src/plan/action.ts'
import { checkPlan } from '../../src/plan/check.ts'
import { proposeActions, withProposals } from '../../src/plan/propose.ts'
import { needsOf } from '../../src/resources/suggest.ts'
import { consensusResults } from '../../src/scoring/results.ts'
import { extent, smallModel } from '../small-model.ts'
import { actionOf, consensusOf, planOf } from './plans.ts'

function proposalsFor(consensus: Consensus, plan: Plan = planOf(), top = 100) {
  const results = consensusResults(smallModel, consensus)
  return proposeActions(results, consensus, { plan, resources: [], top, each: 2 })
}

const draftsFor = (...given: Parameters<typeof proposalsFor>) =>
  proposalsFor(...given).proposals.map(({ action }) => action)

const gap = consensusOf({ 'roads/inside': 'half-way' }, { 'roads/inside': { ambition: 4 } })

it('a draft says what is wanting, why, and where it is to lead', () => {
  expect(draftsFor(gap)).toEqual([
    {
      id: 'roads-inside',
      title: 'Roads / Inside: reach look',
      status: 'proposed',
      why: ['look', 'choose', 'try', 'spread', 'learn'].map((stage) => `roads/inside/${stage}`),
      cells: ['roads/inside'],
      resources: 'unknown',
      budget: 'unknown',
      'expected-level': 4,
    },
  ])
})

it('without an ambition no level is expected', () => {
  expect(draftsFor(consensusOf({ 'roads/inside': 'half-way' }))[0]).not.toHaveProperty('expected-level')
})

it('of a weak success factor only what makes it weak is a reason', () => {
  const weak = consensusOf({ courage: 'seldom' })
  const one = { ...weak.statements, 'courage/fail': { label: 'shared', suggested: 'often' } } as const
  expect(draftsFor({ ...weak, statements: one })).toMatchObject([
    {
      id: 'courage',
      title: 'Courage: strengthen',
      why: ['courage/speak', 'courage/stop'],
      cells: ['courage'],
    },
  ])
})

it.each<[string, Consensus]>([
  ['nothing that is answered', consensusOf({})],
  ['everything met', consensusOf({ 'roads/inside': 'everywhere' })],
  [
    'an ambition that is reached',
    consensusOf({ 'roads/inside': 'half-way' }, { 'roads/inside': { ambition: 2 } }),
  ],
  [
    'what was chosen deliberately',
    consensusOf({ 'roads/inside': 'nowhere' }, { 'roads/inside': { ambition: 5, stance: 'deliberate' } }),
  ],
])('%s needs no action', (_, consensus) => {
  expect(draftsFor(consensus)).toEqual([])
})

it('a reason is carried along from where it was agreed', () => {
  const look = { label: 'shared', agreed: 'nowhere', reason: 'Nobody has looked.' } as const
  const { proposals } = proposalsFor({ ...gap, statements: { ...gap.statements, 'roads/inside/look': look } })
  expect(proposals[0]!.why[0]).toMatchObject({
    answer: 'nowhere',
    basis: 'agreed',
    reason: 'Nobody has looked.',
  })
})

describe('what an action covers is not proposed again', () => {
  it.each(statuses)('whatever has become of it: %s', (status) => {
    expect(draftsFor(gap, planOf(actionOf('mine', { status, cells: ['roads/inside'] })))).toEqual([])
  })

  it.each<[string, Partial<Action>, number]>([
    ['a statement of it', { why: ['roads/inside/learn'] }, 0],
    ['another cell', { cells: ['roads/outside'] }, 1],
    ['a statement of another', { why: ['parks/inside/look'] }, 1],
    ['nothing', {}, 1],
  ])('when it names %s', (_, more, number) => {
    expect(draftsFor(gap, planOf(actionOf('mine', more)))).toHaveLength(number)
  })

  it('nor by somebody who proposed at the same time', () => {
    const drafts = draftsFor(gap)
    const once = withProposals(planOf(), drafts)
    expect(withProposals(once, drafts)).toBe(once)
  })
})

it('an id that is taken gets a number', () => {
  expect(draftsFor(gap, planOf(actionOf('roads-inside')))[0]!.id).toBe('roads-inside-2')
})

const answers = fc.constantFrom(...extent.options.map(({ id }) => id))
const cells = fc.record({
  ambition: fc.integer({ min: 0, max: 5 }),
  priority: fc.constantFrom('high', 'medium', 'low' as const),
})
const consensuses = fc
  .tuple(
    fc.dictionary(fc.constantFrom(...smallModel.cells.map(({ id }) => id)), answers),
    fc.dictionary(fc.constantFrom(...smallModel.cells.map(({ id }) => id)), cells),
  )
  .map(([given, beside]) => consensusOf(given, beside as Consensus['cells']))

describe('whatever was agreed,', () => {
  it('the drafts follow the needs, are right, and leave nothing to propose', () => {
    fc.assert(
      fc.property(consensuses, (consensus) => {
        const drafts = draftsFor(consensus)
        const needs = needsOf(consensusResults(smallModel, consensus))
        expect(drafts.map((draft) => draft.cells)).toEqual(needs.map(({ section }) => [section.id]))
        const plan = withProposals(planOf(), drafts)
        expect(checkPlan(plan, { model: smallModel, round: '2026', people: [] })).toEqual([])
        expect(draftsFor(consensus, plan)).toEqual([])
      }),
    )
  })

  it('proposing a few at a time ends where proposing all at once does', () => {
    fc.assert(
      fc.property(consensuses, fc.integer({ min: 1, max: 3 }), (consensus, few) => {
        let plan = planOf()
        for (let drafts = draftsFor(consensus, plan, few); drafts.length > 0; ) {
          plan = withProposals(plan, drafts)
          drafts = draftsFor(consensus, plan, few)
        }
        expect(plan).toEqual(withProposals(planOf(), draftsFor(consensus)))
        for (const { section } of needsOf(consensusResults(smallModel, consensus)))
          expect(plan.actions.filter((action) => covers(action, section.id))).toHaveLength(1)
      }),
    )
  })
})
