import { describe, expect, it } from 'vitest'
import { carriedTo, comesAfter } from '../../src/compare/carried.ts'
import type { Model } from '../../src/model/model.ts'
import { smallModel } from '../small-model.ts'
import { nextVersion } from './subjects.ts'

const next = nextVersion((statement) =>
  statement.id === 'roads/inside/try' ? statement : { ...statement, was: statement.id },
)
const third: Model = {
  ...next,
  version: '3.0',
  digest: `sha256:${'3c'.repeat(32)}`,
  previous: { id: next.id, version: next.version, digest: next.digest },
}
describe('a version of a model', () => {
  it.each<[string, Model, Model, readonly Model[], boolean]>([
    ['the one before', next, smallModel, [], true],
    ['the one after', smallModel, next, [], false],
    ['itself', smallModel, smallModel, [], false],
    ['one through a known one', third, smallModel, [next], true],
    ['one through an unknown one', third, smallModel, [], false],
  ])('comes after %s: %#', (_, later, earlier, known, is) =>
    expect(comesAfter(later, earlier, known)).toBe(is),
  )

  it('that names itself as the one before comes after nothing, and ends', () => {
    const odd = { ...next, previous: { id: 'x', version: '1', digest: next.digest } }
    expect(comesAfter(odd, smallModel, [odd])).toBe(false)
  })
})

describe('what carries over', () => {
  const all = smallModel.statements.map(({ id }) => id)
  const shared = all.filter((id) => id !== 'roads/inside/try')
  it.each<[string, Model, Model]>([
    ['an older version', next, smallModel],
    ['a newer version', smallModel, next],
  ])(
    'from %s are the statements that are the same, and cells that are the same as a whole',
    (_, to, from) => {
      const [carried, ...more] = carriedTo(to, [to, from])
      expect(more).toEqual([])
      expect(carried!.from).toBe(from)
      expect([...carried!.statements.keys()].toSorted()).toEqual(shared.toSorted())
      expect([...carried!.cells.keys()]).toEqual(
        smallModel.cells.map(({ id }) => id).filter((id) => id !== 'roads/inside'),
      )
    },
  )

  it('goes through a version between, and from no model that is none of its versions', () => {
    expect(carriedTo(third, [smallModel, next]).map(({ from }) => from.version)).toEqual(['1.0', '2.0'])
    expect(carriedTo(third, [smallModel])).toEqual([])
  })
})
