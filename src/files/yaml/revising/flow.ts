import type { Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml'
import { equalData, isMap, keysOf } from '../equal.ts'
import { formatFlow, formatFlowEntry } from '../format.ts'
import { alignLists, commentsIn, type Place, type Revision, splice } from './splices.ts'

/** Makes a value inside brackets, or a map or list in brackets, say `desired`; entries that stay keep their text. */
function reviseFlow(revision: Revision, place: Place, desired: unknown): void {
  const { node, said } = place
  if (equalData(said, desired) || reviseEntries(revision, place, desired)) return
  splice(revision, node.range![0], node.range![1], formatFlow(desired))
}

/** Whether a map or list in brackets could be changed entry by entry: both hold something, and something stays. */
export function reviseEntries(revision: Revision, { node, said, path }: Place, desired: unknown): boolean {
  const { library } = revision
  if (path.length >= revision.finest) return false
  if (library.isMap<Scalar, Node>(node) && isMap(said) && isMap(desired)) {
    return reviseMap(revision, { node, said, path }, desired)
  }
  if (library.isSeq<Node>(node) && Array.isArray(said) && Array.isArray(desired)) {
    return reviseList(revision, { node, said, path }, desired)
  }
  return false
}

type Data = Record<string, unknown>

function reviseMap(
  revision: Revision,
  place: Place & { node: YAMLMap<Scalar, Node>; said: Data },
  desired: Data,
): boolean {
  const { node, said, path } = place
  const keys = keysOf(desired)
  const positions = new Map(node.items.map((pair, index) => [pair.key.source!, index]))
  if (!keys.some((key) => positions.has(key))) return false
  let last = -1
  for (const key of keys) {
    const index = positions.get(key)
    if (index === undefined) {
      insert(revision, node.items, { last, entry: formatFlowEntry(key, desired[key]) })
    } else {
      last = index
      reviseFlow(
        revision,
        { node: node.items[index]!.value!, said: said[key], path: [...path, key] },
        desired[key],
      )
    }
  }
  removeAll(revision, node.items, (index) => !keys.includes(node.items[index]!.key.source!))
  return true
}

function reviseList(
  revision: Revision,
  place: Place & { node: YAMLSeq<Node>; said: unknown[] },
  desired: unknown[],
): boolean {
  const { node, said, path } = place
  if (said.length === 0 || desired.length === 0) return false
  const { prefix, suffix, common } = alignLists(said, desired, equalData)
  const stays = prefix + common
  for (let index = prefix; index < stays; index += 1) {
    reviseFlow(
      revision,
      { node: node.items[index]!, said: said[index], path: [...path, index] },
      desired[index],
    )
  }
  for (const item of desired.slice(stays, desired.length - suffix)) {
    insert(revision, node.items, { last: stays - 1, entry: formatFlow(item) })
  }
  removeAll(revision, node.items, (index) => index >= stays && index < said.length - suffix)
  return true
}

type Entry = Pair<Scalar, Node> | Node

function startOf(entry: Entry): number {
  return 'key' in entry ? entry.key.range![0] : entry.range![0]
}

function endOf(entry: Entry): number {
  return 'key' in entry ? entry.value!.range![1] : entry.range![1]
}

function insert(
  revision: Revision,
  entries: readonly Entry[],
  { last, entry }: { last: number; entry: string },
): void {
  const before = entries[last]
  const at = before ? endOf(before) : startOf(entries[0]!)
  splice(revision, at, at, before ? `, ${entry}` : `${entry}, `)
}

/** Removes entries with a comma each; the comments between them stay. */
function removeAll(revision: Revision, entries: readonly Entry[], isGone: (index: number) => boolean): void {
  const first = entries.findIndex((_, index) => !isGone(index))
  for (const [index, entry] of entries.entries()) {
    if (!isGone(index)) continue
    const [start, end] =
      index < first
        ? [startOf(entry), startOf(entries[index + 1]!)]
        : [endOf(entries[index - 1]!), endOf(entry)]
    const gap =
      index < first ? revision.text.slice(endOf(entry), end) : revision.text.slice(start, startOf(entry))
    const comments = commentsIn(gap).map((comment) => ` ${comment}\n`)
    splice(revision, start, end, comments.join(''))
  }
}
