import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { distanceBetween, nearestTo } from '../../src/compare/nearest.ts'

interface Vector {
  readonly id: string
  readonly measure: string
  readonly input: {
    readonly u: readonly number[]
    readonly v: readonly number[]
    readonly variances: readonly number[]
  }
  readonly expected: number
  readonly tolerance: number
}
const { vectors } = JSON.parse(
  readFileSync(new URL('../data/stat-vectors.json', import.meta.url), 'utf8'),
) as {
  readonly vectors: readonly Vector[]
}
const contextOf = (values: readonly number[]) =>
  Object.fromEntries(values.map((value, index) => [`m${index}`, value]))

describe('the distance', () => {
  it.each(
    vectors.filter(({ measure }) => measure === 'standardisedEuclidean').map((one) => [one.id, one] as const),
  )('is that of SciPy: %s', (_, { input, expected, tolerance }) => {
    const spreads = new Map(
      input.variances.map((variance, index) => [`m${index}`, { mean: 0, sd: Math.sqrt(variance) }]),
    )
    const distance = distanceBetween(contextOf(input.u), contextOf(input.v), spreads)!
    expect(Math.abs(distance - expected)).toBeLessThan(tolerance * 10)
  })

  it('over fewer measures is scaled up by √(P/used)', () => {
    const spreads = new Map([
      ['a', { mean: 0, sd: 1 }],
      ['b', { mean: 0, sd: 1 }],
      ['c', { mean: 0, sd: 1 }],
      ['d', { mean: 0, sd: 1 }],
    ])
    const own = { a: 0, b: 0, c: 0, d: 0 }
    expect(distanceBetween(own, { a: 3 }, spreads)).toBe(6)
    expect(distanceBetween(own, { a: 3, b: 3, c: 3, d: 3 }, spreads)).toBe(6)
    expect(distanceBetween(own, {}, spreads)).toBeUndefined()
  })
})

describe('the nearest councils', () => {
  const at = (id: string, context: Record<string, number>) => ({ id, context })

  it('are those of the smallest distance, at equal ones by id', () => {
    const found = nearestTo(
      { x: 0 },
      [at('far', { x: 9 }), at('b', { x: 1 }), at('a', { x: -1 }), at('c', { x: 5 })],
      3,
    )
    expect(found.ids).toEqual(['a', 'b', 'c'])
  })

  it('do not depend on the unit of a measure', () => {
    const some = [at('a', { p: 100, d: 3 }), at('b', { p: 300, d: 1 }), at('c', { p: 200, d: 9 })]
    const inThousands = some.map(({ id, context }) => at(id, { ...context, p: context.p! / 1000 }))
    expect(nearestTo({ p: 150, d: 2 }, some, 3).ids).toEqual(nearestTo({ p: 0.15, d: 2 }, inThousands, 3).ids)
  })

  it('say which measures were used, which were not and why, and who has none', () => {
    const found = nearestTo(
      { p: 1, same: 4, huge: 1 },
      [
        at('a', { p: 2, same: 4, huge: 1e308 }),
        at('b', { p: 3, same: 4, theirs: 1, huge: -1e308 }),
        at('c', { theirs: 2 }),
        { id: 'd' },
      ],
      9,
    )
    expect(found).toEqual({
      ids: ['a', 'b'],
      used: ['p'],
      unused: [
        { measure: 'huge', why: 'out of range' },
        { measure: 'same', why: 'the same everywhere' },
        { measure: 'theirs', why: 'not known here' },
      ],
      without: ['c', 'd'],
    })
  })

  it('take a measure called like a property of every object for what it is', () => {
    const odd = JSON.parse('{"__proto__": 5, "constructor": 2}')
    expect(nearestTo({ p: 1 }, [at('a', odd), at('b', { p: 2 })], 2)).toMatchObject({
      ids: ['b'],
      without: ['a'],
    })
  })
})
