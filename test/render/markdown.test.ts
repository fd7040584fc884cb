import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markdownTable, markdownText } from '../../src/render/markdown.ts'

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^[\\`*_{}[\]()#+!|<>~&\w \n-]{0,20}$/),
)
const escapes = /\\[\\`*_{}[\]()#+!|~]|&(?:lt|gt|amp);/g

describe('text in Markdown', () => {
  it.each([
    ['[click](https://evil.example)', '\\[click\\]\\(https://evil.example\\)'],
    ['![x](y)', '\\!\\[x\\]\\(y\\)'],
    ['<script>', '&lt;script&gt;'],
    ['&lt;', '&amp;lt;'],
    ['a | b', 'a \\| b'],
    ['# a\n## b', '\\# a \\#\\# b'],
    ['*a* _b_ `c` ~d~', '\\*a\\* \\_b\\_ \\`c\\` \\~d\\~'],
    ['Llŷn: 50% – yes.', 'Llŷn: 50% – yes.'],
  ])('%j is %j', (given, escaped) => expect(markdownText(given)).toBe(escaped))

  it('leaves no mark of its own and no line end, whatever came in', () => {
    fc.assert(
      fc.property(text, (given) => {
        const rest = markdownText(given).replace(escapes, '')
        expect(rest).not.toMatch(/[\\`*_{}[\]()#+!|<>~&\n\r]/)
      }),
    )
  })
})

describe('a Markdown table', () => {
  it('has a head, a line and its rows', () => {
    expect(markdownTable(['a', 'b'], [['1', '2']])).toBe('| a | b |\n| --- | --- |\n| 1 | 2 |\n')
  })

  it('gets no row and no cell from a text', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const lines = markdownTable(['a', 'b'], [[one, other]])
          .trimEnd()
          .split('\n')
        expect(lines.length).toBe(3)
        expect(lines[2]!.replace(escapes, '').match(/\|/g)?.length).toBe(3)
      }),
    )
  })
})
