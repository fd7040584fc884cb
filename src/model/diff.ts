import {
  comparableStatements,
  isSameScale,
  type MappedStatement,
  type Mapping,
  mappingBetween,
} from './mapping.ts'
import { type Axis, type Model, modelName, type Scale, type Statement } from './model.ts'

/** What is different between two versions of a model: computed once, rendered many ways. */
export interface ModelDiff {
  readonly older: Model
  readonly newer: Model
  readonly added: readonly Statement[]
  readonly removed: readonly Statement[]
  /** Same place, or mapped by `was`; the words differ. Those that `isUnclaimed` have the same id and no `was`: nothing says that they still mean the same. */
  readonly reworded: readonly Reworded[]
  readonly moved: readonly MappedStatement[]
  /** Answered on a scale that is another now. */
  readonly rescaled: readonly MappedStatement[]
  /** Everything else: scales, modes, stages, sections, kinds of notes, dates. A sentence each, with `id` of what it is about. */
  readonly others: readonly Other[]
  /** How many statements have an answer that can be compared between the versions; of how many of the newer. */
  readonly comparable: number
  readonly unchanged: number
}

export interface Reworded {
  readonly older: Statement
  readonly newer: Statement
  readonly isUnclaimed: boolean
}

export interface Other {
  readonly what: 'scale' | 'mode' | 'stage' | 'section' | 'note' | 'use'
  readonly id: string
  readonly change: 'added' | 'removed' | 'changed' | 'order'
  /** Where it is not clear from the rest. */
  readonly detail?: string
}

/** All that is different but help, descriptions, lines of enquiry, resources and the glossary, which may grow within a version. */
export function diffModels(older: Model, newer: Model): ModelDiff {
  const mapping = mappingBetween(newer, older)
  const unclaimed = unclaimedIn(mapping)
  const pairs = mapping.statements
  return {
    ...{ older, newer },
    added: mapping.added.filter(({ id }) => !unclaimed.has(id)),
    removed: mapping.removed.filter(({ id }) => !unclaimed.has(id)),
    reworded: newer.statements.flatMap((statement): Reworded[] => {
      const pair = pairs.find((one) => one.newer === statement)
      if (pair?.reworded) return [{ older: pair.older, newer: statement, isUnclaimed: false }]
      const before = unclaimed.get(statement.id)
      return before === undefined ? [] : [{ older: before, newer: statement, isUnclaimed: true }]
    }),
    moved: pairs.filter(({ moved }) => moved),
    rescaled: pairs.filter(({ rescaled }) => rescaled),
    others: [...scaleChanges(older, newer), ...axisChanges(older, newer), ...sectionChanges(older, newer)],
    comparable: comparableStatements(mapping).size,
    unchanged: pairs.filter(({ moved, reworded, rescaled }) => !moved && !reworded && !rescaled).length,
  }
}

/** Whether nothing that matters for answers is different; the version itself does not count. */
export function isSameModel({ added, removed, reworded, moved, rescaled, others }: ModelDiff): boolean {
  return [added, removed, reworded, moved, rescaled, others].every((list) => list.length === 0)
}

/** Statements of the older version whose id is still there, but with other words or another scale and no `was`. */
function unclaimedIn({ added, removed }: Mapping): ReadonlyMap<string, Statement> {
  const ids = new Set(added.filter(({ was }) => was === undefined).map(({ id }) => id))
  return new Map(removed.filter(({ id }) => ids.has(id)).map((statement) => [statement.id, statement]))
}

function scaleChanges(older: Model, newer: Model): Other[] {
  const uses = (['statementScale', 'factorScale'] as const).flatMap((use): Other[] =>
    older[use].id === newer[use].id
      ? []
      : [
          {
            what: 'use',
            id: use === 'statementScale' ? 'statement-scale' : 'factor-scale',
            change: 'changed',
            detail: `${older[use].id} → ${newer[use].id}`,
          },
        ],
  )
  return [...uses, ...listChanges('scale', older.scales, newer.scales, scaleDetail)]
}

function scaleDetail(before: Scale, after: Scale): string | undefined {
  if (before.title === after.title && isSameScale(before, after)) return undefined
  const words = ({ options }: Scale) => options.map(({ title }) => title).join(', ')
  const valued = ({ options }: Scale) =>
    options.map(({ id, value }) => `${id} ${Number(value.toFixed(3))}`).join(', ')
  if (words(before) !== words(after)) return `${words(before)} → ${words(after)}`
  return isSameScale(before, after)
    ? `${before.title} → ${after.title}`
    : `${valued(before)} → ${valued(after)}`
}

function axisChanges(older: Model, newer: Model): Other[] {
  const titled = (before: Axis, after: Axis) =>
    before.title === after.title ? undefined : `${before.title} → ${after.title}`
  const noted = (before: Model['notes'][number], after: Model['notes'][number]) =>
    before.kind === after.kind ? titled(before, after) : `${before.kind} → ${after.kind}`
  return [
    ...listChanges('mode', older.modes, newer.modes, titled),
    ...listChanges('stage', older.stages, newer.stages, titled),
    ...listChanges('note', older.notes, newer.notes, noted),
  ]
}

function sectionChanges(older: Model, newer: Model): Other[] {
  const titles = ({ characteristics, factors }: Model): readonly Axis[] => [...characteristics, ...factors]
  return listChanges('section', titles(older), titles(newer), (before, after) =>
    before.title === after.title ? undefined : `${before.title} → ${after.title}`,
  )
}

function listChanges<Item extends { readonly id: string }>(
  what: Other['what'],
  before: readonly Item[],
  after: readonly Item[],
  detailOf: (before: Item, after: Item) => string | undefined,
): Other[] {
  const [old, now] = [before.map(({ id }) => id), after.map(({ id }) => id)]
  const changed = after.flatMap((item): Other[] => {
    const was = before.find(({ id }) => id === item.id)
    if (was === undefined) return [{ what, id: item.id, change: 'added' }]
    const detail = detailOf(was, item)
    return detail === undefined ? [] : [{ what, id: item.id, change: 'changed', detail }]
  })
  const gone = old.filter((id) => !now.includes(id)).map((id): Other => ({ what, id, change: 'removed' }))
  const kept = (ids: readonly string[], others: readonly string[]) => ids.filter((id) => others.includes(id))
  const isMixed = kept(old, now).join('/') !== kept(now, old).join('/')
  return [
    ...changed,
    ...gone,
    ...(isMixed ? [{ what, id: kept(now, old).join(', '), change: 'order' as const }] : []),
  ]
}

/** `tiex@2026.1 → tiex@2027.1` */
export function namesOf({ older, newer }: Pick<ModelDiff, 'older' | 'newer'>): string {
  return `${modelName(older)} → ${modelName(newer)}`
}
