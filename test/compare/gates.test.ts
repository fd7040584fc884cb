import { describe, expect, it } from 'vitest'
import { compareSubjects } from '../../src/compare/compare.ts'
import {
  failuresAmong,
  failuresBetween,
  type Gate,
  gatesIn,
  misplacedGates,
} from '../../src/compare/gates.ts'
import { groupOf } from '../../src/compare/group.ts'
import { standingOf } from '../../src/compare/standing.ts'
import { smallModel } from '../small-model.ts'
import { subjectWith } from './subjects.ts'

const gates = (text: string) => gatesIn(text) as readonly Gate[]

describe('--fail-on', () => {
  it.each<[string, object]>([
    ['regression', [{ name: 'regression', by: 0 }]],
    [
      'regression:0.5, changed',
      [
        { name: 'regression', by: 0.5 },
        { name: 'changed', by: 0 },
      ],
    ],
    [
      'below-peers,too-few-peers',
      [
        { name: 'below-peers', by: 0 },
        { name: 'too-few-peers', by: 0 },
      ],
    ],
  ])('%s', (text, found) => expect(gatesIn(text)).toEqual(found))

  it.each<[string, string, string]>([
    ['regresion', 'knows no "regresion"', 'regression?'],
    ['', 'knows no ""', 'the gates are'],
    ['regression:-1', 'cannot be "regression:-1"', 'regression:0.5'],
    ['changed:1', 'cannot be "changed:1"', 'only regression'],
  ])('refuses %j', (text, message, hint) => {
    const found = gatesIn(text) as { message: string; hint: string }
    expect(found.message).toContain(message)
    expect(found.hint).toContain(hint)
  })

  it('knows which gates are for which comparison', () => {
    expect(misplacedGates(gates('regression,not-comparable'), 'peers')).toEqual(['regression'])
    expect(misplacedGates(gates('below-peers,not-comparable'), 'two')).toEqual(['below-peers'])
  })
})

describe('between two subjects', () => {
  const before = subjectWith(
    { 'roads/inside': 'mostly', 'parks/inside': 'half-way' },
    { ambitions: { 'parks/inside': 3 } },
  )
  const after = subjectWith(
    { 'roads/inside': 'half-way', 'parks/inside': 'half-way' },
    { ambitions: { 'parks/inside': 4 } },
  )
  const failing = (text: string) =>
    failuresBetween(gates(text), compareSubjects(before, after)).map(({ message }) => message)

  it('every section that fell is named with both levels', () =>
    expect(failing('regression')).toEqual(['Roads / Inside fell by 1.25, from 3.75 to 2.50']))
  it('a fall up to what is allowed is none', () => {
    expect(failing('regression:1.25')).toEqual([])
    expect(failing('regression:1.24')).toHaveLength(1)
  })
  it('a level that was lost is a regression, whatever fall is allowed, and one that is new is none', () => {
    const none = subjectWith({ 'parks/inside': 'half-way' }, { named: 'later' })
    const lost = (text: string) => failuresBetween(gates(text), compareSubjects(before, none))
    expect(lost('regression:4')).toMatchObject([
      { about: 'Roads / Inside', message: 'Roads / Inside had a level of 3.75, and has none in later' },
    ])
    expect(failuresBetween(gates('regression'), compareSubjects(none, before))).toEqual([])
  })
  it('not-comparable names a section in which both scored other statements', () => {
    const [one, other] = [{ 'roads/inside/look': 'mostly' }, { 'roads/inside/try': 'mostly' }]
    expect(
      failuresBetween(gates('not-comparable'), compareSubjects(subjectWith(one), subjectWith(other))),
    ).toMatchObject([{ message: 'Roads / Inside has no statement that both have scored' }])
  })
  it('changed names every section in which a level, a stage or an ambition differs', () =>
    expect(failing('changed')).toEqual([
      'Roads / Inside is not the same any more',
      'Parks / Inside is not the same any more',
    ]))
  it('not-comparable names a section with a level on one side', () => {
    const more = subjectWith({ courage: 'often' }, { named: 'later' })
    expect(
      failuresBetween(gates('not-comparable'), compareSubjects(subjectWith({}, { named: 'earlier' }), more)),
    ).toMatchObject([{ rule: 'not-comparable', message: 'Courage has no level in earlier' }])
  })
})

describe('beside peers', () => {
  const peers = [3, 3, 4, 4, 5].map((level, index) => ({
    organisation: { id: `c${index}`, name: 'C', type: 'county' },
    ...{ round: '1', scope: '', published: '2026-01-01', respondents: 5 },
    levels: smallModel.sections.map((_, at) => (at === 0 ? level : undefined)),
    scored: smallModel.sections.map(() => 5),
    ambitions: smallModel.sections.map(() => undefined),
  }))
  const standing = (some = peers) =>
    standingOf(subjectWith({ 'roads/inside': 'nowhere' }), groupOf({ kind: 'all' }, undefined, some))

  it('a level below the middle half is named', () =>
    expect(failuresAmong(gates('below-peers'), standing()).map(({ message }) => message)).toEqual([
      'Roads / Inside is below the middle half of the peers: 0.00, theirs from 3.00 to 4.00',
    ]))
  it('too few peers are one failure where the whole group is too small, else one a section', () => {
    expect(failuresAmong(gates('too-few-peers'), standing(peers.slice(1)))).toHaveLength(1)
    expect(failuresAmong(gates('too-few-peers'), standing())).toHaveLength(smallModel.sections.length - 1)
  })
  it('not-comparable names sections without a peer, or the group where there is none', () => {
    const among = failuresAmong(gates('not-comparable'), standing())
    expect(among).toHaveLength(smallModel.sections.length - 1)
    expect(among[0]!.message).toBe('Roads / Outside has no peer to stand beside')
    expect(failuresAmong(gates('not-comparable'), standing([]))).toMatchObject([
      { message: 'there is no peer to stand beside' },
    ])
  })
  it('with no peer left to be below, nothing is below', () =>
    expect(failuresAmong(gates('below-peers'), standing([]))).toEqual([]))
})
