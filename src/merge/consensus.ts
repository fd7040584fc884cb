import type { ModelPin } from '../assessment/assessment.ts'
import type { Label } from './label.ts'
import type { Spread } from './spread.ts'

export const consensusFormat = 'tiex-consensus/1'

/** What the group agreed, beside the spread it was agreed from: the shape of `consensus.yaml`. Holds no names. */
export interface Consensus {
  readonly format: string
  readonly model: ModelPin
  readonly round: string
  readonly responses: {
    readonly count: number
    readonly 'left-out'?: number
    /** Of what went in. */
    readonly digest: string
  }
  /** By id of scale; absent where nothing could be compared. */
  readonly agreement?: Readonly<Record<string, ScaleAgreement>>
  /** By id of statement, in the order of the model. */
  readonly statements: Readonly<Record<string, StatementConsensus>>
  /** By id of cell or factor, in the order of the model; only sections there is something to say about. */
  readonly cells?: Readonly<Record<string, CellConsensus>>
  /** What is new of statements that few people have looked at again; never readable in a file, and so there only with the counts of `sealed`. */
  readonly withheld?: Withheld
  /** The counts as one armored age block, instead of in the open: there only while they are sealed to the facilitators, the group being too small, and nobody has opened them. */
  readonly sealed?: string
}

/**
 * What a merge computes anew of statements of which nothing new is shown, because too few people have looked at them again: the new
 * answers beside the old ones would tell whose changed. The statements and the agreement of the consensus stay as they were before.
 */
export interface Withheld {
  readonly agreement?: Readonly<Record<string, ScaleAgreement>>
  /** By id of statement, in the order of the model; without decisions. */
  readonly statements: Readonly<Record<string, StatementConsensus>>
}

/** Rounded to 4 places; each absent where it cannot be calculated. */
export interface ScaleAgreement {
  readonly pairwise?: number
  readonly alpha?: number
}

/** What `merge` computes about a statement, and `Decision` beside it. */
export interface StatementConsensus extends Decision {
  /** By option, then the states outside the scale. Absent only where the counts are sealed and not opened. */
  readonly answers?: Spread
  /** 0 to 100; absent where nobody gave a scored answer. */
  readonly divergence?: number
  readonly label: Label
  /** Id of an option; absent where there is nothing to suggest. */
  readonly suggested?: string
  /** The suggested option is the lower of two neighbouring medians. */
  readonly tied?: true
  /** How many of those who answered have looked at it again, once enough have for what is new to be shown. */
  readonly again?: number
  /** The spread it was agreed from; there only while the answers have changed since. */
  readonly 'agreed-from'?: Spread
}

/** What only a person sets. */
export interface Decision {
  /** Id of an option, or `not-applicable`. */
  readonly agreed?: string
  readonly reason?: string
  readonly dissent?: string
  /** UTC, `2026-11-27T10:20:00Z`. */
  readonly 'agreed-at'?: string
}

/** A cell or a factor. The first two are computed, for cells only; the others are for a person to set. */
export interface CellConsensus {
  /** How many gave an ambition, by the ambition; absent where nobody gave one. */
  readonly ambitions?: Spread
  readonly 'suggested-ambition'?: number
  readonly ambition?: number
  readonly priority?: 'high' | 'medium' | 'low'
  readonly stance?: string
  readonly note?: string
}

/** Keys in the order in which they are written, those a person sets last. */
export const consensusKeys = [
  'format',
  'model',
  'round',
  'responses',
  'agreement',
  'statements',
  'cells',
  'withheld',
  'sealed',
] as const satisfies readonly (keyof Consensus)[]
export const decisionKeys = [
  'agreed',
  'reason',
  'dissent',
  'agreed-at',
] as const satisfies readonly (keyof Decision)[]
export const statementKeys = [
  'answers',
  'divergence',
  'label',
  'suggested',
  'tied',
  'again',
  'agreed-from',
  ...decisionKeys,
] as const satisfies readonly (keyof StatementConsensus)[]
export const cellDecisionKeys = ['ambition', 'priority', 'stance', 'note'] as const
export const cellKeys = [
  'ambitions',
  'suggested-ambition',
  ...cellDecisionKeys,
] as const satisfies readonly (keyof CellConsensus)[]

/** The entry with its keys in this order; what is undefined is left out. */
export function inKeyOrder<Entry extends object>(entry: Entry, keys: readonly (keyof Entry)[]): Entry {
  return Object.fromEntries(
    keys.flatMap((key) => (entry[key] === undefined ? [] : [[key, entry[key]]])),
  ) as Entry
}
