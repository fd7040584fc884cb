import type { Model } from '../model/model.ts'
import { exact } from '../scoring/level.ts'
import type { Results } from '../scoring/results.ts'
import type { Shared } from './comparable.ts'

/** One round on the line: its results, or why it cannot stand beside the others. */
export interface RoundResults {
  readonly round: string
  readonly results?: Results
  readonly left?: string
}

export interface Trend {
  readonly model: Model
  readonly rounds: readonly string[]
  /** Characteristics, then success factors; a level is undefined where the round has none. */
  readonly lines: readonly TrendLine[]
  readonly leftOut: readonly { readonly round: string; readonly reason: string }[]
  /** Which statements the levels are over, where rounds answered different versions of the model; absent where all of them. */
  readonly shared?: Shared
}

export interface TrendLine {
  readonly id: string
  readonly title: string
  readonly levels: readonly (number | undefined)[]
  /** Last level less the first one, where both are there. */
  readonly change?: number
}

/** The levels of the rounds side by side, in the order given. Rounds without results are listed with their reason, never dropped. */
export function trendOf(
  model: Model,
  rounds: readonly RoundResults[],
  by: 'characteristic' | 'cell' = 'characteristic',
  shared?: Shared,
): Trend {
  const shown = rounds.filter((round) => round.results !== undefined)
  const line = (id: string, title: string, levelIn: (results: Results) => number | undefined): TrendLine => {
    const levels = shown.map((round) => levelIn(round.results!))
    const first = levels[0]
    const last = levels.at(-1)
    const change =
      shown.length > 1 && first !== undefined && last !== undefined ? exact(last - first) : undefined
    return { id, title, levels, ...(change === undefined ? {} : { change }) }
  }
  const characteristics = model.characteristics.map((one) =>
    line(
      one.id,
      one.title,
      (results) => results.characteristics.find((mean) => mean.of.id === one.id)?.level,
    ),
  )
  const cells = model.cells.map((cell) =>
    line(
      cell.id,
      cell.title,
      (results) => results.cells.find((score) => score.section.id === cell.id)?.level,
    ),
  )
  const factors = model.factors.map((factor) =>
    line(
      factor.id,
      factor.title,
      (results) => results.factors.find((score) => score.section.id === factor.id)?.level,
    ),
  )
  return {
    model,
    rounds: shown.map((round) => round.round),
    lines: [...(by === 'cell' ? cells : characteristics), ...factors],
    leftOut: rounds.flatMap((round) =>
      round.results === undefined ? [{ round: round.round, reason: round.left ?? 'no results' }] : [],
    ),
    ...(shared === undefined ? {} : { shared }),
  }
}
