import { describe, expect, it } from 'vitest'
import type { Assessment, Person, Right } from '../../src/assessment/assessment.ts'
import { type Maker, whoMade } from '../../src/authority/actor.ts'
import type { Governed } from '../../src/authority/governed.ts'
import { type ChangeFacts, isOnlyClosing, judgeCommit } from '../../src/authority/judge.ts'
import { checkMerge } from '../../src/authority/merging.ts'
import { decide } from '../../src/authority/rights.ts'
import { readTrailers } from '../../src/authority/trailers.ts'

const person = (id: string, may: readonly Right[], key?: string): Person => ({
  id,
  name: id,
  email: `${id}@council.test`,
  role: 'role',
  may,
  ...(key === undefined ? {} : { 'signing-key': key }),
})

const assessment: Assessment = {
  format: 'tiex-assessment/1',
  organisation: { id: 'council', name: 'Council', type: 'county' },
  scope: 'whole',
  model: { id: 'm', version: '1', digest: 'sha256:0' },
  confidentiality: 'sealed',
  round: 'r2',
  rounds: { r1: { closed: '2026-01-01T00:00:00Z' }, r2: {} },
  people: [
    person('alice', ['answer'], 'key of alice'),
    person('bob', ['answer']),
    person('fay', ['facilitate']),
    person('sam', ['administer']),
    person('lee', ['sign']),
    person('idle', []),
  ],
}

const find = (id: string) => assessment.people.find((one) => one.id === id)!
const none = { imports: [], reseals: [], upgrades: [], consents: [] }
const all = ['alice', 'bob', 'fay', 'sam', 'lee', 'idle']
const bobs: Governed = { kind: 'response', round: 'r2', person: 'bob' }

describe('who may change a file', () => {
  it.each<[Governed['kind'], readonly string[]]>([
    ['assessment', ['sam']],
    ['settings', ['sam']],
    ['agreed', ['fay']],
    ['signatures', ['fay', 'sam', 'lee']],
    ['round', ['fay', 'sam']],
    ['shared', all],
    ['response', ['bob']],
  ])('%s: %j', (kind, wanted) => {
    const governed = (kind === 'response' ? bobs : { kind, round: 'r2' }) as Governed
    const able = all.filter(
      (id) =>
        !('refused' in decide({ person: find(id), proven: false, governed, trailers: none, assessment })),
    )
    expect(able).toEqual(wanted)
  })

  it.each<[string, keyof typeof none, string, Governed, boolean]>([
    ['fay', 'imports', 'bob', bobs, true],
    ['fay', 'imports', 'alice', bobs, false],
    ['sam', 'imports', 'bob', bobs, false],
    ['fay', 'imports', 'lee', { ...bobs, person: 'lee' }, false],
    ['fay', 'reseals', 'fay', bobs, true],
    ['fay', 'reseals', 'fay', { ...bobs, person: 'gone' }, false],
    ['sam', 'upgrades', 'sam', { ...bobs, person: 'gone' }, false],
    ['fay', 'reseals', 'sam', bobs, false],
    ['sam', 'upgrades', 'sam', bobs, true],
    ['sam', 'upgrades', 'sam', { kind: 'agreed', round: 'r2' }, true],
    ['fay', 'upgrades', 'fay', bobs, false],
    ['fay', 'upgrades', 'fay', { kind: 'assessment' }, false],
  ])('%s with %s of %s may change %j: %s', (id, trailer, named, governed, wanted) => {
    const trailers = { ...none, [trailer]: [named] }
    const decision = decide({ person: find(id), proven: false, governed, trailers, assessment })
    expect(!('refused' in decision)).toBe(wanted)
  })

  it.each<[string, keyof typeof none, string, string, boolean, string | undefined]>([
    ['fay', 'imports', 'alice', 'alice', true, undefined],
    ['fay', 'imports', 'alice', 'alice', false, 'not-proven'],
    ['fay', 'reseals', 'fay', 'alice', false, 'not-proven'],
    ['sam', 'upgrades', 'sam', 'alice', false, 'not-proven'],
    ['fay', 'imports', 'bob', 'bob', false, undefined],
    ['fay', 'reseals', 'fay', 'fay', false, undefined],
  ])(
    '%s with %s of %s may change the response of %s, proven %s: %s',
    (id, trailer, named, owner, proven, rule) => {
      const trailers = { ...none, [trailer]: [named] }
      const governed: Governed = { ...bobs, person: owner }
      const decision = decide({ person: find(id), proven, governed, trailers, assessment })
      expect('refused' in decision ? decision.refused.rule : undefined).toBe(rule)
    },
  )

  it('says against whose key an e-mail is not enough', () => {
    const trailers = { ...none, imports: ['alice'] }
    const governed: Governed = { ...bobs, person: 'alice' }
    expect(decide({ person: find('fay'), proven: false, governed, trailers, assessment })).toMatchObject({
      refused: {
        message: "no signature proves that fay may facilitate, and alice's answers are protected by a key",
      },
    })
  })

  it.each<[keyof typeof none, string]>([
    ['imports', 'bob'],
    ['reseals', 'fay'],
    ['upgrades', 'fay'],
  ])('takes no response away with %s', (trailer, named) => {
    const chief = { ...find('fay'), may: ['facilitate', 'administer'] as const }
    const request = { proven: true, governed: bobs, trailers: { ...none, [trailer]: [named] }, assessment }
    expect(decide({ ...request, person: chief })).not.toHaveProperty('refused')
    expect(decide({ ...request, person: chief, isGone: true })).toHaveProperty('refused')
  })

  it('lets one who may administer take away a response of nobody', () => {
    const request = {
      proven: false,
      governed: { ...bobs, person: 'gone' } as const,
      trailers: none,
      assessment,
    }
    expect(decide({ ...request, person: find('sam'), isGone: true })).toEqual({})
    expect(decide({ ...request, person: find('fay'), isGone: true })).toHaveProperty('refused')
    expect(decide({ ...request, person: find('sam') })).toHaveProperty('refused')
  })

  it('is one who may facilitate where a round is closed and nothing else is new', () => {
    const closing = {
      ...assessment,
      rounds: { ...assessment.rounds, r2: { closed: '2026-02-01T00:00:00Z' } },
    }
    expect(isOnlyClosing(assessment, closing)).toBe(true)
    expect(isOnlyClosing(assessment, { ...closing, scope: 'other' })).toBe(false)
    expect(isOnlyClosing(assessment, { ...assessment, rounds: { r1: {}, r2: {} } })).toBe(false)
    expect(
      isOnlyClosing(assessment, {
        ...assessment,
        rounds: { r1: { closed: '2027-01-01T00:00:00Z' }, r2: {} },
      }),
    ).toBe(false)
    expect(
      isOnlyClosing(assessment, { ...closing, rounds: { ...closing.rounds, r3: { closed: 'x' } } }),
    ).toBe(false)
  })
})

