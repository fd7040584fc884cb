import { may, type Person } from '../../assessment/assessment.ts'
import { failure } from '../../problem.ts'
import { type Course, courseOf } from '../../questionnaire/course.ts'
import type { Workspace } from '../workspace.ts'

/** What a person is asked. Throws a `TiexError` where they may not answer, or none of their sections is in the model. */
export function courseFor({ model }: Pick<Workspace, 'model'>, person: Person): Course {
  if (!may(person, 'answer')) {
    throw failure(
      'may',
      `${person.id} may not answer in this assessment`,
      'somebody who may administer can add answer to may in tiex.yaml',
    )
  }
  const course = courseOf(model, person.sections)
  if (course.statements.length > 0) return course
  throw failure(
    'sections',
    `none of the sections of ${person.id} is in the model`,
    `mend sections in tiex.yaml: ${person.sections?.join(', ')}`,
  )
}
