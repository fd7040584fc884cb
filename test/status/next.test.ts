import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Ground,
  lacksSecondDate,
  nextCommands,
  ofRound,
  secondWorkshopIn,
  signOffOf,
} from '../../src/status/next.ts'

const merged = { upToDate: true, agreed: 0, of: 10, wide: 0 }
const some = { ...merged, agreed: 4 }
const all = { ...merged, agreed: 10 }
const drafted = { actions: 3, proposed: 3, lacking: 3 }
const sorted = { actions: 3, proposed: 0, lacking: 1 }
const ready = { actions: 3, proposed: 0, lacking: 0 }
const ground = (more: Partial<Ground>): Ground => ({
  ...{ takesAnswers: false, secondLook: 'none', signOff: 'open', secondWorkshop: 'to-come' },
  ...more,
})
const agenda2 = ['tiex agenda --workshop 2', 'tiex plan check']

describe('what comes next', () => {
  it.each<[string, Partial<Ground>, readonly string[]]>([
    ['nothing is merged', {}, ['tiex merge']],
    ['nothing is merged, and answers may still change', { takesAnswers: true }, ['tiex merge --close']],
    ['answers have changed since', { merged: { ...some, upToDate: false } }, ['tiex merge']],
    ['it is merged', { merged }, ['tiex agenda', 'tiex workshop']],
    ['a little is wide', { merged: { ...merged, wide: 1 } }, ['tiex agenda', 'tiex workshop']],
    [
      'much is wide',
      { merged: { ...merged, wide: 2 } },
      ['tiex agenda', 'tiex merge --second-look', 'tiex workshop'],
    ],
    [
      'much is wide, and answers may still change',
      { merged: { ...merged, wide: 2 }, takesAnswers: true },
      ['tiex agenda', 'tiex merge --second-look --close', 'tiex workshop'],
    ],
    [
      'much is wide after a second look',
      { merged: { ...merged, wide: 9 }, secondLook: 'over' },
      ['tiex agenda', 'tiex workshop'],
    ],
    [
      'a second look is open, whatever else',
      { merged: { ...all, upToDate: false }, secondLook: 'open', plan: ready },
      ['tiex status --reminders'],
    ],
    ['some is agreed', { merged: some }, ['tiex workshop', 'tiex plan propose']],
    ['all is agreed', { merged: all }, ['tiex plan propose']],
    ['actions are drafted', { merged: all, plan: drafted }, agenda2],
    ['some is agreed, actions are drafted', { merged: some, plan: drafted }, ['tiex workshop', ...agenda2]],
    [
      'actions are drafted and nobody knows when to sort them',
      { merged: all, plan: drafted, secondWorkshop: 'undated' },
      agenda2,
    ],
    [
      'actions are drafted and the second workshop is over',
      { merged: all, plan: drafted, secondWorkshop: 'over' },
      ['tiex plan check', 'tiex report'],
    ],
    ['the plan is sorted and wanting', { merged: all, plan: sorted }, ['tiex plan check', 'tiex report']],
    ['the plan is ready', { merged: all, plan: ready }, ['tiex report', 'tiex sign']],
    ['a signature is stale', { merged: all, plan: ready, signOff: 'open' }, ['tiex report', 'tiex sign']],
    ['nobody has to sign', { merged: all, plan: ready, signOff: 'none' }, ['tiex report']],
    ['a draft has a plan', { merged: some, plan: ready }, ['tiex workshop', 'tiex report', 'tiex sign']],
    [
      'some have signed, which a change would take away',
      { merged: some, plan: drafted, signOff: 'begun' },
      ['tiex sign'],
    ],
    ['it is signed', { merged: all, plan: ready, signOff: 'complete' }, ['tiex verify']],
    [
      'it is signed, and there is an exchange to publish to',
      { merged: all, plan: ready, signOff: 'complete', publishes: true },
      ['tiex verify', 'tiex publish --audience sector --dry-run'],
    ],
  ])('where %s', (_, more, commands) => expect(nextCommands(ground(more))).toEqual(commands))

  it('is never to sign before there is a plan without drafts, since a signature covers it', () => {
    const count = fc.nat(3)
    const plan = fc.record({ actions: count, proposed: count, lacking: count })
    const agreed = fc.integer({ min: 0, max: 10 })
    fc.assert(
      fc.property(plan, agreed, (planned, done) => {
        const next = nextCommands(ground({ merged: { ...merged, agreed: done }, plan: planned }))
        const isSigning = next.includes('tiex sign')
        expect(isSigning && (planned.actions === 0 || planned.proposed > 0 || planned.lacking > 0)).toBe(
          false,
        )
        expect(next.indexOf('tiex sign')).toBe(isSigning ? next.length - 1 : -1)
      }),
    )
  })

  it('names the round, but where a command is about none', () => {
    expect(ofRound(['tiex people add', 'tiex merge'], 'spring')).toEqual([
      'tiex people add',
      'tiex merge --round spring',
    ])
    expect(ofRound(['tiex merge'], undefined)).toEqual(['tiex merge'])
  })
})

describe('the second workshop', () => {
  it.each([
    ['undated', [], '2026-11-20'],
    ['undated', ['2026-11-27'], '2026-11-20'],
    ['to-come', ['2026-11-27', '2026-12-04'], '2026-12-04'],
    ['over', ['2026-11-27', '2026-12-04'], '2026-12-05'],
  ] as const)('is %s where workshops are %j on %s', (state, days, today) =>
    expect(secondWorkshopIn(days, today)).toBe(state),
  )

  it('asks for a date only where it comes first', () => {
    expect(lacksSecondDate({ secondWorkshop: 'undated' }, agenda2)).toBe(true)
    expect(lacksSecondDate({ secondWorkshop: 'undated' }, ['tiex workshop', ...agenda2])).toBe(false)
    expect(lacksSecondDate({ secondWorkshop: 'to-come' }, agenda2)).toBe(false)
  })
})

it.each<[Ground['signOff'], Parameters<typeof signOffOf>[0]]>([
  ['none', undefined],
  ['none', { of: 0, roles: 0, complete: false, waiting: [] }],
  ['open', { of: 2, roles: 0, complete: false, waiting: [{ state: 'stale' }, { state: 'missing' }] }],
  ['begun', { of: 2, roles: 1, complete: false, waiting: [{ state: 'missing' }] }],
  ['begun', { of: 2, roles: 0, complete: false, waiting: [{ state: 'recorded' }, { state: 'recorded' }] }],
  ['complete', { of: 2, roles: 2, complete: true, waiting: [] }],
])('a sign-off is %s where it stands at %j', (state, signed) => expect(signOffOf(signed)).toBe(state))
