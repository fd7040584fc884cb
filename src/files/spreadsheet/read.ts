import { readXml } from './xml.ts'
import { type Archive, openZip } from './zip.ts'

/** A workbook as text: what stands in its cells, formulas as what they came to. */
export interface Workbook {
  readonly sheets: readonly Sheet[]
  /** When it was last saved, as the program that saved it says. */
  readonly modified?: string
}

export interface Sheet {
  readonly name: string
  readonly rows: readonly Row[]
}

/** `number` counts from 1; `cells` by the letters of their column, those with text alone. */
export interface Row {
  readonly number: number
  readonly cells: ReadonlyMap<string, string>
}

/** Bounds of what is read: unpacked bytes of all parts, sheets, cells that hold something, and characters of a cell. */
const most = {
  bytes: 20 * 1024 * 1024,
  sheets: 50,
  cells: 50_000,
  texts: 100_000,
  characters: 32_767,
} as const

const relations = 'http://schemas.openxmlformats.org/package/2006/relationships'

/** The workbook in the bytes of an .xlsx file; otherwise why it is none, after "the file". */
export async function readWorkbook(bytes: Uint8Array): Promise<Workbook | string> {
  const archive = openZip(bytes, most.bytes)
  if (archive === undefined) return 'is no workbook, or damaged'
  try {
    const workbook = await partOf(archive, 'xl/workbook.xml')
    const targets = await targetsIn(archive)
    const texts = archive.names.includes('xl/sharedStrings.xml') ? await sharedTexts(archive) : []
    const named = await namedSheets(workbook)
    const sheets: Sheet[] = []
    const count = { cells: 0 }
    for (const { name, relation } of named) {
      const target = targets.get(relation)
      if (target !== undefined && archive.names.includes(target))
        sheets.push({ name, rows: await rowsIn(await partOf(archive, target), texts, count) })
    }
    const modified = await modifiedIn(archive)
    return { sheets, ...(modified === undefined ? {} : { modified }) }
  } catch (error) {
    if (error instanceof Unreadable) return error.message
    throw error
  }
}

/** Ends the reading of a workbook; its message fits after "the file". */
class Unreadable extends Error {}

async function partOf(archive: Archive, name: string): Promise<string> {
  const bytes = archive.read(name)
  if (bytes === 'too large') throw new Unreadable('holds more than is read of a workbook')
  if (bytes === undefined) throw new Unreadable('is no workbook: save it as .xlsx')
  if (bytes === 'damaged') throw new Unreadable('is damaged')
  try {
    return new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8', {
      fatal: true,
    }).decode(bytes)
  } catch {
    throw new Unreadable('holds text in an encoding that is not read')
  }
}

type Handlers = Parameters<typeof readXml>[1]

async function parse(text: string, handlers: Handlers): Promise<void> {
  if (!(await readXml(text, handlers))) throw new Unreadable('holds XML that cannot be read')
}

async function namedSheets(text: string): Promise<readonly { name: string; relation: string }[]> {
  const sheets: { name: string; relation: string }[] = []
  await parse(text, {
    open: ({ name, attributes }) => {
      if (name !== 'sheet') return
      if (sheets.length >= most.sheets) throw new Unreadable('has more sheets than are read')
      sheets.push({ name: attributes.get('name') ?? '', relation: attributes.get('id') ?? '' })
    },
  })
  return sheets
}

/** The parts of the workbook by the ids it knows them by. */
async function targetsIn(archive: Archive): Promise<ReadonlyMap<string, string>> {
  const targets = new Map<string, string>()
  await parse(await partOf(archive, 'xl/_rels/workbook.xml.rels'), {
    open: ({ name, attributes, uri }) => {
      if (name !== 'Relationship' || uri !== relations) return
      const target = attributes.get('Target') ?? ''
      targets.set(attributes.get('Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`)
    },
  })
  return targets
}

/** The texts that cells name by number. What is said of how a text is pronounced is no part of it. */
async function sharedTexts(archive: Archive): Promise<readonly string[]> {
  const texts: string[] = []
  let text = ''
  let aside = 0
  await parse(await partOf(archive, 'xl/sharedStrings.xml'), {
    open: ({ name }) => {
      if (name === 'si') text = ''
      if (name === 'rPh') aside += 1
    },
    text: (part, within) => {
      if (within === 't' && aside === 0) text = joined(text, part)
    },
    close: (name) => {
      if (name === 'rPh') aside -= 1
      if (name !== 'si') return
      if (texts.length >= most.texts) throw new Unreadable('holds more texts than are read')
      texts.push(text)
    },
  })
  return texts
}

function joined(text: string, part: string): string {
  if (text.length + part.length > most.characters)
    throw new Unreadable('has a cell with more text than is read')
  return text + part
}

async function rowsIn(
  xml: string,
  texts: readonly string[],
  count: { cells: number },
): Promise<readonly Row[]> {
  const rows = new Map<number, Map<string, string>>()
  let cell = { column: '', row: 0, type: '' }
  let text = ''
  let aside = 0
  let row = 0
  await parse(xml, {
    open: ({ name, attributes }) => {
      if (name === 'row') row = wholeNumber(attributes.get('r')) ?? row + 1
      if (name === 'rPh') aside += 1
      if (name !== 'c') return
      const [, column = '', at] = /^([A-Z]{1,3})(\d{1,7})$/.exec(attributes.get('r') ?? '') ?? []
      cell = { column, row: wholeNumber(at) ?? row, type: attributes.get('t') ?? '' }
      text = ''
    },
    text: (part, within) => {
      if ((within === 'v' || within === 't') && aside === 0) text = joined(text, part)
    },
    close: (name) => {
      if (name === 'rPh') aside -= 1
      if (name !== 'c' || text === '' || cell.column === '') return
      const value = cell.type === 's' ? (texts[wholeNumber(text) ?? -1] ?? '') : text
      count.cells += 1
      if (count.cells > most.cells) throw new Unreadable('has more cells than are read')
      const cells = rows.get(cell.row) ?? new Map<string, string>()
      rows.set(cell.row, cells.set(cell.column, unescaped(value)))
    },
  })
  return [...rows].sort(([one], [other]) => one - other).map(([number, cells]) => ({ number, cells }))
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,7}$/.test(text) ? Number(text) : undefined
}

/** Characters that XML cannot hold, and line ends, stand in a cell as `_x000D_`. */
function unescaped(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}

async function modifiedIn(archive: Archive): Promise<string | undefined> {
  const name = 'docProps/core.xml'
  if (!archive.names.includes(name)) return undefined
  let modified = ''
  await parse(await partOf(archive, name), {
    text: (part, within) => {
      if (within === 'modified') modified = joined(modified, part)
    },
  })
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(modified.trim()) ? modified.trim() : undefined
}
