/** A run of words that stayed, went or came; joined by single spaces they are the older or the newer text. */
export interface Words {
  readonly is: 'same' | 'gone' | 'new'
  readonly text: string
}

/** How one text became another, word by word: the longest common words stay, and of two texts that differ in place what went stands first. */
export function wordsBetween(older: string, newer: string): readonly Words[] {
  const [before, after] = [wordsOf(older), wordsOf(newer)]
  const common = longestCommon(before, after)
  const words: { is: Words['is']; text: string }[] = []
  const add = (is: Words['is'], word: string) => {
    const last = words.at(-1)
    if (last?.is === is) last.text += ` ${word}`
    else words.push({ is, text: word })
  }
  let [from, to] = [0, 0]
  while (from < before.length || to < after.length) {
    if (from < before.length && to < after.length && before[from] === after[to]) {
      add('same', before[from]!)
      from++
      to++
    } else if (
      from < before.length &&
      (to === after.length || common[from + 1]![to]! >= common[from]![to + 1]!)
    )
      add('gone', before[from++]!)
    else add('new', after[to++]!)
  }
  return together(words)
}

function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}

/** By index in either: how many words of the rests are common, in order. */
function longestCommon(before: readonly string[], after: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0))
  for (let from = before.length - 1; from >= 0; from--)
    for (let to = after.length - 1; to >= 0; to--)
      table[from]![to] =
        before[from] === after[to]
          ? table[from + 1]![to + 1]! + 1
          : Math.max(table[from + 1]![to]!, table[from]![to + 1]!)
  return table
}

/** What went and came in turns between two words that stayed, as one of each. */
function together(words: readonly Words[]): readonly Words[] {
  const result: Words[] = []
  let at = 0
  while (at < words.length) {
    const end = words.findIndex(({ is }, index) => index >= at && is === 'same')
    const until = end === -1 ? words.length : end
    for (const is of ['gone', 'new'] as const) {
      const texts = words.slice(at, until).filter((one) => one.is === is)
      if (texts.length > 0) result.push({ is, text: texts.map(({ text }) => text).join(' ') })
    }
    if (end !== -1) result.push(words[end]!)
    at = until + 1
  }
  return result
}
