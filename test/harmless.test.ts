import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { harmless, jsonEscaped, oneLine, visible, withoutCommands } from '../src/harmless.ts'

describe('a character that acts or hides', () => {
  it.each([
    ['an escape', '\u001b[2J', '<U+001B>[2J'],
    ['a carriage return', 'a\rb', 'a<U+000D>b'],
    ['delete', '\u007f', '<U+007F>'],
    ['a C1 sequence', '\u009b31m', '<U+009B>31m'],
    ['an override', '\u202eabc', '<U+202E>abc'],
    ['an isolate', '\u2066abc', '<U+2066>abc'],
    ['a mark of direction', '\u200fabc\u061c', '<U+200F>abc<U+061C>'],
    ['zero width', 'a\u200bb\ufeff', 'a<U+200B>b<U+FEFF>'],
    ['a soft hyphen', 'a\u00adb', 'a<U+00AD>b'],
    ['a tag', '\u{e0041}', '<U+E0041>'],
    ['a filler that looks like nothing', 'a\u3164\u115fb', 'a<U+3164><U+115F>b'],
    ['invisible music', '\u{1d173}', '<U+1D173>'],
    ['half a character', 'a\ud83db', 'a<U+D83D>b'],
    ['a separator of lines', 'a\u2028b', 'a<U+2028>b'],
    ['a joiner with nothing to join', '\u200da \u200cb', '<U+200D>a <U+200C>b'],
    ['joiners in a row, which could spell a text', 'a\u200d\u200c\u200db', 'a\u200d<U+200C><U+200D>b'],
    ['selectors in a row', 'a\ufe0f\u{e0101}\ufe01b', 'a\ufe0f<U+E0101><U+FE01>b'],
  ])('%s is shown', (_, text, shown) => expect(visible(text)).toBe(shown))

  it.each([
    ['Welsh', 'Mae’r cyngor yn gwybod: Llŷn, Ŵyr, tŷ'],
    ['Arabic', 'يعرف المجلس تكلفة كل خدمة'],
    ['Persian, which joins', 'می‌خواهم'],
    ['Sinhala, which joins', 'ශ්‍රී'],
    ['emoji of several', '👩‍👩‍👧 🏳️‍🌈 ❤️‍🔥 👍🏽 1️⃣ 🇬🇧'],
    ['a Japanese name with a variant of a letter', '葛\u{e0100}城'],
    ['tabs and lines', 'a\tb\nc'],
  ])('ordinary text stays: %s', (_, text) => expect(visible(text)).toBe(text))

  it('is on one line where it must be', () => expect(oneLine(' a\n\u2028b\u0085c ')).toBe('a b<U+0085>c'))
})

describe('JSON', () => {
  it('keeps the value, and nothing in it acts or hides', () => {
    const anything = fc.array(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\u202e', '\u{e0041}', '\u007f', '##[error]x')),
    )
    fc.assert(
      fc.property(anything, (parts) => {
        const text = parts.join('')
        const json = jsonEscaped(JSON.stringify({ text }, null, 2))
        expect(JSON.parse(json)).toEqual({ text })
        expect(visible(json)).toBe(json)
        expect(withoutCommands(json)).toBe(json)
      }),
    )
  })
})

describe('a command of a build log', () => {
  it.each([
    ['::error::x', ': :error::x'],
    ['a\n  ::set-env name=x::y', 'a\n  : :set-env name=x::y'],
    ['\u001b[1m ::error::x', '\u001b[1m : :error::x'],
    ['a ##[stop-commands]x', 'a # #[stop-commands]x'],
    ['##vso[task.setvariable]x', '# #vso[task.setvariable]x'],
    ['##teamcity[buildStop]', '# #teamcity[buildStop]'],
    ['## Heading [1]', '## Heading [1]'],
    ['a :: b', 'a :: b'],
  ])('%j is none as %j', (text, said) => expect(withoutCommands(text)).toBe(said))
})

describe('the gate', () => {
  it('lets rows end with CR LF, and shows any other carriage return', () => {
    expect(harmless('a,b\r\nc\rd', false)).toBe('a,b\r\nc<U+000D>d')
  })

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(harmless(harmless(text))).toBe(harmless(text))
      }),
    )
  })
})
