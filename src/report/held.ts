import type { Assessment } from '../assessment/assessment.ts'
import { dayIn, type RoundState, usualTimezone } from '../assessment/rounds.ts'
import type { LookDates } from '../assessment/second-look.ts'
import type { Consensus } from '../merge/consensus.ts'
import type { Label } from '../merge/label.ts'

/** When the round was held. Days are `YYYY-MM-DD`, each absent where it is not known. */
export interface Held {
  readonly opens?: string
  /** The last day for answers, or the day on which it was closed before that. */
  readonly closes?: string
  /** In order. */
  readonly workshops: readonly string[]
}

/** What is known of the days of a round. */
export interface RoundDates {
  readonly opens?: string
  readonly closes?: string
  readonly state: RoundState
  readonly workshops: readonly string[]
}

export function heldDates({ opens, closes, state, workshops }: RoundDates): Held {
  const last = state.state === 'closed' ? state.on : closes
  return {
    ...(opens === undefined ? {} : { opens }),
    ...(last === undefined ? {} : { closes: last }),
    workshops,
  }
}

/** A second look as the board is told of it; of nobody who took part. Days are `YYYY-MM-DD`. */
export interface LookReport {
  /** 2 for the first one of the round. */
  readonly pass: number
  readonly opened: string
  /** The last day, or the day on which it was ended; absent where it has no end. */
  readonly closes?: string
  readonly isOver: boolean
  /** How many statements people were asked about again. */
  readonly statements: number
  /** What came of it; absent where nothing of it is merged, or shown. */
  readonly moved?: {
    /** Statements with another label than before. */
    readonly relabelled: number
    /** From which label to which, the most frequent first; those that stayed are left out. */
    readonly changes: readonly { readonly from: Label; readonly to: Label; readonly count: number }[]
    /** Statements people are still far apart on, with nothing agreed. */
    readonly wide: number
  }
}

/** A second look with how far the answers have moved since. */
export interface LookHeld {
  readonly look: LookDates & { readonly opened: string }
  /** How many statements were looked at. */
  readonly statements: number
  readonly relabelled: number
  readonly wide: number
  /** The labels statements came from and to, the most frequent first. */
  readonly changes: NonNullable<LookReport['moved']>['changes']
}

interface Around {
  readonly assessment: Assessment
  readonly consensus: Consensus
  readonly today: string
}

export function lookIn(held: LookHeld, { assessment, consensus, today }: Around): LookReport {
  const { look, statements, relabelled, wide, changes } = held
  const { timezone = usualTimezone } = assessment
  const closes = look.closed === undefined ? look.closes : dayIn(new Date(look.closed), timezone)
  const isMerged = Object.values(consensus.statements).some(({ again }) => again !== undefined)
  return {
    pass: look.pass,
    opened: dayIn(new Date(look.opened), timezone),
    ...(closes === undefined ? {} : { closes }),
    isOver: look.closed !== undefined || (closes !== undefined && closes < today),
    statements,
    ...(isMerged || relabelled > 0
      ? { moved: { relabelled, wide, changes: changes.filter(({ from, to }) => from !== to) } }
      : {}),
  }
}
