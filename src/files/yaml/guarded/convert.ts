import type { Document, Node, Scalar, YAMLMap, YAMLSeq } from 'yaml'
import type { Path, Problem } from '../../../problem.ts'
import { bringBack } from '../decode.ts'
import { placesIn } from '../lines.ts'
import { characterName, shorten, shortenStart, sumUp } from '../problems.ts'
import { forbidden, isBannedKey, limits, plainValue } from '../scalar.ts'

type Library = typeof import('yaml')

interface Conversion {
  readonly library: Library
  readonly report: (offset: number, rule: string, message: string, hint: string) => void
  readonly line: (offset: number) => number
}

/**
 * The data of a guarded document: maps without a prototype, lists, texts, numbers and booleans. Keys are the texts of their
 * scalars, so `1` and `"1"` are one key. Problems: keys that stand twice or are banned, empty values, odd numbers, control characters.
 */
export function convertDocument(
  library: Library,
  { file, text, document }: { file: string; text: string; document: Document.Parsed },
): { data: unknown } | { problems: Problem[] } {
  const contents: Node | null = document.contents
  if (contents === null || isBlank(library, contents)) {
    const message = 'the file is empty but for comments'
    return {
      problems: [{ severity: 'error', rule: 'file-empty', message, hint: bringBack, place: { file } }],
    }
  }
  const problems: Problem[] = []
  const place = placesIn(file, text)
  const conversion: Conversion = {
    library,
    report: (offset, rule, message, hint) =>
      problems.push({ severity: 'error', rule, message, hint, place: place(offset) }),
    line: (offset) => place(offset).line,
  }
  const data = convert(conversion, contents, [])
  return problems.length > 0 ? { problems: sumUp(problems) } : { data }
}

function isBlank(library: Library, node: Node): boolean {
  return library.isScalar(node) && node.type === 'PLAIN' && node.source === ''
}

function convert(conversion: Conversion, node: Node, path: Path): unknown {
  if (conversion.library.isScalar(node)) return convertScalar(conversion, node, path)
  if (conversion.library.isMap(node)) return convertMap(conversion, node, path)
  const { items } = node as YAMLSeq<Node>
  return items.map((item, index) => convert(conversion, item, [...path, index]))
}

function convertMap(conversion: Conversion, node: YAMLMap, path: Path): unknown {
  const map: Record<string, unknown> = Object.create(null)
  const seen = new Map<string, number>()
  for (const pair of node.items) {
    const keyNode = pair.key as Scalar
    const key = keyNode.source ?? ''
    const at = keyNode.range![0]
    checkKey(conversion, keyNode, path)
    const first = seen.get(key)
    if (first !== undefined) {
      const message = `the key "${shorten(key)}" stands twice: here and in line ${conversion.line(first)}`
      conversion.report(at, 'yaml-duplicate-key', message, 'keep one of the two')
    }
    if (first === undefined) seen.set(key, at)
    const keyPath = [...path, key]
    const value = pair.value as Node | null
    if (value === null || isBlank(conversion.library, value)) reportEmpty(conversion, at, keyPath)
    else map[key] = convert(conversion, value, keyPath)
  }
  return map
}

function checkKey(conversion: Conversion, node: Scalar, path: Path): void {
  const key = node.source ?? ''
  const at = node.range![0]
  if (key === '' && node.type === 'PLAIN') {
    conversion.report(at, 'yaml-key', 'a key is missing before the colon', 'write "key: value"')
  } else if (isBannedKey(key)) {
    conversion.report(at, 'yaml-banned-key', `"${key}" cannot be a key`, 'choose another name')
  } else if (JSON.stringify(key).length > limits.key) {
    // Within brackets the library reads keys of any length, and on lines of their own none of more than 1024 characters.
    const message = `the key "${shorten(key)}" is longer than ${limits.key} characters`
    conversion.report(at, 'yaml-key', message, 'write a shorter one')
  }
  checkCharacters(conversion, { text: key, at, path: [...path, key] })
}

function convertScalar(conversion: Conversion, node: Scalar, path: Path): unknown {
  const text = node.source ?? ''
  const at = node.range![0]
  checkCharacters(conversion, { text, at, path })
  if (node.type !== 'PLAIN') return text
  const value = plainValue(text)
  if (value === null) reportEmpty(conversion, at, path)
  if (value === undefined) {
    const hint = 'write it in digits with at most one point, or in quotation marks if it is a text'
    conversion.report(at, 'yaml-number', `"${shorten(text)}" is not a plain number`, hint)
  }
  return value
}

function reportEmpty(conversion: Conversion, at: number, path: Path): void {
  const hint = 'write a value, or remove the key; the texts null and ~ need quotation marks'
  conversion.report(at, 'yaml-no-value', `${shownPath(path)} has no value`, hint)
}

function checkCharacters(
  conversion: Conversion,
  { text, at, path }: { text: string; at: number; path: Path },
): void {
  const found = forbidden.exec(text)
  if (found === null) return
  const message = `${shownPath(path)} holds ${characterName(found[0])}`
  conversion.report(at, 'control-character', message, 'remove it, perhaps by typing the text again')
}

/** `answers.service.plan`, `people[2].name`; the end of it where it is long, since that is where the value stands. */
function shownPath(path: Path): string {
  const shown = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')
  const text = shown.startsWith('.') ? shown.slice(1) : shown
  return text === '' ? 'the file' : `"${shortenStart(text)}"`
}
