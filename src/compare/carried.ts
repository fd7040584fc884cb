import { comparableStatements, mappingAlong } from '../model/mapping.ts'
import type { Model, Section } from '../model/model.ts'

/** Whether a model comes after another one, directly or through the `known` versions between them. */
export function comesAfter(later: Model, earlier: Model, known: readonly Model[]): boolean {
  const seen = new Set<string>()
  let before = later.previous?.digest
  while (before !== undefined && !seen.has(before)) {
    if (before === earlier.digest) return true
    seen.add(before)
    const digest = before
    before = known.find((model) => model.digest === digest)?.previous?.digest
  }
  return false
}

/** Ids of statements of the earlier model by those of the later one, where answers to both mean the same. */
export function comparedStatements(
  later: Model,
  earlier: Model,
  known: readonly Model[],
): ReadonlyMap<string, string> {
  const comparable = comparableStatements(mappingAlong(later, earlier, known))
  return new Map(Array.from(comparable, ([before, now]) => [now, before]))
}

/** Where answers to another version of a model count in this one. */
export interface Carried {
  /** The version that was answered. */
  readonly from: Model
  /** Its statements by those of this model that they stand for, whichever of the two is newer. */
  readonly statements: ReadonlyMap<string, string>
  /** Its cells by those of this model: an ambition is for a whole cell, so that both must hold just the same statements. */
  readonly cells: ReadonlyMap<string, string>
}

/** The other versions of a model among the `known`, earlier and later ones, each with what carries over. */
export function carriedTo(model: Model, known: readonly Model[]): readonly Carried[] {
  return known.flatMap((from) => {
    const isForward = comesAfter(model, from, known)
    if (from.digest === model.digest || !(isForward || comesAfter(from, model, known))) return []
    const pairs = isForward ? comparedStatements(model, from, known) : comparedStatements(from, model, known)
    const statements = isForward ? pairs : new Map(Array.from(pairs, ([now, then]) => [then, now]))
    return [{ from, statements, cells: sameCells(model, from, statements) }]
  })
}

function sameCells(
  model: Model,
  from: Model,
  statements: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const cells = new Map<string, string>()
  if (from.stages.length !== model.stages.length) return cells
  const before = (cell: Section) =>
    new Set(cell.statements.map(({ id }) => from.statementById.get(statements.get(id) ?? '')?.section))
  for (const cell of model.cells) {
    const [only, ...more] = before(cell)
    const section = from.sectionById.get(only ?? '')
    if (more.length === 0 && section?.statements.length === cell.statements.length)
      cells.set(cell.id, section.id)
  }
  return cells
}
