import { describe, expect, it } from 'vitest'
import { groupOf, latestRounds, missingFor, peersAsked } from '../../src/compare/group.ts'
import type { PublishedRound } from '../../src/compare/published.ts'

function published(
  id: string,
  more: Partial<PublishedRound> & { type?: string; region?: string; x?: number } = {},
): PublishedRound {
  const { type = 'county', region, x, ...rest } = more
  return {
    organisation: {
      id,
      name: `${id} council`,
      type,
      ...(region === undefined ? {} : { region }),
      ...(x === undefined ? {} : { context: { x } }),
    },
    ...{
      round: '2026',
      scope: 'whole',
      published: '2026-11-01',
      respondents: 5,
      levels: [],
      scored: [],
      ambitions: [],
    },
    ...rest,
  }
}
const own = { id: 'own', name: 'Own', type: 'county', region: 'North', context: { x: 1 } }
const some = [
  published('own', { region: 'North' }),
  published('zeta', { region: 'North', x: 2 }),
  published('beta', { type: 'district', region: 'North', x: 9 }),
  published('alpha', { region: 'South', x: 3 }),
]
const idsOf = (text: string) =>
  groupOf(peersAsked(text)!, own, some).peers.map(({ organisation }) => organisation.id)

describe('--peers', () => {
  it.each<[string, object | undefined]>([
    ['all', { kind: 'all' }],
    ['type', { kind: 'type' }],
    ['nearest', { kind: 'nearest', count: 15 }],
    ['nearest:3', { kind: 'nearest', count: 3 }],
    ['a,b-c', { kind: 'ids', ids: ['a', 'b-c'] }],
    ['leeds', { kind: 'ids', ids: ['leeds'] }],
    ['nearest:0', undefined],
    ['nearest:x', undefined],
    ['../etc', undefined],
    ['a,,b', undefined],
    ['', undefined],
  ])('%s', (text, asked) => expect(peersAsked(text)).toEqual(asked))
})

describe('a group', () => {
  it.each<[string, readonly string[]]>([
    ['all', ['alpha', 'beta', 'zeta']],
    ['type', ['alpha', 'zeta']],
    ['region', ['beta', 'zeta']],
    ['nearest:2', ['alpha', 'zeta']],
    ['zeta,beta', ['beta', 'zeta']],
  ])('of %s is by name, never holds the subject: %j', (text, ids) => expect(idsOf(text)).toEqual(ids))

  it('says who is unknown, and that oneself was asked for', () =>
    expect(groupOf(peersAsked('own,nobody,beta')!, own, some)).toMatchObject({
      unknown: ['nobody'],
      selfAsked: true,
      peers: [{ organisation: { id: 'beta' } }],
    }))

  it.each<[string, readonly [string, string][], string]>([
    [
      'a later publication of an older round',
      [
        ['2025', '2025-12-01'],
        ['2024', '2026-01-01'],
      ],
      '2025',
    ],
    [
      'a year at the end',
      [
        ['autumn-2024', '2026-02-01'],
        ['autumn-2025', '2026-01-01'],
      ],
      'autumn-2025',
    ],
    [
      'one round without a year, so that days count',
      [
        ['2025', '2025-12-01'],
        ['pilot', '2026-01-01'],
      ],
      'pilot',
    ],
    [
      'a number that is no year',
      [
        ['20250', '2025-12-01'],
        ['20240', '2026-01-01'],
      ],
      '20240',
    ],
    [
      'the same year',
      [
        ['2026-spring', '2026-05-01'],
        ['2026-autumn', '2026-11-01'],
      ],
      '2026-autumn',
    ],
    [
      'the same day',
      [
        ['1', '2026-11-01'],
        ['2', '2026-11-01'],
      ],
      '2',
    ],
    [
      'three that would go round in circles two by two',
      [
        ['2024', '2026-03-01'],
        ['pilot', '2026-02-01'],
        ['2025', '2026-01-01'],
      ],
      '2024',
    ],
  ])('has of each council the newest round, in any order: %s', (_, given, newest) => {
    const rounds = given.map(([round, day]) => published('a', { round, published: day }))
    const turned = rounds.map((_, at) => [...rounds.slice(at), ...rounds.slice(0, at)])
    for (const order of [...turned, rounds.toReversed()])
      expect(latestRounds([...order, published('b')]).get('a')?.round).toBe(newest)
  })

  it.each<[string, object | undefined, string | undefined]>([
    ['all', undefined, undefined],
    ['type', undefined, 'type'],
    ['region', { id: 'x', name: 'X', type: 'county' }, 'region'],
    ['nearest', { id: 'x', name: 'X', type: 'county', context: {} }, 'context'],
    ['region', own, undefined],
  ])('of %s knows what is missing of %j: %s', (text, subject, missing) =>
    expect(missingFor(peersAsked(text)!, subject as typeof own | undefined)).toBe(missing),
  )
})
