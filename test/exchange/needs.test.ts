import { describe, expect, it } from 'vitest'
import { checkPublishNeeds, unmetNeeds } from '../../src/exchange/needs.ts'
import type { RoleSignOff } from '../../src/signoff/sign-off.ts'

const role = (state: RoleSignOff['state'], more: Partial<RoleSignOff> = {}): RoleSignOff => ({
  ...{ role: 'leader', needs: 'signed' as const, state, changed: [] },
  ...more,
})
const ready = (roles: readonly RoleSignOff[], more: object = {}) => ({
  ...{ round: 'r', agreed: 2, statements: 3, hasPlan: false, signOff: { round: 'r', roles } },
  ...more,
})

describe('what must be true before publishing', () => {
  it.each<[string, string[], ReturnType<typeof ready>, string[]]>([
    ['nothing', [], ready([]), []],
    ['everything agreed', ['all-agreed'], ready([]), ['only 2 of 3 statements are agreed in r']],
    ['everything agreed, and it is', ['all-agreed'], ready([], { agreed: 3 }), []],
    ['a plan', ['plan'], ready([]), ['there is no action plan of r']],
    ['a plan, and there is one', ['plan'], ready([], { hasPlan: true }), []],
    ['signatures, of nobody', ['signed'], ready([]), ['nobody has to sign']],
    ['signatures', ['signed'], ready([role('signed')]), []],
    ['a signature that is missing', ['signed'], ready([role('missing')]), ['leader has still to sign']],
    [
      'a signature of something else',
      ['signed'],
      ready([role('stale', { changed: ['the scope', 'the plan'] })]),
      ['leader signed something else: the scope and the plan'],
    ],
    [
      'a signature that never held',
      ['signed'],
      ready([role('invalid', { reason: 'no key' })]),
      ['the signature of leader is invalid: no key'],
    ],
    [
      'a signature where there is a record',
      ['signed'],
      ready([role('recorded')]),
      ['the decision of leader is recorded, but a signature is needed'],
    ],
    ['a record where that is enough', ['signed'], ready([role('recorded', { needs: 'recorded' })]), []],
    [
      'all at once, and a word nobody knows',
      ['all-agreed', 'plan', 'sined'],
      ready([]),
      [
        ...['only 2 of 3 statements are agreed in r', 'there is no action plan of r'],
        'publish-needs in tiex.yaml names "sined", which tiex does not know',
      ],
    ],
  ])('%s', (_, needs, facts, messages) => {
    expect(unmetNeeds({ 'publish-needs': needs }, facts).map(({ message }) => message)).toEqual(messages)
  })

  it('is told by tiex check where a word is unknown, with the nearest one', () => {
    const [found, ...others] = checkPublishNeeds({ 'publish-needs': ['plan', 'sined'] })
    expect(found).toMatchObject({ rule: 'publish-needs', path: ['publish-needs', 1] })
    expect(found?.hint).toMatch(/^signed\? /)
    expect(others).toEqual([])
  })
})

describe('publishing that does not wait for the sign-off', () => {
  const about = { exchange: 'https://example.org/x.git', 'sign-off': ['leader'] }
  it.each<[string, object, boolean]>([
    ['is told', about, true],
    ['is not told where it is to wait', { ...about, 'publish-needs': ['signed'] }, false],
    ['is not told where nobody signs', { ...about, 'sign-off': [] }, false],
    ['is not told where nothing is published', { 'sign-off': ['leader'] }, false],
  ])('%s', (_, assessment, isTold) => {
    const told = checkPublishNeeds(assessment).map(({ severity }) => severity)
    expect(told).toEqual(isTold ? ['advice'] : [])
  })
})
