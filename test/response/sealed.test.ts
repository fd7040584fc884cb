import { describe, expect, it } from 'vitest'
import type { Response } from '../../src/response/response.ts'
import {
  checkBinding,
  insideOf,
  openedResponse,
  recipientsOf,
  type SealedResponse,
} from '../../src/response/sealed.ts'
import { responseOf } from '../merge/small-responses.ts'

const response: Response = {
  ...responseOf('ann', { 'roads/inside': { look: 'nowhere' } }),
  pass: 2,
  'share-notes': true,
  'looked-at': { pass: 2, statements: ['roads/inside/look'] },
}
const binding = { seq: 3, progress: { answered: 1, of: 9 }, key: 'age1ann', 'sealed-to': ['age1ann'] }
const inside = insideOf(response, binding)
const { format, model, round, person, submitted, pass } = response
const file = {
  ...{ format, model, round, person, submitted, pass },
  ...{ progress: binding.progress, seq: 3, key: 'age1ann', sealed: 'block' },
} as SealedResponse

describe('a sealed response', () => {
  it('comes back as it went in', () => {
    expect(openedResponse(file, inside)).toEqual(response)
  })

  it('is bound to what stands beside the block', () => {
    expect(checkBinding(file, inside)).toEqual([])
  })

  it.each([
    ['person', { person: 'bo' }],
    ['round', { round: 'two' }],
    ['seq', { seq: 2 }],
    ['key', { key: 'age1bo' }],
    ['progress', { progress: { answered: 9, of: 9 } }],
    ['pass', { pass: 3 }],
    ['submitted', { submitted: '2026-01-01T00:00:00Z' }],
  ] as const)('does not believe another %s', (key, change) => {
    expect(checkBinding({ ...file, ...change }, inside).map(({ path }) => path)).toEqual([[key]])
  })

  it('does not believe that a first answer was a second look, nor the other way round', () => {
    const { pass: _, ...once } = file
    expect(checkBinding(once, inside)[0]!.message).toBe('the sealed block says pass 2, the file around it 1')
  })
})

describe('who a response is sealed to', () => {
  it('is its person first, then those who facilitate, each once', () => {
    const people = [
      { may: ['facilitate'], recipient: 'age1sam' },
      { may: ['answer'], recipient: 'age1priya' },
      { may: ['facilitate'], recipient: 'age1ann' },
    ]
    expect(recipientsOf(people, 'age1ann')).toEqual(['age1ann', 'age1sam'])
  })
})
