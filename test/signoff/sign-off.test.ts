import { describe, expect, it } from 'vitest'
import type { Assessment } from '../../src/assessment/assessment.ts'
import { isComplete, judgeSignOff, type Proof, type SignOff } from '../../src/signoff/sign-off.ts'
import type { Entry } from '../../src/signoff/signatures.ts'
import { formatStatement, type Statement } from '../../src/signoff/statement.ts'
import { council, digest, helen, lee, statement } from './samples.ts'

const at = '2026-11-27T12:00:00Z'
const signed = (role: string, person: string, more: Partial<Statement> = {}): Entry => ({
  ...{ role, person, at, signature: 'armor' },
  statement: formatStatement({ ...statement, role, ...more }),
})
const recorded = (role: string, more: Partial<Statement> = {}): Entry => ({
  ...{ role, recorded: 'Cabinet minute 14', 'recorded-by': 'sam', at },
  statement: formatStatement({ ...statement, role, ...more }),
})
const good = (...owners: readonly (typeof lee)[]): Proof => ({ state: 'good', owners })
const owners: Record<string, Proof> = { lee: good(lee), helen: good(helen) }

function judge(
  entries: readonly Entry[],
  {
    proof,
    proofOf = ({ person = '' }) => proof ?? owners[person]!,
    assessment = council,
    gone = false,
  }: {
    proof?: Proof
    proofOf?: (entry: Entry) => Proof
    assessment?: Assessment
    gone?: boolean
  } = {},
): SignOff {
  return judgeSignOff(
    assessment,
    { format: 'tiex-signatures/1', round: 'one', signatures: entries },
    {
      round: 'one',
      evidence: {
        proofOf,
        current: (role) => (gone ? undefined : { ...statement, role }),
        changesSince: () => ['something'],
      },
    },
  )
}

/** State, and why. */
function leaderOf(signOff: SignOff): string {
  const { state, reason, changed } = signOff.roles.find(({ role }) => role === 'leader')!
  return [state, reason ?? changed.join()].filter((word) => word !== '').join(': ')
}

const people = (lees: Partial<typeof lee>): Assessment => ({
  ...council,
  people: [{ ...lee, ...lees }, helen],
})

describe('the sign-off of a role', () => {
  it.each<[string, Entry, Parameters<typeof judge>[1], string]>([
    ['holds', signed('leader', 'lee'), {}, 'signed'],
    ['is recorded', recorded('leader'), {}, 'recorded'],
    [
      'is stale with another consensus',
      signed('leader', 'lee', { consensus: digest('9') }),
      {},
      'stale: something',
    ],
    [
      'is stale with another official response',
      signed('leader', 'lee', { official: digest('9') }),
      {},
      'stale: something',
    ],
    ['is stale with a plan', signed('leader', 'lee', { plan: digest('9') }), {}, 'stale: something'],
    [
      'is stale with another model',
      signed('leader', 'lee', { model: { ...statement.model, digest: digest('9') } }),
      {},
      'stale: something',
    ],
    ['is stale without a consensus', signed('leader', 'lee'), { gone: true }, 'stale: something'],
    ['is stale where a record is', recorded('leader', { consensus: digest('9') }), {}, 'stale: something'],
    [
      'is invalid as another role',
      { ...signed('leader', 'lee'), statement: formatStatement({ ...statement, role: 'chief-executive' }) },
      {},
      'invalid: it was made as chief-executive, not as leader',
    ],
    [
      'is invalid for another round',
      signed('leader', 'lee', { round: 'two' }),
      {},
      'invalid: it was made for the round two, not for one',
    ],
    [
      'is invalid for another organisation',
      signed('leader', 'lee', { organisation: 'other' }),
      {},
      'invalid: it was made for the organisation other, not for exampleshire',
    ],
    [
      'is invalid where the signature is',
      signed('leader', 'lee'),
      { proof: { state: 'bad', reason: 'is damaged' } },
      'invalid: the signature is damaged',
    ],
    [
      'is invalid by the key of nobody',
      signed('leader', 'lee'),
      { proof: good() },
      'invalid: it was made with a key that nobody in tiex.yaml has now',
    ],
    [
      'is invalid by the key of somebody else',
      signed('leader', 'lee'),
      { proof: good(helen) },
      'invalid: it says lee, but the key is that of helen',
    ],
    [
      'is invalid by a key of two people',
      signed('leader', 'lee'),
      { proof: good(lee, helen) },
      'invalid: its key belongs to both lee and helen, so that nobody can tell who signed',
    ],
    [
      'is invalid by one of another role',
      signed('leader', 'helen'),
      {},
      'invalid: helen is chief-executive in tiex.yaml, not leader',
    ],
    [
      'is invalid where the statement was spoilt',
      { ...signed('leader', 'lee'), statement: '{}' },
      {},
      'invalid: its statement is not one as tiex writes it',
    ],
  ])('%s', (_, entry, more, said) => expect(leaderOf(judge([entry], more))).toBe(said))

  it('is invalid by one who may not sign any more', () => {
    const [now] = people({ may: [] }).people
    expect(leaderOf(judge([signed('leader', 'lee')], { proof: good(now!) }))).toBe(
      'invalid: lee may not sign any more',
    )
  })

  it('is missing without an entry', () => {
    expect(judge([]).roles.map(({ role, state }) => `${role} ${state}`)).toEqual([
      'leader missing',
      'chief-executive missing',
    ])
  })
})

