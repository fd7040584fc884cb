import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Assessment, Person, Right } from '../../src/assessment/assessment.ts'
import {
  changesWhoOpens,
  checkOwnKey,
  checkStillInCharge,
  countRights,
  parseRights,
  rights,
  withChange,
  withoutPerson,
  withPerson,
} from '../../src/assessment/people.ts'

const person = (id: string, may: readonly Right[], recipient?: string): Person => ({
  ...{ id, name: id, email: `${id}@example.org`, role: 'any', may },
  ...(recipient === undefined ? {} : { recipient }),
})

const council = (people: readonly Person[], confidentiality: 'open' | 'sealed' = 'open'): Assessment => ({
  format: 'tiex-assessment/1',
  organisation: { id: 'x', name: 'X', type: 'county' },
  scope: 'whole council',
  model: { id: 'm', version: '1', digest: `sha256:${'0'.repeat(64)}` },
  confidentiality,
  round: 'r',
  rounds: { r: {} },
  people,
})

const sam = person('sam', ['answer', 'facilitate', 'administer'], 'age1sam')
const ann = person('ann', ['answer'])

describe('rights in a text', () => {
  it.each([
    ['answer', ['answer']],
    ['administer,answer', ['answer', 'administer']],
    [' sign , facilitate ,sign,', ['facilitate', 'sign']],
    ['none', []],
  ])('%j are %j', (text, may) => expect(parseRights(text)).toEqual({ may, findings: [] }))

  it.each(['', ' , ', 'none,answer', 'Answer', 'answer facilitate', 'constructor', '__proto__'])(
    '%j is refused',
    (text) => expect(parseRights(text).findings).not.toEqual([]),
  )

  test('each is found again in whatever order they stand', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...rights], { minLength: 1 }), (some) => {
        expect(parseRights(some.join(',')).may).toEqual(rights.filter((right) => some.includes(right)))
      }),
    )
  })
})

describe('a person', () => {
  it('is added at the end', () =>
    expect(withPerson(council([sam]), ann).people.map(({ id }) => id)).toEqual(['sam', 'ann']))

  it('keeps what is not changed', () =>
    expect(withChange(council([sam, ann]), 'sam', { role: 'it' }).people).toEqual([
      { ...sam, role: 'it' },
      ann,
    ]))

  it('who left nothing leaves the list', () =>
    expect(withoutPerson(council([sam, ann]), 'ann', false).people).toEqual([sam]))

  it('who left something stays, and may do nothing', () =>
    expect(withoutPerson(council([sam, ann]), 'ann', true).people).toEqual([sam, { ...ann, may: [] }]))
})

describe('somebody stays in charge', () => {
  const told = (before: Assessment, after: Assessment, id: string) =>
    checkStillInCharge(before, after, id).map(({ message }) => message)
  const second = person('bo', ['facilitate', 'administer'])

  it.each<[string, Assessment, Assessment, readonly string[]]>([
    ['the only one of both kinds', council([sam, ann]), council([ann]), ['administer', 'facilitate']],
    ['one of two', council([sam, second]), council([second]), []],
    ['one who only answers', council([sam, ann]), council([sam]), []],
    [
      'the only administrator, by a change',
      council([sam, person('bo', ['facilitate'])]),
      withChange(council([sam, person('bo', ['facilitate'])]), 'sam', { may: ['facilitate'] }),
      ['administer'],
    ],
    [
      'the last facilitator with a key, where answers are sealed',
      council([sam, second], 'sealed'),
      council([second], 'sealed'),
      ['facilitate and has a key'],
    ],
    [
      'one of two facilitators with keys',
      council([sam, { ...second, recipient: 'age1bo' }], 'sealed'),
      council([{ ...second, recipient: 'age1bo' }], 'sealed'),
      [],
    ],
    [
      'the last facilitator, told once',
      council([sam, ann], 'sealed'),
      council([ann], 'sealed'),
      ['administer', 'facilitate'],
    ],
  ])('%s', (_, before, after, words) => {
    expect(told(before, after, 'sam')).toEqual(
      words.map((word) => expect.stringMatching(new RegExp(`${word}$`))),
    )
  })
})

test('a key of somebody else is refused whatever comment stands behind it', () => {
  const keyed = { ...ann, 'signing-key': 'ssh-ed25519 AAAA ann@laptop' }
  expect(checkOwnKey('ssh-ed25519 AAAA', [keyed])).toMatchObject([{ message: 'this is the key of ann' }])
  expect(checkOwnKey('ssh-ed25519 AAAB ann@laptop', [keyed])).toEqual([])
  expect(checkOwnKey(undefined, [ann, keyed])).toEqual([])
})

describe('who can open what is sealed from now on', () => {
  const second = person('bo', ['facilitate'], 'age1bo')
  it.each<[string, Assessment, Assessment, boolean]>([
    ['a facilitator with a key comes', council([sam], 'sealed'), council([sam, second], 'sealed'), true],
    ['one goes', council([sam, second], 'sealed'), council([sam], 'sealed'), true],
    ['the order changes', council([sam, second], 'sealed'), council([second, sam], 'sealed'), false],
    [
      'one without a key comes',
      council([sam], 'sealed'),
      council([sam, person('bo', ['facilitate'])], 'sealed'),
      false,
    ],
    [
      'one who only answers comes',
      council([sam], 'sealed'),
      council([sam, person('bo', ['answer'], 'age1bo')], 'sealed'),
      false,
    ],
    ['nothing is sealed', council([sam]), council([sam, second]), false],
  ])('%s', (_, before, after, changes) => expect(changesWhoOpens(before, after)).toBe(changes))
})

test('rights are counted', () =>
  expect(countRights([sam, ann])).toEqual({ answer: 2, facilitate: 1, sign: 0, administer: 1 }))
