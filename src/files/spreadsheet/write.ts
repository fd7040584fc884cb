import type { CellToWrite, DropDown, SheetToWrite, WorkbookToWrite } from '../../export/workbook.ts'
import { makeZip } from './zip.ts'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const notXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udfff]/gu
/** A cell can hold no more. */
const mostCharacters = 32_767

/** An .xlsx file. The same workbook makes the same bytes. */
export function makeWorkbook({ title, made, sheets }: WorkbookToWrite): Uint8Array {
  const numbers = sheets.map((_, index) => index + 1)
  const over = (part: string, type: string) => `<Override PartName="/${part}" ContentType="${type}"/>`
  const contents = `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${over('xl/workbook.xml', `${types}.sheet.main+xml`)}${over('xl/styles.xml', `${types}.styles+xml`)}${numbers.map((number) => over(`xl/worksheets/sheet${number}.xml`, `${types}.worksheet+xml`)).join('')}${over('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml')}</Types>`
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`
  const relations = (inner: string) =>
    `<Relationships xmlns="${packages}/relationships">${inner}</Relationships>`
  const around = relations(
    relation('rId1', `${office}/officeDocument`, 'xl/workbook.xml') +
      relation('rId2', `${packages}/relationships/metadata/core-properties`, 'docProps/core.xml'),
  )
  const within = relations(
    numbers
      .map((number) => relation(`rId${number}`, `${office}/worksheet`, `worksheets/sheet${number}.xml`))
      .join('') + relation(`rId${sheets.length + 1}`, `${office}/styles`, 'styles.xml'),
  )
  const parts = [
    ['[Content_Types].xml', contents],
    ['_rels/.rels', around],
    ['docProps/core.xml', properties(title, made)],
    ['xl/workbook.xml', workbook(sheets)],
    ['xl/_rels/workbook.xml.rels', within],
    ['xl/styles.xml', styles],
    ...sheets.map((sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet)] as const),
  ] as const
  return makeZip(parts.map(([name, xml]) => [name, head + xml] as const))
}

function properties(title: string, made: string): string {
  const time = (name: string) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${made}</dcterms:${name}>`
  return `<cp:coreProperties xmlns:cp="${packages}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped(title)}</dc:title><dc:creator>tiex</dc:creator><dc:language>en-GB</dc:language>${time('created')}${time('modified')}</cp:coreProperties>`
}

function workbook(sheets: readonly SheetToWrite[]): string {
  const listed = sheets.map(
    ({ name, hidden }, index) =>
      `<sheet name="${escaped(name)}" sheetId="${index + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`,
  )
  const titles = sheets.flatMap(({ name, frozen }, index) =>
    frozen === undefined
      ? []
      : `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${sheetReference(name)}!$1:$${frozen}</definedName>`,
  )
  const names = titles.length === 0 ? '' : `<definedNames>${titles.join('')}</definedNames>`
  return `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${listed.join('')}</sheets>${names}</workbook>`
}

function sheetReference(name: string): string {
  return `'${escaped(name.replaceAll("'", "''"))}'`
}

/** Formats of cells, by their number: text that stays text (`quotePrefix`, `@`), a heading, an answer that may be changed, a title. */
const formats = { number: 0, text: 1, heading: 2, answer: 3, title: 4 } as const

const styles = `<styleSheet xmlns="${main}"><fonts count="3"><font><sz val="11"/><name val="Arial"/></font><font><b/><sz val="11"/><name val="Arial"/></font><font><b/><sz val="14"/><name val="Arial"/></font></fonts><fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE7EDF3"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFF9E5"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${textFormat(0, 0, 0, true)}${textFormat(1, 2, 0, true)}${textFormat(0, 3, 1, false)}${textFormat(2, 0, 0, true)}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

function textFormat(font: number, fill: number, border: number, isFixed: boolean): string {
  return `<xf numFmtId="49" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" quotePrefix="1" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1"><alignment vertical="top" wrapText="1"/><protection locked="${isFixed ? 1 : 0}"/></xf>`
}

function sheetXml(sheet: SheetToWrite): string {
  const { columns, rows, frozen, lists = [] } = sheet
  const pane =
    frozen === undefined
      ? ''
      : `<pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/>`
  const widths = columns.map(
    ({ width, hidden }, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"${hidden ? ' hidden="1"' : ''}/>`,
  )
  const data = rows.map(
    (cells, index) =>
      `<row r="${index + 1}">${cells.map((cell, column) => cellXml(cell, `${letters(column)}${index + 1}`)).join('')}</row>`,
  )
  const guard = sheet.protected
    ? '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"/>'
    : ''
  const offered =
    lists.length === 0
      ? ''
      : `<dataValidations count="${lists.length}">${lists.map(dropDown).join('')}</dataValidations>`
  return `<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>${data.join('')}</sheetData>${guard}${offered}<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>`
}

function dropDown({ cell, from: { sheet, column, count } }: DropDown): string {
  const range = `${sheetReference(sheet)}!$${letters(column)}$1:$${letters(column)}$${count}`
  return `<dataValidation type="list" allowBlank="1" showErrorMessage="1" errorTitle="Choose from the list" error="Please choose one of the answers in the list, or leave the cell empty." sqref="${cell}"><formula1>${range}</formula1></dataValidation>`
}

function cellXml(cell: CellToWrite, at: string): string {
  if (cell === undefined) return ''
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`
  const { text, as } = typeof cell === 'string' ? { text: cell, as: 'text' as const } : cell
  const start = `<c r="${at}" s="${formats[as]}"`
  if (text === '') return `${start}/>`
  return `${start} t="inlineStr"><is><t xml:space="preserve">${escaped(shown(text))}</t></is></c>`
}

/** In as many characters as fit, without those that XML cannot hold, and nothing that reads as an escape of a spreadsheet. */
function shown(text: string): string {
  const safe = text.replace(notXml, '\ufffd').replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  return safe.length > mostCharacters
    ? `${safe.slice(0, mostCharacters - 1).replace(/[\ud800-\udbff]$/, '')}…`
    : safe
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? '')
}

/** The name of a column counted from 0: A to Z, then AA. */
function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26))
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last
}
