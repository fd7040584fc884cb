import fc from 'fast-check'
import width from 'fast-string-width'
import { describe, expect, it } from 'vitest'
import { harmless } from '../../src/harmless.ts'
import {
  columnsOf,
  counted,
  figure,
  fitTitle,
  oneLine,
  padded,
  readable,
  shortened,
  visible,
  wrap,
} from '../../src/render/text.ts'
import { forbidden } from './screens.ts'

const dangerous = [
  '\u001b[2J',
  '\u001b]52;c;aGk=\u0007',
  '\u009b31m',
  '\b',
  '\r',
  '\u007f',
  '\u202e',
  '\u2066',
  '\u200b',
  '\u200e',
  '\u2028',
  '\u2060',
  '\ufeff',
  '\u{e0041}',
  '\ud83d',
  '\udc00',
  '\u00ad',
] as const

const belowIdeographs = Array.from({ length: 0x3000 }, (_, unit) => String.fromCharCode(unit))

describe('the columns of a text', () => {
  it('are for every character, alone and before a mark that changes it, those of the library', () => {
    const wrong = belowIdeographs.filter(
      (character) =>
        columnsOf(character) !== width(character) ||
        columnsOf(`a${character}b`) !== width(`a${character}b`) ||
        columnsOf(`${character}\ufe0f`) !== width(`${character}\ufe0f`),
    )
    expect(wrong).toEqual([])
  })
})

/** Any text at all, halves of characters and what acts on a terminal among it. */
const anything = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...dangerous),
      fc.nat(0xffff).map((code) => String.fromCharCode(code)),
    ),
  )
  .map((parts) => parts.join(''))

const ordinary = [
  'Managers know the cost, to the pound: £3.50.',
  'Mae’r cyngor yn gwybod beth mae’n ei gostio. Llŷn, Ŵyr, tŷ, hâf.',
  'يعرف المجلس تكلفة كل خدمة',
  'המועצה יודעת',
  'می‌خواهم',
  '市議会は費用を知っている',
  '👩‍👩‍👧 🏳️‍🌈 👍🏽 1️⃣ 🇬🇧',
  'e\u0301',
  'a\tb\nc',
]

describe('text from a file, made visible', () => {
  it('never holds what acts on a terminal or hides from a reader, whatever came in', () => {
    fc.assert(
      fc.property(anything, (text) => {
        for (const shown of [visible(text), oneLine(text)]) expect(shown).not.toMatch(forbidden)
        expect(oneLine(text)).not.toMatch(/[\n\t]/)
      }),
    )
  })

  it('made visible again stays the same', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(visible(visible(text))).toBe(visible(text))
      }),
    )
  })

  it.each([
    ['\u001b[31m', '<U+001B>[31m'],
    ['a\u202eb', 'a<U+202E>b'],
    ['\ud83d', '<U+D83D>'],
    ['\u{e0041}', '<U+E0041>'],
    ['\r\n', '<U+000D>\n'],
  ])('%j stands there as %j', (text, shown) => expect(visible(text)).toBe(shown))

  it.each(ordinary)('leaves ordinary text as it is: %s', (text) => {
    expect(visible(text)).toBe(text)
    expect(harmless(text)).toBe(text)
  })

  it('fits on one line where it must', () => {
    expect(oneLine('  a\n\n  b\tc\u00a0d ')).toBe('a b c d')
  })
})

describe('the last gate before any output', () => {
  const colours = /\u001b\[\d{1,3}(?:;\d{1,3}){0,4}m/g

  it('lets colours through and nothing else that acts on a terminal', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(harmless(text).replace(colours, '').replaceAll('\r\n', '')).not.toMatch(forbidden)
      }),
    )
  })

  it.each([
    ['\u001b[1mbold\u001b[22m', '\u001b[1mbold\u001b[22m'],
    ['\u001b[31mred\u001b[39m', '\u001b[31mred\u001b[39m'],
    ['\u001b[8mconcealed', '<U+001B>[8mconcealed'],
    ['\u001b[2J', '<U+001B>[2J'],
    ['\u001b]0;title\u0007', '<U+001B>]0;title<U+0007>'],
    ['\u001b[\u001b[31m', '<U+001B>[\u001b[31m'],
  ])('%j leaves as %j', (text, shown) => expect(harmless(text)).toBe(shown))

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(harmless(harmless(text))).toBe(harmless(text))
      }),
    )
  })
})

