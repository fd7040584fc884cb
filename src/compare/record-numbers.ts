import type { ModelPin } from '../assessment/assessment.ts'
import type { OfficialRecord } from '../exchange/record.ts'
import { answersTo, type Model } from '../model/model.ts'
import { exact, scoreStatement } from '../scoring/level.ts'
import { type Carried, carriedTo } from './carried.ts'
import type { PublishedRound } from './published.ts'

type Answered = Pick<OfficialRecord, 'model' | 'statements' | 'cells'>

export type Figures = Pick<PublishedRound, 'carried' | 'levels' | 'scored' | 'ambitions'>

/** What a record says of its model: what is agreed in the order of its statements, what is aimed at in the order of its sections. */
export interface Said {
  readonly agreed: readonly (string | undefined)[]
  readonly ambitions: readonly (number | undefined)[]
}

/** Turns records into numbers over one model; what each answer to each statement counts is worked out once. */
export interface RecordNumbers {
  /**
   * Levels and ambitions over the sections of the model, in its order. Of a record that answered another version of it those statements
   * count that carry over; of any other model nothing does: ids that look alike may stand for other words.
   */
  readonly of: (record: Answered) => Figures
  /** The same, of what a record says of the model with this digest. */
  readonly from: (digest: string, said: Said) => Figures
}

/** Other versions of the model are found among the `known`. */
export function recordNumbers(model: Model, known: readonly Model[] = []): RecordNumbers {
  const counts: Counts = new Map(
    model.statements.map((statement) => [
      statement.id,
      answersTo(statement).flatMap((answer) => {
        const { value } = scoreStatement(statement, answer, 'agreed')
        return value === undefined ? [] : [{ answer, value }]
      }),
    ]),
  )
  const stages = model.stages.length
  const answered = new Map<string, AnsweredModel>([
    ...carriedTo(model, known).map((one) => {
      const { from } = one
      return [
        from.digest,
        { model: from, sections: sourcesIn(model, counts, one), carried: pinOf(from) },
      ] as const
    }),
    [model.digest, { model, sections: sourcesIn(model, counts) }],
  ])
  const nothing = {
    levels: model.sections.map(() => undefined),
    scored: model.sections.map(() => 0),
    ambitions: model.sections.map(() => undefined),
  }
  const from = (digest: string, said: Said): Figures => {
    const one = answered.get(digest)
    if (one === undefined) return nothing
    const levels: (number | undefined)[] = []
    const scored: number[] = []
    for (const { statements } of one.sections) {
      let sum = 0
      let number = 0
      for (const { place, answers } of statements) {
        const value = countOf(said.agreed[place], answers)
        if (value === undefined) continue
        sum += value
        number += 1
      }
      levels.push(number === 0 ? undefined : exact((stages * sum) / number))
      scored.push(number)
    }
    const ambitions = one.sections.map(({ cell }) => (cell === undefined ? undefined : said.ambitions[cell]))
    return { ...(one.carried === undefined ? {} : { carried: one.carried }), levels, scored, ambitions }
  }
  return {
    from,
    of: ({ model: { digest }, statements, cells = {} }) => {
      const one = answered.get(digest)?.model
      if (one === undefined) return nothing
      return from(digest, {
        agreed: one.statements.map(({ id }) => statements[id]?.agreed),
        ambitions: one.sections.map(({ id }) => cells[id]?.ambition),
      })
    },
  }
}

/** A model that records may be about; `carried` where it is another version. */
interface AnsweredModel {
  readonly model: Model
  readonly sections: readonly Sources[]
  readonly carried?: ModelPin
}

/** By id of statement, what each answer counts; those that count nothing are missing. */
type Counts = ReadonlyMap<string, readonly Counted[]>

interface Counted {
  readonly answer: string
  readonly value: number
}

/** Of so few a look at each is quicker than a map. */
function countOf(answer: string | undefined, answers: readonly Counted[]): number | undefined {
  for (const one of answers) if (one.answer === answer) return one.value
  return undefined
}

/** Where the figures of a section come from: places of statements in the model that was answered, and of the cell there that has its ambition. */
interface Sources {
  readonly statements: readonly {
    readonly place: number
    readonly answers: readonly Counted[]
  }[]
  readonly cell: number | undefined
}

function sourcesIn(model: Model, counts: Counts, carried?: Carried): readonly Sources[] {
  const { statements: asked, sections } = carried?.from ?? model
  const placeOf = new Map(asked.map(({ id }, place) => [id, place]))
  const cellAt = new Map(sections.map(({ id }, place) => [id, place]))
  return model.sections.map(({ id, kind, statements }) => ({
    statements: statements.flatMap((statement) => {
      const place = placeOf.get(
        (carried === undefined ? statement.id : carried.statements.get(statement.id)) ?? '',
      )
      return place === undefined ? [] : [{ place, answers: counts.get(statement.id)! }]
    }),
    cell:
      kind === 'factor' ? undefined : cellAt.get((carried === undefined ? id : carried.cells.get(id)) ?? ''),
  }))
}

function pinOf({ id, version, digest }: Model): ModelPin {
  return { id, version, digest }
}
