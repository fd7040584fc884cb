import type { Section } from '../model/model.ts'
import { exact } from '../scoring/level.ts'
import type { Results } from '../scoring/results.ts'
import { type Action, sectionsOf } from './action.ts'

/** The level of a section when it was planned and in a later round; absent where nothing was scored. */
interface LevelMove {
  readonly section: Section
  readonly before?: number
  readonly after?: number
  /** After less before; absent without both. */
  readonly change?: number
}

/**
 * Whether the level an action was meant to move has moved. `reached`: every cell has the level that was expected; `risen`, `fallen`:
 * some moved, all of them that way; `mixed`: both ways; `unmoved`: none; `unknown`: there is no cell with both levels.
 */
export type Moved = 'reached' | 'risen' | 'fallen' | 'mixed' | 'unmoved' | 'unknown'

export interface Progress {
  readonly moved: Moved
  readonly levels: readonly LevelMove[]
}

/** The levels an action is about, between two rounds that answered the same model. */
export function progressOf(action: Action, before: Results, after: Results): Progress {
  const levels = sectionsOf(action).flatMap((id) => {
    const section = before.model.sectionById.get(id)
    return section === undefined ? [] : [moveOf(section, levelIn(before, id), levelIn(after, id))]
  })
  return { moved: verdictOf(levels, action['expected-level']), levels }
}

function moveOf(section: Section, before: number | undefined, after: number | undefined): LevelMove {
  return {
    section,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...(before === undefined || after === undefined ? {} : { change: exact(after - before) }),
  }
}

function verdictOf(levels: readonly LevelMove[], expected: number | undefined): Moved {
  const changes = levels.flatMap(({ change }) => (change === undefined ? [] : [change]))
  if (changes.length === 0) return 'unknown'
  const isThere = (after: number | undefined) =>
    expected !== undefined && after !== undefined && after >= expected
  if (levels.every(({ after }) => isThere(after))) return 'reached'
  const [up, down] = [changes.some((change) => change > 0), changes.some((change) => change < 0)]
  if (up && down) return 'mixed'
  return up ? 'risen' : down ? 'fallen' : 'unmoved'
}

/** The level of a cell or success factor; undefined where nothing is scored. */
export function levelIn(results: Results, id: string): number | undefined {
  return [...results.cells, ...results.factors].find(({ section }) => section.id === id)?.level
}
