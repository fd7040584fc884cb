import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../src/exchange/exchange.ts'
import { type Maker, whyNotWrite } from '../../src/exchange/writers.ts'

const exchange: Exchange = {
  ...{ format: 'tiex-exchange/1', name: 'X', audience: 'sector' },
  organisations: {
    keyed: { keys: ['K1', 'K2'] },
    both: { keys: ['K1'], writers: ['a@x'] },
    mailed: { writers: ['A@x', 'b@x'] },
    named: { name: 'Named' },
  },
}
const by = (author: string, committer = author, key?: string): Maker => ({
  ...{ author, committer },
  ...(key === undefined ? {} : { key }),
})

describe('who may write for an organisation', () => {
  it.each<[string, string, Maker, Maker | undefined, boolean]>([
    ['one of its keys', 'keyed', by('z@x', 'z@x', 'K2'), undefined, true],
    ['another key', 'keyed', by('z@x', 'z@x', 'K3'), undefined, false],
    ['no key', 'keyed', by('z@x'), undefined, false],
    ['an e-mail where there are keys', 'both', by('a@x'), undefined, false],
    ['an e-mail that is named, in whatever case', 'mailed', by('a@X'), undefined, true],
    ['two that are named', 'mailed', by('a@x', 'b@x'), undefined, true],
    ['an author that is named, and a committer that is not', 'mailed', by('a@x', 'z@x'), undefined, false],
    ['no e-mail at all', 'mailed', by(''), undefined, false],
    ['anybody a folder that is new', 'fresh', by('z@x'), undefined, true],
    ['who began it', 'fresh', by('z@x'), by('z@x'), true],
    ['another than who began it', 'fresh', by('y@x'), by('z@x'), false],
    ['who began it with a key, without the key', 'fresh', by('z@x'), by('z@x', 'z@x', 'K1'), false],
    ['who began it with a key, by the key', 'fresh', by('y@x', 'y@x', 'K1'), by('z@x', 'z@x', 'K1'), true],
    ['anybody where only a name is said', 'named', by('z@x'), undefined, true],
    ['nobody by a word every object has', 'constructor', by('y@x'), by('z@x'), false],
  ])('%s', (_, organisation, maker, began, may) => {
    const reason = whyNotWrite(organisation, maker, { exchange, began, sameKey: (a, b) => a === b })
    expect(reason === undefined, reason).toBe(may)
  })

  it('is told by a signature that is broken', () => {
    const maker = { ...by('z@x'), badSignature: 'is damaged' }
    expect(whyNotWrite('keyed', maker, { exchange, sameKey: () => true })).toBe('the signature is damaged')
  })
})
