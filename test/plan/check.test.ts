import { describe, expect, it } from 'vitest'
import type { Action } from '../../src/plan/action.ts'
import { checkPlan } from '../../src/plan/check.ts'
import { smallModel } from '../small-model.ts'
import { actionOf, planOf } from './plans.ts'

const ann = { id: 'ann-lee', name: 'Ann Lee', email: 'ann@example.org', role: 'it', may: [] }
const around = { model: smallModel, round: '2026', people: [ann] }
const check = (...actions: readonly Action[]) =>
  checkPlan(planOf(...actions), around).map(({ path, message }) => `${path.slice(1).join(' ')}: ${message}`)

const nobody = (who: string) => `nobody in tiex.yaml is called "${who}", so that it is taken as words`

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
    ['perhaps in an owner', { owner: 'ann-le' }, [`0 owner: owner: ${nobody('ann-le')}`]],
    [
      'perhaps in an owner and a sponsor like no id there is',
      { owner: 'nobody-at-all', sponsor: 'finance' },
      [`0 owner: owner: ${nobody('nobody-at-all')}`, `0 sponsor: sponsor: ${nobody('finance')}`],
    ],
    ['in nothing, with an owner in words', { owner: 'Ann Le', sponsor: 'finance team' }, []],
    [
      'in an address',
      { reading: [{ title: 'x', url: 'https://ann:secret@example.org/' }] },
      ['0 reading 0 url: the address must not hold a user name or password'],
    ],
  ])('%s', (_, more, found) => {
    expect(check(actionOf('a', more))).toEqual(found)
  })

  it.each([
    ['ann-le', /^ann-lee\? Otherwise name somebody/],
    ['nobody-at-all', /^name somebody by their id/],
  ])('an owner %s that is nobody is only a warning, with whom it may mean', (owner, hint) => {
    expect(checkPlan(planOf(actionOf('a', { owner })), around)).toMatchObject([
      { rule: 'unknown-owner', severity: 'warning', hint: expect.stringMatching(hint) },
    ])
  })

  it('with an id twice', () => {
    expect(check(actionOf('a'), actionOf('b'), actionOf('a'))).toEqual(['2 id: two actions have the id "a"'])
  })

  it('in the folder of another round', () => {
    expect(checkPlan(planOf(), { ...around, round: '2027' })).toMatchObject([{ path: ['round'] }])
  })
})
