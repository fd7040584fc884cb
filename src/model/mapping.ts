import type { Model, Scale, Section, Statement } from './model.ts'

/** Which statement of a newer version of a model was which of an older one. */
export interface Mapping {
  readonly newer: Model
  readonly older: Model
  /** In the order of the newer version; each statement of either version at most once. */
  readonly statements: readonly MappedStatement[]
  /** Statements of the newer version that were none of the older, in its order. */
  readonly added: readonly Statement[]
  /** Statements of the older version that are none of the newer any more, in its order. */
  readonly removed: readonly Statement[]
  /** Sections of the newer version by id of the older one's: of the same id, else where most of its statements went. */
  readonly sections: ReadonlyMap<string, Section>
}

export interface MappedStatement {
  readonly newer: Statement
  readonly older: Statement
  /** Its author says so by `was`; otherwise only id, text and scale are the same. */
  readonly declared: boolean
  readonly moved: boolean
  readonly reworded: boolean
  /** Its scale has other options, or other words or values for them. */
  readonly rescaled: boolean
}

/**
 * What the newer version says of the older one. `was` counts where `previous` names just this older model. A statement without it is the
 * older one of its id where text and scale are the same and no other statement was that one. A model and itself are the same throughout.
 */
export function mappingBetween(newer: Model, older: Model): Mapping {
  const isItself = newer.digest === older.digest
  const isPrevious = newer.previous?.digest === older.digest
  const wasOf = ({ was }: Statement) => (isPrevious ? was : undefined)
  const taken = new Set<string>()
  const found = new Map<Statement, MappedStatement>()
  const take = (statement: Statement, before: Statement | undefined, declared: boolean) => {
    if (before === undefined || taken.has(before.id)) return
    taken.add(before.id)
    found.set(statement, mapped(statement, before, declared))
  }
  for (const statement of newer.statements) {
    const was = wasOf(statement)
    if (was !== undefined) take(statement, older.statementById.get(was), true)
  }
  for (const statement of newer.statements) {
    const before = older.statementById.get(statement.id)
    if (wasOf(statement) === undefined && before !== undefined && isSame(statement, before))
      take(statement, before, isItself)
  }
  return mappingOf(newer, older, found)
}

/**
 * As `mappingBetween`, through the versions between the two where these are `known`: what was one statement of each in turn was that
 * of the oldest. `declared` then means that every step is.
 */
export function mappingAlong(newer: Model, older: Model, known: readonly Model[]): Mapping {
  if (newer.digest === older.digest || newer.previous?.digest === older.digest)
    return mappingBetween(newer, older)
  const way: Model[] = [newer]
  while (way.at(-1)?.digest !== older.digest) {
    const digest = way.at(-1)?.previous?.digest
    const before = [older, ...known].find((model) => model.digest === digest)
    if (before === undefined || way.includes(before)) return mappingBetween(newer, older)
    way.push(before)
  }
  const steps = way.slice(1).map((model, index) => mappingBetween(way[index]!, model))
  return steps.reduce((sofar, step) => joined(sofar, step))
}

function joined(first: Mapping, second: Mapping): Mapping {
  const behind = new Map(second.statements.map((one) => [one.newer.id, one]))
  const found = new Map<Statement, MappedStatement>()
  for (const one of first.statements) {
    const next = behind.get(one.older.id)
    if (next !== undefined) found.set(one.newer, mapped(one.newer, next.older, one.declared && next.declared))
  }
  return mappingOf(first.newer, second.older, found)
}

/** Ids of statements of the newer version by those of the older, where answers to both mean the same: the author says so, and the scale is the same. Anything else is not comparable. */
export function comparableStatements({ statements }: Mapping): ReadonlyMap<string, string> {
  const comparable = statements.filter(({ declared, rescaled }) => declared && !rescaled)
  return new Map(comparable.map(({ newer, older }) => [older.id, newer.id]))
}

function mapped(newer: Statement, older: Statement, declared: boolean): MappedStatement {
  return {
    ...{ newer, older, declared },
    moved: newer.id !== older.id,
    reworded: newer.text !== older.text,
    rescaled: !isSameScale(newer.scale, older.scale),
  }
}

function isSame(one: Statement, other: Statement): boolean {
  return one.text === other.text && isSameScale(one.scale, other.scale)
}

/** Whether an answer means the same on both: id, words and value of every option. The name of the scale does not matter. */
export function isSameScale(one: Scale, other: Scale): boolean {
  return (
    one.options.length === other.options.length &&
    one.options.every(({ id, title, value }, index) => {
      const option = other.options[index]
      return option?.id === id && option.title === title && option.value === value
    })
  )
}

function mappingOf(newer: Model, older: Model, found: ReadonlyMap<Statement, MappedStatement>): Mapping {
  const statements = newer.statements.flatMap((statement) => found.get(statement) ?? [])
  const kept = new Set(statements.map((one) => one.older.id))
  return {
    ...{ newer, older, statements },
    added: newer.statements.filter((statement) => !found.has(statement)),
    removed: older.statements.filter(({ id }) => !kept.has(id)),
    sections: sectionsBetween(newer, older, statements),
  }
}

function sectionsBetween(
  newer: Model,
  older: Model,
  statements: readonly MappedStatement[],
): ReadonlyMap<string, Section> {
  const sections = new Map<string, Section>()
  const free = newer.sections.filter(({ id, kind }) => older.sectionById.get(id)?.kind !== kind)
  for (const { id, kind } of older.sections) {
    const same = newer.sectionById.get(id)
    const went = (to: Section) =>
      statements.filter((one) => one.older.section === id && one.newer.section === to.id).length
    const [most] = free
      .filter((to) => to.kind === kind && went(to) > 0 && ![...sections.values()].includes(to))
      .toSorted((one, other) => went(other) - went(one))
    const to = same?.kind === kind ? same : most
    if (to !== undefined) sections.set(id, to)
  }
  return sections
}
