import type { MappedStatement, Mapping } from '../model/mapping.ts'
import { type Model, modelName, outsideScale, type Section, type Statement } from '../model/model.ts'
import { answerTo, inFileOrder, sectionAnswers, withSectionValue } from '../response/answers.ts'
import type { Response } from '../response/response.ts'

/** Something that a newer version has no place for: of a statement the answer, of a section what stood beside its answers. Ids are the older version's. */
export interface Dropped {
  readonly id: string
  readonly what: 'answer' | 'ambition' | 'stance' | 'note'
}

/** A response in the newer version, in the order of files. `dropped` stays in the history alone. */
export interface CarriedResponse {
  readonly response: Response
  readonly dropped: readonly Dropped[]
}

/**
 * What a person answered, carried to a newer version. An answer goes with its statement wherever that went; where the statement was
 * reworded or its scale is another, the answer is marked for its person to look at again. What the newer version has no place for
 * is dropped. `submitted` stays: the person has handed in what they had to say.
 */
export function carryResponse(response: Response, mapping: Mapping): CarriedResponse {
  const { newer, older } = mapping
  const dropped: Dropped[] = []
  const { reworded: marked = [], 'looked-at': lookedAt, ...head } = response
  const { 'success-factors': _, ...bare } = head
  let carried: Response = { ...bare, model: modelName(newer), answers: {} }
  for (const section of older.sections) {
    const to = mapping.sections.get(section.id)
    const beside = besideOf(response, section, { to, mapping })
    for (const [key, value] of beside.kept) carried = withSectionValue(carried, to!, key, value)
    dropped.push(...beside.dropped)
  }
  const again = new Set<string>()
  for (const pair of mapping.statements) {
    const answer = answerTo(response, older, pair.older)
    if (answer === undefined) continue
    if (!isAnswer(pair.newer, answer)) {
      dropped.push({ id: pair.older.id, what: 'answer' })
      continue
    }
    carried = withAnswer(carried, response, { pair, answer, mapping })
    if (pair.reworded || pair.rescaled || marked.includes(pair.older.id)) again.add(pair.newer.id)
  }
  for (const statement of mapping.removed)
    if (answerTo(response, older, statement) !== undefined) dropped.push({ id: statement.id, what: 'answer' })
  const reworded = newer.statements.map(({ id }) => id).filter((id) => again.has(id))
  const looked = mapping.statements.flatMap((one) =>
    lookedAt?.statements.includes(one.older.id) ? [one.newer.id] : [],
  )
  const whole = {
    ...carried,
    ...(lookedAt === undefined || looked.length === 0
      ? {}
      : { 'looked-at': { ...lookedAt, statements: looked } }),
    ...(reworded.length === 0 ? {} : { reworded }),
  }
  return { response: inFileOrder(whole, newer), dropped: inOrder(dropped, older) }
}

function isAnswer({ scale }: Statement, answer: string): boolean {
  return scale.options.some(({ id }) => id === answer) || (outsideScale as readonly string[]).includes(answer)
}

/** An answer in its new place. Not applicable needs its reason in the same section, and takes it along into one that has none. */
function withAnswer(
  carried: Response,
  response: Response,
  {
    pair: { newer: statement, older: before },
    answer,
    mapping,
  }: { readonly pair: MappedStatement; readonly answer: string; readonly mapping: Mapping },
): Response {
  const to = mapping.newer.sectionById.get(statement.section)!
  const answered = withSectionValue(carried, to, statement.key, answer)
  const from = mapping.older.sectionById.get(before.section)!
  const reason = sectionAnswers(response, from)?.notes?.rationale
  const notes = sectionAnswers(answered, to)?.notes
  if (answer !== 'not-applicable' || reason === undefined || notes?.rationale !== undefined) return answered
  return withSectionValue(answered, to, 'notes', { ...notes, rationale: reason })
}

/** What stands beside the answers of a section: notes of kinds that are still there; ambition and stance while the stages are the same, since a level means nothing among others. */
function besideOf(
  response: Response,
  section: Section,
  { to, mapping: { newer, older } }: { readonly to: Section | undefined; readonly mapping: Mapping },
): { readonly kept: readonly (readonly [string, unknown])[]; readonly dropped: readonly Dropped[] } {
  const { ambition, stance, notes = {} } = sectionAnswers(response, section) ?? {}
  const hasPlace = to !== undefined
  const levels = hasPlace && sameStages(newer, older)
  const kinds = newer.notes.map(({ id, kind }) => `${id} ${kind}`)
  const stays = (id: string) =>
    hasPlace && older.notes.some((kind) => kind.id === id && kinds.includes(`${id} ${kind.kind}`))
  const kept = Object.fromEntries(Object.entries(notes).filter(([kind]) => stays(kind)))
  const gone = Object.keys(notes).filter((kind) => !stays(kind))
  const staysPut = stance !== undefined && levels && kept.rationale !== undefined
  const dropped = (what: Dropped['what'], is: boolean): readonly Dropped[] =>
    is ? [{ id: section.id, what }] : []
  return {
    kept: [
      ...(ambition !== undefined && levels ? [['ambition', ambition] as const] : []),
      ...(staysPut ? [['stance', stance] as const] : []),
      ...(Object.keys(kept).length === 0 ? [] : [['notes', kept] as const]),
    ],
    dropped: [
      ...dropped('ambition', ambition !== undefined && !levels),
      ...dropped('stance', stance !== undefined && !staysPut),
      ...dropped('note', gone.length > 0),
    ],
  }
}

export function sameStages(one: Model, other: Model): boolean {
  return one.stages.map(({ id }) => id).join('/') === other.stages.map(({ id }) => id).join('/')
}

/** In the order of the model: sections first, then statements. */
function inOrder(dropped: readonly Dropped[], { sections, statements }: Model): readonly Dropped[] {
  const order = [...sections, ...statements].map(({ id }) => id)
  return dropped.toSorted((one, other) => order.indexOf(one.id) - order.indexOf(other.id))
}
