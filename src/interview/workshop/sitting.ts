import type { Screen } from '../../env.ts'
import { type Ranked, rankByDivergence } from '../../merge/agenda.ts'
import type { Consensus } from '../../merge/consensus.ts'
import { withoutSmallGroups, withWithheld } from '../../merge/counts.ts'
import type { Model, Statement } from '../../model/model.ts'
import type { Prompter } from '../../prompts/prompter.ts'
import { type Replaced, replacedIn } from '../../questionnaire/replaced.ts'
import { renderReplaced } from '../../render/replaced.ts'
import type { SharedNotes } from '../../response/shared-notes.ts'
import type { Accepted, Decide } from '../../workshop/decide.ts'

/** A group before one screen, from the first question to the last. */
export interface WorkshopSitting {
  readonly model: Model
  readonly prompter: Prompter
  readonly screen: Screen
  readonly about: {
    readonly council: string
    readonly round: string
    /** Of fewer people than this nothing is anonymous. */
    readonly minimumGroup: number
  }
  /** Notes that may be shown, where the facilitator can read them. */
  readonly notes: SharedNotes
  /** The order of the statements. */
  readonly by: Order
  /** UTC, `2026-11-27T10:20:00Z`. */
  readonly now: () => string
  /** Lines that stay on the terminal. */
  readonly say: (text: string) => void
  /** Applies the decision to the file; resolves, once it is safe on disk, to the consensus as it then is. */
  readonly save: (decide: Decide) => Promise<Consensus>
  /** As on disk after the last decision. */
  consensus: Consensus
  /** Whether the answers of groups below the minimum are shown too. */
  showsFew: boolean
  /** What was accepted in one step and can be taken back in one. */
  accepted: readonly Accepted[]
  /** To be told above the next question. */
  notice: string
}

export const orders = ['model', 'divergence'] as const
export type Order = (typeof orders)[number]

/** Saves it; tells what another facilitator has saved since the group saw it and that this takes the place of. */
export async function record(sitting: WorkshopSitting, decide: Decide): Promise<void> {
  const seen = decided(sitting.consensus)
  let replaced: readonly Replaced[] = []
  sitting.consensus = await sitting.save((current) => {
    const after = decide(current)
    replaced = replacedIn(seen, decided(current), decided(after))
    return after
  })
  sitting.say(renderReplaced(replaced, sitting.screen))
}

/** What people decide, by statement and cell; what is counted is no decision. */
function decided({ statements, cells = {} }: Consensus) {
  const decisions = Object.entries(statements).map(
    ([id, { agreed, reason, dissent }]) => [id, { agreed, reason, dissent }] as const,
  )
  const about = Object.entries(cells).map(
    ([id, { ambition, priority, stance, note }]) => [id, { ambition, priority, stance, note }] as const,
  )
  return { ...Object.fromEntries(decisions), ...Object.fromEntries(about) }
}

/** The consensus as it may stand on a shared screen: without the answers of small groups, unless the facilitator has said so. */
export function shownOf({ consensus, showsFew, about }: WorkshopSitting): Consensus {
  return showsFew ? withWithheld(consensus) : withoutSmallGroups(consensus, about.minimumGroup).readable
}

/** Whether there are answers that few people gave, so that somebody has to say whether they are shown. */
export function hasFew({ consensus, about }: WorkshopSitting): boolean {
  return withoutSmallGroups(consensus, about.minimumGroup).hidden !== undefined
}

/** The statements in the order of the sitting. */
export function statementsInOrder(sitting: WorkshopSitting): readonly Statement[] {
  if (sitting.by === 'model') return sitting.model.statements
  return rankByDivergence(sitting.model, shownOf(sitting)).map(({ statement }) => statement)
}

/** The answers to a statement as they may be shown; undefined where they may not. */
export function answersShown(sitting: WorkshopSitting, { id }: Statement): Ranked | undefined {
  const shown = shownOf(sitting)
  if (shown.statements[id]?.answers === undefined) return undefined
  return rankByDivergence(sitting.model, shown).find(({ statement }) => statement.id === id)
}
