import type { CST, Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml'
import { equalData, isMap, keysOf } from '../equal.ts'
import { formatAfterKey, formatEntry, formatItem } from '../format.ts'
import { lineEnd, lineStart } from '../lines.ts'
import { reviseEntries } from './flow.ts'
import { alignLists, commentsIn, type Place, type Revision, splice } from './splices.ts'

/** A value behind its key or dash: the `indicator` (colon or dash) ends at `after`; the key or dash stands at column `indent`, counted from 0. */
interface Slot extends Place {
  readonly indicator: 'key' | 'item'
  readonly after: number
  readonly indent: number
}

/** Whether a map or list could be changed entry by entry so that it says `desired`; otherwise nothing was done. */
export function reviseCollection(revision: Revision, place: Place, desired: unknown): boolean {
  const { library } = revision
  const { node, said, path } = place
  if (library.isCollection(node) && node.flow === true) return reviseEntries(revision, place, desired)
  if (path.length >= revision.finest) return false
  if (library.isMap<Scalar, Node>(node) && isMap(said) && isMap(desired)) {
    return reviseMap(revision, { node, said, path }, desired)
  }
  if (library.isSeq<Node>(node) && Array.isArray(said) && Array.isArray(desired)) {
    return reviseList(revision, { node, said, path }, desired)
  }
  return false
}

function reviseSlot(revision: Revision, slot: Slot, desired: unknown): void {
  if (equalData(slot.said, desired) || reviseCollection(revision, slot, desired)) return
  replaceValue(revision, slot, desired)
}

type Data = Record<string, unknown>

function reviseMap(
  revision: Revision,
  place: Place & { node: YAMLMap<Scalar, Node>; said: Data },
  desired: Data,
): boolean {
  const { node, said, path } = place
  const { text, style } = revision
  const keys = new Set(keysOf(desired))
  const positions = new Map(node.items.map((pair, index) => [pair.key.source!, index]))
  const first = node.items.findIndex((pair) => keys.has(pair.key.source!))
  if (first === -1) return false
  const start = node.items[0]!.key.range![0]
  const indent = start - lineStart(text, start)
  const margin = ' '.repeat(indent)
  let last: Pair<Scalar, Node> | undefined
  for (const key of keys) {
    const keyPath = [...path, key]
    const pair = node.items[positions.get(key) ?? -1]
    if (pair !== undefined) {
      last = pair
      const slot = { node: pair.value!, said: said[key], path: keyPath, indent, after: colonEnd(pair) }
      reviseSlot(revision, { ...slot, indicator: 'key' }, desired[key])
      continue
    }
    const entry = formatEntry(key, desired[key], { style, indent, path: keyPath })
    if (last) insertLines(revision, entryEnd(revision, last.value!, indent), margin + entry)
    // the first key may stand behind a dash, so the new one takes its place and it moves to the next line
    else insertLines(revision, start, entry + margin)
  }
  removePairs(revision, node.items, { keys, first, indent })
  return true
}

function colonEnd(pair: Pair<Scalar, Node>): number {
  return pair.srcToken!.sep!.find((token) => token.type === 'map-value-ind')!.offset + 1
}

function insertLines(revision: Revision, at: number, lines: string): void {
  splice(revision, at, at, lines)
}

/** Removes the pairs whose keys are not among `keys`, with their own lines; comment lines between pairs stay. */
function removePairs(
  revision: Revision,
  pairs: readonly Pair<Scalar, Node>[],
  { keys, first, indent }: { keys: ReadonlySet<string>; first: number; indent: number },
): void {
  const { text } = revision
  const comments: string[] = []
  for (const [index, pair] of pairs.entries()) {
    if (keys.has(pair.key.source!)) continue
    const start = pair.key.range![0]
    const end = entryEnd(revision, pair.value!, indent)
    if (index > first) {
      splice(revision, lineStart(text, start), end, '')
      continue
    }
    // before the first that stays: its line may start with a dash, so the text up to the next key goes
    const next = pairs[index + 1]!.key.range![0]
    comments.push(...commentsIn(text.slice(end, next)))
    splice(revision, start, next, '')
  }
  if (comments.length > 0) insertComments(revision, pairs[0]!.key.range![0], comments)
}

function insertComments(revision: Revision, offset: number, comments: readonly string[]): void {
  const at = lineStart(revision.text, offset)
  const margin = /^ */.exec(revision.text.slice(at, offset))![0]
  insertLines(revision, at, comments.map((comment) => `${margin}${comment}\n`).join(''))
}

function reviseList(
  revision: Revision,
  place: Place & { node: YAMLSeq<Node>; said: unknown[] },
  desired: unknown[],
): boolean {
  const { node, said, path } = place
  const { text, style } = revision
  const dashes = dashesOf(node)
  const { prefix, suffix, common } = alignLists(said, desired, equalData)
  const stays = prefix + common
  const startsLine = text.slice(lineStart(text, dashes[0]!), dashes[0]).trim() === ''
  if (desired.length === 0 || dashes.length !== said.length || (stays === 0 && !startsLine)) return false
  const indent = dashes[0]! - lineStart(text, dashes[0]!)
  for (let index = prefix; index < stays; index += 1) {
    const slot = { node: node.items[index]!, said: said[index], path: [...path, index] }
    reviseSlot(revision, { ...slot, indicator: 'item', after: dashes[index]! + 1, indent }, desired[index])
  }
  const ends = stays === 0 ? lineStart(text, dashes[0]!) : entryEnd(revision, node.items[stays - 1]!, indent)
  for (let index = stays; index < desired.length - suffix; index += 1) {
    const item = formatItem(desired[index], { style, indent, path: [...path, index] })
    insertLines(revision, ends, ' '.repeat(indent) + item)
  }
  for (let index = stays; index < said.length - suffix; index += 1) {
    splice(revision, lineStart(text, dashes[index]!), entryEnd(revision, node.items[index]!, indent), '')
  }
  return true
}

/** Where the dashes of a list stand in its text. */
export function dashesOf(node: YAMLSeq): number[] {
  const { items } = node.srcToken as CST.BlockSequence
  return items.flatMap(({ start }) =>
    start.filter((token) => token.type === 'seq-item-ind').map((token) => token.offset),
  )
}

/** Writes a value anew behind its key or dash; the comments beside the old one stay. */
function replaceValue(revision: Revision, slot: Slot, desired: unknown): void {
  const { library, text, style } = revision
  const { node, after, indent, path } = slot
  const fresh =
    slot.indicator === 'key'
      ? formatAfterKey(desired, { style, indent, path })
      : formatItem(desired, { style, indent, path }).slice(1)
  const [start, stop] = node.range!
  const isInline = library.isCollection(node) ? node.flow === true : !isBlockScalar(node as Scalar)
  if (isInline && fresh.indexOf('\n') === fresh.length - 1) {
    splice(revision, start, stop, fresh.slice(1, -1))
    return
  }
  const end = linesEnd(revision, node)
  const gap = text.slice(after, start)
  const above = commentsIn(gap)
  const beside = gap.trimStart().startsWith('#') && !/^\s*\n/.test(gap) ? above.splice(0, 1) : []
  beside.push(...commentsIn(besideValue(revision, node)))
  const [line = '', ...more] = fresh.split('\n')
  splice(revision, after, end, [[line, ...beside].join(' '), ...more].join('\n'))
  if (above.length > 0) insertComments(revision, after, above)
}

/** What stands behind a value on its line, or behind the header of a block text. */
function besideValue({ library, text }: Revision, node: Node): string {
  const [start, stop] = node.range!
  if (library.isScalar(node) && isBlockScalar(node)) {
    return text.slice(start, lineEnd(text, start)).replace(/^[^ ]*/, '')
  }
  return library.isCollection(node) && node.flow !== true ? '' : text.slice(stop, lineEnd(text, stop))
}

function isBlockScalar(node: Scalar): boolean {
  return node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED'
}

/** Where the lines of an entry at column `indent` end: behind its value and the comments below it that are indented more. */
function entryEnd(revision: Revision, value: Node, indent: number): number {
  const { text } = revision
  let end = linesEnd(revision, value)
  for (let at = end; at < text.length; ) {
    const stop = lineEnd(text, at)
    const line = text.slice(at, stop)
    const isComment = line.trimStart().startsWith('#')
    if (isComment && line.search(/\S/) > indent) end = stop
    else if (isComment || line.trim() !== '') break
    at = stop
  }
  return end
}

/** The start of the line behind the last line of a value. Blank lines behind a block text are not part of it unless it keeps them. */
function linesEnd(revision: Revision, node: Node): number {
  const { library, text } = revision
  if (library.isCollection(node) && node.flow !== true) {
    const last = node.items.at(-1)!
    return linesEnd(revision, (library.isPair(last) ? last.value : last) as Node)
  }
  const [start, stop] = node.range!
  if (!library.isScalar(node) || !isBlockScalar(node)) return lineEnd(text, stop)
  let end = text[stop - 1] === '\n' ? stop : lineEnd(text, stop)
  const keeps = /^[|>]\d?\+/.test(text.slice(start, start + 3))
  while (!keeps && text[end - 1] === '\n' && text[end - 2] === '\n') end -= 1
  return end
}
