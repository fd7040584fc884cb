import type { Statement } from '../model/model.ts'
import { answerTo, progressOf, sectionAnswers } from '../response/answers.ts'
import type { Response } from '../response/response.ts'
import type { Course } from './course.ts'

/** What the summary counts, over the statements of a course. */
export interface Tally {
  /** Answered in any way; dont-know and not-applicable are among them. */
  readonly answered: number
  readonly of: number
  readonly open: readonly Statement[]
  readonly dontKnow: readonly Statement[]
  readonly notApplicable: number
  /** Notes of any kind; a list of links counts as one. */
  readonly notes: number
}

export function tallyOf(course: Course, response: Response): Tally {
  const { model, statements, sections } = course
  const having = (answer: string) =>
    statements.filter((statement) => answerTo(response, model, statement) === answer)
  const notes = sections.map((section) => Object.keys(sectionAnswers(response, section)?.notes ?? {}).length)
  return {
    ...progressOf(response, model, statements),
    dontKnow: having('dont-know'),
    notApplicable: having('not-applicable').length,
    notes: notes.reduce((sum, count) => sum + count, 0),
  }
}
