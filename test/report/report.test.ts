import { describe, expect, it } from 'vitest'
import { reportOf } from '../../src/report/report.ts'
import { actionOf } from '../plan/plans.ts'
import { smallModel } from '../small-model.ts'
import { allAgreed, leader, personOf, reportWith, signed, sourcesOf } from './sources.ts'

const of = smallModel.statements.length
const spread = (answers: Readonly<Record<string, number>>) => ({ answers, label: 'confirm' as const })

describe('who took part', () => {
  it('is numbers, and each role that was asked once', () => {
    const people = [
      personOf('ann', { role: 'finance' }),
      personOf('bo', { role: 'HR' }),
      personOf('cy', { role: 'finance' }),
      personOf('lee', { role: 'leader', may: ['sign'] }),
    ]
    const report = reportWith({ assessment: { people }, responses: { count: 2, 'left-out': 1 } })
    expect(report.people).toEqual({
      ...{ asked: 3, answered: 2, leftOut: 1, roles: ['finance', 'HR'], minimumGroup: 5 },
    })
  })
})

describe('where the round stands', () => {
  it('counts what is agreed, only suggested and open', () => {
    const { standing } = reportWith({
      statements: {
        'roads/inside/look': { ...spread({ mostly: 5 }), suggested: 'mostly', agreed: 'mostly' },
        'roads/inside/choose': { ...spread({ mostly: 5 }), suggested: 'mostly' },
      },
      cells: { 'roads/inside': { priority: 'high' } },
    })
    expect(standing).toMatchObject({
      isDraft: true,
      of,
      agreed: 1,
      suggested: 1,
      open: of - 2,
      priorities: 1,
    })
  })

  it.each([
    ['everything is agreed', allAgreed, false],
    ['nothing is agreed', {}, true],
    [
      'one is agreed from other answers',
      { ...allAgreed, 'courage/speak': { ...allAgreed['courage/speak']!, 'agreed-from': { never: 5 } } },
      true,
    ],
  ])('where %s', (_, statements, isDraft) => {
    expect(reportWith({ statements }).standing.isDraft).toBe(isDraft)
  })
})

describe('how people answered', () => {
  const statements = {
    'roads/inside/look': { ...spread({ mostly: 5 }), divergence: 10, suggested: 'mostly' },
    'roads/inside/choose': { ...spread({ mostly: 3, unanswered: 2 }), divergence: 20, suggested: 'mostly' },
    'roads/inside/try': { label: 'split' as const, suggested: 'mostly' },
  }

  it('is left out where fewer than the smallest group did, or where it is sealed; the label stays', () => {
    const [cell] = reportWith({ statements }).sections
    const told = cell!.answers.slice(0, 3).map(({ spread: shown, label }) => [shown?.counts, label])
    expect(told).toEqual([
      [[0, 0, 0, 5, 0], 'confirm'],
      [undefined, 'confirm'],
      [undefined, 'split'],
    ])
  })

  it('goes by the smallest group of the council', () => {
    const [cell] = reportWith({ statements, assessment: { 'minimum-group': 3 } }).sections
    expect(cell!.answers[1]!.spread?.counts).toEqual([0, 0, 0, 3, 0])
  })

  it.each([
    [5, 0.5],
    [4, undefined],
  ])('over all statements is told of %i people as %s', (count, pairwise) => {
    const agreement = { [smallModel.statementScale.id]: { pairwise: 0.5 } }
    const report = reportWith({ statements, agreement, responses: { count } })
    const told = report.agreement.consensus.agreement?.[smallModel.statementScale.id]?.pairwise
    expect(told).toBe(pairwise)
    expect(report.agreement.compared).toEqual({ extent: 3, trust: 0 })
  })

  it('changes no level', () => {
    const sources = sourcesOf({ statements })
    const { results } = reportOf(sources)
    expect(results.cells[0]!.level).toBe(3.75)
  })
})

