import type { OfficialRecord } from '../exchange/record.ts'
import { type Model, modelName } from '../model/model.ts'
import { levelOf, scoreStatement, stageReached } from '../scoring/level.ts'

/** What all rows of one round have in common. `null` where there is nothing to say. */
export interface About {
  readonly organisation: string
  readonly name: string | null
  readonly type: string | null
  readonly region: string | null
  readonly scope: string
  readonly round: string
  readonly published: string | null
  readonly respondents: number
  readonly model: string
}

/** One observation: what an organisation says in a round about one thing. */
export interface Observation {
  readonly kind: 'statement' | 'cell' | 'factor' | 'context'
  readonly id: string
  readonly measure: 'agreed' | 'answers' | 'level' | 'stage-reached' | 'ambition' | 'context'
  readonly answer: string | null
  readonly value: number | null
}

export interface RoundRows {
  readonly about: About
  readonly observations: readonly Observation[]
}

export type Row = About & Observation

export interface Column {
  readonly name: keyof Row
  readonly type: 'text' | 'day' | 'whole number' | 'number'
  readonly title: string
  readonly description: string
}

const text = (name: keyof Row, title: string, description: string): Column => ({
  name,
  type: 'text',
  title,
  description,
})

/** The columns of every format, in their order. What a column means never changes; new ones come at the end. */
export const columns: readonly Column[] = [
  text('organisation', 'Organisation', 'Id of the organisation.'),
  text('name', 'Name', 'Name of the organisation as it published it.'),
  text('type', 'Type', 'Type of the organisation, such as county.'),
  text('region', 'Region', 'Region of the country.'),
  text('scope', 'Scope', 'What was assessed: the whole council or a service.'),
  text('round', 'Round', 'Id of the round.'),
  {
    name: 'published',
    type: 'day',
    title: 'Published',
    description: 'Day on which the round was published; empty where it is not.',
  },
  {
    name: 'respondents',
    type: 'whole number',
    title: 'Respondents',
    description: 'How many people answered in the round.',
  },
  text(
    'model',
    'Model',
    'Id and version of the model that was answered; levels of different models do not compare.',
  ),
  text('kind', 'Kind', 'What the row is about: statement, cell, factor, or context of the organisation.'),
  text('id', 'Id', 'Id of the statement, cell or factor in the model; for context the name of the number.'),
  text(
    'measure',
    'Measure',
    'agreed: what the group agreed to a statement; answers: how many people gave an answer; level: 0 to the number of stages; stage-reached: stages fully met from the first on; ambition: the level that is wanted; context: a number about the organisation.',
  ),
  text('answer', 'Answer', 'Option of the scale, or not-applicable; of agreed and answers only.'),
  {
    name: 'value',
    type: 'number',
    title: 'Value',
    description: 'The number; of agreed the value of the option, 0 to 1. Empty where there is none.',
  },
]

/** What a row can be made of: a record of an exchange, or a round that is not published yet. */
export type Exported = Pick<
  OfficialRecord,
  'organisation' | 'model' | 'round' | 'scope' | 'respondents' | 'statements' | 'cells'
> & {
  readonly published?: string
  readonly spreads?: OfficialRecord['spreads']
}

/** The rows of one round. Values of answers, levels and stages are there only where its model is known: `modelOf` goes by the digest. */
export function rowsOf(record: Exported, modelOf: (digest: string) => Model | undefined): RoundRows {
  const { organisation, scope, round, published, respondents } = record
  const about = {
    ...{ organisation: organisation.id, name: organisation.name ?? null, type: organisation.type ?? null },
    ...{ region: organisation.region ?? null, scope, round, published: published ?? null, respondents },
    model: modelName(record.model),
  }
  return { about, observations: [...observationsOf(record, modelOf(record.model.digest))] }
}

function* observationsOf(
  { organisation, statements, cells = {}, spreads = {} }: Exported,
  model: Model | undefined,
): Generator<Observation> {
  for (const [id, value] of Object.entries(organisation.context ?? {}))
    yield { kind: 'context', id, measure: 'context', answer: null, value }
  for (const [id, { agreed }] of Object.entries(statements)) {
    const option = model?.statementById.get(id)?.scale.options.find((one) => one.id === agreed)
    yield { kind: 'statement', id, measure: 'agreed', answer: agreed, value: option?.value ?? null }
  }
  for (const [id, counts] of Object.entries(spreads))
    for (const [answer, value] of Object.entries(counts))
      yield { kind: 'statement', id, measure: 'answers', answer, value }
  for (const { kind, id, statements: asked } of model?.sections ?? []) {
    const scored = asked.map((statement) =>
      scoreStatement(statement, statements[statement.id]?.agreed, 'agreed'),
    )
    const level = levelOf(scored, model!.stages.length)
    if (level === undefined) continue
    yield { kind, id, measure: 'level', answer: null, value: level }
    if (kind === 'cell')
      yield { kind, id, measure: 'stage-reached', answer: null, value: stageReached(scored) }
  }
  for (const [id, { ambition }] of Object.entries(cells))
    yield { kind: 'cell', id, measure: 'ambition', answer: null, value: ambition }
}