describe('a round is signed off', () => {
  const both = [signed('leader', 'lee'), signed('chief-executive', 'helen')]
  const oneRecorded = [recorded('leader'), signed('chief-executive', 'helen')]
  const takes = (signOff: NonNullable<Assessment['sign-off']>): Assessment => ({
    ...council,
    'sign-off': signOff,
  })
  const enough = takes({ leader: 'recorded', 'chief-executive': 'signed' })

  it.each<[string, readonly Entry[], Assessment, boolean]>([
    ['by all roles that must', both, council, true],
    ['not by one of two', [both[0]!], council, false],
    ['not by a record where a signature is needed', oneRecorded, council, false],
    ['by a record where that is enough', oneRecorded, enough, true],
    ['by a signature where a record is enough', both, enough, true],
    [
      'not where a signature is stale',
      [signed('leader', 'lee', { plan: digest('9') }), both[1]!],
      council,
      false,
    ],
    ['without those who need not', both, takes(['leader']), true],
    ['not where nobody must', both, takes([]), false],
  ])('%s', (_, entries, assessment, complete) => {
    expect(isComplete(judge(entries, { assessment }))).toBe(complete)
  })

  it.each<[string, readonly (typeof lee)[]]>([
    ['is taken out', [helen]],
    ['may do nothing any more', [{ ...lee, may: [] }, helen]],
  ])('and stays to be, where tiex.yaml does not say by whom, when one who signed %s', (_, people) => {
    const { 'sign-off': _signOff, ...silent } = council
    const proofOf = ({ person }: Entry) => good(...people.filter(({ id }) => id === person))
    const signOff = judge(both, { assessment: { ...silent, people }, proofOf })
    expect(signOff.roles.map(({ role, needs, state }) => [role, needs, state])).toEqual([
      ['chief-executive', 'signed', 'signed'],
      ['leader', 'signed', 'invalid'],
    ])
    expect(isComplete(signOff)).toBe(false)
    expect(isComplete(judge(both, { assessment: silent }))).toBe(true)
  })

  it('and shows others who signed behind those who must', () => {
    const roles = judge(both, { assessment: takes(['chief-executive']) }).roles
    expect(roles.map(({ role, needs }) => [role, needs])).toEqual([
      ['chief-executive', 'signed'],
      ['leader', undefined],
    ])
  })
})
