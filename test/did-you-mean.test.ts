import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hintFor, listed, nearest, quoted, typingDistance } from '../src/did-you-mean.ts'

const stages = ['understand', 'plan', 'do', 'review']

describe('the word that was meant', () => {
  it.each([
    ['undrstand', 'understand', 'a letter too few'],
    ['revieww', 'review', 'a letter too many'],
    ['plon', 'plan', 'a wrong letter'],
    ['paln', 'plan', 'two letters exchanged'],
    ['PLAN', 'plan', 'capital letters'],
    ['do', 'do', 'the word itself'],
    ['od', 'do', 'two letters exchanged in a short word'],
    ['xy', undefined, 'a short word that has nothing in common'],
    ['evaluate', undefined, 'another word'],
    ['', undefined, 'no word'],
    ['u'.repeat(10_000), undefined, 'a very long word'],
  ])('for "%s" is %s: %s', (word, meant, _) => expect(nearest(word, stages)).toBe(meant))

  it('is the nearest of several, and the first of equals', () => {
    expect(nearest('fuly', ['partly', 'fully', 'fuly2'])).toBe('fully')
    expect(nearest('b', ['a', 'c'])).toBe('a')
  })

  it('is nothing among no words', () => expect(nearest('plan', [])).toBeUndefined())
})

describe('the distance of typing', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['plan', 'plan', 0],
    ['plan', 'paln', 1],
    ['kitten', 'sitting', 3],
    // Optimal string alignment: no part is edited twice, so not 2.
    ['ca', 'abc', 3],
  ])('from "%s" to "%s" is %i', (a, b, distance) => expect(typingDistance(a, b)).toBe(distance))

  const word = fc.string({ maxLength: 12 })

  it('is the same both ways, 0 only for the same word, and never above the longer word', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = typingDistance(a, b)
        expect(distance).toBe(typingDistance(b, a))
        expect(distance === 0).toBe(a === b)
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length))
        expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length))
      }),
    )
  })

  it('is 1 after one letter is dropped', () => {
    fc.assert(
      fc.property(word, word, fc.string({ minLength: 1, maxLength: 1 }), (before, after, letter) => {
        expect(typingDistance(before + letter + after, before + after)).toBe(1)
      }),
    )
  })
})

describe('a hint', () => {
  it.each([
    ['paln', stages, 'plan? The stages are understand, plan, do and review'],
    ['evaluate', stages, 'the stages are understand, plan, do and review'],
    ['x', [], 'there are no stages'],
    ['x', ['a-long-one'], 'the stages are a-long-one'],
  ])('for "%s" among %j', (word, known, hint) => expect(hintFor(word, known, 'stages')).toBe(hint))

  it('is shortened where the words are many', () => {
    const many = Array.from({ length: 15 }, (_, index) => `stage-${index}`)
    expect(hintFor('evaluate', many, 'stages')).toMatch(
      /^the stages are stage-0, .*stage-10 and stage-11, and 3 more$/,
    )
  })
})

describe('a list of words', () => {
  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c'], 'a, b and c'],
  ])('%j reads %s', (words, text) => expect(listed(words)).toBe(text))

  it('can offer a choice', () => expect(listed(['a', 'b'], 'or')).toBe('a or b'))
})

describe('a value in a message', () => {
  it.each([
    ['fuly', '"fuly"'],
    ['x'.repeat(61), `"${'x'.repeat(57)}..."`],
    ['x'.repeat(60), `"${'x'.repeat(60)}"`],
    [7, '7'],
    [true, 'true'],
    [null, 'an empty value'],
    [undefined, 'an empty value'],
    [['a'], 'a list'],
    [{ a: 1 }, 'a map'],
  ])('%j is shown as %s', (value, shown) => {
    expect(quoted(value)).toBe(shown)
  })
})
