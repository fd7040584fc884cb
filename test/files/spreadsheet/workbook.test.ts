import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CellToWrite, WorkbookToWrite } from '../../../src/export/workbook.ts'
import { readWorkbook } from '../../../src/files/spreadsheet/read.ts'
import { makeWorkbook } from '../../../src/files/spreadsheet/write.ts'
import { makeZip, openZip } from '../../../src/files/spreadsheet/zip.ts'

const made = '2026-11-02T09:14:00Z'
const megabyte = 1024 * 1024

function workbookOf(...rows: readonly (readonly CellToWrite[])[]): WorkbookToWrite {
  return { title: 'A round', made, sheets: [{ name: 'Answers', columns: [{ width: 20 }], rows }] }
}

async function cellsOf(bytes: Uint8Array): Promise<readonly Record<string, string>[]> {
  const read = await readWorkbook(bytes)
  if (typeof read === 'string') throw new Error(read)
  return read.sheets.flatMap(({ rows }) => rows.map(({ cells }) => Object.fromEntries(cells)))
}

describe('a workbook', () => {
  it('is read as it was written', async () => {
    const bytes = makeWorkbook(workbookOf(['a', 1.5, undefined, { text: 'head', as: 'heading' }], [], ['b']))
    expect(await readWorkbook(bytes)).toEqual({
      modified: made,
      sheets: [
        {
          name: 'Answers',
          rows: [
            {
              number: 1,
              cells: new Map([
                ['A', 'a'],
                ['B', '1.5'],
                ['D', 'head'],
              ]),
            },
            { number: 3, cells: new Map([['A', 'b']]) },
          ],
        },
      ],
    })
  })

  it('is the same bytes for the same contents', () => {
    const workbook = workbookOf(['a', 'b'])
    expect(Buffer.from(makeWorkbook(workbook)).equals(makeWorkbook(workbook))).toBe(true)
  })

  it('keeps every text that XML can hold', async () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 80 })
      .filter((one) => !/[\r\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(one))
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async (texts) => {
        const [row] = await cellsOf(makeWorkbook(workbookOf(texts)))
        expect(Object.values(row!)).toEqual(texts)
      }),
    )
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '|cmd', '=HYPERLINK("http://evil.example")'])(
    'holds %j as text, and never as a formula',
    async (text) => {
      const bytes = makeWorkbook(workbookOf([text]))
      const xml = Buffer.from(
        openZip(bytes, megabyte)!.read('xl/worksheets/sheet1.xml') as Uint8Array,
      ).toString()
      expect(xml).not.toContain('<f')
      expect(xml).toContain('t="inlineStr"')
      expect(await cellsOf(bytes)).toEqual([{ A: text }])
    },
  )

  it.each<[what: string, written: string, read: string]>([
    ['control characters', 'a\u0000b\u001bc', 'a\ufffdb\ufffdc'],
    ['what looks like an escape', 'a_x000D_b', 'a_x000D_b'],
    ['markup', '</t></is></c><c r="B1"><f>1</f></c>', '</t></is></c><c r="B1"><f>1</f></c>'],
    ['half a character', 'a\ud800b', 'a\ufffdb'],
    ['more than fits into a cell', 'x'.repeat(40_000), `${'x'.repeat(32_766)}…`],
  ])('writes %s harmlessly', async (_, written, read) => {
    expect(await cellsOf(makeWorkbook(workbookOf([written])))).toEqual([{ A: read }])
  })
})

/** A workbook with its only sheet as this XML, and other parts on top. */
function around(sheet: string, more: Readonly<Record<string, string>> = {}): Uint8Array {
  const parts: Record<string, string> = {
    'xl/workbook.xml':
      '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': sheet,
    ...more,
  }
  return makeZip(Object.entries(parts))
}

