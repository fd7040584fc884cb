import { type Cursor, code, type Entry, keyEnd, readEntry, readFlow, readScalar } from './canonical-line.ts'
import { limits } from './scalar.ts'

/**
 * The data of a text in the canonical form of formatYaml, with comment lines and blank lines between its lines; `undefined` for
 * any other text. Narrow on purpose: what it reads, composeYaml reads as the same data without a problem. The text is decoded.
 */
export function readCanonical(text: string): unknown | undefined {
  const cursor: Cursor = { text, indent: 0, start: 0, end: -1, at: 0, nodes: 0 }
  if (toNextLine(cursor) !== 0) return undefined
  const first = text.charCodeAt(cursor.start)
  const isFlow = first === code.openBrace || first === code.openBracket
  cursor.at = cursor.start
  const data = isFlow ? readInline(cursor, 0, 0) : readBlock(cursor, 0, 1)
  return cursor.indent === atEnd && cursor.nodes <= limits.nodes ? data : undefined
}

/** The map whose first line starts at `at`, `indent` deep in the text, and the offset behind its last line; undefined where it is none of this form. */
export function readCanonicalMap(
  text: string,
  at: number,
  indent: number,
): { readonly map: Readonly<Record<string, unknown>>; readonly end: number } | undefined {
  const cursor: Cursor = { text, indent: 0, start: 0, end: at - 1, at: 0, nodes: 0 }
  const map = toNextLine(cursor) === indent ? readMap(cursor, indent, indent / 2 + 1) : undefined
  if (map === undefined) return undefined
  return { map, end: cursor.indent < 0 ? text.length : cursor.start - cursor.indent }
}

const atEnd = -1
const atTab = -2

/** Moves to the next line that is neither blank nor a comment. Returns its `indent`: how many spaces it starts with, atEnd or atTab. */
function toNextLine(cursor: Cursor): number {
  const { text } = cursor
  let at = cursor.end + 1
  while (at < text.length) {
    let start = at
    while (text.charCodeAt(start) === code.space) start += 1
    const first = text.charCodeAt(start)
    const end = first === code.newline ? start : text.indexOf('\n', start)
    const stop = end === -1 ? text.length : end
    if (start < stop && first !== code.hash) {
      cursor.indent = first === code.tab ? atTab : start - at
      cursor.start = start
      cursor.end = stop
      return cursor.indent
    }
    at = stop + 1
  }
  cursor.indent = atEnd
  return atEnd
}

/** The map or list whose first line is the current one, at `indent`; ends at the first line that is indented less. */
function readBlock(cursor: Cursor, indent: number, depth: number): unknown {
  if (depth > limits.depth) return undefined
  return isItem(cursor.text, cursor.start) ? readList(cursor, indent, depth) : readMap(cursor, indent, depth)
}

function isItem(text: string, at: number): boolean {
  return text.charCodeAt(at) === code.dash && text.charCodeAt(at + 1) === code.space
}

function readList(cursor: Cursor, indent: number, depth: number): unknown[] | undefined {
  const list: unknown[] = []
  do {
    if (!isItem(cursor.text, cursor.start)) return undefined
    const item = readItem(cursor, indent, depth)
    if (item === undefined) return undefined
    list.push(item)
  } while (cursor.indent === indent)
  return mayEnd(cursor, indent, list.length) ? list : undefined
}

/** What follows `- ` on its line: a scalar, a value in brackets, or the first line of a map or list at `indent` + 2. */
function readItem(cursor: Cursor, indent: number, depth: number): unknown {
  const { text, end } = cursor
  const start = cursor.start + 2
  if (!isItem(text, start) && keyEnd(text, start, end) === -1) {
    cursor.at = start
    return readInline(cursor, indent, depth)
  }
  cursor.start = start
  cursor.indent = indent + 2
  return readBlock(cursor, indent + 2, depth + 1)
}

function readMap(cursor: Cursor, indent: number, depth: number): Record<string, unknown> | undefined {
  const map: Record<string, unknown> = Object.setPrototypeOf({}, null)
  let count = 0
  do {
    const entry = readEntry(cursor)
    if (entry === undefined || entry.key in map) return undefined
    const value = readValue(cursor, entry, indent, depth)
    if (value === undefined) return undefined
    map[entry.key] = value
    count += 1
  } while (cursor.indent === indent)
  return mayEnd(cursor, indent, count) ? map : undefined
}

/** The value of an entry; moves to the line behind it. */
function readValue(cursor: Cursor, { valueAt, value }: Entry, indent: number, depth: number): unknown {
  if (valueAt === undefined) return readBelow(cursor, indent, depth)
  if (value === undefined) {
    cursor.at = cursor.start + valueAt
    return readInline(cursor, indent, depth)
  }
  toNextLine(cursor)
  return value
}

/** Whether a map or list of `count` entries at `indent` may end before the current line. */
function mayEnd(cursor: Cursor, indent: number, count: number): boolean {
  cursor.nodes += count
  return cursor.indent < indent && cursor.indent !== atTab && count <= limits.items
}

/** The map or list below a key that stands alone on its line: two spaces deeper. */
function readBelow(cursor: Cursor, indent: number, depth: number): unknown {
  return toNextLine(cursor) === indent + 2 ? readBlock(cursor, indent + 2, depth + 1) : undefined
}

/** The value that starts at `at`, after the key or dash at `indent`; moves to the line behind it. */
function readInline(cursor: Cursor, indent: number, depth: number): unknown {
  const { text, at, end } = cursor
  const first = text.charCodeAt(at)
  let value: unknown
  if (first === code.bar) value = readBlockText(cursor, indent + 2)
  else if (first === code.openBrace || first === code.openBracket) {
    value = readFlow(cursor, depth + 1)
    if (cursor.at !== end) return undefined
  } else value = at < end ? readScalar(cursor) : undefined
  if (value !== undefined) toNextLine(cursor)
  return value
}

/** The block text whose header (`|`, `|-` or `|+`) starts at `at` and whose lines stand at `margin`; `end` moves to its last LF. */
function readBlockText(cursor: Cursor, margin: number): string | undefined {
  const { text } = cursor
  const header = text.slice(cursor.at, cursor.end)
  if (header !== '|' && header !== '|-' && header !== '|+') return undefined
  const lines: string[] = []
  let filled = 0
  for (let at = cursor.end + 1; at < text.length; at = cursor.end + 1) {
    const end = text.indexOf('\n', at)
    if (end === -1) return undefined
    let start = at
    while (start < at + margin && text.charCodeAt(start) === code.space) start += 1
    const isBlank = start === end
    if (!isBlank && start < at + margin) break
    const line = isBlank ? '' : text.slice(start, end)
    if (!isBlank && /^[ \t]+$/.test(line)) return undefined
    if (lines.length === 0 && (isBlank || /^[ \t]/.test(line))) return undefined
    lines.push(line)
    if (!isBlank) filled = lines.length
    cursor.end = end
  }
  if (filled === 0) return undefined
  const body = lines.slice(0, filled).join('\n')
  if (header === '|-') return body
  return header === '|' ? `${body}\n` : `${body}${'\n'.repeat(1 + lines.length - filled)}`
}
