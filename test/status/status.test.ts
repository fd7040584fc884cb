import { describe, expect, it } from 'vitest'
import type { Assessment, Round } from '../../src/assessment/assessment.ts'
import { closesInTime } from '../../src/status/dates.ts'
import { recipientsOf } from '../../src/status/letters.ts'
import { type Facts, type PersonStatus, statusOf } from '../../src/status/status.ts'

const autumn: Round = { opens: '2026-10-01', closes: '2026-11-20', workshop: '2026-11-27' }

function council(more: Partial<Assessment> = {}, round: Round = autumn): Assessment {
  return {
    format: 'tiex-assessment/1',
    organisation: { id: 'shire', name: 'Shire', type: 'county' },
    scope: 'whole council',
    model: { id: 'm', version: '1', digest: 'sha256:0' },
    confidentiality: 'sealed',
    round: 'autumn',
    rounds: { autumn: round, spring: round },
    people: [],
    ...more,
  }
}

function person(id: string, state: PersonStatus['state'], more: Partial<PersonStatus> = {}): PersonStatus {
  return { id, name: id, role: 'parks', asked: true, state, answered: 0, of: 10, ...more }
}

const people = (...states: PersonStatus['state'][]) =>
  states.map((state, index) => person(`p${index}`, state))
const merged = { responses: 2, upToDate: true, agreed: 0, of: 10, wide: 0 }
const unsigned = { roles: 0, of: 2, complete: false, waiting: [] }
const drafted = { actions: 3, proposed: 3, lacking: 3 }

function told(facts: Partial<Facts>, now = '2026-11-19T09:30:00Z', assessment = council(), round = 'autumn') {
  return statusOf(assessment, round, { people: [], strangers: [], ...facts, now: new Date(now) })
}

const during = '2026-11-19T09:30:00Z'
const after = '2026-11-21T09:30:00Z'

describe('a round stands at', () => {
  it.each<[string, string, Partial<Facts>, string, readonly string[]]>([
    [
      'draft before it opens',
      '2026-09-30T09:00:00Z',
      { people: people('not-started') },
      'draft',
      ['tiex people add', 'tiex status --invitations'],
    ],
    [
      'answering once it is open, and people are invited',
      during,
      { people: people('not-started') },
      'answering',
      ['tiex status --invitations', 'tiex people add'],
    ],
    [
      'answering until all have submitted, and people are reminded',
      during,
      { people: people('submitted', 'draft') },
      'answering',
      ['tiex status --reminders', 'tiex people add'],
    ],
    [
      'answering while a faulty file may still be mended',
      during,
      { people: people('submitted', 'faulty') },
      'answering',
      ['tiex status --reminders', 'tiex people add'],
    ],
    [
      'answering where all have submitted and may change their answers',
      during,
      { people: people('submitted') },
      'answering',
      ['tiex merge --close'],
    ],
    ['closed after its last day', after, { people: people('submitted', 'draft') }, 'closed', ['tiex merge']],
    [
      'closed though nobody submitted',
      after,
      { people: people('draft') },
      'closed',
      ['tiex status --invitations'],
    ],
    [
      'answering again where a merged round was opened again',
      during,
      { people: people('submitted', 'draft'), merged },
      'answering',
      ['tiex status --reminders', 'tiex people add'],
    ],
    [
      'merged with nothing agreed',
      after,
      { people: people('submitted'), merged },
      'merged',
      ['tiex agenda', 'tiex workshop'],
    ],
    [
      'merged with something agreed',
      after,
      { people: people('submitted'), merged: { ...merged, agreed: 3 } },
      'merged',
      ['tiex workshop', 'tiex plan propose'],
    ],
    [
      'merged from answers that have changed since',
      after,
      { people: people('submitted'), merged: { ...merged, agreed: 3, upToDate: false } },
      'merged',
      ['tiex merge'],
    ],
    [
      'agreed',
      after,
      { people: people('submitted'), merged: { ...merged, agreed: 10 }, signed: unsigned },
      'agreed',
      ['tiex plan propose'],
    ],
    [
      'agreed with a plan that is drafted',
      after,
      {
        people: people('submitted'),
        merged: { ...merged, agreed: 10 },
        signed: unsigned,
        plan: drafted,
      },
      'agreed',
      ['tiex agenda --workshop 2', 'tiex plan check'],
    ],
    [
      'agreed with a plan that is ready',
      after,
      {
        people: people('submitted'),
        merged: { ...merged, agreed: 10 },
        signed: unsigned,
        plan: { actions: 3, proposed: 0, lacking: 0 },
      },
      'agreed',
      ['tiex report', 'tiex sign'],
    ],
    [
      'merged after a second look, which is not named again',
      after,
      { people: people('submitted'), merged: { ...merged, wide: 5 }, lookedAgain: true },
      'merged',
      ['tiex agenda', 'tiex workshop'],
    ],
    [
      'agreed where nobody has to sign',
      after,
      { people: people('submitted'), merged: { ...merged, agreed: 10 }, signed: { ...unsigned, of: 0 } },
      'agreed',
      ['tiex plan propose'],
    ],
    [
      'signed',
      after,
      {
        people: people('submitted'),
        merged: { ...merged, agreed: 9, upToDate: false },
        signed: { roles: 2, of: 2, complete: true, waiting: [] },
      },
      'signed',
      ['tiex verify'],
    ],
    [
      'signed, with an exchange to publish to',
      after,
      {
        people: people('submitted'),
        merged: { ...merged, agreed: 10 },
        signed: { roles: 2, of: 2, complete: true, waiting: [] },
        publishing: {},
      },
      'signed',
      ['tiex verify', 'tiex publish --audience sector --dry-run'],
    ],
    [
      'published',
      after,
      {
        people: people('submitted'),
        merged: { ...merged, agreed: 10 },
        signed: { roles: 2, of: 2, complete: true, waiting: [] },
        publishing: { on: '2026-12-01' },
      },
      'published',
      ['tiex verify'],
    ],
    ['answering where nobody is asked', during, {}, 'answering', ['tiex people add']],
  ])('%s', (_, now, facts, standing, next) => {
    expect(told(facts, now)).toMatchObject({ standing, next })
  })

  it('and the next command names the round where it is not the current one', () => {
    const status = told({ people: people('submitted', 'draft') }, after, council(), 'spring')
    expect(status.next).toEqual(['tiex merge --round spring'])
  })

  it('closed where it was closed before its date', () => {
    const early = council({}, { ...autumn, closed: '2026-11-10T10:00:00Z' })
    expect(told({ people: people('submitted', 'draft') }, during, early)).toMatchObject({
      standing: 'closed',
      dates: { state: { state: 'closed', on: '2026-11-10' }, preparation: { workingDays: 13 } },
    })
  })
})

