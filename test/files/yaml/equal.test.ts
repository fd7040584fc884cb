import { expect, test } from 'vitest'
import { equalData } from '../../../src/files/yaml/equal.ts'

test.each([
  ['the order of keys', { a: 1, b: 2 }, { b: 2, a: 1 }, true],
  ['an absent key and one without a value', { a: 1, b: undefined }, { a: 1 }, true],
  ['a value that one of them takes away', { a: 1, b: undefined }, { a: 1, b: 2 }, false],
  ['the same, deeper', { a: { b: undefined } }, { a: { b: [] } }, false],
  ['a key more', { a: 1 }, { a: 1, b: 2 }, false],
  ['a key that every object has', { a: 1 }, { a: 1, constructor: 2 }, false],
  ['another value', { a: { b: 1 } }, { a: { b: 2 } }, false],
  ['the order of a list', [1, 2], [2, 1], false],
  ['a list and a map', [], {}, false],
  ['nothing and a map', null, {}, false],
  ['a map with a prototype and one without', { a: 1 }, Object.assign(Object.create(null), { a: 1 }), true],
])('%s', (_, one, other, isEqual) => {
  expect(equalData(one, other)).toBe(isEqual)
  expect(equalData(other, one)).toBe(isEqual)
})
