import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Consensus } from '../../src/merge/consensus.ts'
import { type Action, covers, type Plan, statuses } from '../../src/plan/action.ts'
import { checkPlan } from '../../src/plan/check.ts'
import { proposeActions, withProposals } from '../../src/plan/propose.ts'
import type { Practice } from '../../src/practice/practice.ts'
import type { Resource } from '../../src/resources/resource.ts'
import { needsOf } from '../../src/resources/suggest.ts'
import { consensusResults } from '../../src/scoring/results.ts'
import { practiceFrom, practiceOf } from '../practice/samples.ts'
import { extent, smallModel } from '../small-model.ts'
import { actionOf, consensusOf, planOf } from './plans.ts'

function proposalsFor(consensus: Consensus, plan: Plan = planOf(), top = 100) {
  const results = consensusResults(smallModel, consensus)
  return proposeActions(results, consensus, { plan, resources: [], practices: [], top, each: 2 })
}

/** With something to read and practice to learn from. */
function proposalBeside(practices: readonly Practice[], resources: readonly Resource[] = []) {
  const results = consensusResults(smallModel, gap)
  return proposeActions(results, gap, { plan: planOf(), resources, practices, top: 1, each: 3 }).proposals[0]!
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
      why: ['roads/inside/look'],
      cells: ['roads/inside'],
      resources: 'unknown',
      budget: 'unknown',
      'expected-level': 3,
    },
  ])
})

/** A cell at half way in all its stages, but for those given. */
function cellWith(answers: Readonly<Record<string, string>>): Consensus {
  const half = consensusOf({ 'roads/inside': 'half-way' })
  const given = Object.entries(answers).map(([stage, agreed]) => [
    `roads/inside/${stage}`,
    { label: 'shared', agreed } as const,
  ])
  return { ...half, statements: { ...half.statements, ...Object.fromEntries(given) } }
}

it.each<[string, Readonly<Record<string, string>>, string, number]>([
  ['of nothing met', {}, 'look', 3],
  ['of a first stage that is met', { look: 'everywhere' }, 'choose', 3.5],
  ['of a stage that does not apply', { look: 'not-applicable' }, 'choose', 3.12],
  ['of a stage nobody knows', { look: 'dont-know' }, 'look', 3],
  ['of a later stage that is met already', { choose: 'everywhere' }, 'look', 3.5],
])('title, statement and expected level are those of the next stage: %s', (_, answers, stage, level) => {
  const [draft] = draftsFor(cellWith(answers))
  expect(draft).toMatchObject({
    title: `Roads / Inside: reach ${stage}`,
    why: [`roads/inside/${stage}`],
    'expected-level': level,
  })
})

it('a draft of a success factor expects no level', () => {
  expect(draftsFor(consensusOf({ courage: 'seldom' }))[0]).not.toHaveProperty('expected-level')
})

it('an ambition is told from one that is only suggested', () => {
  const ambitionsOf = (cell: NonNullable<Consensus['cells']>[string]) =>
    proposalsFor(consensusOf({ 'roads/inside': 'half-way' }, { 'roads/inside': cell })).proposals.map(
      ({ ambition }) => ambition,
    )
  expect(ambitionsOf({ ambition: 4, 'suggested-ambition': 3 })).toEqual(['agreed'])
  expect(ambitionsOf({ 'suggested-ambition': 4 })).toEqual(['suggested'])
  expect(ambitionsOf({})).toEqual([undefined])
})

it('a priority outweighs any gap: high, medium, none, low, within each the widest gap first', () => {
  const given = {
    'roads/inside': { ambition: 5 },
    'roads/outside': { ambition: 3, priority: 'high' },
    'parks/inside': { ambition: 4, priority: 'high' },
    'parks/outside': { ambition: 5, priority: 'low' },
  } as const
  const answers = Object.fromEntries(Object.keys(given).map((id) => [id, 'half-way']))
  const some = consensusOf({ ...answers, courage: 'seldom' }, { ...given, courage: { priority: 'medium' } })
  expect(draftsFor(some).flatMap(({ cells }) => cells)).toEqual([
    ...['parks/inside', 'roads/outside', 'courage', 'roads/inside', 'parks/outside'],
  ])
})

it('what there is to read and to learn from is kept with the draft', () => {
  const resource = {
    ...{
      id: 'guide',
      title: 'A guide',
      publisher: 'LGA',
      url: 'https://example.org/guide',
      type: 'guidance',
    },
    ...{ summary: 'How.', characteristics: ['roads'], modes: ['inside'] },
  }
  const practices = [
    practiceOf('ours', { cells: ['roads/inside'] }),
    practiceFrom('bristol', 'theirs', { cells: ['roads/outside'] }),
  ]
  expect(proposalBeside(practices, [resource]).action).toMatchObject({
    reading: [{ title: 'A guide', url: 'https://example.org/guide' }],
    practice: [{ id: 'ours' }, { id: 'theirs', organisation: 'bristol' }],
  })
})

it('practice of merely the same mode is not proposed', () => {
  const { practice, action } = proposalBeside([practiceOf('noise', { cells: ['parks/inside'] })])
  expect([practice, action.practice]).toEqual([[], undefined])
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
        const priorities = ['high', 'medium', undefined, 'low']
        const inOrder = needs.toSorted(
          (a, b) => priorities.indexOf(a.priority) - priorities.indexOf(b.priority) || b.gap - a.gap,
        )
        expect(drafts.map((draft) => draft.cells)).toEqual(inOrder.map(({ section }) => [section.id]))
        const levels = new Map(needs.map(({ section, level }) => [section.id, level]))
        for (const { cells: [cell] = [], 'expected-level': level } of drafts)
          if (level !== undefined) expect(level).toBeGreaterThan(levels.get(cell!)!)
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
