/** A history: commits by number, each after its parents; for each the numbers of its parents. */
export type Ancestry = readonly (readonly number[])[]

const inFirst = 1
const inSecond = 2
const both = 3
const below = 4

/** Where two commits meet: the newest ones that both grew from (several in a history that crosses), and what each has alone. */
export function compareCommits(
  history: Ancestry,
  first: number,
  second: number,
): {
  readonly bases: readonly number[]
  readonly onlyFirst: readonly number[]
  readonly onlySecond: readonly number[]
} {
  const bases: number[] = []
  const onlyFirst: number[] = []
  const onlySecond: number[] = []
  const marks = new Map<number, number>()
  const queue = highestFirst()
  let undecided = 0
  const mark = (at: number, what: number) => {
    const known = marks.get(at)
    if (known === undefined) queue.push(at)
    const now = (known ?? 0) | what
    undecided += Number(!isBelow(now)) - Number(known !== undefined && !isBelow(known))
    marks.set(at, now)
  }
  mark(first, inFirst)
  mark(second, inSecond)
  // A number is higher than those of all it grew from, so that a mark is final once the number is the highest.
  while (undecided > 0) {
    const at = queue.pop()
    const found = marks.get(at) ?? 0
    if (!isBelow(found)) undecided -= 1
    if (found === inFirst) onlyFirst.push(at)
    else if (found === inSecond) onlySecond.push(at)
    else if (found === both) bases.push(at)
    for (const parent of history[at] ?? []) mark(parent, (found & both) === both ? both | below : found)
  }
  return { bases, onlyFirst, onlySecond }
}

function isBelow(found: number): boolean {
  return (found & below) !== 0
}

/** Numbers that come out highest first: a binary heap. */
function highestFirst(): { push(number: number): void; pop(): number } {
  const heap: number[] = []
  const swap = (a: number, b: number) => {
    const kept = heap[a]!
    heap[a] = heap[b]!
    heap[b] = kept
  }
  const higher = (a: number, b: number) => (heap[a] ?? -1) > (heap[b] ?? -1)
  return {
    push(number) {
      let at = heap.push(number) - 1
      for (let above = (at - 1) >> 1; at > 0 && higher(at, above); above = (at - 1) >> 1) {
        swap(at, above)
        at = above
      }
    },
    pop() {
      const top = heap[0] ?? -1
      const last = heap.pop() ?? -1
      if (heap.length > 0) heap[0] = last
      for (let at = 0; ; ) {
        const child = higher(2 * at + 2, 2 * at + 1) ? 2 * at + 2 : 2 * at + 1
        if (!higher(child, at)) return top
        swap(at, child)
        at = child
      }
    },
  }
}
