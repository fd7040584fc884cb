import { rankOf, type Scale } from '../../model/model.ts'
import type { ScoredStatement } from '../../scoring/level.ts'

/** One character per option, lowest first: the fuller, the higher. More options than here are letters, `a` the lowest. */
const ladders: Readonly<Record<number, string>> = {
  2: '□■',
  3: '□▪■',
  4: '□▫▪■',
  5: '□▫▪▣■',
  6: '▁▂▃▅▆█',
  7: '▁▂▃▄▅▆█',
  8: '▁▂▃▄▅▆▇█',
}

/** The mark of an answer: an option of the scale, `?` dont-know, `–` not-applicable, `·` no answer. */
export function markOf(scale: Scale, answer: string | undefined): string {
  if (answer === undefined) return '·'
  if (answer === 'dont-know') return '?'
  const rank = rankOf(scale, answer)
  if (rank < 0) return '–'
  return ladders[scale.options.length]?.[rank] ?? String.fromCharCode(97 + rank)
}

/** The marks of a section's statements in their order. */
export function marksOf(statements: readonly ScoredStatement[]): string {
  return statements.map(({ statement, answer }) => markOf(statement.scale, answer)).join('')
}

/** What the marks of a scale mean, highest first; `open` says what it means that there is nothing to mark. */
export function legendOf(scale: Scale, open = 'no answer'): string {
  const options = scale.options
    .toReversed()
    .map((option) => `${markOf(scale, option.id)} ${option.title.toLowerCase()}`)
  return [...options, "? don't know", '– not applicable', `· ${open}`].join('  ')
}

/** An answer as people read it. */
export function answerTitle(scale: Scale, answer: string | undefined): string {
  if (answer === undefined) return 'no answer'
  if (answer === 'dont-know') return "don't know"
  if (answer === 'not-applicable') return 'not applicable'
  return scale.options.find((option) => option.id === answer)?.title.toLowerCase() ?? answer
}

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']

/** A bar of `share` (0 to 1) of the columns, to an eighth of a column. */
export function bar(share: number, columns: number): string {
  const units = Math.round(Math.max(0, Math.min(1, share)) * columns * 8)
  return '█'.repeat(Math.floor(units / 8)) + eighths[units % 8]!
}

/** The same on a track, so that the whole is seen too. */
export function gauge(share: number, columns: number): string {
  const filled = Math.round(Math.max(0, Math.min(1, share)) * columns)
  return '█'.repeat(filled) + '░'.repeat(columns - filled)
}
