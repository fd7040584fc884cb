import type { Model, Section, Statement } from '../model/model.ts'
import { asSaid, type Response, type SectionAnswers } from './response.ts'

/** What the response holds for one cell or factor; undefined where the person has not touched it. */
export function sectionAnswers(response: Response, section: Section): SectionAnswers | undefined {
  if (section.kind === 'factor') return response['success-factors']?.[section.id]
  return response.answers[section.characteristic]?.[section.mode]
}

/** The answer given to a statement: an option of its scale, dont-know or not-applicable; undefined where not answered. */
export function answerTo(response: Response, model: Model, statement: Statement): string | undefined {
  const section = model.sectionById.get(statement.section)
  const answer = section && sectionAnswers(response, section)?.[statement.key]
  return typeof answer === 'string' ? answer : undefined
}

/** The response with one value of one section set, or removed where `value` is undefined. Everything else stays; empty sections go. */
export function withSectionValue(
  response: Response,
  section: Section,
  key: string,
  value: unknown,
): Response {
  const cell = { ...sectionAnswers(response, section) }
  if (value === undefined) delete cell[key]
  else cell[key] = value
  const empty = Object.keys(cell).length === 0
  if (section.kind === 'factor') {
    const factors = { ...response['success-factors'] }
    if (empty) delete factors[section.id]
    else factors[section.id] = cell
    const { 'success-factors': _, ...rest } = response
    return Object.keys(factors).length === 0 ? rest : { ...rest, 'success-factors': factors }
  }
  const modes = { ...response.answers[section.characteristic] }
  if (empty) delete modes[section.mode]
  else modes[section.mode] = cell
  const answers = { ...response.answers }
  if (Object.keys(modes).length === 0) delete answers[section.characteristic]
  else answers[section.characteristic] = modes
  return { ...response, answers }
}

/** Whether the wording of a statement has changed since the person answered it, and they have not looked again. */
export function isReworded(response: Response, statement: Pick<Statement, 'id'>): boolean {
  return response.reworded?.includes(statement.id) ?? false
}

/** The response once the person stands by their answer to a statement in its new wording; the very same where that was not in question. */
export function withoutReworded(response: Response, id: string): Response {
  if (!response.reworded?.includes(id)) return response
  const { reworded, ...rest } = response
  const left = reworded.filter((one) => one !== id)
  return left.length === 0 ? rest : { ...rest, reworded: left }
}

/** How far a response is: statements answered in any way, of how many; `open` in the order they are asked. */
export interface Progress {
  readonly answered: number
  readonly of: number
  readonly open: readonly Statement[]
}

export function progressOf(
  response: Response,
  model: Model,
  statements: readonly Statement[] = model.statements,
): Progress {
  const open = statements.filter((statement) => answerTo(response, model, statement) === undefined)
  return { answered: statements.length - open.length, of: statements.length, open }
}

/** The response with its keys in the order in which files are written: the model's, whatever order they were given in. */
export function inFileOrder(response: Response, model: Model): Response {
  const answers: Record<string, Record<string, SectionAnswers>> = {}
  const factors: Record<string, SectionAnswers> = {}
  for (const section of model.sections) {
    const given = sectionAnswers(response, section)
    if (given === undefined) continue
    const ordered = orderedSection(given, section, model)
    if (section.kind === 'factor') factors[section.id] = ordered
    else answers[section.characteristic] = { ...answers[section.characteristic], [section.mode]: ordered }
  }
  const { format, model: name, round, person, role, started, submitted, pass, reworded } = response
  return asSaid<Response>({
    ...{ format, model: name, round, person, role, started, submitted, pass },
    'share-notes': response['share-notes'],
    'looked-at': response['looked-at'],
    reworded,
    answers,
    'success-factors': Object.keys(factors).length === 0 ? undefined : factors,
  })
}

function orderedSection(given: SectionAnswers, section: Section, model: Model): SectionAnswers {
  const keys = [...section.statements.map((statement) => statement.key), 'ambition', 'stance']
  const ordered = Object.fromEntries(keys.filter((key) => key in given).map((key) => [key, given[key]]))
  const notes = given.notes
  if (notes === undefined) return ordered
  const kinds = model.notes.map((kind) => kind.id).filter((kind) => kind in notes)
  return { ...ordered, notes: Object.fromEntries(kinds.map((kind) => [kind, notes[kind]!])) }
}
