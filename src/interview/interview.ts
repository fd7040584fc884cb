import { type Course, firstOpen, jump, next, previous, type Step } from '../questionnaire/course.ts'
import { tallyOf } from '../questionnaire/tally.ts'
import { askBeside } from './beside.ts'
import { askSection } from './section-list.ts'
import type { Move, Sitting } from './sitting.ts'
import { askStatement } from './statement.ts'
import { askSummary, showSoFar } from './summary.ts'
import { askToBegin, greeting } from './welcome.ts'

/**
 * Leads a person through the course, from the first open statement until they leave or submit. Whatever is answered is on disk before the next
 * question appears. `Interrupted` of the prompter passes through: then too nothing is lost.
 */
export async function interview(sitting: Sitting): Promise<'left' | 'submitted'> {
  const { course } = sitting
  let place = firstOpen(course, sitting.response)
  let move: Move = 'stay'
  if (tallyOf(course, sitting.response).answered === 0) move = await askToBegin(sitting)
  else sitting.say(greeting(sitting))
  for (;;) {
    if (move === 'sections') move = await askSection(sitting)
    if (move === 'leave') return 'left'
    if (move === 'submitted') return 'submitted'
    place = placeAfter(course, place, move, sitting)
    move = await ask(sitting, course.steps[place]!)
  }
}

function placeAfter(course: Course, place: number, move: Move, sitting: Sitting): number {
  if (typeof move === 'object') return jump(course, sitting.response, move.to)
  if (move === 'first-open') return firstOpen(course, sitting.response)
  if (move === 'next') return next(course, place)
  return move === 'back' ? previous(place) : place
}

function ask(sitting: Sitting, step: Step): Promise<Move> {
  switch (step.kind) {
    case 'statement':
      return askStatement(sitting, step.section, step.statement)
    case 'beside':
      return askBeside(sitting, step.section, 'go on')
    case 'so-far':
      return showSoFar(sitting, step.characteristic)
    case 'summary':
      return askSummary(sitting)
  }
}
