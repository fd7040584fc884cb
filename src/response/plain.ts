import { answersTo, type Model, modelName, type Section, type Statement } from '../model/model.ts'
import { noteLimit, type Response, type SectionAnswers } from './response.ts'

/**
 * Whether answers are surely right by the model, as nearly all of thousands are: nothing in them but answers of the scales and dont-know,
 * ambitions on the stages and notes that are short texts. False says nothing; `checkAnswers` then tells what is wrong, if anything is.
 */
export function isPlain(response: Response, model: Model): boolean {
  if (response.model !== modelName(model)) return false
  if (response['looked-at'] !== undefined || response.reworded !== undefined) return false
  const { cells, factors } = answersOf(model)
  for (const id in response.answers) {
    const modes = response.answers[id]!
    const known = cells.get(id)
    if (known === undefined) return false
    for (const mode in modes) if (!isPlainSection(modes[mode]!, known.get(mode), model)) return false
  }
  for (const id in response['success-factors'])
    if (!isPlainSection(response['success-factors'][id]!, factors.get(id), model)) return false
  return true
}

function isPlainSection(given: SectionAnswers, answers: Answers | undefined, model: Model): boolean {
  if (answers === undefined) return false
  for (const key in given) {
    const value = given[key]
    const right =
      answers.byKey.get(key)?.has(value) ??
      (key === 'notes'
        ? arePlainNotes(given.notes!, model)
        : key === 'ambition' && answers.isCell && Number(value) <= model.stages.length)
    if (!right) return false
  }
  return true
}

function arePlainNotes(notes: NonNullable<SectionAnswers['notes']>, model: Model): boolean {
  for (const kind in notes) {
    const note = notes[kind]
    const isText = typeof note === 'string' && note.length <= noteLimit
    if (!isText || !model.notes.some((known) => known.id === kind && known.kind !== 'links')) return false
  }
  return true
}

/** What can be answered in a section without giving a reason, by key. */
interface Answers {
  readonly byKey: ReadonlyMap<string, ReadonlySet<unknown>>
  readonly isCell: boolean
}

interface AllAnswers {
  /** By characteristic and mode. */
  readonly cells: ReadonlyMap<string, ReadonlyMap<string, Answers>>
  readonly factors: ReadonlyMap<string, Answers>
}

const known = new WeakMap<Model, AllAnswers>()

function answersOf(model: Model): AllAnswers {
  const before = known.get(model)
  if (before !== undefined) return before
  const cells = new Map<string, Map<string, Answers>>()
  for (const cell of model.cells) {
    const modes = cells.get(cell.characteristic) ?? new Map<string, Answers>()
    cells.set(cell.characteristic, modes.set(cell.mode, answersIn(cell)))
  }
  const all = { cells, factors: new Map(model.factors.map((factor) => [factor.id, answersIn(factor)])) }
  known.set(model, all)
  return all
}

function answersIn(section: Section): Answers {
  const withoutReason = (statement: Statement) =>
    new Set<unknown>(answersTo(statement).filter((answer) => answer !== 'not-applicable'))
  return {
    byKey: new Map(section.statements.map((statement) => [statement.key, withoutReason(statement)])),
    isCell: section.kind === 'cell',
  }
}
