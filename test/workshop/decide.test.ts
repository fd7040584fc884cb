import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkConsensus } from '../../src/merge/check.ts'
import {
  acceptable,
  acceptingShared,
  agreeing,
  type Decide,
  deciding,
  lastAccepted,
  priorities,
  remarking,
  takingBack,
  takingBackAccepted,
  together,
} from '../../src/workshop/decide.ts'
import { smallModel } from '../small-model.ts'
import { merged, section, statement } from './small-consensus.ts'

const at = '2026-11-27T10:20:00Z'
const later = '2026-11-27T11:00:00Z'
const look = statement('roads/inside/look')

describe('agreeing', () => {
  it('sets the answer and the time, behind what was computed', () => {
    const { statements } = agreeing(look, 'mostly', at)(merged())
    expect(Object.entries(statements[look.id]!).slice(3)).toEqual([
      ['suggested', 'nowhere'],
      ['agreed', 'mostly'],
      ['agreed-at', at],
    ])
  })

  it('on the same again changes nothing', () => {
    const once = agreeing(look, 'mostly', at)(merged())
    expect(agreeing(look, 'mostly', later)(once)).toBe(once)
  })

  it('on the same again settles that the answers have changed since, at the new time', () => {
    const stale = merged({ [look.id]: { agreed: 'mostly', 'agreed-at': at, 'agreed-from': { mostly: 9 } } })
    const entry = agreeing(look, 'mostly', later)(stale).statements[look.id]!
    expect(entry).not.toHaveProperty('agreed-from')
    expect(entry['agreed-at']).toBe(later)
  })

  it('is taken back with its time, and leaves reason and dissent', () => {
    const said = together([
      agreeing(look, 'mostly', at),
      remarking(look, 'reason', 'We saw it.'),
      remarking(look, 'dissent', 'Some did not.'),
    ])(merged({ [look.id]: { 'agreed-from': { mostly: 9 } } }))
    const entry = takingBack(look)(said).statements[look.id]!
    expect(Object.keys(entry).slice(4)).toEqual(['reason', 'dissent'])
  })

  it('is taken back only where something is agreed', () => {
    const consensus = merged()
    expect(takingBack(look)(consensus)).toBe(consensus)
  })
})

describe('a cell', () => {
  it('is decided in the order of the model, its keys in the order of the file', () => {
    const decided = together([
      deciding(smallModel, section('courage'), 'priority', 'low'),
      deciding(smallModel, section('roads/outside'), 'note', 'Later.'),
      deciding(smallModel, section('roads/outside'), 'stance', 'deliberate'),
      deciding(smallModel, section('roads/outside'), 'priority', 'high'),
      deciding(smallModel, section('roads/outside'), 'ambition', 0),
    ])({ ...merged(), sealed: 'a block' })
    expect(Object.keys(decided)).toEqual([
      'format',
      'model',
      'round',
      'responses',
      'statements',
      'cells',
      'sealed',
    ])
    expect(Object.entries(decided.cells!)).toEqual([
      ['roads/outside', { ambition: 0, priority: 'high', stance: 'deliberate', note: 'Later.' }],
      ['courage', { priority: 'low' }],
    ])
    expect(Object.keys(decided.cells!['roads/outside']!)).toEqual(['ambition', 'priority', 'stance', 'note'])
  })

  it('of which everything is taken back goes, and the last takes cells with it', () => {
    const cell = section('roads/inside')
    const once = deciding(smallModel, cell, 'priority', 'high')(merged())
    expect(deciding(smallModel, cell, 'priority', undefined)(once)).toEqual(merged())
    const given = merged({}, { 'roads/inside': { ambitions: { 3: 5 }, priority: 'high' } })
    expect(deciding(smallModel, cell, 'priority', undefined)(given).cells).toEqual({
      'roads/inside': { ambitions: { 3: 5 } },
    })
  })
})

describe('accepting all shared views', () => {
  const consensus = merged({
    'roads/inside/look': { label: 'shared' },
    'roads/inside/choose': { label: 'shared', agreed: 'mostly', 'agreed-at': '2026-11-20T09:00:00Z' },
    'roads/inside/try': { label: 'confirm' },
    'courage/fail': { label: 'shared' },
  })

  it('agrees on what is suggested where the view is shared and nothing is agreed, and nowhere else', () => {
    expect(acceptable(smallModel, consensus).map(({ id }) => id)).toEqual([
      'roads/inside/look',
      'courage/fail',
    ])
    const accepted = acceptingShared(smallModel, consensus, at)(consensus)
    const agreed = Object.entries(accepted.statements).flatMap(([id, { agreed }]) =>
      agreed ? [[id, agreed]] : [],
    )
    expect(agreed).toEqual([
      ['roads/inside/look', 'nowhere'],
      ['roads/inside/choose', 'mostly'],
      ['courage/fail', 'never'],
    ])
  })

  it('leaves alone what is shared no more, or suggested otherwise, than when it was shown', () => {
    const now = merged({
      'roads/inside/look': { label: 'shared', suggested: 'mostly' },
      'courage/fail': { label: 'discuss' },
      'courage/stop': { label: 'shared' },
    })
    expect(acceptingShared(smallModel, consensus, at)(now)).toBe(now)
  })

  it('is taken back as a whole, but for what was agreed anew since', () => {
    const accepted = acceptable(smallModel, consensus).map((one) => ({ statement: one, at }))
    const after = together([acceptingShared(smallModel, consensus, at), agreeing(look, 'mostly', later)])(
      consensus,
    )
    expect(takingBackAccepted(accepted)(after)).toEqual(agreeing(look, 'mostly', later)(consensus))
  })
})

