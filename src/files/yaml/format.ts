import { failure, type Path } from '../../problem.ts'
import { isMap, keysOf } from './equal.ts'
import { characterName } from './problems.ts'
import { decimalText, forbidden, plainValue } from './scalar.ts'

/** Which maps and lists stand on one line: everything inside them does too. `blockText: false` puts texts with line breaks in quotation marks. */
export interface YamlStyle {
  readonly flow: (path: Path, value: unknown) => boolean
  readonly blockText?: boolean
}

/**
 * The canonical form of a map or list: two spaces a level, lists two deeper than their key, texts plain where every reader of
 * YAML takes them for the same text, else in double quotation marks or, with line breaks, as block text. Ends with LF. `head` are
 * the lines of a comment at the top. Throws a TiexError for a text with a control character, an Error for what YAML data cannot be.
 */
export function formatYaml(data: unknown, style: YamlStyle, head: readonly string[] = []): string {
  if (!isMap(data) && !Array.isArray(data)) throw new Error('only a map or a list can be the root of a file')
  const comment = head.map((line) => (line === '' ? '#\n' : `# ${line}\n`)).join('')
  const root = isBlock(data, [], style)
    ? formatBlock(data, { style, indent: 0, path: [] })
    : `${formatFlow(data)}\n`
  return comment + root
}

/** Where in a file something is written: `indent` spaces from the left, at `path` of the data. */
export interface Spot {
  readonly style: YamlStyle
  readonly indent: number
  readonly path: Path
}

function isBlock(value: unknown, path: Path, style: YamlStyle): value is Record<string, unknown> | unknown[] {
  if (typeof value !== 'object' || value === null) return false
  const size = Array.isArray(value) ? value.length : keysOf(value as Record<string, unknown>).length
  return size > 0 && !style.flow(path, value)
}

/** The lines of a map or list that is not empty, each with its indentation and LF. */
function formatBlock(value: Record<string, unknown> | unknown[], { style, indent, path }: Spot): string {
  const margin = ' '.repeat(indent)
  if (Array.isArray(value)) {
    return value
      .map((item, index) => margin + formatItem(item, { style, indent, path: [...path, index] }))
      .join('')
  }
  return keysOf(value)
    .map((key) => margin + formatEntry(key, value[key], { style, indent, path: [...path, key] }))
    .join('')
}

/** `key: value` with everything below it, from the key at `indent` to the last LF; the first line comes without indentation. */
export function formatEntry(key: string, value: unknown, spot: Spot): string {
  return `${formatKey(key)}:${formatAfterKey(value, spot)}`
}

/** What follows the colon of a key at `indent`, to the last LF: on the same line or below. */
export function formatAfterKey(value: unknown, { style, indent, path }: Spot): string {
  if (isBlock(value, path, style)) return `\n${formatBlock(value, { style, indent: indent + 2, path })}`
  return ` ${formatInline(value, indent + 2, style)}\n`
}

/** `- item` with everything below it, from the dash at `indent` to the last LF; the first line comes without indentation. */
export function formatItem(value: unknown, { style, indent, path }: Spot): string {
  if (!isBlock(value, path, style)) return `- ${formatInline(value, indent + 2, style)}\n`
  return `- ${formatBlock(value, { style, indent: indent + 2, path }).slice(indent + 2)}`
}

/** A scalar, or a map or list on one line; a text with line breaks as block text whose lines stand at `indent`. */
function formatInline(value: unknown, indent: number, { blockText = true }: YamlStyle): string {
  if (typeof value === 'string' && blockText && isBlockText(value)) return formatBlockText(value, indent)
  return typeof value === 'object' ? formatFlow(value) : formatScalar(value, isPlain)
}

/** A value on one line, as it may stand inside brackets. */
export function formatFlow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(formatFlow).join(', ')}]`
  if (!isMap(value)) return formatScalar(value, isPlainInFlow)
  const entries = keysOf(value).map((key) => formatFlowEntry(key, value[key]))
  return `{${entries.join(', ')}}`
}

/** `key: value` on one line, as it may stand inside brackets. */
export function formatFlowEntry(key: string, value: unknown): string {
  return `${formatKey(key)}: ${formatFlow(value)}`
}

function formatScalar(value: unknown, plain: (text: string) => boolean): string {
  if (typeof value === 'string') return plain(value) ? value : quote(value)
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number' && plainValue(decimalText(value)) === (value === 0 ? 0 : value)) {
    return decimalText(value)
  }
  throw new Error(`${typeof value} ${String(value)} cannot be written as YAML`)
}

function formatKey(key: string): string {
  return key.length <= 200 && /^[A-Za-z0-9][A-Za-z0-9 _./@+-]*$/.test(key) && isPlain(key) ? key : quote(key)
}

/** JSON's escapes, and those of the line separators that YAML 1.1 takes for line breaks. */
function quote(text: string): string {
  checkCharacters(text)
  return JSON.stringify(text)
    .replaceAll('\u0085', '\\u0085')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
    .replaceAll('\ufeff', '\\ufeff')
}

function checkCharacters(text: string): void {
  const found = forbidden.exec(text)
  if (found === null) return
  const message = `a text holds ${characterName(found[0])}, which cannot be written`
  throw failure('control-character', message, 'remove it, perhaps by typing the text again')
}

const ambiguousWord = /^(?:y|n|yes|no|on|off|true|false|null)$/i
const date = /^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?Z)?$/
// digits and what YAML 1.0, 1.1 or 1.2 allows in a number or a time
const maybeNumber = /^[0-9](?:[0-9a-fA-F_.,:xXo+-]*|[0-9-]+[Tt ][0-9:.+Zz -]+)$/
const plainText =
  /^[A-Za-z0-9(/$_\u00a1-\u1fff\u2010-\u2027\u2030-\ud7ff\ue000-\ufdff\u{10000}-\u{10ffff}][^\0-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]*$/u

function isPlain(text: string): boolean {
  if (!plainText.test(text) || /: |:$| #| $/.test(text)) return false
  return !ambiguousWord.test(text) && (date.test(text) || !maybeNumber.test(text))
}

function isPlainInFlow(text: string): boolean {
  return !/[,[\]{}]|:[^A-Za-z0-9/]/.test(text) && isPlain(text)
}

/** Whether block text says exactly this: it starts with a character, no line is only spaces, none looks like a merge conflict. */
function isBlockText(text: string): boolean {
  return text.includes('\n') && !/^[ \t\n]/.test(text) && !notInBlockText.test(text)
}

const notInBlockText = /^[ \t]+$|^ *(?:<{7}|={7}|>{7})|[\u2028\u2029]/m

function formatBlockText(text: string, indent: number): string {
  checkCharacters(text)
  const body = text.replace(/\n+$/, '')
  const ends = text.length - body.length
  const header = ends === 0 ? '|-' : ends === 1 ? '|' : '|+'
  const margin = ' '.repeat(indent)
  const lines = body.split('\n').map((line) => (line === '' ? '\n' : `\n${margin}${line}`))
  return header + lines.join('') + '\n'.repeat(Math.max(0, ends - 1))
}