describe('who made a commit', () => {
  const signedBy = (key: string): Maker['signature'] => ({
    state: 'good',
    isBy: (registered) => registered === key,
  })
  const unsigned: Maker['signature'] = { state: 'none' }
  const bad: Maker['signature'] = { state: 'bad', reason: 'is damaged' }
  it.each<[string, Maker['signature'], object]>([
    ['alice', signedBy('key of alice'), { person: 'alice', proven: true, wrong: undefined }],
    ['alice', unsigned, { person: 'alice', proven: false, wrong: 'unsigned' }],
    ['alice', bad, { person: 'alice', proven: false, wrong: 'unsigned' }],
    ['alice', signedBy('other'), { person: 'alice', proven: false, wrong: 'unsigned' }],
    ['BOB', unsigned, { person: 'bob', proven: false, wrong: undefined }],
    ['bob', signedBy('other'), { person: 'bob', proven: false, wrong: undefined, remark: true }],
    ['bob', bad, { person: 'bob', proven: false, wrong: undefined, remark: true }],
    ['bob', signedBy('key of alice'), { person: 'alice', proven: true, wrong: undefined, remark: true }],
    ['mallory', unsigned, { person: undefined, proven: false, wrong: 'nobody' }],
    ['mallory', signedBy('key of alice'), { person: 'alice', proven: true, wrong: undefined, remark: true }],
  ])('as %s says, signature %o', (email, signature, wanted) => {
    const {
      person: found,
      proven,
      wrong,
      remark,
    } = whoMade({ email: `${email}@council.test`, signature }, assessment)
    const seen = {
      person: found?.id,
      proven,
      wrong: wrong?.rule,
      ...(remark === undefined ? {} : { remark: true }),
    }
    expect(seen).toEqual(wanted)
  })

  it('is nobody where the commit names no author', () => {
    expect(whoMade({ email: '', signature: unsigned }, assessment).wrong?.rule).toBe('nobody')
  })
})