describe('the dates', () => {
  it.each<[string, string, number | undefined]>([
    ['days before', '2026-11-17T09:30:00Z', 3],
    ['on the last day', '2026-11-20T23:00:00Z', 0],
    ['on the evening before, by the time zone', '2026-11-19T23:59:59Z', 1],
    ['when it is over', '2026-11-21T00:00:00Z', undefined],
    ['before it opens', '2026-09-01T00:00:00Z', undefined],
  ])('say how many days are left %s', (_, now, expected) => {
    expect(told({}, now).dates.daysLeft).toBe(expected)
  })

  it.each<[string, Round, Partial<Assessment>, boolean | undefined, string | undefined]>([
    ['five working days', autumn, {}, true, '2026-11-20'],
    ['four, the day after', { ...autumn, closes: '2026-11-21' }, {}, false, '2026-11-20'],
    ['four because of a bank holiday', autumn, { 'bank-holidays': ['2026-11-24'] }, false, '2026-11-19'],
    [
      'from its first workshop',
      { closes: '2026-11-20', workshops: ['2026-12-08', '2026-11-25'] },
      {},
      false,
      '2026-11-18',
    ],
    ['no last day', { workshop: '2026-11-27' }, {}, undefined, '2026-11-20'],
    ['no workshop', { closes: '2026-11-20' }, {}, undefined, undefined],
    [
      'a workshop before the last day',
      { closes: '2026-11-20', workshop: '2026-11-19' },
      {},
      false,
      '2026-11-12',
    ],
  ])('say whether the round closes early enough: %s', (_, round, more, enough, latest) => {
    const { dates } = told({}, during, council(more, round))
    expect(closesInTime(dates)).toBe(enough)
    expect(dates.preparation?.latest).toBe(latest)
  })
})

