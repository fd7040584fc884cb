/** The lines that leave a text and those that come into it, from the first that differs to the last. */
export interface Difference {
  readonly out: readonly string[]
  readonly in: readonly string[]
}

export function differingLines(before: string, after: string): Difference {
  const [old, fresh] = [linesOf(before), linesOf(after)]
  let start = 0
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start++
  let end = 0
  const most = Math.min(old.length, fresh.length) - start
  while (end < most && old.at(-1 - end) === fresh.at(-1 - end)) end++
  return { out: old.slice(start, old.length - end), in: fresh.slice(start, fresh.length - end) }
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}
