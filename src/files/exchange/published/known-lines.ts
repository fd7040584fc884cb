/** A line that is known beforehand, all but one value in it. */
export interface KnownLine {
  readonly before: string
  /** Every way in which the value may be written. */
  readonly values: readonly string[]
  /** What follows the value, with the end of the line. */
  readonly after: string
}

/** Lines in an order that is known, of which any may be left out. */
export type KnownLines = readonly Part[]

interface Part {
  readonly pattern: RegExp
  readonly lines: number
}

/** What was found of known lines. */
export interface Taken {
  /** The values as they are written, a place for each known line; undefined where it is left out. */
  readonly values: readonly (string | undefined)[]
  /** Behind the first line that was found, and behind the last. */
  readonly firstEnd: number
  readonly end: number
}

/** Patterns of so many lines each: one of all lines would grow with the model, one a line takes twice the time. */
const linesAtOnce = 16

export function knownLines(lines: readonly KnownLine[]): KnownLines {
  const parts: Part[] = []
  for (let at = 0; at < lines.length; at += linesAtOnce) {
    const some = lines.slice(at, at + linesAtOnce)
    parts.push({ pattern: new RegExp(some.map(patternOf).join(''), 'y'), lines: some.length })
  }
  return parts
}

function patternOf({ before, values, after }: KnownLine): string {
  return `(?:${escaped(before)}(${values.map(escaped).join('|')})${escaped(after)})?`
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

/** The known lines from `start` on, one behind the other, up to the first line that is none of them or not in their order. */
export function takeLines(text: string, start: number, known: KnownLines): Taken {
  const values: (string | undefined)[] = []
  let end = start
  for (const { pattern, lines } of known) {
    pattern.lastIndex = end
    const found = pattern.exec(text)
    for (let line = 1; line <= lines; line += 1) values.push(found?.[line])
    end = pattern.lastIndex
  }
  return { values, firstEnd: end === start ? start : text.indexOf('\n', start) + 1, end }
}
