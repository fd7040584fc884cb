import type { Model, NoteKind, Section } from '../model/model.ts'
import { failure, TiexError } from '../problem.ts'
import { progressOf, sectionAnswers } from '../response/answers.ts'
import type { Response } from '../response/response.ts'
import type { Course } from './course.ts'

/** The kind of note that gives the reason for an answer; undefined in a model without one, which then demands none. */
export function rationaleKind(model: Model): NoteKind | undefined {
  return model.notes.find((kind) => kind.id === 'rationale' && kind.kind === 'text')
}

function hasRationale(response: Response, section: Section): boolean {
  const rationale = sectionAnswers(response, section)?.notes?.rationale
  return typeof rationale === 'string' && rationale.trim() !== ''
}

/** Whether the section holds a decision that needs a reason: a statement that is not applicable, or a deliberate stance. */
export function demandsRationale(response: Response, section: Section): boolean {
  const given = sectionAnswers(response, section)
  if (given === undefined) return false
  return (
    given.stance !== undefined ||
    section.statements.some((statement) => given[statement.key] === 'not-applicable')
  )
}

/** The sections that still owe a reason for what they say. */
export function owingRationale(model: Model, response: Response): readonly Section[] {
  if (rationaleKind(model) === undefined) return []
  return model.sections.filter(
    (section) => demandsRationale(response, section) && !hasRationale(response, section),
  )
}

/** Throws a `TiexError` where a response cannot be saved as it was given by flags: a reason is owed, or it is submitted without any answer. */
export function refuseUnfit(response: Response, { model, statements }: Course): void {
  const owing = owingRationale(model, response)
  if (owing.length > 0)
    throw new TiexError(
      owing.map(({ id }) => ({
        severity: 'error',
        rule: 'rationale',
        message: `an answer in ${id} is not applicable, or its stance deliberate, without a reason`,
        hint: `add --note '${id}/rationale=WHY'`,
      })),
      'Nothing was saved.',
    )
  // It would only make the group look larger than it is, and whoever did answer stand out in it.
  if (response.submitted !== undefined && progressOf(response, model, statements).answered === 0)
    throw failure('empty', 'there is no answer to submit yet', 'answer first: tiex assess')
}
