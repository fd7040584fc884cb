import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escaped, escapedStyle, link, paragraphs, scriptJson } from '../../../src/render/html/escape.ts'
import { forbidden } from '../screens.ts'

describe('text from a file', () => {
  it.each([
    ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
    ['" onfocus="alert(1)', '&quot; onfocus=&quot;alert(1)'],
    ["' onfocus='alert(1)", '&#39; onfocus=&#39;alert(1)'],
    ['&lt;b&gt;', '&amp;lt;b&amp;gt;'],
    ['evil \u202egnp.exe', 'evil &lt;U+202E&gt;gnp.exe'],
    ['a\u0000b\u001b[31m', 'a&lt;U+0000&gt;b&lt;U+001B&gt;[31m'],
    ['two\n lines\t', 'two lines'],
    ['Łódź £ “é” 日本', 'Łódź £ “é” 日本'],
  ])('%j stands there as %j', (text, html) => expect(escaped(text)).toBe(html))

  it('has no tag, quotation mark, control or invisible character of its own', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const html = escaped(text)
        expect(html).not.toMatch(/[<>"']/)
        expect(html).not.toMatch(/&(?!(?:amp|lt|gt|quot|#39);)/)
        expect(html).not.toMatch(forbidden)
      }),
    )
  })

  it('keeps its paragraphs and no empty one', () => {
    expect(paragraphs('a\n\n\n<b>\r\n\r\n c\nd', 'x')).toBe(
      '<p class="x">a</p>\n<p class="x">&lt;b&gt;</p>\n<p class="x">c d</p>\n',
    )
  })
})

describe('a link', () => {
  it.each([
    'javascript:alert(1)',
    'data:text/html,<b>',
    ' https://example.org',
    'mailto:a@example.org',
    'https://user:secret@example.org',
    '//example.org',
  ])('is text where the address is %j', (address) => {
    expect(link('A', address, 'x')).not.toContain('<a')
  })

  it('goes to the web alone, in ASCII, and tells nothing', () => {
    expect(link('A & B', 'https://exämple.org/?a="b"&c', 'x')).toBe(
      '<a class="x" href="https://xn--exmple-cua.org/?a=%22b%22&amp;c" rel="noopener noreferrer external">A &amp; B</a>',
    )
  })
})

it('is a string of a style sheet that nothing ends', () => {
  expect(escapedStyle('OFFICIAL "a" </style> \\ é')).toBe(
    '"OFFICIAL \\22 a\\22  \\3c \\2f style\\3e  \\5c  \\e9 "',
  )
})

it('is JSON inside a script that nothing ends', () => {
  const value = { text: '</script><!-- \u2028 & \ud83d' }
  const json = scriptJson(value)
  expect(json).not.toMatch(/[<>&\u2028]/)
  expect(JSON.parse(json)).toEqual(value)
})
