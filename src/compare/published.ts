import type { Assessment, ModelPin } from '../assessment/assessment.ts'

/** A published round of one council as numbers: all that a comparison needs of it. */
export interface PublishedRound {
  readonly organisation: Assessment['organisation']
  readonly round: string
  readonly scope: string
  /** `YYYY-MM-DD`. */
  readonly published: string
  readonly respondents: number
  /** The other version of the model that was answered, of which the statements count that carry over; absent where it was this one. */
  readonly carried?: ModelPin
  /** In the order of the sections of the model that was compared over; undefined where there is none, or where it cannot be compared. */
  readonly levels: readonly (number | undefined)[]
  /** How many statements each level rests on, in the same order. */
  readonly scored: readonly number[]
  /** In the same order; of cells only. */
  readonly ambitions: readonly (number | undefined)[]
}
