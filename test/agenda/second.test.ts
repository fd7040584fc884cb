import { describe, expect, it } from 'vitest'
import { actionQuestion, pairsToTest, wantingOwnerOrDay } from '../../src/agenda/order.ts'
import { type SecondAgenda, secondAgenda, sectionsWithoutAction } from '../../src/agenda/second.ts'
import type { Action } from '../../src/plan/action.ts'
import type { ActionView, PlanView } from '../../src/plan/view.ts'
import { smallModel } from '../small-model.ts'

const view = (id: string, action: Partial<Action> = {}, more: Partial<ActionView> = {}): ActionView => ({
  action: { id, title: id, status: 'proposed', ...action },
  ...{ place: 1, statements: [], sections: [], weight: 1, overdue: false },
  ...more,
})
const planOf = (...actions: readonly ActionView[]): PlanView => ({
  organisation: { id: 'x', name: 'X' },
  ...{ round: '2026-autumn', today: '2026-11-20', counts: [], open: actions.length, overdue: 0 },
  actions: actions.map((action, index) => ({ ...action, place: index + 1 })),
})
const inPlan = (...actions: readonly ActionView[]) => planOf(...actions).actions

describe('testing the order', () => {
  const pairs = (...actions: readonly ActionView[]) =>
    pairsToTest(inPlan(...actions)).map(({ first, second, because }) => [
      first.action.id,
      second.action.id,
      ...because,
    ])

  it('looks at neighbours of which the second has the higher priority, or is due earlier', () => {
    const [low, high] = [{ priority: 'low' }, { priority: 'high' }]
    expect(pairs(view('a', {}, low), view('b', {}, high))).toEqual([['a', 'b', 'priority']])
    expect(pairs(view('a', { due: '2027-02-01' }), view('b', { due: '2027-01-01' }))).toEqual([
      ['a', 'b', 'due'],
    ])
    expect(pairs(view('a', { due: '2027-02-01' }, low), view('b', { due: '2027-01-01' }, high))).toEqual([
      ['a', 'b', 'priority', 'due'],
    ])
    expect(pairs(view('a', {}, high), view('b', {}, low), view('c', { due: '2027-01-01' }, low))).toEqual([])
  })

  it('leaves out what is done or dropped, and counts no priority as medium', () => {
    const [a, b] = [view('a', {}, { priority: 'low' }), view('b', { status: 'done' }, { priority: 'high' })]
    expect(pairs(a, b, view('c'))).toEqual([['a', 'c', 'priority']])
    expect(pairs(view('a'), view('b', {}, { priority: 'medium' }))).toEqual([])
  })
})

it('open actions without an owner or a day are named', () => {
  const actions = inPlan(
    view('whole', { due: '2027-01-01' }, { owner: 'Priya' }),
    view('nobody', { due: '2027-01-01' }),
    view('never', {}, { owner: 'Priya' }),
    view('over', { status: 'done' }),
  )
  expect(wantingOwnerOrDay(actions).map(({ action }) => action.id)).toEqual(['nobody', 'never'])
})

it.each([
  [view('a'), /^Who can take this on/],
  [view('a', {}, { owner: 'Priya' }), /^By when/],
  [view('a', { due: '2027-01-01' }, { owner: 'Priya' }), /see that it has worked/],
  [
    view('a', { due: '2027-01-01', measure: 'm', budget: 'unknown' }, { owner: 'Priya' }),
    /^What does it take/,
  ],
  [
    view('a', { due: '2027-01-01', measure: 'm', budget: 'known', resources: 'known' }, { owner: 'Priya' }),
    /^What could stop it/,
  ],
])('an action is opened with what it lacks first (%#)', (action, text) => {
  expect(actionQuestion(action)).toMatch(text)
})

