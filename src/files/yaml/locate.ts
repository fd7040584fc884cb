import type { Node, Pair, Scalar, YAMLMap } from 'yaml'
import type { Path } from '../../problem.ts'

type Library = typeof import('yaml')

/**
 * Where what `path` names starts in a composed text: its key, or its value where that is on the key's line. For a path that is
 * not there: the nearest key or list entry above it.
 */
export function offsetOf(
  library: Library,
  root: Node,
  { path, at }: { path: Path; at: 'key' | 'value' },
): number {
  let node: Node | null = root
  let key = root.range![0]
  for (const step of path) {
    const pair: Pair<Scalar, Node | null> | undefined = pairOf(library, node, step)
    if (pair === undefined) return key
    node = pair.value
    key = pair.key.range![0]
  }
  const isBelow = library.isCollection(node) && node.flow !== true
  return at === 'key' || isBelow || node === null ? key : node.range![0]
}

/** The pair of a map, or the entry of a list as a pair that is its own key. */
function pairOf(
  library: Library,
  node: Node | null,
  step: string | number,
): Pair<Scalar, Node | null> | undefined {
  if (library.isMap<Scalar, Node | null>(node)) return pairsOf(node).get(String(step))
  if (!library.isSeq<Node>(node) || typeof step !== 'number') return undefined
  const item = node.items[step]
  return item && new library.Pair(item as Scalar, item)
}

type Pairs = ReadonlyMap<string, Pair<Scalar, Node | null>>
const known = new WeakMap<object, Pairs>()

/** The pairs of a map by their keys, gathered once: there may be as many findings as keys. */
function pairsOf(node: YAMLMap<Scalar, Node | null>): Pairs {
  const pairs = known.get(node) ?? new Map(node.items.map((pair) => [pair.key.source ?? '', pair]))
  known.set(node, pairs)
  return pairs
}
