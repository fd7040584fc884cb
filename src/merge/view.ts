import type { Model, Scale } from '../model/model.ts'
import { type Ranked, rankByDivergence } from './agenda.ts'
import type { Consensus } from './consensus.ts'

/** Who has not submitted, for the facilitator: `answered` is absent for someone who has not started. */
export interface Waiting {
  readonly name: string
  readonly id: string
  readonly answered?: number
  readonly of: number
}

/** Everything a merge has to say: computed once, rendered as text, JSON, CSV or Markdown. */
export interface MergeView {
  readonly model: Model
  readonly consensus: Consensus
  /** People who may answer. */
  readonly invited: number
  readonly waiting: readonly Waiting[]
  readonly leftOut: readonly string[]
  readonly ranked: readonly Ranked[]
  /** By scale, in the order of the ranking: what to discuss, the furthest apart first. */
  readonly discuss: readonly { readonly scale: Scale; readonly items: readonly Ranked[] }[]
  readonly confirm: readonly Ranked[]
  readonly shared: readonly Ranked[]
  readonly tooFew: readonly Ranked[]
  /** By id of scale: over how many statements agreement is measured, those with two or more scored answers. */
  readonly compared: Readonly<Record<string, number>>
  /** Agreed statements whose answers are spread differently than when they were agreed. */
  readonly changed: readonly string[]
  /** Of fewer people than this nothing is anonymous. */
  readonly minimumGroup: number
}

/** What a view is made of; the group is of 5 where the council names no other. */
type Seen = Pick<MergeView, 'model' | 'consensus' | 'invited' | 'waiting' | 'leftOut' | 'changed'> & {
  readonly minimumGroup?: number | undefined
}

export function viewMerge(seen: Seen): MergeView {
  const ranked = rankByDivergence(seen.model, seen.consensus)
  const scales = [...new Set(ranked.map((item) => item.statement.scale))]
  const contested = (item: Ranked) => item.label === 'split' || item.label === 'discuss'
  return {
    ...seen,
    minimumGroup: seen.minimumGroup ?? 5,
    ranked,
    discuss: scales
      .map((scale) => ({
        scale,
        items: ranked.filter((item) => item.statement.scale === scale && contested(item)),
      }))
      .filter(({ items }) => items.length > 0),
    confirm: ranked.filter((item) => item.label === 'confirm'),
    shared: ranked.filter((item) => item.label === 'shared'),
    tooFew: ranked.filter((item) => item.label === 'too-few'),
    compared: Object.fromEntries(
      scales.map((scale) => [
        scale.id,
        ranked.filter((item) => item.statement.scale === scale && item.scored >= 2).length,
      ]),
    ),
  }
}
