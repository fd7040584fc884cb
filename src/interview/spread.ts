import type { Screen } from '../env.ts'
import type { Statement } from '../model/model.ts'
import { bar } from '../render/results/marks.ts'
import { columnsOf, oneLine, padded, wrap } from '../render/text.ts'
import { lowered, measure, paintOf } from './text.ts'

/** How people answered a statement. Counts, never people. */
export interface Drawn {
  readonly statement: Statement
  /** Scored answers by option, lowest first. */
  readonly counts: readonly number[]
  /** All answers in a sentence. */
  readonly words: string
  /** Id of the option that is suggested. */
  readonly suggested?: string
}

/** A spread as bars and in words; on a plain screen, or without a scored answer, in words only. */
export function drawSpread(
  { statement, counts, words, suggested }: Drawn,
  screen: Screen,
  width: number,
): string {
  const told = wrap(words, measure(width), 2)
  const most = Math.max(...counts)
  if (screen.plain || most === 0) return told
  const { quiet, accent } = paintOf(screen)
  const titles = statement.scale.options.map(({ title }) => lowered(oneLine(title)))
  const first = Math.min(Math.max(...titles.map(columnsOf)), 24)
  const room = Math.min(30, measure(width) - first - 2 - 2 - 11)
  const rows = statement.scale.options.map(({ id }, rank) => {
    const mark = id === suggested ? accent('  suggested') : ''
    return `  ${padded(titles[rank]!, first)}  ${bar(counts[rank]! / most, room)}${mark}`.trimEnd()
  })
  return `${rows.join('\n')}\n${quiet(told)}`
}
