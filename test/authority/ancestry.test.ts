import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Ancestry, compareCommits } from '../../src/authority/ancestry.ts'

it.each<[string, Ancestry, number, number, object]>([
  ['a line', [[], [0], [1]], 2, 1, { bases: [1], onlyFirst: [2], onlySecond: [] }],
  ['the same commit', [[], [0]], 1, 1, { bases: [1], onlyFirst: [], onlySecond: [] }],
  ['a fork', [[], [0], [0], [2]], 1, 3, { bases: [0], onlyFirst: [1], onlySecond: [3, 2] }],
  ['two beginnings', [[], []], 0, 1, { bases: [], onlyFirst: [0], onlySecond: [1] }],
  ['a crossing', [[], [0], [0], [1, 2], [2, 1]], 3, 4, { bases: [2, 1], onlyFirst: [3], onlySecond: [4] }],
])('compares two commits of %s', (_, history, first, second, wanted) =>
  expect(compareCommits(history, first, second)).toEqual(wanted),
)

const histories = fc
  .array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 14 })
  .map(
    (drawn): Ancestry =>
      drawn.map((parents, at) => (at === 0 ? [] : [...new Set(parents.map((one) => one % at))])),
  )

it('finds what plain sets of ancestors say', () => {
  fc.assert(
    fc.property(histories, fc.nat(), fc.nat(), (history, one, other) => {
      const [first, second] = [one % history.length, other % history.length]
      const grown = (at: number): Set<number> =>
        new Set([at, ...(history[at] ?? []).flatMap((parent) => [...grown(parent)])])
      const [a, b] = [grown(first), grown(second)]
      const common = [...a].filter((at) => b.has(at))
      const bases = common.filter((at) => !common.some((higher) => higher !== at && grown(higher).has(at)))
      const descending = (numbers: readonly number[]) => [...numbers].sort((x, y) => y - x)
      expect(compareCommits(history, first, second)).toEqual({
        bases: descending(bases),
        onlyFirst: descending([...a].filter((at) => !b.has(at))),
        onlySecond: descending([...b].filter((at) => !a.has(at))),
      })
    }),
  )
})
