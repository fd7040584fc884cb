import type { Assessment, ModelPin } from '../assessment/assessment.ts'
import type { Consensus } from '../merge/consensus.ts'
import type { Model } from '../model/model.ts'

/** What a council may publish of a round, before it is said for whom, when, and who signed: no counts, reasons, notes or names. */
export interface OfficialResponse {
  readonly format: 'tiex-official/1'
  readonly organisation: Assessment['organisation']
  readonly model: ModelPin
  readonly round: string
  readonly scope: string
  readonly respondents: number
  /** By id of statement, in the order of the model: only what is agreed. */
  readonly statements: Readonly<Record<string, { readonly agreed: string }>>
  /** By id of cell or factor, in the order of the model: only where an ambition is decided. */
  readonly cells: Readonly<Record<string, { readonly ambition: number }>>
}

/** The official response of a round, built from single fields, so that nothing else can come along. */
export function officialResponse(
  { organisation, scope }: Pick<Assessment, 'organisation' | 'scope'>,
  model: Model,
  consensus: Consensus,
  round: string,
): OfficialResponse {
  const { id, name, type, region, context } = organisation
  return {
    format: 'tiex-official/1',
    organisation: {
      ...{ id, name, type },
      ...(region === undefined ? {} : { region }),
      ...(context === undefined ? {} : { context: { ...context } }),
    },
    model: pinOf(consensus.model),
    round,
    scope,
    respondents: consensus.responses.count,
    statements: Object.fromEntries(
      model.statements.flatMap(({ id }) => {
        const agreed = consensus.statements[id]?.agreed
        return agreed === undefined ? [] : [[id, { agreed }]]
      }),
    ),
    cells: Object.fromEntries(
      model.sections.flatMap(({ id }) => {
        const ambition = consensus.cells?.[id]?.ambition
        return ambition === undefined ? [] : [[id, { ambition }]]
      }),
    ),
  }
}

/** The three fields that say which model, and nothing else. */
export function pinOf({ id, version, digest }: ModelPin): ModelPin {
  return { id, version, digest }
}
