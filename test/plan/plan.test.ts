import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Action, idFrom, isOverdue } from '../../src/plan/action.ts'
import { halfApproval, parseValues, type Values, withValues } from '../../src/plan/change.ts'
import { inOrderBy, moved, type Order, parseSpot } from '../../src/plan/order.ts'
import { progressOf } from '../../src/plan/progress.ts'
import { viewPlan } from '../../src/plan/view.ts'
import { smallModel } from '../small-model.ts'
import { actionOf, planOf, resultsWith } from './plans.ts'

const ann = { id: 'ann-lee', name: 'Ann Lee', email: 'ann@example.org', role: 'it', may: [] }

describe('setting', () => {
  const before = actionOf('a', {
    owner: 'Bo',
    due: '2027-01-01',
    approval: { board: 'Cabinet', date: '2026-12-01' },
  })
  const set = (...words: readonly string[]) => withValues(before, parseValues(words).values, '2026-11-30')

  it.each<[string, readonly string[], Partial<Action>]>([
    ['a text with an = in it', ['measure=a=b'], { measure: 'a=b' }],
    ['a list', ['cells=x/y, z,x/y,'], { cells: ['x/y', 'z'] }],
    ['a number', ['expected-level=2.5'], { 'expected-level': 2.5 }],
    ['a note of today', ['note=Begun'], { progress: [{ date: '2026-11-30', note: 'Begun' }] }],
    [
      'one half of the approval',
      ['approved=2026-12-08'],
      { approval: { board: 'Cabinet', date: '2026-12-08' } },
    ],
  ])('%s', (_, words, after) => {
    expect(set(...words)).toEqual({ ...before, ...after })
  })

  it.each<[string, readonly string[], readonly (keyof Action)[]]>([
    ['an owner', ['owner='], ['owner']],
    ['the approval', ['board=', 'approved='], ['approval']],
    ['what is not there', ['measure='], []],
  ])('nothing takes away %s', (_, words, gone) => {
    const left = Object.fromEntries(
      Object.entries(before).filter(([key]) => !gone.includes(key as keyof Action)),
    )
    expect(set(...words)).toEqual(left)
  })

  it.each<[readonly string[], readonly string[]]>([
    [['ower=x'], ['"ower" is not a field of an action']],
    [['owner'], ['"owner" sets nothing']],
    [['=x'], ['"" is not a field of an action']],
    [['id=x'], ['"id" is not a field of an action']],
    [['__proto__=x'], ['"__proto__" is not a field of an action']],
    [['due=', 'due='], ['due is set twice']],
    [
      ['title= ', 'status=', 'note='],
      ['title cannot be empty', 'status cannot be empty', 'note cannot be empty'],
    ],
  ])('%j is refused', (words, messages) => {
    expect(parseValues(words).findings.map(({ message }) => message)).toEqual(messages)
  })

  it.each<[readonly string[], Partial<Action>, readonly string[]]>([
    [['board=CLT'], {}, ['board and approved go together: approved is missing']],
    [['approved=2026-12-08'], {}, ['approved and board go together: board is missing']],
    [['board='], { approval: before.approval! }, ['approved and board go together: board is missing']],
    [['board=CLT'], { approval: before.approval! }, []],
    [['board=CLT', 'approved=2026-12-08'], {}, []],
    [['board=', 'approved='], {}, []],
    [['owner=x'], {}, []],
  ])('%j of %j: what is wrong with the approval is %j', (words, more, messages) => {
    const action = actionOf('a', more)
    const { values } = parseValues(words)
    expect(halfApproval(action, values).map(({ message }) => message)).toEqual(messages)
    if (messages.length > 0 && more.approval === undefined)
      expect(withValues(action, values, '2026-11-30')).not.toHaveProperty('approval')
  })

  it('says what was typed', () => {
    const text = fc.string({ minLength: 1 }).filter((word) => word.trim() !== '')
    fc.assert(
      fc.property(text, (value) => {
        const { values } = parseValues([`owner=${value}`])
        expect(values).toEqual<Values>({ owner: value.trim() })
      }),
    )
  })
})

