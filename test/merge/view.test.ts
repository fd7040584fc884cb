import { expect, it } from 'vitest'
import { mergeResponses } from '../../src/merge/merge.ts'
import { viewMerge } from '../../src/merge/view.ts'
import { smallModel } from '../small-model.ts'
import { inputOf, responseOf } from './small-responses.ts'

const given = [
  responseOf('ann', { 'roads/inside': { look: 'mostly', try: 'nowhere', choose: 'dont-know' } }),
  responseOf('bo', { 'roads/inside': { look: 'nowhere', try: 'not-applicable', choose: 'mostly' } }),
]
const seen = {
  model: smallModel,
  ...mergeResponses(inputOf(given)),
  invited: 2,
  leftOut: [],
  waiting: [],
}

it('counts by scale the statements that two or more people scored', () => {
  expect(viewMerge(seen).compared).toEqual({ extent: 1, trust: 0 })
})

it.each([
  [undefined, 5],
  [3, 3],
  [10, 10],
])('a council that names a smallest group of %s has one of %i', (minimumGroup, expected) => {
  expect(viewMerge({ ...seen, minimumGroup }).minimumGroup).toBe(expected)
})