describe('a commit', () => {
  const rulesOf = (id: string, change: Partial<ChangeFacts>, message = 'work') =>
    judgeCommit(
      {
        id: 'c',
        maker: { email: `${id}@council.test`, signature: { state: 'none' } },
        message,
        changes: [{ path: 'file', governed: bobs, mode: '100644', ...change }],
      },
      assessment,
    ).failures.map(({ rule }) => rule)
  const written = {
    form: 'sealed',
    seq: 2,
    highest: 1,
    again: false,
    was: 'sealed',
    head: [] as readonly string[],
  } as const

  it.each<[string, string, Partial<ChangeFacts>, readonly string[]]>([
    ['a sealed response that counts on', 'bob', { response: written }, []],
    [
      'a first response without a counter',
      'bob',
      { response: { ...written, seq: 0, highest: undefined } },
      [],
    ],
    ['another with the same count, of two machines', 'bob', { response: { ...written, highest: 2 } }, []],
    ['one that counts less', 'bob', { response: { ...written, seq: 1, highest: 2 } }, ['replay']],
    ['the same count put back', 'bob', { response: { ...written, highest: 2, again: true } }, ['replay']],
    [
      'words that its schema does not know',
      'bob',
      { response: { ...written, wrong: 'no time' } },
      ['response'],
    ],
    ['an older one', 'bob', { response: { ...written, again: true } }, ['replay']],
    ['plain text', 'bob', { response: { ...written, form: 'plain' } }, ['plain-text']],
    ['one that cannot be read', 'bob', { response: { ...written, form: 'faulty' } }, ['plain-text']],
    ["another's response", 'fay', { response: written }, ['not-allowed']],
    ['a link', 'bob', { mode: '120000' }, ['mode']],
    ['a submodule', 'bob', { mode: '160000' }, ['mode']],
    ['a closed round', 'bob', { governed: { ...bobs, round: 'r1' }, response: written }, ['closed']],
    [
      'a closed round where people look again',
      'bob',
      { governed: { ...bobs, round: 'r1' }, response: written, looksAgain: true },
      [],
    ],
    [
      'a first answer where others look again',
      'bob',
      { governed: { ...bobs, round: 'r1' }, response: { ...written, was: 'nothing' }, looksAgain: true },
      ['closed'],
    ],
    [
      'a response taken away where people look again',
      'bob',
      { governed: { ...bobs, round: 'r1' }, looksAgain: true },
      ['closed'],
    ],
    ['a look-alike', 'sam', { governed: { kind: 'look-alike', of: 'tiex.yaml' } }, ['look-alike']],
    [
      'a faulty tiex.yaml',
      'sam',
      { governed: { kind: 'assessment' }, assessment: { after: 'faulty', changesModel: false } },
      ['assessment'],
    ],
    [
      'another model',
      'sam',
      {
        governed: { kind: 'assessment' },
        assessment: { before: assessment, after: assessment, changesModel: true },
      },
      ['model'],
    ],
    ["a stranger's", 'mallory', {}, ['nobody']],
  ])('with %s', (_, id, change, wanted) => expect(rulesOf(id, change)).toEqual(wanted))

  it('that takes away a look-alike is fine', () => {
    const { failures } = judgeCommit(
      {
        id: 'c',
        maker: { email: 'bob@council.test', signature: { state: 'none' } },
        message: '',
        changes: [{ path: 'TIEX.yaml', governed: { kind: 'look-alike', of: 'tiex.yaml' } }],
      },
      assessment,
    )
    expect(failures).toEqual([])
  })

  it('counts on where others take the answers in', () =>
    expect(rulesOf('fay', { response: { ...written, highest: 2 } }, 'Take in\n\nTiex-Import: bob')).toEqual([
      'replay',
    ]))

  it.each<[string, Partial<ChangeFacts>, Partial<Assessment>, boolean, readonly string[]]>([
    ['a response of the current round', { governed: bobs, response: written }, {}, true, []],
    [
      'its consensus',
      { governed: { kind: 'agreed', round: 'r2' }, path: 'rounds/r2/consensus.yaml' },
      {},
      true,
      [],
    ],
    [
      'a second look',
      { governed: { kind: 'agreed', round: 'r2' }, path: 'rounds/r2/second-look.yaml' },
      {},
      true,
      ['not-allowed'],
    ],
    [
      'the consensus of another round',
      { governed: { kind: 'agreed', round: 'r1' } },
      {},
      true,
      ['not-allowed'],
    ],
    [
      'a response of a closed round',
      { governed: { ...bobs, round: 'r1' }, response: written },
      {},
      true,
      ['closed', 'not-allowed'],
    ],
    [
      'a response of the current round where that was closed',
      { governed: bobs, response: written },
      { rounds: { r2: { closed: '2026-01-01T00:00:00Z' } } },
      true,
      ['closed', 'not-allowed'],
    ],
    ['anything, without another model', { governed: bobs, response: written }, {}, false, ['not-allowed']],
    [
      'anything, with another round',
      { governed: bobs, response: written },
      { round: 'r3' },
      true,
      ['not-allowed'],
    ],
  ])('that upgrades may change %s or not', (_, change, before, changesModel, wanted) => {
    const standing = { ...assessment, ...before }
    const tiex: ChangeFacts = {
      path: 'tiex.yaml',
      governed: { kind: 'assessment' },
      mode: '100644',
      assessment: { before: standing, after: assessment, changesModel },
    }
    const { failures } = judgeCommit(
      {
        id: 'c',
        maker: { email: 'sam@council.test', signature: { state: 'none' } },
        message: 'Up\n\nTiex-Upgrade: sam',
        changes: [tiex, { path: 'file', governed: bobs, mode: '100644', ...change }],
      },
      standing,
    )
    expect(failures.map(({ rule }) => rule)).toEqual(wanted)
  })

  it('seals again in a closed round, and takes nothing in there', () => {
    const change = { governed: { ...bobs, round: 'r1' }, response: written }
    expect(rulesOf('fay', change, 'Reseal\n\nTiex-Reseal: fay')).toEqual([])
    expect(rulesOf('fay', change, 'Import\n\nTiex-Import: bob')).toEqual(['closed'])
    const fays = { ...change, governed: { ...bobs, round: 'r1', person: 'fay' } }
    expect(rulesOf('fay', fays, 'Reseal\n\nTiex-Reseal: fay')).toEqual([])
    expect(rulesOf('fay', fays)).toEqual(['closed', 'not-allowed'])
  })

  it('lets a person say in a closed round whether their notes may be shown, and no more', () => {
    const change = { governed: { ...bobs, round: 'r1' }, response: { ...written, was: 'sealed' as const } }
    const message = 'Say\n\nTiex-Consent: bob'
    expect(rulesOf('bob', change, message)).toEqual([])
    expect(
      rulesOf('bob', { ...change, response: { ...change.response, head: ['submitted'] } }, message),
    ).toEqual(['closed'])
    expect(rulesOf('bob', { ...change, response: { ...change.response, was: 'nothing' } }, message)).toEqual([
      'closed',
    ])
    expect(rulesOf('fay', change, 'Say\n\nTiex-Consent: fay')).toEqual(['closed', 'not-allowed'])
  })

  it.each<[string, Partial<ChangeFacts>, readonly string[]]>([
    ['what is sealed', { response: written }, []],
    ['no other file than was there', { response: { ...written, was: 'nothing' } }, ['not-allowed']],
    ['nothing that was plain', { response: { ...written, was: 'plain' } }, ['not-allowed']],
    ['nothing to plain text', { response: { ...written, form: 'plain' } }, ['plain-text', 'not-allowed']],
    ['no other head', { response: { ...written, head: ['submitted'] } }, ['not-allowed']],
    ['what was answered meanwhile', { response: { ...written, seq: 1 } }, []],
    ['nothing that counts less', { response: { ...written, seq: 0 } }, ['replay']],
  ])('seals again %s', (_, change, wanted) =>
    expect(rulesOf('fay', change, 'Reseal\n\nTiex-Reseal: fay')).toEqual(wanted),
  )

  const role = (name: string, isSigned: boolean, text = name) => ({ role: name, isSigned, text })
  const signed = role('role', true)
  it.each<[string, string, ChangeFacts['signatures'] & {}, readonly string[]]>([
    [
      'an entry is added by anybody of them',
      'fay',
      { before: [signed], after: [signed, role('x', true)] },
      [],
    ],
    ['a signed one stays', 'sam', { before: [signed], after: [] }, ['not-allowed']],
    [
      'nor is it replaced',
      'fay',
      { before: [signed], after: [{ ...role('role', false, 'other'), recordedBy: 'fay' }] },
      ['not-allowed'],
    ],
    ['its own role signs anew', 'lee', { before: [signed], after: [role('role', true, 'new')] }, []],
    ['not one who signs as another', 'lee', { before: [role('x', true)], after: [] }, ['not-allowed']],
    ['a record goes with any of them', 'fay', { before: [role('x', false)], after: [] }, []],
    [
      'a record names who wrote it',
      'fay',
      { before: [], after: [{ ...role('x', false), recordedBy: 'fay' }] },
      [],
    ],
    [
      'and nobody else',
      'fay',
      { before: [role('x', false)], after: [role('x', false), { ...role('y', false), recordedBy: 'sam' }] },
      ['not-allowed'],
    ],
    ["a faulty file is nobody's", 'lee', { before: [], after: 'no format' }, ['signatures']],
  ])('with signatures: %s', (_, id, signatures, wanted) =>
    expect(rulesOf(id, { governed: { kind: 'signatures', round: 'r2' }, signatures })).toEqual(wanted),
  )
})

