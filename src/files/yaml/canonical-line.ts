import { forbidden, isBannedKey, limits, plainValue } from './scalar.ts'

/**
 * Where the canonical reader stands: the content of a line from `start` (its first character that is not a space) to `end` (its
 * LF), `at` within it. `nodes` counts the entries of all maps and lists so far.
 */
export interface Cursor {
  readonly text: string
  indent: number
  start: number
  end: number
  at: number
  nodes: number
}

type Scalar = string | number | boolean

export const code = {
  ...{ tab: 9, newline: 10, space: 32, quotation: 34, hash: 35, comma: 44, dash: 45, slash: 47, colon: 58 },
  ...{ openBracket: 91, backslash: 92, closeBracket: 93, openBrace: 123, bar: 124, closeBrace: 125 },
} as const

function isLetterOrDigit(character: number): boolean {
  return (character >= 97 && character <= 122) || (character >= 65 && character <= 90) || isDigit(character)
}

function isDigit(character: number): boolean {
  return character >= 48 && character <= 57
}

/** A key that needs no quotation marks, with its colon. */
const plainKey = /[A-Za-z0-9](?:[A-Za-z0-9 _./@+-]*[A-Za-z0-9_./@+-])?:/y

/** The offset of the colon behind the key that starts at `start`, or -1: a plain key of letters, digits and ` _./@+-`, or one in double quotation marks. */
export function keyEnd(text: string, start: number, end: number): number {
  let at = start
  if (text.charCodeAt(start) === code.quotation) {
    at = closingQuotation(text, start, end) + 1
    if (at === 0) return -1
  } else {
    plainKey.lastIndex = start
    if (!plainKey.test(text)) return -1
    at = plainKey.lastIndex - 1
  }
  if (text.charCodeAt(at) !== code.colon || at - start > limits.key) return -1
  return at + 1 === end || text.charCodeAt(at + 1) === code.space ? at : -1
}

/** An entry of a map, as far as its line says it. */
export interface Entry {
  readonly key: string
  /** Where its value starts, from the start of the key; undefined where it stands below. */
  readonly valueAt?: number
  /** The value, where it is a scalar that ends with the line. */
  readonly value?: Scalar
}

/** The entry whose line is the current one; `undefined` where it is none. */
export function readEntry({ text, start, end }: Cursor): Entry | undefined {
  if (end - start > shortLine) return parseEntry(text, start, end)
  const line = text.slice(start, end)
  const known = entries.get(line)
  if (known !== undefined) return known
  // A slice would keep the whole text it was cut from in memory.
  const copy = line.split('').join('')
  const entry = parseEntry(copy, 0, copy.length)
  if (entries.size === mostEntries) entries.clear()
  if (entry !== undefined) entries.set(copy, entry)
  return entry
}

/** The short lines that were read before: the files of a round say the same few thousand again and again. */
const entries = new Map<string, Entry>()
const mostEntries = 4096
const shortLine = 64

function parseEntry(text: string, start: number, end: number): Entry | undefined {
  const colon = keyEnd(text, start, end)
  const key = colon === -1 ? undefined : readKey(text, start, colon)
  if (key === undefined) return undefined
  if (colon + 1 === end) return { key }
  const at = colon + 2
  const first = text.charCodeAt(at)
  const valueAt = at - start
  if (first === code.bar || first === code.openBrace || first === code.openBracket) return { key, valueAt }
  const value = at < end ? readScalar({ text, at, end }) : undefined
  return value === undefined ? undefined : { key, valueAt, value }
}

/** The key from `start` to its colon; `undefined` where it may not be a key. */
function readKey(text: string, start: number, colon: number): string | undefined {
  const isQuoted = text.charCodeAt(start) === code.quotation
  const key = isQuoted ? quotedText(text, start, colon) : text.slice(start, colon)
  return key === undefined || isBannedKey(key) ? undefined : key
}

/** The offset of the quotation mark that closes the one at `start`, or -1 when it is not on this line. */
function closingQuotation(text: string, start: number, end: number): number {
  for (let at = start + 1; at < end; at += 1) {
    const character = text.charCodeAt(at)
    if (character === code.quotation) return at
    if (character === code.backslash) at += 1
  }
  return -1
}

/** What stands between the quotation marks at `start` and before `end`; only JSON's escapes are known. */
function quotedText(text: string, start: number, end: number): string | undefined {
  const inside = text.slice(start + 1, end - 1)
  if (!inside.includes('\\')) return inside
  try {
    const value: string = JSON.parse(`"${inside}"`)
    return forbidden.test(value) ? undefined : value
  } catch {
    return undefined
  }
}

