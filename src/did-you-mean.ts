/** The known word a person most likely meant, or undefined where none is near: at most a third of the letters wrong. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const wanted = word.toLowerCase().slice(0, 60)
  let best: string | undefined
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1
  for (const candidate of known) {
    if (Math.abs(candidate.length - wanted.length) >= least) continue
    const distance = typingDistance(wanted, candidate.toLowerCase())
    if (distance < least) {
      best = candidate
      least = distance
    }
  }
  return best
}

/** Letters to insert, drop, replace or swap with the next (Damerau-Levenshtein, optimal string alignment). */
export function typingDistance(a: string, b: string): number {
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let cost = Math.min(above[column]! + 1, current[column - 1]! + 1, above[column - 1]! + (same ? 0 : 1))
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) cost = Math.min(cost, before[column - 2]! + 1)
      current.push(cost)
    }
    before = above
    above = current
  }
  return above[b.length]!
}

/** A hint that starts with the nearest known word and then lists them all; where they are many, the nearest alone, else the first of them. */
export function hintFor(word: string, known: readonly string[], what: string): string {
  const near = nearest(word, known)
  const shown = known.slice(0, 12)
  const more = known.length > shown.length ? `, and ${known.length - shown.length} more` : ''
  const all = known.length === 0 ? `there are no ${what}` : `the ${what} are ${listed(shown)}${more}`
  if (near === undefined) return all
  return more === '' ? `${near}? ${all[0]!.toUpperCase()}${all.slice(1)}` : `${near}?`
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[], joiner = 'and'): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} ${joiner} ${words.at(-1)}`
}

/** A value a person wrote, in quotes where it is text, on one line and shortened, so that no message grows with it or looks like two. */
export function quoted(value: unknown): string {
  if (value === null || value === undefined) return 'an empty value'
  if (typeof value !== 'string')
    return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'a map' : String(value)
  const line = value.slice(0, 200).replace(/\s*[\r\n]\s*/g, ' ')
  return `"${line.length > 60 ? `${line.slice(0, 57)}...` : line}"`
}