describe('what is worth a look', () => {
  const closed = { ...assessment, rounds: { r2: { closed: '2026-01-01T00:00:00Z' } } }
  const notesOf = (
    id: string,
    changes: readonly ChangeFacts[],
    signature: Maker['signature'] = { state: 'none' },
  ) =>
    judgeCommit(
      { id: 'c', maker: { email: `${id}@council.test`, signature }, message: '', changes },
      assessment,
    ).notes.map(({ kind, person, message }) => `${kind} ${person}: ${message}`)
  const settings = (before: Assessment | undefined, after: Assessment): ChangeFacts => ({
    path: 'tiex.yaml',
    governed: { kind: 'assessment' },
    mode: '100644',
    assessment: { after, changesModel: false, ...(before === undefined ? {} : { before }) },
  })
  const merged: ChangeFacts = {
    path: 'consensus.yaml',
    governed: { kind: 'agreed', round: 'r2' },
    mode: '100644',
  }

  it.each<[string, string, readonly ChangeFacts[], readonly string[]]>([
    ['a changed tiex.yaml', 'sam', [settings(assessment, assessment)], ['unproven sam: tiex.yaml']],
    ['no beginning, which is said anyway', 'sam', [settings(undefined, assessment)], []],
    ['a consensus', 'fay', [merged], ['unproven fay: consensus.yaml']],
    ['nothing that fails anyway', 'bob', [merged], []],
    ['nothing else', 'bob', [{ path: 'x', governed: { kind: 'shared' }, mode: '100644' }], []],
    [
      'a round that takes answers again',
      'sam',
      [settings(closed, assessment)],
      ['unproven sam: tiex.yaml', 'reopened sam: r2'],
    ],
  ])('is %s', (_, id, changes, wanted) => expect(notesOf(id, changes)).toEqual(wanted))

  it('is no consensus of one who is proven', () => {
    const facilitating = { ...find('alice'), may: ['facilitate'] as const }
    const signature = { state: 'good', isBy: (key: string) => key === 'key of alice' } as const
    const maker = { email: 'alice@council.test', signature }
    const { notes } = judgeCommit(
      { id: 'c', maker, message: '', changes: [merged] },
      { ...assessment, people: [facilitating] },
    )
    expect(notes).toEqual([])
  })
})

