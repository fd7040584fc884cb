import { listed } from '../did-you-mean.ts'
import { minutesFor } from '../questionnaire/duration.ts'
import { tallyOf } from '../questionnaire/tally.ts'
import { counted, oneLine, readable, wrap } from '../render/text.ts'
import { isReworded } from '../response/answers.ts'
import { command, type Move, type Sitting, wayOf, ways } from './sitting.ts'
import { measure, paintOf, stacked } from './text.ts'

/** The first screen of somebody who has not answered anything: who, what, how answers are kept, how long, how to leave. */
export async function askToBegin(sitting: Sitting): Promise<Move> {
  const chosen = await sitting.prompter.choose({
    screen: (width) => welcome(sitting, width),
    message: 'Your choice:',
    options: [command('enter', 'begin', 'begins'), ...ways.filter(({ value }) => value !== ':back')],
  })
  return wayOf(chosen) ?? 'stay'
}

function welcome(sitting: Sitting, width: number): string {
  const { about, course, screen } = sitting
  const { strong } = paintOf(screen)
  const number = course.statements.length
  const text = (words: string) => wrap(words, measure(width), 2)
  return stacked(
    strong(wrap(`${oneLine(about.council)} · ${readable(about.round)}`, measure(width))),
    text(`${oneLine(about.name)}, ${oneLine(about.role)}`),
    text(
      `${counted(number, 'statement')}, about ${minutesFor(number)} minutes, in as many sittings as you like. Answer for the council as you see it; "don't know" is a good answer.`,
    ),
    text(
      `Each answer is saved at once. q saves and leaves at any moment; the same command comes back to where you were${about.closes === undefined ? '' : `, until the end of ${about.closes}`}.`,
    ),
    text(whoReads(about.readers)),
    ...(about.few === undefined ? [] : [text(fewWords(about.few))]),
  )
}

/** Who can read what is answered, in a sentence or two. */
export function whoReads(readers: Sitting['about']['readers']): string {
  if (readers === 'everybody')
    return 'Your answers are not encrypted: colleagues with access to this repository can read them, with your name.'
  const names = readers.map(oneLine)
  const who =
    names.length === 0
      ? 'only you can read them'
      : `only you and ${listed(names, 'and')}, who ${names.length === 1 ? 'facilitates' : 'facilitate'}, can read them`
  return `Your answers are sealed: ${who}. That you answer, when, and how far you are, everybody with access to this repository can see.`
}

/** That so few are asked that nothing is anonymous. */
export function fewWords(few: number): string {
  return `Only ${counted(few, 'person is', 'people are')} asked: among so few nothing is anonymous, since a figure can show who said what.`
}

/** One line for somebody who comes back. */
export function greeting(sitting: Sitting): string {
  const { open } = tallyOf(sitting.course, sitting.response)
  const name = oneLine(sitting.about.name)
  const reworded = sitting.course.statements.filter((one) => isReworded(sitting.response, one)).length
  const where =
    reworded > 0
      ? `The wording of ${counted(reworded, 'statement')} has changed since you answered: ${reworded === 1 ? 'it comes' : 'they come'} first.`
      : open.length === 0
        ? 'Nothing is open; here is the summary.'
        : 'Here is the first open statement.'
  const submitted =
    sitting.response.submitted === undefined ? '' : ' You have submitted; you can still change your answers.'
  const text = `Welcome back, ${name}.${submitted} ${where}${newReadersWords(sitting.about.newReaders)}`
  return `${wrap(text, measure(sitting.screen.width))}\n\n`
}

/** What to say of people who can read the answers from the next save on; empty where there are none. */
export function newReadersWords(names: readonly string[]): string {
  if (names.length === 0) return ''
  return ` New since your last answers: ${listed(names.map(oneLine), 'and')} can read them too from now on.`
}