describe('the order', () => {
  const plan = planOf(
    actionOf('late', { due: '2027-05-01', owner: 'Zoe', status: 'done', cells: ['parks/inside'] }),
    actionOf('undated', { status: 'in-progress', cells: ['roads/inside'] }),
    actionOf('soon', { due: '2026-12-01', owner: 'ann-lee', cells: ['roads/outside'] }),
    actionOf('loose'),
  )
  const cells = {
    'parks/inside': { priority: 'low', ambition: 5 },
    'roads/inside': { priority: 'high', ambition: 3 },
    'roads/outside': { priority: 'high', ambition: 4 },
  } as const
  const results = resultsWith(
    { 'parks/inside': 'nowhere', 'roads/inside': 'half-way', 'roads/outside': 'half-way' },
    cells,
  )
  const organisation = { id: 'x', name: 'X' }
  const view = viewPlan(plan, {
    model: smallModel,
    organisation,
    people: [ann],
    today: '2026-11-30',
    results,
  })

  it.each<[Order, string]>([
    ['priority', 'soon undated loose late'],
    ['owner', 'soon late undated loose'],
    ['due', 'soon late undated loose'],
    ['status', 'soon loose undated late'],
  ])('by %s is %s', (by, ids) => {
    expect(
      inOrderBy(view.actions, by)
        .map(({ action }) => action.id)
        .join(' '),
    ).toBe(ids)
  })

  it.each<[readonly [string, string?], string]>([
    [['first'], 'soon late undated loose'],
    [['last'], 'late undated loose soon'],
    [['before', 'undated'], 'late soon undated loose'],
    [['after', 'loose'], 'late undated loose soon'],
    [['after', 'soon'], 'late undated soon loose'],
  ])('after a move to %j is %s', ([where, other], ids) => {
    const spot = parseSpot(where, other)
    if ('hint' in spot) throw new Error(spot.message)
    expect(
      moved(plan, 'soon', spot)
        .actions.map(({ id }) => id)
        .join(' '),
    ).toBe(ids)
  })

  it.each([
    ['behind', 'loose'],
    ['before', undefined],
    ['first', 'loose'],
  ])('has no place %s %s', (where, other) => {
    expect(parseSpot(where, other)).toHaveProperty('hint')
  })

  it('knows owners by name', () => {
    expect(view.actions.map(({ owner }) => owner)).toEqual(['Zoe', undefined, 'Ann Lee', undefined])
  })
})

describe('a year later the level', () => {
  const was = resultsWith({ 'roads/inside': 'half-way', 'parks/inside': 'half-way' })
  const progress = (answers: Readonly<Record<string, string>>, more: Partial<Action>) =>
    progressOf(actionOf('a', more), was, resultsWith(answers)).moved
  const one = { cells: ['roads/inside'] }
  const two = { cells: ['roads/inside', 'parks/inside'] }

  it.each<[string, Readonly<Record<string, string>>, Partial<Action>]>([
    ['reached', { 'roads/inside': 'mostly' }, { ...one, 'expected-level': 3.75 }],
    ['risen', { 'roads/inside': 'mostly' }, { ...one, 'expected-level': 4 }],
    ['risen', { 'roads/inside': 'mostly', 'parks/inside': 'half-way' }, two],
    ['fallen', { 'roads/inside': 'in-places' }, one],
    ['mixed', { 'roads/inside': 'mostly', 'parks/inside': 'nowhere' }, two],
    ['unmoved', { 'roads/inside': 'half-way' }, one],
    ['unknown', {}, one],
    ['unknown', { 'roads/outside': 'mostly' }, { cells: ['roads/outside'] }],
    ['unknown', { 'roads/inside': 'mostly' }, {}],
    ['risen', { 'roads/inside': 'mostly' }, { why: ['roads/inside/look'] }],
  ])('is %s after %j of %j', (expected, answers, more) => {
    expect(progress(answers, more)).toBe(expected)
  })
})

it.each([
  ['Give every saving an owner', 'give-every-saving-an-owner'],
  ['Sign one agreement with the hospital trust', 'sign-one-agreement-with-the-hospital'],
  ['taken', 'taken-2'],
  ['2027!', 'action'],
])('the id of %j is %s', (title, id) => {
  expect(idFrom(title, planOf(actionOf('taken')))).toBe(id)
})

it('nothing is overdue on its own day', () => {
  expect(isOverdue(actionOf('a', { due: '2026-11-30' }), '2026-11-30')).toBe(false)
})
