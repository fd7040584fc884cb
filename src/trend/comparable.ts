import type { Consensus } from '../merge/consensus.ts'
import { comparableStatements, mappingAlong } from '../model/mapping.ts'
import { type Model, modelName } from '../model/model.ts'
import { answerTo, withSectionValue } from '../response/answers.ts'
import type { Response } from '../response/response.ts'
import { consensusResults, resultsOf } from '../scoring/results.ts'
import type { RoundResults } from './trend.ts'

/** What was answered in a round, with the model it was answered with; or why there is nothing. */
export type RoundAnswers =
  | { readonly round: string; readonly left: string }
  | {
      readonly round: string
      readonly model: Model
      readonly answered: { readonly consensus: Consensus } | { readonly response: Response }
    }

/** The statements that levels are over, where rounds answered different versions of a model. */
export interface Shared {
  /** Names of the versions, in the order of the rounds. */
  readonly models: readonly string[]
  readonly statements: number
  readonly of: number
  /** Ids of statements that are in no level, since not every version has them. */
  readonly without: readonly string[]
}

/**
 * Rounds side by side by the statements of `model`. Where some answered another version, every level, of all rounds, is over those
 * statements alone that each of the versions maps; otherwise a level could change because something else was asked. A round whose
 * version has nothing in common is left out. `known` are models that may stand between two versions.
 */
export function comparableRounds(
  model: Model,
  rounds: readonly RoundAnswers[],
  known: readonly Model[] = [],
): { readonly rounds: readonly RoundResults[]; readonly shared?: Shared } {
  const models = [
    ...new Map(
      rounds.flatMap((one) => ('left' in one ? [] : [[one.model.digest, one.model] as const])),
    ).values(),
  ]
  const all = [...models, ...known]
  const ways = new Map(
    models.map((other) => [other.digest, comparableStatements(mappingAlong(model, other, all))]),
  )
  const used = models.filter(({ digest }) => ways.get(digest)!.size > 0)
  if (models.every(({ digest }) => digest === model.digest))
    return { rounds: rounds.map((one) => ('left' in one ? one : inFull(model, one))) }
  const ids = model.statements
    .map(({ id }) => id)
    .filter((id) => used.every(({ digest }) => [...ways.get(digest)!.values()].includes(id)))
  const shared = new Set(ids)
  return {
    rounds: rounds.map((one): RoundResults => {
      if ('left' in one) return one
      const way = ways.get(one.model.digest)!
      if (way.size > 0) return restricted(model, one, { way, shared })
      const left = `it answered ${modelName(one.model)}, of which ${modelName(model)} maps no statement (was)`
      return { round: one.round, left }
    }),
    shared: {
      models: used.map(modelName),
      statements: ids.length,
      of: model.statements.length,
      without: model.statements.map(({ id }) => id).filter((id) => !shared.has(id)),
    },
  }
}

type Answered = Exclude<RoundAnswers, { readonly left: string }>

function inFull(model: Model, { round, answered }: Answered): RoundResults {
  const results =
    'consensus' in answered
      ? consensusResults(model, answered.consensus)
      : resultsOf(model, answered.response)
  return { round, results }
}

/** Only what is answered to the shared statements, by their ids in `model`. */
function restricted(
  model: Model,
  { round, model: own, answered }: Answered,
  { way, shared }: { readonly way: ReadonlyMap<string, string>; readonly shared: ReadonlySet<string> },
): RoundResults {
  const pairs = [...way].filter(([, id]) => shared.has(id))
  if ('consensus' in answered) {
    const { consensus } = answered
    const statements = pairs.flatMap(([older, id]) => {
      const entry = consensus.statements[older]
      return entry === undefined ? [] : [[id, entry] as const]
    })
    const { cells: _, ...rest } = consensus
    return {
      round,
      results: consensusResults(model, { ...rest, statements: Object.fromEntries(statements) }),
    }
  }
  const { 'success-factors': _, ...bare } = answered.response
  let response: Response = { ...bare, answers: {} }
  for (const [older, id] of pairs) {
    const answer = answerTo(answered.response, own, own.statementById.get(older)!)
    const { section, key } = model.statementById.get(id)!
    response = withSectionValue(response, model.sectionById.get(section)!, key, answer)
  }
  return { round, results: resultsOf(model, response) }
}