describe('so few that nothing is anonymous are', () => {
  const four = people('submitted', 'submitted', 'submitted', 'submitted')
  it.each<[string, readonly PersonStatus[], string, number | undefined]>([
    ['fewer than five who may answer', four.map((one) => ({ ...one, state: 'draft' as const })), during, 4],
    ['fewer than five who have, at the end', [...four, person('late', 'draft')], after, 4],
    ['not five who may answer', [...four, person('late', 'draft')], during, undefined],
    ['not five who have', [...four, person('fifth', 'submitted')], after, undefined],
  ])('%s', (_, some, now, few) => {
    expect(told({ people: some }, now).few).toBe(few)
  })

  it('those below the council’s own smallest group', () => {
    expect(told({ people: four }, after, council({ 'minimum-group': 4 })).few).toBeUndefined()
  })
})

it('those who are asked stand for their roles, and afterwards only those who answered', () => {
  const some = [person('in', 'submitted'), person('out', 'draft', { role: 'HR' })]
  expect(told({ people: some }, during).notRepresented).not.toContain('HR')
  expect(told({ people: some }, after).notRepresented).toContain('HR')
})

it('who may not answer any more is not waited for; what they submitted still counts', () => {
  const out = person('out', 'submitted', { asked: false, role: 'HR' })
  const open = told({ people: [person('in', 'draft'), out] }, during)
  expect(open).toMatchObject({ asked: 1, submitted: 0, begun: 1, few: 1 })
  expect(open.notRepresented).toContain('HR')
  const closed = told({ people: [person('in', 'submitted'), out] }, during)
  expect(closed).toMatchObject({ asked: 1, submitted: 1, standing: 'answering', few: 2 })
  expect(closed.notRepresented).not.toContain('HR')
})

describe('a letter goes to', () => {
  const some = [
    ...people('submitted', 'draft', 'not-started', 'faulty'),
    person('out', 'draft', { asked: false }),
  ]
  const status = told({ people: some })
  const ids = (...of: Parameters<typeof recipientsOf>) => recipientsOf(...of).people.map(({ id }) => id)

  it('everybody who has not begun, to invite them', () => {
    expect(ids('invitation', status, [])).toEqual(['p2'])
  })
  it('everybody who has not submitted, to remind them', () => {
    expect(ids('reminder', status, [])).toEqual(['p1', 'p2', 'p3'])
  })
  it('those who are named, each once', () => {
    expect(ids('invitation', status, ['p2', 'p1', 'p2'])).toEqual(['p1', 'p2'])
  })
  it('nobody unknown, done, or not asked, and every one of them is told', () => {
    const { findings } = recipientsOf('reminder', status, ['p9', 'p0', 'out', 'p1'])
    expect(findings.map(({ message }) => message)).toEqual([
      '"p9" is nobody who may answer',
      'p0 has submitted already',
      '"out" is nobody who may answer',
    ])
  })
})

describe('while a second look is open', () => {
  const asked = (id: string, looked: boolean) =>
    person(id, 'submitted', { submitted: '2026-11-03T10:00:00Z', again: { statements: 4, looked } })
  const facts = {
    people: [asked('p0', true), asked('p1', false), person('p2', 'submitted'), person('p3', 'draft')],
    merged: { ...merged, upToDate: false },
    secondLook: { pass: 2, statements: 9, closes: '2026-11-24' },
  }

  it('it tells how many have looked again, how long is left, and to remind people', () => {
    const status = told(facts, '2026-11-23T09:30:00Z')
    expect(status.secondLook).toEqual({
      ...{ pass: 2, statements: 9, closes: '2026-11-24', daysLeft: 1, looked: 1, of: 2 },
    })
    expect(status).toMatchObject({ standing: 'merged', next: ['tiex status --reminders'] })
  })

  it('a reminder goes to who is asked to look and has not', () => {
    const status = told(facts, '2026-11-23T09:30:00Z')
    expect(recipientsOf('reminder', status, []).people.map(({ id }) => id)).toEqual(['p1'])
    expect(
      recipientsOf('reminder', status, ['p0', 'p1', 'p2']).findings.map(({ message }) => message),
    ).toEqual(['p0 has looked again already', 'p2 is not asked to look again at anything'])
  })
})

it('the second workshop is said to have no date where it is due, and only there', () => {
  const agreed = { people: people('submitted'), merged: { ...merged, agreed: 10 } }
  expect(told({ ...agreed, plan: drafted }, after).undatedSecond).toBe(true)
  expect(told(agreed, after).undatedSecond).toBeUndefined()
  const both = council({}, { ...autumn, workshops: ['2026-12-04'] })
  expect(told({ ...agreed, plan: drafted }, after, both).undatedSecond).toBeUndefined()
})
