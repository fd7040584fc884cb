import type { Course } from '../questionnaire/course.ts'
import { answerTo, isReworded, progressOf } from '../response/answers.ts'
import type { Response } from '../response/response.ts'
import { wrap } from './text.ts'

/** `84 of 93, submitted`: the end of the commit message. */
export function shortState(response: Response, course: Course): string {
  const { answered, of } = progressOf(response, course.model, course.statements)
  return `${answered} of ${of}${response.submitted === undefined ? '' : ', submitted'}`
}

/** `84 of 93 answered, submitted; the 9 open statements count as not answered`. */
export function stateOf(response: Response, course: Course): string {
  const { answered, of } = progressOf(response, course.model, course.statements)
  const again = course.statements.filter((statement) => isReworded(response, statement)).length
  const reworded =
    again === 0
      ? ''
      : `; the wording of ${again} has changed since, look at ${again === 1 ? 'it' : 'them'} again`
  if (response.submitted === undefined) return `${answered} of ${of} answered, not submitted${reworded}`
  const open = of - answered
  const left =
    open === 0
      ? ''
      : `; ${open === 1 ? 'the open statement counts' : `the ${open} open statements count`} as not answered`
  return `${answered} of ${of} answered, submitted${left}${reworded}`
}

/** What a change would do to the file at `path`: how far the response would be, and every statement that would be answered otherwise. Broken to `width` columns. */
export function renderChange(
  path: string,
  course: Course,
  { before, after, width }: { readonly before: Response; readonly after: Response; readonly width: number },
): string {
  if (after === before) return `Nothing would change in ${path}.\n`
  const changed = course.model.statements.flatMap((statement) => {
    const [old, now] = [before, after].map((response) => answerTo(response, course.model, statement))
    return old === now ? [] : [`${statement.id}: ${now}${old === undefined ? '' : ` (was ${old})`}`]
  })
  const [shared, shares] = [before, after].map((response) => response['share-notes'] === true)
  if (shared !== shares) changed.push(`notes: ${shares ? 'may' : 'may not'} be shown to the group`)
  const state = wrap(`${stateOf(after, course)}.`, width)
  const lines = changed.map((line) => `${wrap(line, width, 2, 4)}\n`)
  return `${wrap(`Would be written to ${path}:`, width)}\n${state}\n${lines.join('')}`
}
