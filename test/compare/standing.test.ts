import { describe, expect, it } from 'vitest'
import { groupOf } from '../../src/compare/group.ts'
import type { PublishedRound } from '../../src/compare/published.ts'
import { placeOf, standingOf } from '../../src/compare/standing.ts'
import { smallModel } from '../small-model.ts'
import { nextVersion, subjectWith } from './subjects.ts'

function peersWith(
  levels: readonly (number | undefined)[],
  ambitions: readonly (number | undefined)[] = [],
  scored: readonly number[] = [],
): readonly PublishedRound[] {
  return levels.map((level, index) => ({
    organisation: { id: `c${index}`, name: `C${index}`, type: 'county' },
    ...{ round: '2026', scope: 'whole', published: '2026-11-01', respondents: 5 },
    levels: smallModel.sections.map((_, at) => (at === 0 ? level : undefined)),
    scored: smallModel.sections.map(() => scored[index] ?? 5),
    ambitions: smallModel.sections.map((_, at) => (at === 0 ? ambitions[index] : undefined)),
  }))
}
const own = subjectWith({ 'roads/inside': 'half-way' })
const among = (...given: Parameters<typeof peersWith>) =>
  standingOf(own, groupOf({ kind: 'all' }, undefined, peersWith(...given)))
const first = (...given: Parameters<typeof peersWith>) => among(...given).lines[0]!

describe('beside fewer than five peers', () => {
  it('nothing is told of them but their number', () => {
    expect(first([1, 2, 3, 4])).toEqual({
      section: smallModel.sections[0],
      own: expect.anything(),
      peers: 4,
      thin: 0,
    })
  })

  it('with a level in this section nothing is told, however many there are', () =>
    expect(first([1, 2, 3, 4, undefined, undefined])).not.toHaveProperty('levels'))
})

describe('beside five to nine peers', () => {
  it('there are quartiles, a place and a rank, and no percentile', () => {
    const line = first([1, 2, 2.5, 4, 5])
    expect(line).toMatchObject({
      peers: 5,
      levels: { q1: 2, median: 2.5, q3: 4, count: 5 },
      place: 'within',
      rank: { position: 3, of: 6, joint: true },
    })
    expect(line).not.toHaveProperty('percentile')
  })

  it('nobody without an own level has a place', () => {
    const none = standingOf(subjectWith({}), groupOf({ kind: 'all' }, undefined, peersWith([1, 2, 3, 4, 5])))
    expect(none.lines[0]).toMatchObject({ levels: { median: 3 } })
    expect(none.lines[0]).not.toHaveProperty('place')
    expect(none.lines[0]).not.toHaveProperty('rank')
  })
})

describe('beside ten peers and more', () => {
  it('there is a percentile, oneself not among them', () =>
    expect(first([1, 1, 1, 1, 2.5, 2.5, 4, 4, 4, 4]).percentile).toBe(50))
})

describe('ambitions of peers', () => {
  it('are told of five and more', () =>
    expect(first([1, 1, 1, 1, 1], [3, 4, 4, 5, 5])).toMatchObject({
      ambitions: { q1: 4, median: 4, q3: 5, count: 5 },
    }))
  it('are not told of fewer', () =>
    expect(first([1, 1, 1, 1, 1], [3, 4, 4, 5])).not.toHaveProperty('ambitions'))
})

describe('the place', () => {
  it.each<[number, string]>([
    [0.5, 'below'],
    [1, 'below'],
    [1.1, 'unclear'],
    [1.5, 'within'],
    [2, 'within'],
    [3, 'within'],
    [3.4, 'unclear'],
    [3.5, 'above'],
  ])('of %d beside 1.5 to 3, one answer being 0.5, is %s', (level, place) =>
    expect(placeOf(level, { q1: 1.5, q3: 3 }, 0.5)).toBe(place),
  )
})

it('names peers of which nothing can be compared', () => expect(among([undefined, 1]).apart).toEqual(['c0']))

describe('a peer with fewer than half of the statements of a section scored', () => {
  const levels = [1, 2, 2.5, 4, 5, 0]
  it('does not count there, and is counted among those left out', () => {
    // The first section has five statements.
    const line = first(levels, [], [5, 5, 5, 5, 3, 2])
    expect(line).toMatchObject({ peers: 5, thin: 1, levels: { q1: 2, median: 2.5, q3: 4, count: 5 } })
  })
  it('makes four of five peers, of whom nothing is told', () =>
    expect(first(levels.slice(0, 5), [], [5, 5, 5, 5, 2])).not.toHaveProperty('levels'))
  it('is no council of which nothing can be compared', () =>
    expect(among(levels, [], [1, 1, 1, 1, 1, 1]).apart).toEqual([]))
})

describe('a peer of another version', () => {
  const older = nextVersion((statement) =>
    statement.id === 'roads/inside/try' ? statement : { ...statement, was: statement.id },
  )
  const { id, version, digest } = smallModel
  const [peer] = peersWith([2])
  const group = groupOf({ kind: 'all' }, undefined, [{ ...peer!, carried: { id, version, digest } }])
  const standing = standingOf(subjectWith({}, { model: older }), group, [smallModel])

  it('is named with it, and the statements that do not carry over are listed once', () => {
    expect([...standing.versions]).toEqual([['c0', '1.0']])
    expect(standing.left).toEqual([
      { statement: 'roads/inside/try', version: '2.0', why: 'unmapped' },
      { statement: 'roads/inside/try', version: '1.0', why: 'unmapped' },
    ])
  })
  it('counts by the others', () => expect(standing.lines[0]!.peers).toBe(1))
})
