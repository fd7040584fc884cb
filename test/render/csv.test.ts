import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { visible } from '../../src/harmless.ts'
import { renderCsv } from '../../src/render/csv.ts'

const cell = (value: string | number | undefined) => renderCsv([], [[value]]).split('\r\n')[1]

/** Cells by RFC 4180, written against the standard and not against our writer. */
function parse(text: string): string[][] {
  const rows: string[][] = [[]]
  let at = 0
  while (at < text.length) {
    let value = ''
    if (text[at] === '"') {
      for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
        if (text[at] === '"') at++
        value += text[at]
      }
      at++
    } else while (at < text.length && text[at] !== ',' && !text.startsWith('\r\n', at)) value += text[at++]
    rows.at(-1)!.push(value)
    if (text[at] === ',') {
      at++
      continue
    }
    expect(text.slice(at, at + 2)).toBe('\r\n')
    at += 2
    if (at < text.length) rows.push([])
  }
  return rows
}

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[=+\-@|%'", \t\r\n\w]{0,12}$/))

describe('a CSV table', () => {
  it('has a header, lines that end with CRLF, and empty cells where there is nothing', () => {
    expect(
      renderCsv(
        ['a', 'b'],
        [
          ['x', undefined],
          [1.5, -2],
        ],
      ),
    ).toBe('a,b\r\nx,\r\n1.5,-2\r\n')
  })

  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ['two\nlines', '"two\nlines"'],
    [' padded', '" padded"'],
    ['', ''],
    ['=1+1', "'=1+1"],
    ['+44 1234', "'+44 1234"],
    ['-x', "'-x"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['|cmd', "'|cmd"],
    ['%0A', "'%0A"],
    ['\t=1', "'\t=1"],
    [' =1', "' =1"],
    ['\u00a0=1', "'\u00a0=1"],
    ['＝1+1', "'＝1+1"],
    ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
    ['a=1', 'a=1'],
  ])('writes the text %j as %j', (value, written) => expect(`${cell(value)}`).toBe(written))

  it('reads back as it was, but for the apostrophe before what a spreadsheet would run', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(text, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
        (rows) => {
          const read = parse(renderCsv(['a', 'b'], rows)).slice(1)
          expect(read.length).toBe(rows.length)
          read.forEach((row, index) => {
            row.forEach((value, column) => {
              const meant = visible(rows[index]![column]!)
              expect([meant, `'${meant}`]).toContain(value)
            })
          })
        },
      ),
    )
  })

  it('never has a cell a spreadsheet would run, whatever came in', () => {
    fc.assert(
      fc.property(text, (value) => {
        const read = parse(renderCsv(['a'], [[value]]))[1]![0]!
        expect(read).not.toMatch(/^\s*[=+\-@|%＝＋－＠｜％]/u)
        expect(read).not.toMatch(/^[\t\r\n]/)
      }),
    )
  })
})