describe('what other programs write', () => {
  it('is read by shared texts, formulas by what they came to, prefixes whatever they are', async () => {
    const sheet =
      '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="2"><x:c r="A2" t="s"><x:v>1</x:v></x:c><x:c r="B2" t="str"><x:f>1+1</x:f><x:v>two</x:v></x:c><x:c r="C2"><x:v>3</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    const texts =
      '<sst><si><t>no</t></si><si><r><t>in </t></r><r><t xml:space="preserve">parts</t></r><rPh><t>aside</t></rPh></si></sst>'
    expect(await cellsOf(around(sheet, { 'xl/sharedStrings.xml': texts }))).toEqual([
      { A: 'in parts', B: 'two', C: '3' },
    ])
  })

  it('is read where a sheet is named from the root', async () => {
    const bytes = around('<worksheet/>', {
      'xl/_rels/workbook.xml.rels':
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Target="/xl/other.xml"/></Relationships>',
      'xl/other.xml':
        '<worksheet><row r="1"><c r="A1" t="inlineStr"><is><t>here</t></is></c></row></worksheet>',
    })
    expect(await cellsOf(bytes)).toEqual([{ A: 'here' }])
  })
})

/** Bytes that unpack to so many zeros, a thousand times as many. */
function bomb(bytes: number, claimed = bytes): Uint8Array {
  const zip = Buffer.from(makeZip([['xl/workbook.xml', '']]))
  const packed = deflateRawSync(Buffer.alloc(bytes))
  const empty = deflateRawSync(Buffer.alloc(0))
  const at = zip.indexOf(empty, 30 + 'xl/workbook.xml'.length)
  const bytesWith = Buffer.concat([zip.subarray(0, at), packed, zip.subarray(at + empty.length)])
  const list = bytesWith.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  for (const [field, value] of [
    [20, packed.length],
    [24, claimed],
  ] as const)
    bytesWith.writeUInt32LE(value, list + field)
  bytesWith.writeUInt32LE(list, bytesWith.length - 6)
  return bytesWith
}

describe('hostile workbooks', () => {
  it('that unpack to more than is read are refused, whatever they claim', async () => {
    const before = process.memoryUsage().rss
    expect(await readWorkbook(bomb(200 * megabyte))).toBe('holds more than is read of a workbook')
    expect(await readWorkbook(bomb(200 * megabyte, 10))).toBe('holds more than is read of a workbook')
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * megabyte)
  })

  it.each<[what: string, bytes: Uint8Array, why: string]>([
    [
      'that are no zip file',
      new TextEncoder().encode('PK\u0003\u0004 and nothing more'),
      'is no workbook, or damaged',
    ],
    [
      'with nothing of a workbook in them',
      makeZip([['word/document.xml', '<a/>']]),
      'is no workbook: save it as .xlsx',
    ],
    ['with XML that ends in the middle', around('<worksheet><row>'), 'holds XML that cannot be read'],
    [
      'with XML that closes what it did not open',
      around('<worksheet></sheet>'),
      'holds XML that cannot be read',
    ],
    [
      'with a document type whose texts grow',
      around(
        '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><row r="1"><c r="A1" t="str"><v>&b;</v></c></row></worksheet>',
      ),
      'holds XML that cannot be read',
    ],
    [
      'with an entity nobody declared',
      around('<worksheet>&nbsp;</worksheet>'),
      'holds XML that cannot be read',
    ],
    [
      'that are very deep',
      around(`${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`),
      'holds XML that cannot be read',
    ],
    [
      'with a very long text',
      around(`<worksheet><row r="1"><c r="A1" t="str"><v>${'x'.repeat(100_000)}</v></c></row></worksheet>`),
      'has a cell with more text than is read',
    ],
    [
      'with very many cells',
      around(`<worksheet>${'<c r="A1" t="str"><v>x</v></c>'.repeat(60_000)}</worksheet>`),
      'has more cells than are read',
    ],
    ['with text where XML belongs', around('no XML'), 'holds XML that cannot be read'],
  ])('%s', async (_, bytes, why) => {
    expect(await readWorkbook(bytes)).toBe(why)
  })

  it('that are cut or changed anywhere never throw', async () => {
    const good = makeWorkbook(workbookOf(['a', 'b'], ['c']))
    const changed = fc.record({
      cut: fc.nat(good.length),
      at: fc.nat(good.length - 1),
      to: fc.nat(255),
    })
    await fc.assert(
      fc.asyncProperty(changed, async ({ cut, at, to }) => {
        const bytes = good.slice()
        bytes[at] = to
        expect(['string', 'object']).toContain(typeof (await readWorkbook(bytes)))
        expect(['string', 'object']).toContain(typeof (await readWorkbook(good.subarray(0, cut))))
      }),
      { numRuns: 300 },
    )
  })
})