/** Whether a plain scalar ends somewhere in a text, or a comment starts. Not one pattern, which takes twice as long for the long texts of notes. */
function endsPlain(source: string): boolean {
  return (
    (source.includes(':') && (source.includes(': ') || source.endsWith(':'))) ||
    (source.includes('#') && source.includes(' #')) ||
    source.endsWith(' ') ||
    source.includes('\t')
  )
}

/** The scalar from `at` to the end of the line, which ends nowhere before it. */
export function readScalar({ text, at, end }: Pick<Cursor, 'text' | 'at' | 'end'>): Scalar | undefined {
  const first = text.charCodeAt(at)
  if (first === code.quotation) {
    return closingQuotation(text, at, end) === end - 1 ? quotedText(text, at, end) : undefined
  }
  if (!startsPlain(text, at)) return undefined
  const source = text.slice(at, end)
  return endsPlain(source) ? undefined : (plainValue(source) ?? undefined)
}

// letter digit ( / $ _ or beyond Latin-1's controls, and - before a digit
function startsPlain(text: string, at: number): boolean {
  const first = text.charCodeAt(at)
  if (isLetterOrDigit(first) || first > 160) return true
  if (first === code.dash) return isDigit(text.charCodeAt(at + 1))
  return first === 40 || first === code.slash || first === 36 || first === 95
}

/** The map or list in brackets that starts at `at` and ends on this line; moves `at` behind it. */
export function readFlow(cursor: Cursor, depth: number): unknown {
  if (depth > limits.depth) return undefined
  const isMap = cursor.text.charCodeAt(cursor.at) === code.openBrace
  cursor.at += 1
  return isMap ? readFlowMap(cursor, depth) : readFlowList(cursor, depth)
}

function readFlowMap(cursor: Cursor, depth: number): object | undefined {
  const { text, end } = cursor
  const map: Record<string, unknown> = Object.setPrototypeOf({}, null)
  if (text.charCodeAt(cursor.at) === code.closeBrace) return closed(cursor, map, 0)
  for (let count = 1; ; count += 1) {
    const start = cursor.at
    const colon = keyEnd(text, start, end)
    const key = colon === -1 ? undefined : readKey(text, start, colon)
    if (key === undefined || key in map) return undefined
    cursor.at = colon + 2
    const value = readFlowValue(cursor, depth)
    if (value === undefined) return undefined
    map[key] = value
    if (text.charCodeAt(cursor.at) === code.closeBrace) return closed(cursor, map, count)
    if (!toNextItem(cursor)) return undefined
  }
}

function readFlowList(cursor: Cursor, depth: number): unknown[] | undefined {
  const { text } = cursor
  const list: unknown[] = []
  if (text.charCodeAt(cursor.at) === code.closeBracket) return closed(cursor, list, 0)
  for (;;) {
    const value = readFlowValue(cursor, depth)
    if (value === undefined) return undefined
    list.push(value)
    if (text.charCodeAt(cursor.at) === code.closeBracket) return closed(cursor, list, list.length)
    if (!toNextItem(cursor)) return undefined
  }
}

function closed<Collection>(cursor: Cursor, collection: Collection, count: number): Collection | undefined {
  cursor.at += 1
  cursor.nodes += count
  return count > limits.items ? undefined : collection
}

function toNextItem(cursor: Cursor): boolean {
  const { text, at } = cursor
  cursor.at = at + 2
  return text.charCodeAt(at) === code.comma && text.charCodeAt(at + 1) === code.space
}

function readFlowValue(cursor: Cursor, depth: number): unknown {
  const { text, at, end } = cursor
  const first = text.charCodeAt(at)
  if (first === code.openBrace || first === code.openBracket) return readFlow(cursor, depth + 1)
  if (first === code.quotation) {
    const close = closingQuotation(text, at, end)
    if (close === -1) return undefined
    cursor.at = close + 1
    return quotedText(text, at, close + 1)
  }
  const stop = flowPlainEnd(text, at, end)
  cursor.at = stop
  return stop <= at ? undefined : (plainValue(text.slice(at, stop)) ?? undefined)
}

/** A plain scalar inside brackets, up to the comma or bracket behind it. */
const plainInFlow = /(?:[^,[\]{}\t\n:#]|:(?=[A-Za-z0-9/])|(?<! )#)+(?=[,\]}])/y

/** The offset of the comma or closing bracket behind the plain scalar at `at`, or -1 where it is not surely one. */
function flowPlainEnd(text: string, at: number, end: number): number {
  if (!startsPlain(text, at)) return -1
  plainInFlow.lastIndex = at
  if (!plainInFlow.test(text)) return -1
  const stop = plainInFlow.lastIndex
  return stop < end && text.charCodeAt(stop - 1) !== code.space ? stop : -1
}
