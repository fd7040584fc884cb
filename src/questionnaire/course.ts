import type { Characteristic, Model, Section, Statement } from '../model/model.ts'
import { answerTo, isReworded } from '../response/answers.ts'
import type { Response } from '../response/response.ts'

/**
 * What one person is asked, in order: each section's statements, then what may be said beside them; the grid so far after the last
 * cell of a characteristic; a summary at the end. A place in the course is an index into `steps`.
 */
export interface Course {
  readonly model: Model
  readonly sections: readonly Section[]
  readonly statements: readonly Statement[]
  readonly steps: readonly Step[]
}

export type Step =
  | { readonly kind: 'statement'; readonly section: Section; readonly statement: Statement }
  | { readonly kind: 'beside'; readonly section: Section }
  | { readonly kind: 'so-far'; readonly characteristic: Characteristic }
  | { readonly kind: 'summary' }

/**
 * The course through the whole model, or through the parts `only` names: ids of characteristics, cells and factors, in any order.
 * Ids the model does not have add nothing; a course without statements is only a summary.
 */
export function courseOf(model: Model, only?: readonly string[]): Course {
  const sections = model.sections.filter((section) => only === undefined || isAmong(section, only))
  const steps = sections.flatMap((section, index): Step[] => {
    const asked = section.statements.map((statement): Step => ({ kind: 'statement', section, statement }))
    const characteristic = endedBy(section, sections[index + 1], model)
    const soFar: Step[] = characteristic === undefined ? [] : [{ kind: 'so-far', characteristic }]
    return [...asked, { kind: 'beside', section }, ...soFar]
  })
  const statements = sections.flatMap((section) => section.statements)
  return { model, sections, statements, steps: [...steps, { kind: 'summary' }] }
}

function isAmong(section: Section, only: readonly string[]): boolean {
  return only.includes(section.id) || (section.kind === 'cell' && only.includes(section.characteristic))
}

/** The characteristic whose last section of the course this is. */
function endedBy(section: Section, following: Section | undefined, model: Model): Characteristic | undefined {
  if (section.kind !== 'cell') return undefined
  if (following?.kind === 'cell' && following.characteristic === section.characteristic) return undefined
  return model.characteristics.find((characteristic) => characteristic.id === section.characteristic)
}

/** Where to begin or go on: the first statement whose wording has changed, else the first without an answer, or the summary where there is none. */
export function firstOpen(course: Course, response: Response): number {
  const reworded = course.steps.findIndex(
    (step) => step.kind === 'statement' && isReworded(response, step.statement),
  )
  if (reworded !== -1) return reworded
  const open = course.steps.findIndex((step) => isOpen(step, course, response))
  return open === -1 ? course.steps.length - 1 : open
}

/** Where a jump to a section lands: its first open statement, else its first. Throws for a section that is not in the course. */
export function jump(course: Course, response: Response, section: Section): number {
  const own = (step: Step) => step.kind === 'statement' && step.section === section
  const open = course.steps.findIndex((step) => own(step) && isOpen(step, course, response))
  const place = open === -1 ? course.steps.findIndex(own) : open
  if (place === -1) throw new Error(`${section.id} is not in this course`)
  return place
}

/** The place after this one; the summary stays where it is. */
export function next(course: Course, place: number): number {
  return Math.min(place + 1, course.steps.length - 1)
}

/** The place before this one; the first stays where it is. */
export function previous(place: number): number {
  return Math.max(place - 1, 0)
}

function isOpen(step: Step, course: Course, response: Response): boolean {
  return step.kind === 'statement' && answerTo(response, course.model, step.statement) === undefined
}