describe('a section', () => {
  const inside = ['look', 'choose', 'try', 'spread', 'learn'].map((key) => `roads/inside/${key}`)
  const agreed = Object.fromEntries(inside.map((id) => [id, allAgreed[id]!]))

  it.each([
    ['agreed in full', agreed, { ambition: 5 }, false],
    ['agreed, with an ambition that is only suggested', agreed, { 'suggested-ambition': 5 }, true],
    ['agreed, and staying on purpose', agreed, { 'suggested-ambition': 5, stance: 'deliberate' }, false],
    ['not agreed in full', { [inside[0]!]: agreed[inside[0]!]! }, { ambition: 5 }, true],
  ])('%s', (_, statements, cell, isDraft) => {
    expect(reportWith({ statements, cells: { 'roads/inside': cell } }).sections[0]!.isDraft).toBe(isDraft)
  })

  it('that stays on purpose has no gap', () => {
    const statements = { 'roads/inside/look': { ...spread({ nowhere: 5 }), agreed: 'nowhere' } }
    const gap = (cell: object) => reportWith({ statements, cells: { 'roads/inside': cell } }).sections[0]!.gap
    expect([gap({ ambition: 3 }), gap({ ambition: 3, stance: 'deliberate' })]).toEqual([3, undefined])
  })

  it('stands among the priorities by priority, then by gap', () => {
    const statements = Object.fromEntries(
      smallModel.statements.map(({ id, scale }) => [
        id,
        { label: 'shared' as const, suggested: scale.options[0]!.id },
      ]),
    )
    const { priorities } = reportWith({
      statements,
      cells: {
        'roads/inside': { priority: 'medium', ambition: 5 },
        'roads/outside': { priority: 'high', ambition: 1 },
        'parks/inside': { priority: 'high', ambition: 4 },
        courage: { priority: 'low' },
      },
    })
    expect(priorities.map(({ section }) => section.id)).toEqual([
      ...['parks/inside', 'roads/outside', 'roads/inside', 'courage'],
    ])
  })
})

it('signatories have the names of tiex.yaml, where it still has them', () => {
  const { roles } = reportWith({ roles: [signed, { ...signed, person: 'gone' }, leader] }).signOff
  expect(roles.map(({ name }) => name)).toEqual(['ANN', undefined, undefined])
})

describe('when it was held', () => {
  const rounds = {
    '2026': { opens: '2026-10-01', closes: '2026-11-20', workshops: ['2026-12-04', '2026-11-27'] },
  }
  it.each([
    ['nothing is known', { '2026': {} }, { workshops: [] }],
    [
      'all is dated',
      rounds,
      { opens: '2026-10-01', closes: '2026-11-20', workshops: ['2026-11-27', '2026-12-04'] },
    ],
    [
      'it was closed before its day',
      { '2026': { closes: '2026-11-20', closed: '2026-11-10T00:30:00Z' } },
      { closes: '2026-11-10', workshops: [] },
    ],
  ])('where %s', (_, rounds, dates) => {
    expect(reportWith({ assessment: { rounds } }).dates).toEqual(dates)
  })

  it('says nothing of who was asked in an earlier round: nobody knows any more', () => {
    const { people } = reportWith({ assessment: { round: '2027' } })
    expect(people).toEqual({ answered: 5, leftOut: 0, roles: [], minimumGroup: 5 })
  })
})

describe('a second look', () => {
  const held = {
    look: { pass: 2, opened: '2026-11-21T23:30:00Z', closes: '2026-11-25' },
    ...{ statements: 3, relabelled: 0, wide: 2 },
    changes: [
      { from: 'split', to: 'confirm', count: 1 },
      { from: 'split', to: 'split', count: 2 },
    ],
  } as const
  const again = { 'roads/inside/look': { ...spread({ mostly: 5 }), again: 5 } }

  it.each([
    ['is not over on its last day', held, '2026-11-25', false],
    ['is over on the day after', held, '2026-11-26', true],
    [
      'is over once it is ended',
      { ...held, look: { ...held.look, closed: '2026-11-22T10:00:00Z' } },
      '2026-11-22',
      true,
    ],
    [
      'without an end goes on',
      { ...held, look: { pass: 2, opened: '2026-11-21T10:00:00Z' } },
      '2027-11-22',
      false,
    ],
  ])('%s', (_, secondLook, today, isOver) => {
    expect(reportWith({ secondLook, today }).secondLook?.isOver).toBe(isOver)
  })

  it('has moved nothing before anything of it is merged', () => {
    expect(reportWith({ secondLook: held }).secondLook?.moved).toBe(undefined)
    expect(reportWith({ secondLook: held, statements: again }).secondLook?.moved).toEqual({
      ...{ relabelled: 0, wide: 2, changes: [{ from: 'split', to: 'confirm', count: 1 }] },
    })
  })
})

it('a high priority that no action is about is told', () => {
  const cells = { 'roads/inside': { priority: 'high' }, courage: { priority: 'high' } } as const
  const actions = [actionOf('a', { cells: ['courage'] })]
  expect(reportWith({ cells, actions }).withoutAction.map(({ section }) => section.id)).toEqual([
    'roads/inside',
  ])
})
