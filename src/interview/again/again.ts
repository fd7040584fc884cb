import { minutesFor } from '../../questionnaire/duration.ts'
import { counted, oneLine, readable, wrap } from '../../render/text.ts'
import { command, type Move, wayOf, ways } from '../sitting.ts'
import { measure, paintOf, stacked } from '../text.ts'
import { newReadersWords } from '../welcome.ts'
import { askToFinish } from './end.ts'
import { type LookSitting, lookedIn, progressIn } from './sitting.ts'
import { askAgain } from './statement.ts'

/**
 * Leads a person through what they are asked to look at again, from the first statement they have not looked at until they leave or
 * finish. Whatever they decide is on disk before the next question appears; `Interrupted` of the prompter passes through.
 */
export async function lookAgain(given: LookSitting): Promise<'left' | 'finished'> {
  const { statements } = given
  const sitting: LookSitting = {
    ...given,
    notesOnly: true,
    progress: (response) => progressIn(given, response),
  }
  let place = firstOpen(sitting)
  let move: Move = 'stay'
  if (lookedIn(sitting).looked.length === 0) move = await askToBegin(sitting)
  else sitting.say(greeting(sitting))
  for (;;) {
    if (move === 'leave') return 'left'
    if (move === 'submitted') return 'finished'
    place = placeAfter(sitting, place, move)
    const statement = statements[place]
    move = statement === undefined ? await askToFinish(sitting) : await askAgain(sitting, statement)
  }
}

/** A place counts the statements; behind the last one is the end. */
function placeAfter(sitting: LookSitting, place: number, move: Move): number {
  if (move === 'first-open') return firstOpen(sitting)
  if (move === 'next') return Math.min(place + 1, sitting.statements.length)
  return move === 'back' ? Math.max(place - 1, 0) : place
}

function firstOpen(sitting: LookSitting): number {
  const [first] = lookedIn(sitting).open
  return first === undefined ? sitting.statements.length : sitting.statements.indexOf(first)
}

async function askToBegin(sitting: LookSitting): Promise<Move> {
  const chosen = await sitting.prompter.choose({
    screen: (width) => welcome(sitting, width),
    message: 'Your choice:',
    options: [command('enter', 'begin', 'begins'), ...ways.filter(({ value }) => value === ':leave')],
  })
  return wayOf(chosen) ?? 'stay'
}

function welcome(sitting: LookSitting, width: number): string {
  const { about, statements, screen, response, look } = sitting
  const { strong } = paintOf(screen)
  const count = statements.length
  const text = (words: string) => wrap(words, measure(width), 2)
  const end = about.closes === undefined ? '' : `the end of ${about.closes}, or `
  const until = `, until ${end}everybody has looked or a facilitator ends it`
  const done = (response.pass ?? 1) >= look.pass
  return stacked(
    strong(wrap(`${oneLine(about.council)} · ${readable(about.round)} · second look`, measure(width))),
    text(`${oneLine(about.name)}, ${oneLine(about.role)}`),
    ...(done ? [text('You have looked again already, and can do so once more.')] : []),
    text(
      `On ${counted(count, 'statement')} you and your colleagues are far apart; this takes about ${minutesFor(count)} minutes. ${shownWords(sitting)} You keep your answer or change it. Keeping it is as good: you may know what others do not.`,
    ),
    text(
      `Each decision is saved at once. q saves and leaves at any moment; the same command comes back to where you were${until}.`,
    ),
    ...(about.newReaders.length === 0 ? [] : [text(newReadersWords(about.newReaders).trim())]),
  )
}

/** What is shown beside each statement: how all have answered, where enough have for nobody to be told by it. */
function shownWords({ look, statements }: LookSitting): string {
  const shown = statements.filter(({ id }) => look.statements[id]?.answers !== undefined).length
  if (shown === statements.length) return 'For each you see how all have answered, without names.'
  if (shown > 0)
    return 'For each you see how far apart people are, and where enough have answered also how, without names.'
  return 'For each you see how far apart people are; how they answered is not shown, since they are too few for it to be anonymous.'
}

/** One line for somebody who comes back. */
function greeting(sitting: LookSitting): string {
  const { open } = lookedIn(sitting)
  const where =
    open.length === 0
      ? 'You have looked at all of them; what is left is to finish.'
      : 'Here is the first statement you have not looked at again.'
  const text = `Welcome back, ${oneLine(sitting.about.name)}. ${where}${newReadersWords(sitting.about.newReaders)}`
  return `${wrap(text, measure(sitting.screen.width))}\n\n`
}
