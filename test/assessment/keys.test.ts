import { describe, expect, it } from 'vitest'
import type { Assessment, Person, Right } from '../../src/assessment/assessment.ts'
import {
  checkKeyHolders,
  checkRecipients,
  checkSecrets,
  nextForSecondKey,
  replacedKeys,
  sharedKeys,
} from '../../src/assessment/keys.ts'

const classical = (letter: string) => `age1${letter.repeat(58)}`
const postQuantum = (letter: string) => `age1pq1${letter.repeat(200)}`

function person(id: string, may: readonly Right[], recipient?: string): Person {
  return { id, name: id, email: `${id}@x.test`, role: 'finance', may, ...(recipient && { recipient }) }
}

function council(people: readonly Person[], confidentiality: 'open' | 'sealed' = 'sealed') {
  return { confidentiality, people } as Assessment
}

const sam = person('sam', ['facilitate'], classical('s'))
const bo = person('bo', ['facilitate'], classical('q'))
const keyless = person('al', ['facilitate'])
const answering = person('cy', ['answer'], postQuantum('c'))

describe('who holds the keys of a sealed assessment', () => {
  it.each([
    ['two facilitators with a key: nothing', [sam, bo], []],
    ['one alone: that answers hang on it', [sam, answering], ['few-keys people']],
    ['one with and one without', [sam, keyless], ['few-keys people', 'no-key people.1']],
    ['two with and one without', [sam, bo, keyless], ['no-key people.2']],
  ] as const)('%s', (_, people, expected) => {
    const found = checkKeyHolders(council(people))
    expect(found.map(({ rule, path }) => `${rule} ${path.join('.')}`)).toEqual(expected)
    expect(found.every(({ severity }) => severity === 'warning')).toBe(true)
  })

  it('are nobody: an error, since nothing could be opened', () => {
    const [found, ...more] = checkKeyHolders(council([keyless, answering]))
    expect([found?.rule, found?.severity, more]).toEqual(['confidentiality', 'error', []])
    expect(found?.hint).toContain('tiex keys add al')
  })

  it('does not matter where answers are open', () => {
    expect(checkKeyHolders(council([sam, keyless], 'open'))).toEqual([])
  })
})

describe('the next step to a second key that opens everything', () => {
  it.each([
    ['somebody else who facilitates', [sam, answering], /tiex people set PERSON --may answer,facilitate/],
    ['the key of one who does', [sam, keyless], /^al runs tiex keys make .* tiex keys add al age1/],
  ] as const)('is %s', (_, people, step) => {
    expect(nextForSecondKey(council(people))).toMatch(step)
  })

  it('is none where there are two, or nothing is sealed', () => {
    expect(nextForSecondKey(council([sam, bo]))).toBeUndefined()
    expect(nextForSecondKey(council([sam], 'open'))).toBeUndefined()
  })
})

describe('a key that two responses of a round name', () => {
  const named = (person: string, key: string) => ({ person, key })

  it.each([
    ['their own, all of them', [named('bo', 'k1'), named('cy', 'k2')], []],
    ['the same', [named('bo', 'k1'), named('cy', 'k1')], ['cy of bo']],
    ['that of tiex.yaml', [named('al', sam.recipient!), named('sam', sam.recipient!)], ['al of sam']],
  ])('is told: %s', (_, responses, told) => {
    const found = sharedKeys(responses, { people: [sam, bo] })
    expect(found.map(({ person, of }) => `${person} of ${of}`)).toEqual(told)
  })
})

describe('the recipients of those who may facilitate', () => {
  it.each([
    ['all classical', [sam, bo], []],
    ['all post-quantum', [person('a', ['facilitate'], postQuantum('q')), keyless], []],
    ['another kind with somebody who only answers', [sam, answering], []],
    ['mixed', [sam, person('pq', ['facilitate'], postQuantum('q'))], ['recipients people.1.recipient']],
  ] as const)('%s', (_, people, expected) => {
    const found = checkRecipients({ people })
    expect(found.map(({ rule, path }) => `${rule} ${path.join('.')}`)).toEqual(expected)
  })
})

describe('a secret key on a command line', () => {
  const age = `AGE-SECRET-KEY-1${'Q'.repeat(58)}`
  it.each([
    ['of age', [undefined, age]],
    ['of age in small letters', [age.toLowerCase()]],
    ['of ssh', ['-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blb']],
  ])('%s is seen, and not repeated', (_, texts) => {
    const found = checkSecrets(texts)
    expect(found?.hint).toMatch(/^(it is no secret any more|throw it away)/)
    expect(JSON.stringify(found).toLowerCase()).not.toMatch(/qqq|b3blb/)
  })

  it('is told from a public one and from the name of a file', () => {
    expect(checkSecrets([classical('q'), 'my private key.txt', undefined])).toBeUndefined()
  })
})

it('a key takes the place of another one, never of none or of itself', () => {
  expect(replacedKeys(sam, { recipient: classical('p'), 'signing-key': 'ssh-ed25519 AAAA' })).toEqual([
    'recipient',
  ])
  expect(replacedKeys(sam, { recipient: classical('s') })).toEqual([])
  expect(replacedKeys(keyless, { recipient: classical('s') })).toEqual([])
})