it.each([
  ['Take in', []],
  ['Tiex-Import: bob', []],
  ['Take in\n\nTiex-Import: bob', ['bob']],
  ['Take in\n\nTiex-Import: bob\n', ['bob']],
  ['Take in\r\n\r\nTiex-Import: bob\r\n', ['bob']],
  ['Take in\n\nTiex-Import: bob\nTiex-Import: alice\nSigned-off-by: fay', ['bob', 'alice']],
  ['Take in\n\nTiex-Import: bob\n\nmore words', []],
  ['Take in\n\nTiex-Import: Bob B', []],
  ['Take in\n\n Tiex-Import: bob', []],
])('imports in the message %j', (message, wanted) => expect(readTrailers(message).imports).toEqual(wanted))

describe('a merge', () => {
  const side = (entries: Record<string, string>) => new Map(Object.entries(entries))
  it.each<
    [string, Record<string, string>, Record<string, string>, Record<string, string>, readonly string[]]
  >([
    ["takes each side's changes", { a: '1' }, { b: '2' }, { a: '1', b: '2' }, []],
    ['takes what both did alike', { a: '1' }, { a: '1' }, { a: '1' }, []],
    ['takes a deletion', { a: '' }, {}, { a: '' }, []],
    ['may drop nothing', { a: '1' }, {}, {}, ['a merge dropped what one side had changed']],
    ['may bring back nothing', { a: '' }, {}, { a: '9' }, ['a merge dropped what one side had changed']],
    ['may invent nothing', {}, {}, { a: '9' }, ['a merge changed what neither side had changed']],
    [
      'may settle nothing',
      { a: '1' },
      { a: '2' },
      { a: '1' },
      ['both sides of a merge changed it, each in its own way'],
    ],
  ])('%s', (_, first, second, merged, wanted) =>
    expect(checkMerge(side(first), side(second), side(merged)).map(({ message }) => message)).toEqual(wanted),
  )
})
