import type { Section } from '../model/model.ts'
import { progressOf } from '../response/answers.ts'
import type { Response } from '../response/response.ts'
import type { Course } from './course.ts'

/** How far one section is: statements answered in any way, of how many. */
export interface SectionState {
  readonly section: Section
  readonly answered: number
  readonly of: number
}

/** The task list: every section of the course, in order. */
export function sectionStates(course: Course, response: Response): readonly SectionState[] {
  return course.sections.map((section) => {
    const { answered, of } = progressOf(response, course.model, section.statements)
    return { section, answered, of }
  })
}

/** `not started`, `3 of 4` or `complete`. */
export function stateInWords({ answered, of }: SectionState): string {
  if (answered === 0) return 'not started'
  return answered === of ? 'complete' : `${answered} of ${of}`
}
