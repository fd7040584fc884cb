import { type Mapping, mappingAlong } from '../model/mapping.ts'
import type { Model, Section } from '../model/model.ts'
import type { GroupAnswers } from '../scoring/results.ts'
import { comesAfter, comparedStatements } from './carried.ts'
import type { Subject } from './subject.ts'

/** Answers of two subjects over what can be compared of them. */
export interface Common {
  /** The model they are compared over: the newer one of two. */
  readonly model: Model
  readonly first: GroupAnswers
  readonly second: GroupAnswers
  /** Statements of either model that cannot be compared, those of the newer one first; empty between answers to the same model. */
  readonly left: readonly NotComparable[]
  /** Sections of which only some statements are compared, with how many. */
  readonly parts: ReadonlyMap<string, number>
}

export interface NotComparable {
  readonly statement: string
  /** The version of the model it is from. */
  readonly version: string
  /** Its author names none that it was, or its scale is another now. */
  readonly why: 'unmapped' | 'other scale'
}

/**
 * The answers of two subjects to the same statements. Between versions of a model these are only the statements of which the newer version
 * says by `was` what they were in the older one; the same id without `was` is another statement. Both sides are cut to them, so that
 * like stands beside like; an ambition stays only where its whole cell is mapped. Of models that do not know each other nothing is left.
 * Versions between the two are followed where they are `known`.
 */
export function inCommon(first: Subject, second: Subject, known: readonly Model[] = []): Common {
  if (first.model.digest === second.model.digest)
    return { model: first.model, first: first.answers, second: second.answers, left: [], parts: new Map() }
  const secondIsNewer = !comesAfter(first.model, second.model, known)
  const [newer, older] = secondIsNewer ? [second, first] : [first, second]
  const mapping = mappingAlong(newer.model, older.model, known)
  /** Ids of the older model by those of the newer. */
  const was = comparedStatements(newer.model, older.model, known)
  const now = cutTo(newer.answers, newer.model, was)
  const before = translated(older.answers, mapping, was)
  return {
    model: newer.model,
    first: secondIsNewer ? before : now,
    second: secondIsNewer ? now : before,
    left: leftOut(mapping, was),
    parts: partsOf(newer.model, was),
  }
}

type Was = ReadonlyMap<string, string>

function cutTo({ statements, cells = {} }: GroupAnswers, model: Model, was: Was): GroupAnswers {
  const whole = model.cells.filter((cell) => isWhole(cell, was)).map(({ id }) => id)
  return {
    statements: Object.fromEntries(Object.entries(statements).filter(([id]) => was.has(id))),
    cells: Object.fromEntries(Object.entries(cells).filter(([id]) => whole.includes(id))),
  }
}

/** The answers of the older model under the ids of the newer one. */
function translated({ statements, cells = {} }: GroupAnswers, mapping: Mapping, was: Was): GroupAnswers {
  const { newer, older } = mapping
  const sameStages = newer.stages.length === older.stages.length
  return {
    statements: Object.fromEntries(
      Array.from(was).flatMap(([now, before]) => {
        const entry = Object.hasOwn(statements, before) ? statements[before] : undefined
        return entry === undefined ? [] : [[now, entry]]
      }),
    ),
    cells: Object.fromEntries(
      newer.cells.flatMap((cell) => {
        const before = sameStages && isWhole(cell, was) ? cellBefore(cell, older, was) : undefined
        const entry = before !== undefined && Object.hasOwn(cells, before) ? cells[before] : undefined
        return entry === undefined ? [] : [[cell.id, entry]]
      }),
    ),
  }
}

function isWhole({ statements }: Section, was: Was): boolean {
  return statements.every(({ id }) => was.has(id))
}

/** The one cell of the older model in which all statements of this cell stood; undefined where they stood in several. */
function cellBefore({ statements }: Section, older: Model, was: Was): string | undefined {
  const before = new Set(statements.map(({ id }) => older.statementById.get(was.get(id) ?? '')?.section))
  return before.size === 1 ? [...before][0] : undefined
}

/** Statements of a model and of another version of it that do not carry over; the order is that of `inCommon`. */
export function leftBetween(model: Model, other: Model, known: readonly Model[]): readonly NotComparable[] {
  const [newer, older] = comesAfter(other, model, known) ? [other, model] : [model, other]
  return leftOut(mappingAlong(newer, older, known), comparedStatements(newer, older, known))
}

function leftOut({ newer, older, statements }: Mapping, was: Was): readonly NotComparable[] {
  const compared = new Set(was.values())
  const rescaled = new Set(
    statements
      .filter((one) => one.declared && one.rescaled)
      .flatMap((one) => [`new ${one.newer.id}`, `old ${one.older.id}`]),
  )
  const why = (key: string) => (rescaled.has(key) ? 'other scale' : 'unmapped')
  return [
    ...newer.statements
      .filter(({ id }) => !was.has(id))
      .map(({ id }) => ({ statement: id, version: newer.version, why: why(`new ${id}`) }) as const),
    ...older.statements
      .filter(({ id }) => !compared.has(id))
      .map(({ id }) => ({ statement: id, version: older.version, why: why(`old ${id}`) }) as const),
  ]
}

function partsOf(model: Model, was: Was): ReadonlyMap<string, number> {
  return new Map(
    model.sections.flatMap(({ id, statements }) => {
      const compared = statements.filter((statement) => was.has(statement.id)).length
      return compared === statements.length ? [] : [[id, compared] as const]
    }),
  )
}
