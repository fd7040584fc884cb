import type { Consensus, ScaleAgreement } from '../merge/consensus.ts'
import type { Model } from '../model/model.ts'

/** How far people agree over all statements of a scale; the same fields as in a view of the merge. */
export interface AgreementReport {
  readonly model: Model
  readonly consensus: {
    readonly responses: Consensus['responses']
    /** By id of scale; absent where too few answered, or nothing could be compared. */
    readonly agreement?: Readonly<Record<string, ScaleAgreement>>
  }
  /** By id of scale: over how many statements it is measured. */
  readonly compared: Readonly<Record<string, number>>
}

/** Counted by their labels, which are there where the answers are not shown: all but `too-few` stand on two or more answers. */
export function agreementIn(model: Model, { agreement, responses, statements }: Consensus): AgreementReport {
  const compared = model.scales.map((scale) => {
    const measured = model.statements.filter(
      ({ id, scale: { id: own } }) => own === scale.id && (statements[id]?.label ?? 'too-few') !== 'too-few',
    )
    return [scale.id, measured.length] as const
  })
  return {
    model,
    consensus: { responses, ...(agreement === undefined ? {} : { agreement }) },
    compared: Object.fromEntries(compared),
  }
}
