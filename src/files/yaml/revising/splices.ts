import type { Node } from 'yaml'
import type { Path } from '../../../problem.ts'
import type { YamlStyle } from '../format.ts'

/** The part of a text from `start` to `end` gives way to `text`. */
interface Splice {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A text under revision and what is to change in it. Maps and lists at `finest` steps from the root, or deeper, are replaced whole. */
export interface Revision {
  readonly library: typeof import('yaml')
  readonly text: string
  readonly style: YamlStyle
  readonly finest: number
  readonly splices: Splice[]
}

/** A value in the text: its node, the data it says now, and where in the data it stands. */
export interface Place {
  readonly node: Node
  readonly said: unknown
  readonly path: Path
}

export function splice(revision: Revision, start: number, end: number, text: string): void {
  revision.splices.push({ start, end, text })
}

/** The text with all splices made. At one offset what is inserted comes before what gives way, else first come first. `undefined` when two overlap. */
export function applySplices({ text, splices }: Revision): string | undefined {
  const sorted = splices.toSorted((a, b) => a.start - b.start || a.end - b.end)
  let result = ''
  let at = 0
  for (const { start, end, text: fresh } of sorted) {
    if (start < at) return undefined
    result += text.slice(at, start) + fresh
    at = end
  }
  return result + text.slice(at)
}

/** How the entries of a list change: `prefix` stay at the start and `suffix` at the end, between them the old ones become the new ones. */
export function alignLists(
  old: readonly unknown[],
  fresh: readonly unknown[],
  equal: (a: unknown, b: unknown) => boolean,
): { prefix: number; suffix: number; common: number } {
  const shorter = Math.min(old.length, fresh.length)
  let prefix = 0
  while (prefix < shorter && equal(old[prefix], fresh[prefix])) prefix += 1
  let suffix = 0
  while (suffix < shorter - prefix && equal(old.at(-1 - suffix), fresh.at(-1 - suffix))) suffix += 1
  return { prefix, suffix, common: shorter - prefix - suffix }
}

/** The comments in a part of the text that holds nothing else but white space and commas. */
export function commentsIn(gap: string): string[] {
  return gap.includes('#') ? Array.from(gap.matchAll(/#.*/g), ([comment]) => comment.trimEnd()) : []
}
