import { type Course, courseThrough, firstOpen, jump, type Step } from '../../workshop/course.ts'
import { progressOf } from '../../workshop/tally.ts'
import type { Move } from '../sitting.ts'
import { askAtEnd } from './end.ts'
import { askSectionDecisions } from './section.ts'
import { askSection } from './section-list.ts'
import { statementsInOrder, type WorkshopSitting } from './sitting.ts'
import { askToBegin, askToShowFew, greeting } from './start.ts'
import { askStatement } from './statement.ts'

/**
 * Leads a group through the statements, from the first open one until they leave. Whatever is decided is on disk before the next
 * question appears. `Interrupted` of the prompter passes through: then too nothing is lost.
 */
export async function workshop(sitting: WorkshopSitting): Promise<void> {
  const isNew = progressOf(sitting.model.statements, sitting.consensus).agreed === 0
  if (!isNew) sitting.say(greeting(sitting))
  await askToShowFew(sitting)
  const course = courseThrough(sitting.model, statementsInOrder(sitting))
  let move: Move = 'stay'
  let place = firstOpen(course, sitting.model, sitting.consensus)
  if (isNew) move = await askToBegin(sitting)
  for (;;) {
    if (move === 'sections') move = await askSection(sitting)
    if (move === 'leave') return
    place = placeAfter(course, place, { move, sitting })
    move = await ask(sitting, course[place]!)
  }
}

function placeAfter(
  course: Course,
  place: number,
  { move, sitting }: { readonly move: Move; readonly sitting: WorkshopSitting },
): number {
  if (typeof move === 'object') return jump(course, sitting.consensus, move.to)
  if (move === 'first-open') return firstOpen(course, sitting.model, sitting.consensus)
  if (move === 'next') return Math.min(place + 1, course.length - 1)
  return move === 'back' ? Math.max(place - 1, 0) : place
}

function ask(sitting: WorkshopSitting, step: Step): Promise<Move> {
  if (step.kind === 'statement') return askStatement(sitting, step.section, step.statement)
  return step.kind === 'section' ? askSectionDecisions(sitting, step.section) : askAtEnd(sitting)
}
