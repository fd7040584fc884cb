import type { ModelPin } from '../assessment/assessment.ts'
import { hasLooked } from '../assessment/second-look.ts'
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
  type Withheld,
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
  /** The last second look that people were asked to take: which pass, and its statements by id as they were shown. */
  readonly secondLook?: { readonly pass: number; readonly statements: Readonly<Record<string, Shown>> }
  /** In a sealed assessment: until so many have looked at a statement again, nothing new of it is shown. Absent: nothing is withheld. */
  readonly minimumGroup?: number
  /** The consensus there is, checked against the model: what it has beyond the model is dropped. */
  readonly previous?: Consensus
}

/** A statement as it was shown to those who look again. */
type Shown = Pick<StatementConsensus, 'label' | 'divergence' | 'answers'>

export interface Merged {
  /** Keys in the order in which they are written. */
  readonly consensus: Consensus
  /** Ids of statements whose answers are spread differently than when they were agreed, in the order of the model: those with `agreed-from`. */
  readonly changed: readonly string[]
}

/**
 * Counts the responses anew and keeps every decision of the previous consensus untouched. Does not depend on the
 * order of the responses; merging again with its own result as the previous one gives the same. A statement that few people have looked
 * at again stays as the previous consensus has it, or as it was shown to them; what is new of it is withheld.
 */
export function mergeResponses(input: MergeInput): Merged {
  const { model, previous, responses, leftOut } = input
  const fresh = model.sections.flatMap((section) => {
    const given = responses.map((response) => answersIn(response, section))
    return section.statements.map((statement): [string, StatementConsensus] => [
      statement.id,
      mergeStatement(statement, {
        given,
        again: lookedAgain(statement, given, input),
        previous: entryOf(previous?.statements, statement.id),
      }),
    ])
  })
  const held = new Map(
    fresh.flatMap(([id, entry]) => (isChangedByFew(entry, input) ? [[id, asBefore(id, input)]] : [])),
  )
  const statements = fresh.map(([id, entry]): [string, StatementConsensus] => [id, held.get(id) ?? entry])
  const cells = model.sections.flatMap((section): [string, CellConsensus][] => {
    const cell = mergeCell(section, input, entryOf(previous?.cells, section.id))
    return Object.keys(cell).length === 0 ? [] : [[section.id, cell]]
  })
  const agreement = agreementByScale(model, Object.fromEntries(fresh))
  const agreementShown = held.size === 0 ? agreement : Object.entries(previous?.agreement ?? {})
  const consensus: Consensus = {
    format: consensusFormat,
    model: { id: input.pin.id, version: input.pin.version, digest: input.pin.digest },
    round: input.round,
    responses: { count: responses.length, 'left-out': leftOut, digest: input.responsesDigest },
    ...(agreementShown.length === 0 ? {} : { agreement: Object.fromEntries(agreementShown) }),
    statements: Object.fromEntries(statements),
    ...(cells.length === 0 ? {} : { cells: Object.fromEntries(cells) }),
    ...(held.size === 0 ? {} : { withheld: withheldOf(fresh, held, agreement) }),
  }
  const changed = statements.filter(([, entry]) => entry['agreed-from'] !== undefined).map(([id]) => id)
  return { consensus, changed }
}

/** What goes into one statement. */
interface Given {
  /** What each response has in the section of the statement. */
  readonly given: readonly (SectionAnswers | undefined)[]
  /** How many have looked at it again; undefined where nobody has. */
  readonly again: number | undefined
  readonly previous: StatementConsensus | undefined
}

function mergeStatement(statement: Statement, { given, again, previous }: Given): StatementConsensus {
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
    ...(again === undefined ? {} : { again }),
    ...(agreedFrom === undefined ? {} : { 'agreed-from': agreedFrom }),
    ...kept(previous, decisionKeys),
  }
}

/**
 * How many of those who answered a statement have looked at it in the last second look, to its end or not: among them are all whose
 * answer can be another one than before. Where nobody has this time, or nobody is asked, it counts who looked the time before; where
 * that is sealed away, everybody who ever looked again. Undefined where nobody has, and where nothing is ever withheld.
 */
function lookedAgain(
  { id, key }: Statement,
  given: readonly (SectionAnswers | undefined)[],
  { responses, secondLook, previous, minimumGroup }: MergeInput,
): number | undefined {
  if (minimumGroup === undefined) return undefined
  const lookedSince = (first: number) =>
    responses.filter(
      ({ pass, 'looked-at': lookedAt }, index) =>
        entryOf(given[index], key) !== undefined &&
        (hasLooked(pass, first) || ((lookedAt?.pass ?? 0) >= first && lookedAt!.statements.includes(id))),
    ).length
  const now = entryOf(secondLook?.statements, id) === undefined ? 0 : lookedSince(secondLook!.pass)
  if (now > 0) return now
  const before = entryOf(previous?.withheld?.statements, id) ?? entryOf(previous?.statements, id)
  const known = before?.again ?? (previous?.sealed === undefined ? 0 : lookedSince(firstAgain))
  return known === 0 ? undefined : known
}

/** The pass of who looks again for the first time. */
const firstAgain = 2

/** Whether what is new of a statement would tell what few people changed. */
function isChangedByFew({ again }: StatementConsensus, { minimumGroup }: MergeInput): boolean {
  return again !== undefined && minimumGroup !== undefined && again < minimumGroup
}

/** A statement as everybody knows it. Where there is no consensus any more, it is as it was shown to those who looked again. */
function asBefore(id: string, { model, previous, secondLook }: MergeInput): StatementConsensus {
  const known = entryOf(previous?.statements, id)
  if (known !== undefined) return known
  const { label, divergence, answers } = entryOf(secondLook?.statements, id) ?? { label: 'too-few' }
  const { scale } = model.statementById.get(id)!
  const suggestion = answers && suggest(countsOf(scale, answers))
  const suggested = suggestion && scale.options[suggestion.rank]?.id
  return {
    ...(answers === undefined ? {} : { answers }),
    ...(divergence === undefined ? {} : { divergence }),
    label,
    ...(suggested === undefined ? {} : { suggested }),
    ...(suggestion?.tied ? { tied: true } : {}),
  }
}

function withheldOf(
  fresh: readonly (readonly [string, StatementConsensus])[],
  held: ReadonlyMap<string, StatementConsensus>,
  agreement: readonly [string, ScaleAgreement][],
): Withheld {
  const entries = fresh.flatMap(([id, { 'agreed-from': _, ...entry }]) =>
    held.has(id) ? [[id, without(entry, decisionKeys)] as const] : [],
  )
  return {
    ...(agreement.length === 0 ? {} : { agreement: Object.fromEntries(agreement) }),
    statements: Object.fromEntries(entries),
  }
}

function without<Entry extends object>(entry: Entry, keys: readonly (keyof Entry)[]): Entry {
  const left = Object.entries(entry).filter(([key]) => !(keys as readonly string[]).includes(key))
  return Object.fromEntries(left) as Entry
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