const words = fc.string({ unit: 'grapheme', maxLength: 60 }).map(visible)

describe('text in columns', () => {
  it('padded has just as many columns as asked for', () => {
    fc.assert(
      fc.property(
        words.map(oneLine),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('left', 'right'),
        (text, columns, side) => {
          expect(columnsOf(padded(text, columns, side))).toBe(columns)
        },
      ),
    )
  })

  it('shortened has at most as many, and says when something is missing', () => {
    fc.assert(
      fc.property(words.map(oneLine), fc.integer({ min: 1, max: 40 }), (text, columns) => {
        const short = shortened(text, columns)
        expect(columnsOf(short)).toBeLessThanOrEqual(columns)
        if (short !== text) {
          expect(short.endsWith('…')).toBe(true)
          expect(text.startsWith(short.slice(0, -1))).toBe(true)
        }
      }),
    )
  })

  it.each([
    ['plan', 6, 'left', 'plan  '],
    ['plan', 6, 'right', '  plan'],
    ['understand', 6, 'left', 'under…'],
    ['市議会', 5, 'left', '市議…'],
    ['市議会', 4, 'left', '市… '],
    ['👩‍👩‍👧 a', 5, 'left', '👩‍👩‍👧 a '],
  ] as const)('"%s" in %i columns, to the %s, is "%s"', (text, columns, side, shown) => {
    expect(padded(text, columns, side)).toBe(shown)
  })

  it('wrapped stays within the width but for a word that is longer, and loses no word', () => {
    fc.assert(
      fc.property(
        words,
        fc.integer({ min: 20, max: 80 }),
        fc.nat(6),
        fc.nat(6),
        (text, columns, indent, hang) => {
          const lines = wrap(text, columns, indent, hang).split('\n')
          const room = Math.max(20, columns - Math.max(indent, hang))
          for (const line of lines) {
            if (line.trim().includes(' '))
              expect(columnsOf(line)).toBeLessThanOrEqual(room + Math.max(indent, hang))
          }
          expect(
            lines
              .join(' ')
              .split(/[ \n]+/)
              .filter(Boolean),
          ).toEqual(text.split(/[ \n]+/).filter(Boolean))
        },
      ),
    )
  })

  it('wrapped is indented, its first line apart from the others', () => {
    expect(wrap('one two three four five six seven', 24, 0, 4)).toBe('one two three four\n    five six seven')
    expect(wrap('one two\nthree', 40, 2)).toBe('  one two\n  three')
  })

  it('of a title keeps the parts that tell it from the others', () => {
    expect(fitTitle('Data and intelligence / community / plan', 30)).toBe('Data and i… / community / plan')
    expect(fitTitle('Data / plan', 14)).toBe('Data / plan   ')
    for (let columns = 1; columns < 60; columns++)
      expect(columnsOf(fitTitle('Data and intelligence / community / plan', columns))).toBe(columns)
  })
})

describe('figures and words for people', () => {
  it.each([
    [undefined, '–'],
    [0, '0.0'],
    [2.666666666667, '2.7'],
    [4, '4.0'],
  ])('a level of %s is %s', (level, shown) => expect(figure(level)).toBe(shown))

  it.each([
    [0, '0 answers'],
    [1, '1 answer'],
    [1000, '1,000 answers'],
  ])('%i of them are %s', (number, shown) => expect(counted(number, 'answer')).toBe(shown))

  it('an id is read without hyphens', () => expect(readable('2026-autumn')).toBe('2026 autumn'))
})
