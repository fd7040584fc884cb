import { expect, it } from 'vitest'
import { replacedIn } from '../../src/questionnaire/replaced.ts'

it.each([
  ['nobody else wrote anything', { a: 1 }, { a: 1 }, { a: 2 }, []],
  ['somebody wrote what stays', { a: 1 }, { a: 1, b: { c: 'x' } }, { a: 2, b: { c: 'x' } }, []],
  ['both wrote the same', {}, { a: 1 }, { a: 1 }, []],
  ['both wrote something else', {}, { a: { b: 1 } }, { a: { b: 2 } }, [{ path: ['a', 'b'], was: 1 }]],
  ['what somebody wrote is removed', {}, { a: ['x', 'y'] }, {}, [{ path: ['a'], was: ['x', 'y'] }]],
  ['somebody took it away before', { a: 1 }, {}, { a: 2 }, []],
])('where %s', (_, seen, current, after, replaced) => {
  expect(replacedIn(seen, current, after)).toEqual(replaced)
})
