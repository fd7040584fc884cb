import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markdownLink, markdownParagraphs, markdownTable, markdownText } from '../../src/render/markdown.ts'

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^[\\`*_{}[\]()#+!|<>~&\w \n-]{0,20}$/),
)
const escapes = /\\[\\`*_{}[\]()#+!|~\-=.]|&(?:lt|gt|amp);/g

describe('text in Markdown', () => {
  it.each([
    ['[click](https://evil.example)', '\\[click\\](https://evil.example)'],
    ['![x](y)', '!\\[x\\](y)'],
    ['<script>', '&lt;script&gt;'],
    ['&lt;', '&amp;lt;'],
    ['a | b', 'a \\| b'],
    ['# a\n## b', '\\# a ## b'],
    ['*a* _b_ `c` ~d~', '\\*a\\* \\_b\\_ \\`c\\` \\~d\\~'],
    ['Wow!', 'Wow\\!'],
    ['Llŷn (a place): 50% – yes.', 'Llŷn (a place): 50% – yes.'],
    ['- a - b', '\\- a - b'],
    ['---', '\\---'],
    ['=== ', '\\==='],
    ['1. a', '1\\. a'],
    ['1.5 of 4', '1.5 of 4'],
    ['2) a', '2\\) a'],
  ])('%j is %j', (given, escaped) => expect(markdownText(given)).toBe(escaped))

  it('leaves no mark of its own and no line end, whatever came in', () => {
    fc.assert(
      fc.property(text, (given) => {
        const rest = markdownText(given).replace(escapes, 'x')
        expect(rest).not.toMatch(/^[-=+#]|[\\`*_[\]|<>~&\n\r]|!$/)
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

describe('paragraphs', () => {
  it('are kept, those after the first behind spaces', () => {
    expect(markdownParagraphs('One\nline.\n\n \n- Two\r\n\r\nThree', 2)).toBe(
      'One line.\n\n  \\- Two\n\n  Three',
    )
  })

  it('begin no block of their own, whatever came in', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        for (const line of markdownParagraphs(`${one}\n\n${other}`).split('\n'))
          expect(line).not.toMatch(/^\s*(?:[-=#>+*`~|]|\d{1,9}[.)](?:\s|$))|^\s{4}/)
      }),
    )
  })
})

describe('a link', () => {
  it.each([
    ['https://example.org/a', '[a\\]](https://example.org/a)'],
    ['https://example.org/a)b(c|d`e', '[a\\]](https://example.org/a%29b%28c%7cd%60e)'],
    ['javascript:alert(1)', 'a\\] (javascript:alert(1))'],
    ['data:text/html,<b>', 'a\\] (data:text/html,&lt;b&gt;)'],
    ['mailto:a@b', 'a\\] (mailto:a@b)'],
    ['https://user:pass@example.org', 'a\\] (https://user:pass@example.org)'],
  ])('to %s', (address, link) => expect(markdownLink('a]', address)).toBe(link))
})
