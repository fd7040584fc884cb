import type { Consensus } from '../merge/consensus.ts'
import type { Model, Section, Statement } from '../model/model.ts'
import { tallyOf } from './tally.ts'

/** What the group goes through, in order: each statement; after the last one of a section what is decided about the section; at the end what is still open. A place is an index into it. */
export type Course = readonly Step[]

export type Step =
  | { readonly kind: 'statement'; readonly section: Section; readonly statement: Statement }
  | { readonly kind: 'section'; readonly section: Section }
  | { readonly kind: 'end' }

/** The course through the statements in this order, which has all of the model's. */
export function courseThrough(model: Model, statements: readonly Statement[]): Course {
  const last = new Map(statements.map((statement) => [statement.section, statement]))
  const steps = statements.flatMap((statement): Step[] => {
    const section = model.sectionById.get(statement.section)!
    const asked: Step = { kind: 'statement', section, statement }
    return last.get(section.id) === statement ? [asked, { kind: 'section', section }] : [asked]
  })
  return [...steps, { kind: 'end' }]
}

/** Where to begin or go on: the first statement on which nothing is agreed, else the first whose answers have changed since, else the first section in which anything is open, else the end. */
export function firstOpen(course: Course, model: Model, consensus: Consensus): number {
  const open = new Map(tallyOf(model, consensus).open.map((one) => [one.section.id, one]))
  const among = (step: Step, kind: 'statements' | 'changed') =>
    step.kind === 'statement' && open.get(step.section.id)?.[kind].includes(step.statement) === true
  const places = [
    course.findIndex((step) => among(step, 'statements')),
    course.findIndex((step) => among(step, 'changed')),
    course.findIndex((step) => step.kind === 'section' && open.has(step.section.id)),
  ]
  return places.find((place) => place !== -1) ?? course.length - 1
}

/** Where a jump to a section lands: its first open statement, else its first. */
export function jump(course: Course, consensus: Consensus, { id }: Section): number {
  const own = (step: Step) => step.kind === 'statement' && step.section.id === id
  const open = course.findIndex((step) => own(step) && isOpen(step, consensus))
  return open === -1 ? course.findIndex(own) : open
}

function isOpen(step: Step, { statements }: Consensus): boolean {
  return step.kind === 'statement' && statements[step.statement.id]?.agreed === undefined
}
