import { expect, it } from 'vitest'
import type { Practice } from '../../src/practice/practice.ts'
import { practiceToPublish } from '../../src/practice/published.ts'
import { practiceFrom, practiceOf } from './samples.ts'

const own = { id: 'exampleshire', name: 'Exampleshire County Council' }
const practices = [
  practiceOf('for-all', { share: 'public' }),
  practiceOf('here'),
  practiceOf('a-for-sector', { share: 'sector' }),
  practiceFrom('testshire', 'copied', { share: 'public' }),
]

it.each([
  ['sector', ['a-for-sector', 'for-all']],
  ['public', ['for-all']],
] as const)('to the %s goes %j', (audience, ids) => {
  expect(practiceToPublish(practices, audience, own).map(({ id }) => id)).toEqual(ids)
})

it('says whose it is, keeps the contact and who may see it, and nothing that is not known leaves', () => {
  const more = {
    ...practiceOf('fees', {
      organisation: own,
      changed: 'Much.',
      cells: ['courage'],
      model: 'small@1.0',
      contact: 'Finance team',
      links: [{ title: 'R', url: 'https://example.org', secret: 1 } as never],
      added: '2026-01-01',
      share: 'sector',
    }),
    author: 'priya-shah',
  } as Practice
  expect(practiceToPublish([more], 'sector', own)).toEqual([
    {
      ...practiceOf('fees'),
      organisation: own,
      changed: 'Much.',
      cells: ['courage'],
      model: 'small@1.0',
      contact: 'Finance team',
      links: [{ title: 'R', url: 'https://example.org' }],
      added: '2026-01-01',
      share: 'sector',
    },
  ])
})