describe('the agenda of the second workshop', () => {
  const actions = Array.from({ length: 30 }, (_, index) =>
    view(`a${index}`, {}, { priority: ['low', 'high'][index % 2]! }),
  )

  it('sorts the open actions, those that emerge first, by priority, then tests the order, owners and approval', () => {
    const plan = planOf(
      view('low', {}, { priority: 'low' }),
      view('kept', { status: 'accepted' }, { priority: 'high' }),
      view('over', { status: 'done' }),
      view('high', {}, { priority: 'high' }),
    )
    const { parts } = secondAgenda(plan, 60)
    expect(
      parts.map(({ of }) =>
        typeof of === 'string' ? of : of.kind === 'action' ? of.action.action.id : of.kind,
      ),
    ).toEqual(['welcome', 'overview', 'high', 'low', 'kept', 'order', 'owners', 'approval', 'close'])
  })

  it('has an item for what has a high priority and no action, before the order', () => {
    const [first, second, third] = smallModel.sections
    const needs = [
      { section: first!, priority: 'high' },
      { section: second!, priority: 'high' },
      { section: third!, priority: 'low' },
    ]
    const plan = planOf(view('a', { cells: [second!.id] }))
    const without = sectionsWithoutAction(plan, needs)
    expect(without).toEqual([first])
    const kinds = secondAgenda(plan, 90, without).parts.map(({ of }) =>
      typeof of === 'string' ? of : of.kind,
    )
    expect(kinds.slice(2, 5)).toEqual(['action', 'without-action', 'order'])
    expect(secondAgenda(plan, 90, []).parts.map(({ of }) => of)).not.toContainEqual(
      expect.objectContaining({ kind: 'without-action' }),
    )
  })

  it('has about a minute for each action without an owner, counted in how long all would take', () => {
    const some = planOf(...actions.slice(0, 16))
    const owners = (minutes: number) =>
      secondAgenda(some, minutes).parts.filter(({ of }) => typeof of === 'object' && of.kind === 'owners')
    expect(owners(90).map(({ minutes }) => minutes)).toEqual([16])
    expect(secondAgenda(some, 60).enough).toBe(89)
    expect(owners(60)).toHaveLength(1)
  })

  it('says for which of many actions it has no time to agree on owners', () => {
    const many = planOf(
      ...Array.from({ length: 50 }, (_, index) => view(`a${index}`, { status: 'accepted' })),
    )
    const asked = ({ parts }: SecondAgenda) =>
      parts.flatMap(({ of }) => (typeof of === 'object' && of.kind === 'owners' ? of.wanting : [])).length
    const { out } = secondAgenda(many, 60)
    expect(out.filter(({ kind }) => kind === 'owners')).toMatchObject([
      { wanting: { length: 10 } },
      { wanting: { length: 20 } },
    ])
    expect(asked(secondAgenda(many, 60))).toBe(20)
    expect(asked(secondAgenda(many, 240))).toBe(50)
  })

  it('has a break only where more than 90 minutes of work come', () => {
    const kinds = (...some: readonly ActionView[]) =>
      secondAgenda(planOf(...some), 180).parts.map(({ of }) => (typeof of === 'string' ? of : of.kind))
    const kept = { status: 'accepted', due: '2027-01-01' } as const
    expect(kinds(view('a', kept, { owner: 'Priya' }))).not.toContain('break')
    expect(kinds(view('a'), view('b'))).toContain('break')
  })

  it('never sorts fewer actions in more minutes', () => {
    const sorted = (minutes: number) => -secondAgenda(planOf(...actions), minutes).out.length
    for (let minutes = 60; minutes < 200; minutes++)
      expect(sorted(minutes + 1), `in ${minutes + 1}`).toBeGreaterThanOrEqual(sorted(minutes))
  })

  it('leaves out those of the lowest priority, and says how long all would take', () => {
    const { out, enough, parts } = secondAgenda(planOf(...actions), 90)
    expect(parts.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(90)
    const left = out.flatMap((part) => (part.kind === 'action' ? [part.action.priority] : []))
    expect(new Set(left)).toEqual(new Set(['low']))
    expect(secondAgenda(planOf(...actions), enough!).out).toEqual([])
  })
})
