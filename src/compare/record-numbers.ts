import type { OfficialRecord } from '../exchange/record.ts'
import { answersTo, type Model } from '../model/model.ts'
import { exact, scoreStatement } from '../scoring/level.ts'
import { type Carried, carriedTo } from './carried.ts'
import type { PublishedRound } from './published.ts'

type Answered = Pick<OfficialRecord, 'model' | 'statements' | 'cells' | 'spreads'>

/** Turns records into numbers over one model; what each answer to each statement counts is worked out once. */
export interface RecordNumbers {
  /**
   * Levels and ambitions over the sections of the model, in its order. Of a record that answered another version of it those statements
   * count that carry over; of any other model nothing does: ids that look alike may stand for other words.
   */
  readonly of: (record: Answered) => Pick<PublishedRound, 'carried' | 'levels' | 'scored' | 'ambitions'>
  /** Whether a look settles that all of it is about this model; false is no fault yet. */
  readonly isPlain: (record: Answered) => boolean
}

/** Other versions of the model are found among the `known`. */
export function recordNumbers(model: Model, known: readonly Model[] = []): RecordNumbers {
  /** What an answer counts; undefined for one that counts nothing. */
  const counts = new Map(
    model.statements.map((statement) => [
      statement.id,
      new Map(
        answersTo(statement)
          .filter((answer) => answer !== 'dont-know')
          .map((answer) => [answer, scoreStatement(statement, answer, 'agreed').value]),
      ),
    ]),
  )
  const stages = model.stages.length
  const own = sourcesIn(model, counts)
  const others = new Map(
    carriedTo(model, known).map((one) => [
      one.from.digest,
      { sections: sourcesIn(model, counts, one), carried: pinOf(one.from) },
    ]),
  )
  const nothing = {
    levels: model.sections.map(() => undefined),
    scored: model.sections.map(() => 0),
    ambitions: model.sections.map(() => undefined),
  }
  return {
    of: ({ model: { digest }, statements, cells = {} }) => {
      const other = others.get(digest)
      const sections = digest === model.digest ? own : other?.sections
      if (sections === undefined) return nothing
      const levels: (number | undefined)[] = []
      const scored: number[] = []
      for (const section of sections) {
        let sum = 0
        let number = 0
        for (const { id, answers } of section.statements) {
          const value = answers.get(statements[id]?.agreed ?? '')
          if (value === undefined) continue
          sum += value
          number += 1
        }
        levels.push(number === 0 ? undefined : exact((stages * sum) / number))
        scored.push(number)
      }
      const ambitions = sections.map(({ cell }) => (cell === undefined ? undefined : cells[cell]?.ambition))
      return { ...(other === undefined ? {} : { carried: other.carried }), levels, scored, ambitions }
    },
    isPlain: ({ model: { digest }, statements, cells = {}, spreads }) => {
      if (digest !== model.digest || spreads !== undefined) return false
      for (const id in statements) if (counts.get(id)?.has(statements[id]!.agreed) !== true) return false
      for (const id in cells) if (!model.sectionById.has(id) || cells[id]!.ambition > stages) return false
      return true
    },
  }
}

/** Where the figures of a section come from: statements under the ids they have in the record, and the cell there that has its ambition. */
interface Sources {
  readonly statements: readonly {
    readonly id: string
    readonly answers: ReadonlyMap<string, number | undefined>
  }[]
  readonly cell: string | undefined
}

function sourcesIn(
  model: Model,
  counts: ReadonlyMap<string, ReadonlyMap<string, number | undefined>>,
  carried?: Carried,
): readonly Sources[] {
  return model.sections.map(({ id, kind, statements }) => ({
    statements: statements.flatMap((statement) => {
      const there = carried === undefined ? statement.id : carried.statements.get(statement.id)
      return there === undefined ? [] : [{ id: there, answers: counts.get(statement.id)! }]
    }),
    cell: kind === 'factor' ? undefined : carried === undefined ? id : carried.cells.get(id),
  }))
}

function pinOf({ id, version, digest }: Model) {
  return { id, version, digest }
}
