import { isUtf8 } from 'node:buffer'
import type { Problem } from '../../problem.ts'
import { placesIn } from './lines.ts'
import { characterName, shorten, sumUp } from './problems.ts'
import { forbidden } from './scalar.ts'

/** A byte order mark within a text comes from files joined carelessly; written as an escape it was meant. */
const forbiddenRaw = new RegExp(`${forbidden.source}|\\ufeff`, 'u')

const saveAsUtf8 = 'save it again as UTF-8'

/** What to do about a file with nothing in it. */
export const bringBack = 'bring back an earlier version of it, or take the file away'

/**
 * The text of a file: UTF-8 without a leading byte order mark, lines ended by LF. Refused are files that are empty, larger than
 * `maxBytes`, in another encoding, that hold a control character (each with its place), or a merge conflict nobody resolved.
 */
export function decodeText(
  file: string,
  bytes: Uint8Array,
  maxBytes: number,
): { text: string } | { problems: Problem[] } {
  if (bytes.length > maxBytes) {
    const message = `the file is too large: the limit is ${size(maxBytes)}`
    return refused(file, 'file-size', message, 'take out what does not belong there')
  }
  if (bytes.length === 0) return refused(file, 'file-empty', 'the file is empty', bringBack)
  const encoding = foreignEncoding(bytes)
  if (encoding !== undefined) {
    return refused(file, 'file-encoding', `the file is ${encoding}, not UTF-8`, saveAsUtf8)
  }
  const decoded = decodeUtf8(bytes)
  if (decoded === undefined) {
    return refused(file, 'file-encoding', 'the file has bytes that are not UTF-8 text', saveAsUtf8)
  }
  if (isOrdinary(decoded)) return { text: decoded }
  const text = decoded.replaceAll('\r\n', '\n')
  if (text.trim() === '') return refused(file, 'file-empty', 'the file is empty', bringBack)
  const problems = forbiddenRaw.test(text) ? controlCharacters(file, text) : conflictMarkers(file, text)
  return problems.length > 0 ? { problems: sumUp(problems) } : { text }
}

function refused(file: string, rule: string, message: string, hint: string): { problems: Problem[] } {
  return {
    problems: [{ severity: 'error', rule, message, hint, place: { file } }],
  }
}

function size(bytes: number): string {
  return bytes % 1024 === 0 ? `${bytes / 1024} KiB` : `${bytes} bytes`
}

function foreignEncoding(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'UTF-32' : 'UTF-16'
  if (a === 0xfe && b === 0xff) return 'UTF-16'
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'UTF-32'
  const length = Math.min(bytes.length, 64)
  let nuls = 0
  for (let at = 0; at < length; at += 1) if (bytes[at] === 0) nuls += 1
  return nuls * 4 >= length ? 'UTF-16 or not text' : undefined
}

/** Whether `decodeText` has surely nothing to say of a text that was UTF-8 and not too large, and leaves it as it is. */
export function isOrdinary(text: string): boolean {
  return /\S/.test(text) && !forbiddenRaw.test(text) && !text.includes('<<<<<<< ')
}

/** The text of bytes that are UTF-8, without a leading byte order mark; undefined for any others. Not by TextDecoder, which takes three times as long and gives texts of two bytes a letter. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  if (!isUtf8(bytes)) return undefined
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8', hasMark ? 3 : 0)
}

function controlCharacters(file: string, text: string): Problem[] {
  const place = placesIn(file, text)
  return Array.from(text.matchAll(new RegExp(forbiddenRaw, 'gu')), (match) => ({
    severity: 'error' as const,
    rule: 'control-character',
    message: `${characterName(match[0])} stands here`,
    hint: 'remove it, perhaps by typing the text again',
    place: place(match.index),
  }))
}

/** Markers count when all three stand in order at one indentation, or the first and last at column 1: also inside a block text that a bad edit swallowed them into. */
function conflictMarkers(file: string, text: string): Problem[] {
  if (!text.includes('<<<<<<< ') || !text.includes('>>>>>>> ')) return []
  let open: { indent: string; at: number; line: string; middle: boolean } | undefined
  for (const match of text.matchAll(/^( *)(<<<<<<< |=======$|>>>>>>> ).*$/gm)) {
    const [line, indent = '', marker] = match
    if (marker === '<<<<<<< ') open = { indent, at: match.index, line, middle: indent === '' }
    else if (open?.indent !== indent) continue
    else if (marker === '=======') open.middle = true
    else if (open.middle) return [conflict(file, text, open)]
  }
  return []
}

function conflict(file: string, text: string, open: { at: number; line: string }): Problem {
  return {
    severity: 'error',
    rule: 'merge-conflict',
    message: `a merge conflict was not resolved: "${shorten(open.line.trim())}"`,
    hint: text.includes('-----BEGIN AGE ENCRYPTED FILE-----')
      ? wholeVersion(file)
      : 'choose between the two versions, then delete the lines with <<<<<<<, ======= and >>>>>>>',
    place: placesIn(file, text)(open.at),
  }
}

/** Nobody can choose between lines that are encrypted, nor put them together. */
function wholeVersion(file: string): string {
  const named = /^[\w./][\w./-]*$/.test(file) ? file : 'FILE'
  return `take one whole version: git checkout --theirs -- ${named} while rebasing (--ours while merging) keeps yours; then git add ${named}, go on, and answer once more with: tiex assess`
}
