import type { ModelPin } from '../assessment/assessment.ts'
import { type Cell, type Model, type Scale, type Section, type Statement, unscored } from '../model/model.ts'
import type { Response, SectionAnswers } from '../response/response.ts'
import { krippendorffAlpha, pairwiseAgreement } from './agreement.ts'
import {
  type CellConsensus,
  type Consensus,
  cellDecisionKeys,
  consensusFormat,
  decisionKeys,
  type ScaleAgreement,
  type StatementConsensus,
} from './consensus.ts'
import { divergence, sum } from './divergence.ts'
import { labelOf } from './label.ts'
import { countOf, countsOf, type Spread, sameSpread, spreadOf } from './spread.ts'
import { lowerMedian, suggest } from './suggestion.ts'

export interface MergeInput {
  readonly model: Model
  readonly round: string
  /** Of the model, as the assessment pins it. */
  readonly pin: ModelPin
  /** Submitted, of this round and model, checked against it; in any order. */
  readonly responses: readonly Response[]
  /** How many responses were left out on request. */
  readonly leftOut: number
  readonly responsesDigest: string
  /** The consensus there is, checked against the model: what it has beyond the model is dropped. */
  readonly previous?: Consensus
}

export interface Merged {
  /** Keys in the order in which they are written. */
  readonly consensus: Consensus
  /** Ids of statements whose answers are spread differently than when they were agreed, in the order of the model: those with `agreed-from`. */
  readonly changed: readonly string[]
}

/**
 * Counts the responses anew and keeps every decision of the previous consensus untouched. Does not depend on the
 * order of the responses; merging again with its own result as the previous one gives the same.
 */
export function mergeResponses(input: MergeInput): Merged {
  const { model, previous, responses, leftOut } = input
  const statements = model.sections.flatMap((section) => {
    const given = responses.map((response) => answersIn(response, section))
    return section.statements.map((statement): [string, StatementConsensus] => [
      statement.id,
      mergeStatement(statement, given, entryOf(previous?.statements, statement.id)),
    ])
  })
  const cells = model.sections.flatMap((section): [string, CellConsensus][] => {
    const cell = mergeCell(section, input, entryOf(previous?.cells, section.id))
    return Object.keys(cell).length === 0 ? [] : [[section.id, cell]]
  })
  const byId = Object.fromEntries(statements)
  const agreement = agreementByScale(model, byId)
  const consensus: Consensus = {
    format: consensusFormat,
    model: { id: input.pin.id, version: input.pin.version, digest: input.pin.digest },
    round: input.round,
    responses: { count: responses.length, 'left-out': leftOut, digest: input.responsesDigest },
    ...(agreement.length === 0 ? {} : { agreement: Object.fromEntries(agreement) }),
    statements: byId,
    ...(cells.length === 0 ? {} : { cells: Object.fromEntries(cells) }),
  }
  const changed = statements.filter(([, entry]) => entry['agreed-from'] !== undefined).map(([id]) => id)
  return { consensus, changed }
}

/** `given`: what each response has in the section of the statement. */
function mergeStatement(
  statement: Statement,
  given: readonly (SectionAnswers | undefined)[],
  previous: StatementConsensus | undefined,
): StatementConsensus {
  const order = [...statement.scale.options.map((option) => option.id), ...unscored]
  const answers = spreadOf(
    given.map((section) => String(entryOf(section, statement.key) ?? 'unanswered')),
    order,
  )
  const counts = countsOf(statement.scale, answers)
  const suggestion = suggest(counts)
  const agreedFrom = spreadAgreedFrom(previous, answers)
  const suggested = suggestion && statement.scale.options[suggestion.rank]?.id
  return {
    answers,
    ...(sum(counts) === 0 ? {} : { divergence: divergence(counts) }),
    label: labelOf(counts, suggestion),
    ...(suggested === undefined ? {} : { suggested }),
    ...(suggestion?.tied ? { tied: true } : {}),
    ...(agreedFrom === undefined ? {} : { 'agreed-from': agreedFrom }),
    ...kept(previous, decisionKeys),
  }
}

/**
 * The spread under an agreement, where the answers are others now: the one kept since they first changed, else that of
 * the previous merge. A spread that is sealed away cannot be compared and counts as the same.
 */
function spreadAgreedFrom(previous: StatementConsensus | undefined, answers: Spread): Spread | undefined {
  if (previous?.agreed === undefined) return undefined
  const from = previous['agreed-from'] ?? previous.answers
  return from === undefined || sameSpread(from, answers) ? undefined : from
}

function mergeCell(section: Section, input: MergeInput, previous: CellConsensus | undefined): CellConsensus {
  const computed = section.kind === 'cell' ? ambitionsOf(section, input) : {}
  return { ...computed, ...kept(previous, cellDecisionKeys) }
}

function ambitionsOf(cell: Cell, { model, responses }: MergeInput): CellConsensus {
  const given = responses.flatMap((response) => answersIn(response, cell)?.ambition ?? [])
  const levels = Array.from({ length: model.stages.length + 1 }, (_, level) => String(level))
  const ambitions = spreadOf(given.map(String), levels)
  const suggested = lowerMedian(levels.map((level) => countOf(ambitions, level)))
  return suggested === undefined ? {} : { ambitions, 'suggested-ambition': suggested }
}

function agreementByScale(
  model: Model,
  statements: Readonly<Record<string, StatementConsensus>>,
): [string, ScaleAgreement][] {
  return model.scales.flatMap((scale): [string, ScaleAgreement][] => {
    const agreement = agreementOn(scale, model, statements)
    return Object.keys(agreement).length === 0 ? [] : [[scale.id, agreement]]
  })
}

function agreementOn(
  scale: Scale,
  model: Model,
  statements: Readonly<Record<string, StatementConsensus>>,
): ScaleAgreement {
  const units = model.statements
    .filter((statement) => statement.scale.id === scale.id)
    .map((statement) => countsOf(scale, statements[statement.id]?.answers))
  const pairwise = pairwiseAgreement(units)
  const alpha = krippendorffAlpha(units)
  return {
    ...(pairwise === undefined ? {} : { pairwise: toFourPlaces(pairwise) }),
    ...(alpha === undefined ? {} : { alpha: toFourPlaces(alpha) }),
  }
}

function answersIn(response: Response, section: Section): SectionAnswers | undefined {
  if (section.kind === 'factor') return entryOf(response['success-factors'], section.id)
  return entryOf(entryOf(response.answers, section.characteristic), section.mode)
}

/** What a record itself holds under a key, never what every object inherits. */
function entryOf<Value>(record: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined
}

function kept<Entry extends object, Key extends keyof Entry>(
  entry: Entry | undefined,
  keys: readonly Key[],
): Partial<Pick<Entry, Key>> {
  const pairs = keys.flatMap((key) => (entry?.[key] === undefined ? [] : [[key, entry[key]]]))
  return Object.fromEntries(pairs) as Partial<Pick<Entry, Key>>
}

/** Adding 0 turns -0, which a file would show, into 0. */
function toFourPlaces(value: number): number {
  return Math.round(value * 1e4) / 1e4 + 0
}
