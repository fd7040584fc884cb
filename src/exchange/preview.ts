/** Lines around a change that are shown beside it. */
const around = 3

interface Line {
  readonly mark: ' ' | '-' | '+'
  readonly text: string
}

/** What changes in a file, as a unified diff that shows every byte of what is new; '' where nothing does. Undefined stands for a file that is not there. */
export function unifiedDiff(path: string, before: string | undefined, after: string | undefined): string {
  if (before === after) return ''
  const lines = compared(linesOf(before ?? ''), linesOf(after ?? ''))
  const head = `--- ${before === undefined ? '/dev/null' : `a/${path}`}\n+++ ${after === undefined ? '/dev/null' : `b/${path}`}\n`
  return (
    head +
    hunksOf(lines)
      .map((range) => hunkText(lines, range))
      .join('')
  )
}

/** Each line with its line feed; the last one says when it has none. */
function linesOf(text: string): readonly string[] {
  const lines = text.split(/(?<=\n)/)
  return lines.filter((line) => line !== '')
}

/** The lines of both, what is common once: a longest common subsequence between equal beginnings and ends, or all old lines before all new ones where that would take too long. */
function compared(a: readonly string[], b: readonly string[]): readonly Line[] {
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1
  const marked = (mark: Line['mark']) => (text: string) => ({ mark, text })
  return [
    ...a.slice(0, start).map(marked(' ')),
    ...between(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map(marked(' ')),
  ]
}

const mostCells = 4_000_000

function between(a: readonly string[], b: readonly string[]): readonly Line[] {
  const all: readonly Line[] = [
    ...a.map((text) => ({ mark: '-' as const, text })),
    ...b.map((text) => ({ mark: '+' as const, text })),
  ]
  if (a.length === 0 || b.length === 0 || a.length * b.length > mostCells) return all
  const common = commonLengths(a, b)
  const lines: Line[] = []
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ mark: ' ', text: a[i++]! })
      j += 1
    } else if (j === b.length || (i < a.length && common[i + 1]![j]! >= common[i]![j + 1]!))
      lines.push({ mark: '-', text: a[i++]! })
    else lines.push({ mark: '+', text: b[j++]! })
  }
  return lines
}

/** At [i][j], how many lines the rests from i and from j have in common. */
function commonLengths(a: readonly string[], b: readonly string[]): readonly Uint32Array[] {
  const common = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      common[i]![j] =
        a[i] === b[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!)
  return common
}

/** From the first line shown to the one behind the last. */
type Range = readonly [from: number, to: number]

function hunksOf(lines: readonly Line[]): readonly Range[] {
  const ranges: [number, number][] = []
  for (const [at, { mark }] of lines.entries()) {
    if (mark === ' ') continue
    const from = Math.max(0, at - around)
    const to = Math.min(lines.length, at + around + 1)
    const last = ranges.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = to
    else ranges.push([from, to])
  }
  return ranges
}

function hunkText(lines: readonly Line[], [from, to]: Range): string {
  const count = (some: readonly Line[], mark: '-' | '+') =>
    some.filter((line) => line.mark === ' ' || line.mark === mark).length
  const sideOf = (mark: '-' | '+') => {
    const length = count(lines.slice(from, to), mark)
    const before = count(lines.slice(0, from), mark)
    return `${mark}${length === 0 ? before : before + 1},${length}`
  }
  const body = lines.slice(from, to).map(({ mark, text }) => {
    const ended = text.endsWith('\n')
    return `${mark}${text}${ended ? '' : '\n\\ No newline at end of file\n'}`
  })
  return `@@ ${sideOf('-')} ${sideOf('+')} @@\n${body.join('')}`
}
