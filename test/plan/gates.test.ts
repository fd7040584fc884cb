import { describe, expect, it } from 'vitest'
import type { Action } from '../../src/plan/action.ts'
import { checkGates, gates, parseGates } from '../../src/plan/gates.ts'
import { needsOf } from '../../src/resources/suggest.ts'
import { actionOf, planOf, resultsWith } from './plans.ts'

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

  it('what a command for the round mends', () => {
    const plan = planOf(actionOf('a', { owner: 'x', due: '2026-01-01' }))
    const hints = checkGates(plan, { needs, today, failOn: [], suffix: ' --round 2026' }).map(
      ({ hint }) => hint,
    )
    expect(hints).toEqual([
      'tiex plan set a status=done result="..." --round 2026, or a later due=DAY',
      'tiex plan add --title TITLE --cell roads/inside --round 2026, or let tiex plan propose --round 2026 draft one',
    ])
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
