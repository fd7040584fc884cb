import type { Node, Scalar } from 'yaml'
import { equalData, isMap } from '../equal.ts'
import { composeYaml } from '../guarded/compose.ts'
import { lineEnd, lineStart } from '../lines.ts'
import { parseYaml } from '../read.ts'
import { dashesOf } from './block.ts'

/**
 * The text with the entry `from` of the list behind a key at its root at place `to`, counted from 0: its lines move as they are, with the
 * comments directly above it, and everything else stays. Undefined where the list is not written as a block, an entry a dash.
 */
export async function moveEntry(
  text: string,
  key: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<string | undefined> {
  const library = await import('yaml')
  const lines = text.replaceAll('\r\n', '\n')
  const whole = lines.endsWith('\n') ? lines : `${lines}\n`
  const composed = await composeYaml('', whole)
  if ('problems' in composed || !isMap(composed.data)) return undefined
  const root = composed.document.contents
  const list = library.isMap<Scalar, Node>(root)
    ? root.items.find((pair) => pair.key.source === key)?.value
    : undefined
  const said = composed.data[key]
  if (!library.isSeq(list) || list.flow === true || !Array.isArray(said)) return undefined
  const dashes = dashesOf(list)
  if (dashes.length !== said.length) return undefined
  const starts = dashes.map((dash) => startOf(whole, dash))
  const end = endOf(whole, dashes.at(-1)!)
  const entries = starts.map((start, index) => whole.slice(start, starts[index + 1] ?? end))
  const moved = whole.slice(0, starts[0]) + reordered(entries, from, to).join('') + whole.slice(end)
  const wanted = { ...composed.data, [key]: reordered(said, from, to) }
  const parsed = await parseYaml('', new TextEncoder().encode(moved), Number.POSITIVE_INFINITY)
  return 'yaml' in parsed && equalData(parsed.yaml.data, wanted) ? moved : undefined
}

function reordered<Item>(items: readonly Item[], from: number, to: number): readonly Item[] {
  const others = items.filter((_, index) => index !== from)
  return [...others.slice(0, to), items[from]!, ...others.slice(to)]
}

/** The start of the line of a dash, or of the comment lines directly above that stand at the same column. */
function startOf(text: string, dash: number): number {
  let start = lineStart(text, dash)
  const margin = text.slice(start, dash)
  while (start > 0) {
    const above = lineStart(text, start - 1)
    if (!text.startsWith(`${margin}#`, above)) break
    start = above
  }
  return start
}

/** Behind the last line of the last entry: all below its dash that is indented more belongs to it, blank lines at its end do not. */
function endOf(text: string, dash: number): number {
  const indent = dash - lineStart(text, dash)
  let end = lineEnd(text, dash)
  for (let at = end; at < text.length; at = lineEnd(text, at)) {
    const line = text.slice(at, lineEnd(text, at))
    if (line.trim() === '') continue
    if (line.search(/\S/) <= indent) break
    end = lineEnd(text, at)
  }
  return end
}
