import type { Assessment, ModelPin } from '../assessment/assessment.ts'
import type { Consensus } from '../merge/consensus.ts'

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

/** What there can be an answer or an ambition for, in the order in which it is published: a model, or what a consensus holds. */
interface Published {
  readonly statements: readonly { readonly id: string }[]
  readonly sections: readonly { readonly id: string }[]
}

/** The official response of a round, built from single fields, so that nothing else can come along. */
export function officialResponse(
  { organisation, scope }: Pick<Assessment, 'organisation' | 'scope'>,
  published: Published,
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
      published.statements.flatMap(({ id }) => {
        const agreed = consensus.statements[id]?.agreed
        return agreed === undefined ? [] : [[id, { agreed }]]
      }),
    ),
    cells: Object.fromEntries(
      published.sections.flatMap(({ id }) => {
        const ambition = consensus.cells?.[id]?.ambition
        return ambition === undefined ? [] : [[id, { ambition }]]
      }),
    ),
  }
}

/** All that a consensus holds: what is published of it can be told without its model. */
export function publishedIn({ statements, cells = {} }: Consensus): Published {
  const idsOf = (entries: object) => Object.keys(entries).map((id) => ({ id }))
  return { statements: idsOf(statements), sections: idsOf(cells) }
}

/** The three fields that say which model, and nothing else. */
export function pinOf({ id, version, digest }: ModelPin): ModelPin {
  return { id, version, digest }
}
