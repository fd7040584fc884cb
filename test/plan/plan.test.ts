import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Action, idFrom, isOverdue } from '../../src/plan/action.ts'
import { parseValues, type Values, withValues } from '../../src/plan/change.ts'
import { checkPlan } from '../../src/plan/check.ts'
import { checkGates, gates, parseGates } from '../../src/plan/gates.ts'
import { inOrderBy, moved, type Order, parseSpot } from '../../src/plan/order.ts'
import { progressOf } from '../../src/plan/progress.ts'
import { viewPlan } from '../../src/plan/view.ts'
import { needsOf } from '../../src/resources/suggest.ts'
import { smallModel } from '../small-model.ts'
import { actionOf, planOf, resultsWith } from './plans.ts'

const ann = { id: 'ann-lee', name: 'Ann Lee', email: 'ann@example.org', role: 'it', may: [] }
const around = { model: smallModel, round: '2026', people: [ann] }
const check = (...actions: readonly Action[]) =>
  checkPlan(planOf(...actions), around).map(({ path, message }) => `${path.slice(1).join(' ')}: ${message}`)

describe('a plan is wrong', () => {
  it.each<[string, Partial<Action>, readonly string[]]>([
    ['in nothing', { cells: ['roads/inside', 'courage'], why: ['courage/speak'], owner: 'ann-lee' }, []],
    [
      'in a cell',
      { cells: ['courage', 'rods/inside'] },
      ['0 cells 1: "rods/inside" is not a cell or success factor of the model'],
    ],
    [
      'in a statement',
      { why: ['roads/inside'] },
      ['0 why 0: "roads/inside" is not a statement of the model'],
    ],
    [
      'without a reason for putting it off',
      { status: 'deferred' },
      ['0 status: an action that is deferred needs a reason (a)'],
    ],
    [
      'without a reason for not doing it',
      { status: 'wont-do', reason: ' ' },
      ['0 status: an action that is wont-do needs a reason (a)'],
    ],
    ['in nothing, with the reason', { status: 'wont-do', reason: 'No money.' }, []],
    ['in a day', { due: '2027-02-29' }, ['0 due: there is no 2027-02-29']],
    [
      'in a day of progress',
      { progress: [{ date: '2027-04-31', note: 'x' }] },
      ['0 progress 0 date: there is no 2027-04-31'],
    ],
    [
      'in the day of approval',
      { approval: { board: 'b', date: '2027-06-31' } },
      ['0 approval date: there is no 2027-06-31'],
    ],
    [
      'in the order of days',
      { start: '2027-02-02', due: '2027-02-01' },
      ['0 due: it is due on 2027-02-01, before it starts on 2027-02-02'],
    ],
    ['in nothing, due as it starts', { start: '2027-02-01', due: '2027-02-01' }, []],
    ['in a level', { 'expected-level': 6 }, ['0 expected-level: a level of 6 is above the number of stages']],
    ['perhaps in an owner', { owner: 'ann-le' }, ['0 owner: nobody in tiex.yaml is called "ann-le"']],
    ['in nothing, with an owner in words', { owner: 'Ann Le', sponsor: 'finance-team' }, []],
  ])('%s', (_, more, found) => {
    expect(check(actionOf('a', more))).toEqual(found)
  })

  it('with an id twice', () => {
    expect(check(actionOf('a'), actionOf('b'), actionOf('a'))).toEqual(['2 id: two actions have the id "a"'])
  })

  it('in the folder of another round', () => {
    expect(checkPlan(planOf(), { ...around, round: '2027' })).toMatchObject([{ path: ['round'] }])
  })
})

describe('a plan lacks', () => {
  const today = '2026-11-30'
  const complete = { owner: 'ann-lee', due: '2026-11-30' }
  const lacks = (action: Action) =>
    checkGates(planOf(action), { needs: [], today, failOn: gates }).map(({ rule }) => rule)

  it.each<[string, Partial<Action>, readonly string[]]>([
    ['nothing, on the day itself', complete, []],
    ['an owner', { due: '2027-01-01' }, ['no-owner']],
    ['a day', { owner: 'ann-lee', status: 'accepted' }, ['no-date']],
    ['time', { ...complete, due: '2026-11-29', status: 'in-progress' }, ['overdue']],
    ['a result', { status: 'done' }, ['done-without-result']],
    ['nothing once it is done', { status: 'done', result: 'It works.', due: '2026-01-01' }, []],
    ['nothing when it is put off', { status: 'deferred', reason: 'x', due: '2026-01-01' }, []],
    ['nothing when it will not be done', { status: 'wont-do', reason: 'x' }, []],
  ])('%s', (_, more, found) => {
    expect(lacks(actionOf('a', more))).toEqual(found)
  })

  const cells = {
    'roads/inside': { priority: 'high', ambition: 4 },
    'roads/outside': { priority: 'medium', ambition: 4 },
    'parks/inside': { priority: 'high', ambition: 1 },
    'parks/outside': { priority: 'high', ambition: 5, stance: 'deliberate' },
  } as const
  const answers = Object.fromEntries(Object.keys(cells).map((id) => [id, 'half-way']))
  const needs = needsOf(resultsWith(answers, cells))

  it('an action where the priority is high and a gap is left', () => {
    const found = checkGates(planOf(), { needs, today, failOn: [] })
    expect(found).toMatchObject([{ rule: 'priority-without-action', severity: 'warning' }])
    expect(found[0]!.message).toContain('roads/inside')
  })

  it('none where there is one, even one that will not be done', () => {
    const plan = planOf(actionOf('a', { status: 'wont-do', reason: 'x', cells: ['roads/inside'] }))
    expect(checkGates(plan, { needs, today, failOn: gates })).toEqual([])
  })

  it.each(gates)('what fails the check is chosen: %s', (gate) => {
    const plan = planOf(
      actionOf('a', { due: '2026-01-01' }),
      actionOf('b', { owner: 'x' }),
      actionOf('c', { status: 'done' }),
    )
    const found = checkGates(plan, { needs, today, failOn: [gate] })
    expect(new Set(found.map(({ rule }) => rule))).toEqual(new Set(gates))
    for (const { rule, severity } of found) expect(severity).toBe(rule === gate ? 'error' : 'warning')
  })

  it.each<[string, readonly string[], number]>([
    ['overdue', ['overdue'], 0],
    ['overdue, no-owner', ['no-owner', 'overdue'], 0],
    ['none', [], 0],
    ['', [], 1],
    ['none,overdue', ['overdue'], 1],
    ['overdu,constructor', [], 2],
  ])('the rules in %j are %j', (text, failOn, wrong) => {
    const parsed = parseGates(text)
    expect([parsed.failOn, parsed.findings.length]).toEqual([failOn, wrong])
  })
})

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
    ['priority', 'soon undated late loose'],
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
