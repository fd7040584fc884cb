import { expect, it } from 'vitest'
import { searchPractice } from '../../src/practice/search.ts'
import { smallModel } from '../small-model.ts'
import { practiceFrom, practiceOf } from './samples.ts'

const practices = [
  practiceOf('badges', { title: 'Blue Badge renewals in four days', what: 'Fewer checks.' }),
  practiceFrom('testshire', 'badges', { title: 'Blue Badges by post', cells: ['parks/outside'] }),
  practiceFrom('bexland', 'repairs', { what: 'Potholes are mended at night.', changed: 'Fewer complaints.' }),
]

it.each([
  ['badge renewals', ['badges']],
  ['blue badgs', ['badges', 'testshire/badges']],
  ['testshire', ['testshire/badges']],
  ['pothole', ['bexland/repairs']],
  ['complaints', ['bexland/repairs']],
  ['parks outside', ['testshire/badges']],
  ['zebra', []],
])('%s finds %j', (words, expected) => {
  const found = searchPractice(practices, words, smallModel)
  const names = found.map(({ organisation, id }) =>
    organisation === undefined ? id : `${organisation.id}/${id}`,
  )
  expect(names.toSorted()).toEqual([...expected].sort())
})
