import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wordsBetween } from '../../src/model/word-diff.ts'

const marked = (older: string, newer: string) =>
  wordsBetween(older, newer)
    .map(({ is, text }) => (is === 'same' ? text : is === 'gone' ? `[-${text}-]` : `{+${text}+}`))
    .join(' ')

describe('how a text became another', () => {
  it.each([
    ['Teams meet weekly.', 'Teams meet weekly.', 'Teams meet weekly.'],
    ['Teams meet weekly.', 'Teams meet daily.', 'Teams meet [-weekly.-] {+daily.+}'],
    ['Teams meet.', 'All teams meet.', '[-Teams-] {+All teams+} meet.'],
    ['One two three four', 'One three five four', 'One [-two-] three {+five+} four'],
    ['a b c', 'x y z', '[-a b c-] {+x y z+}'],
    ['', 'New.', '{+New.+}'],
    ['Old.', '', '[-Old.-]'],
    ['a  b\nc', 'a b c', 'a b c'],
  ])('%j to %j', (older, newer, words) => expect(marked(older, newer)).toBe(words))

  it('holds both texts, and says nothing of one that stayed', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 })
      .map((words) => words.join(' '))
    fc.assert(
      fc.property(text, text, (older, newer) => {
        const words = wordsBetween(older, newer)
        const without = (gone: string) =>
          words
            .filter(({ is }) => is !== gone)
            .map((one) => one.text)
            .join(' ')
        expect([without('new'), without('gone')]).toEqual([older, newer])
        if (older === newer) expect(words.every(({ is }) => is === 'same')).toBe(true)
      }),
    )
  })
})