describe('the last step that accepted shared views', () => {
  const shared = { label: 'shared' as const, agreed: 'nowhere' }
  const found = (statements: Parameters<typeof merged>[0]) =>
    lastAccepted(smallModel, merged(statements)).map(({ statement, at }) => [statement.id, at])

  it.each<[string, Parameters<typeof merged>[0], readonly (readonly string[])[]]>([
    ['nothing agreed', {}, []],
    [
      'two at one time',
      {
        'roads/inside/look': { ...shared, 'agreed-at': at },
        'roads/inside/try': { ...shared, 'agreed-at': at },
      },
      [
        ['roads/inside/look', at],
        ['roads/inside/try', at],
      ],
    ],
    [
      'one that was agreed by itself later, and steps before',
      {
        'roads/inside/look': { ...shared, 'agreed-at': at },
        'roads/inside/try': { ...shared, 'agreed-at': at },
        'roads/inside/learn': { ...shared, 'agreed-at': later },
        'roads/outside/look': { ...shared, 'agreed-at': '2026-11-01T09:00:00Z' },
        'roads/outside/try': { ...shared, 'agreed-at': '2026-11-01T09:00:00Z' },
      },
      [
        ['roads/inside/look', at],
        ['roads/inside/try', at],
      ],
    ],
    [
      'others at the same time: another answer, a reason, a dissent, no shared view',
      {
        'roads/inside/look': { ...shared, 'agreed-at': at },
        'roads/inside/choose': { ...shared, agreed: 'mostly', 'agreed-at': at },
        'roads/inside/try': { ...shared, 'agreed-at': at },
        'roads/inside/spread': { ...shared, 'agreed-at': at, reason: 'Why.' },
        'roads/inside/learn': { ...shared, 'agreed-at': at, dissent: 'No.' },
        'roads/outside/look': { ...shared, label: 'confirm', 'agreed-at': at },
      },
      [
        ['roads/inside/look', at],
        ['roads/inside/try', at],
      ],
    ],
    ['one alone', { 'roads/inside/look': { ...shared, 'agreed-at': at } }, []],
  ])('is found with %s', (_, statements, expected) => expect(found(statements)).toEqual(expected))
})

/** Any decision of any kind. */
const decision: fc.Arbitrary<Decide> = fc.oneof(
  fc.constantFrom(...smallModel.statements).chain((one) =>
    fc.oneof(
      fc.constantFrom(...one.scale.options).map(({ id }) => agreeing(one, id, at)),
      fc.constant(takingBack(one)),
      fc
        .tuple(fc.constantFrom('reason' as const, 'dissent' as const), fc.constantFrom('Why.', undefined))
        .map(([remark, text]) => remarking(one, remark, text)),
    ),
  ),
  fc.constantFrom(...smallModel.cells).chain((cell) =>
    fc.oneof(
      fc.constantFrom(...priorities, undefined).map((one) => deciding(smallModel, cell, 'priority', one)),
      fc.constantFrom(0, 5, undefined).map((one) => deciding(smallModel, cell, 'ambition', one)),
      fc.constantFrom('deliberate', undefined).map((one) => deciding(smallModel, cell, 'stance', one)),
    ),
  ),
  fc.constant<Decide>((current) => acceptingShared(smallModel, current, at)(current)),
)

describe('any decisions', () => {
  const computed = (consensus: ReturnType<typeof merged>) =>
    Object.entries(consensus.statements).map(([id, { answers, divergence, label, suggested }]) => [
      id,
      { answers, divergence, label, suggested },
    ])

  it('keep the consensus right and everything that was counted', () => {
    fc.assert(
      fc.property(fc.array(decision, { maxLength: 30 }), (decisions) => {
        const before = merged({ 'parks/inside/try': { label: 'shared' } })
        const after = together(decisions)(before)
        const { model: pin, round } = before
        expect(checkConsensus(after, smallModel, { round, pin })).toEqual([])
        expect(computed(after)).toEqual(computed(before))
      }),
      { numRuns: 60 },
    )
  })

  it('made twice change nothing the second time', () => {
    fc.assert(
      fc.property(decision, (decide) => {
        const once = decide(merged({ 'parks/inside/try': { label: 'shared' } }))
        expect(decide(once)).toBe(once)
      }),
      { numRuns: 60 },
    )
  })
})
