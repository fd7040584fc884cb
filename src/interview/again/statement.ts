import type { Label } from '../../merge/label.ts'
import type { Section, Statement } from '../../model/model.ts'
import type { Question } from '../../prompts/prompter.ts'
import { answersInWords, titleOf } from '../../render/merge/merge.ts'
import { counted, oneLine, wrap } from '../../render/text.ts'
import { answerTo } from '../../response/answers.ts'
import { hasLookedAt, looking } from '../../second-look/changes.ts'
import { askBeside } from '../beside.ts'
import { command, type Move, record, wayOf, ways } from '../sitting.ts'
import { drawSpread } from '../spread.ts'
import { answering, choicesOf } from '../statement.ts'
import { answerInWords, heading, helpOf, measure, paintOf, stacked, subject } from '../text.ts'
import { countNotes, hasLongNotes, shortNotes, showNotes } from './notes.ts'
import { answersShown, type LookSitting } from './sitting.ts'

/** Asks whether the person keeps an answer or changes it; what they decide is on disk before this resolves. */
export async function askAgain(sitting: LookSitting, statement: Statement): Promise<Move> {
  const section = sitting.course.model.sectionById.get(statement.section)!
  for (;;) {
    const chosen = await sitting.prompter.choose(questionOf(sitting, section, statement))
    const way = wayOf(chosen)
    if (way !== undefined) return way
    if (chosen === ':notes') await showNotes(sitting, section)
    else if (chosen === ':note') {
      const move = await askBeside(sitting, section, 'return')
      if (move === 'leave') return move
    } else {
      const change = chosen === ':keep' ? [] : await answering(sitting, section, statement, chosen)
      if (change !== undefined) {
        await record(sitting, looking(sitting.look, statement.id, ...[change].flat()))
        return 'next'
      }
    }
  }
}

function questionOf(sitting: LookSitting, section: Section, statement: Statement): Question {
  const given = answerTo(sitting.response, sitting.course.model, statement)
  const notes = hasLongNotes(sitting, section) ? countNotes(sitting, section) : 0
  const keep = given === undefined ? 'leave it without an answer' : `keep ${answerInWords(statement, given)}`
  return {
    screen: (width) => screenOf(sitting, section, statement, width),
    help: (width) => helpOf(statement, width, 2),
    message: 'Keep your answer, or change it?',
    options: [
      ...choicesOf(statement, ['k', 'v', 's', 'q']),
      { key: 'k', value: ':keep', label: keep, group: 'answer' },
      ...(notes === 0 ? [] : [command('v', 'notes', `view notes (${notes})`)]),
      command('+', 'note', 'note'),
      ...ways.filter(({ value }) => value !== ':sections'),
    ],
  }
}

function screenOf(sitting: LookSitting, section: Section, statement: Statement, width: number): string {
  const { strong, quiet, accent } = paintOf(sitting.screen)
  const { course, response, look } = sitting
  const given = answerTo(response, course.model, statement)
  const own = given === undefined ? 'You gave no answer.' : `You answered: ${answerInWords(statement, given)}`
  const looked = hasLookedAt(response, look, statement.id) ? ' (looked at)' : ''
  const label = look.statements[statement.id]!.label
  return stacked(
    `${heading(sitting, titleOf({ statement }, course.model), width)}\n${quiet(wrap(subject(section), measure(width)))}`,
    strong(wrap(oneLine(statement.text), measure(width), 2)),
    `${wrap(labelInWords[label], measure(width), 2)}\n${spreadOf(sitting, statement, width)}`,
    shortNotes(sitting, section, width),
    accent(wrap(`${own}${looked}`, measure(width), 2)),
  )
}

const labelInWords: Readonly<Record<Label, string>> = {
  split: 'People are split: some see it at one end, some at the other.',
  discuss: 'People see it differently.',
  confirm: 'Most people see it alike.',
  shared: 'People see it alike.',
  'too-few': 'Too few people could say.',
}

function spreadOf(sitting: LookSitting, statement: Statement, width: number): string {
  const counts = answersShown(sitting, statement)
  if (counts !== undefined)
    return drawSpread({ ...counts, words: `${answersInWords(counts).join('; ')}.` }, sitting.screen, width)
  const who = sitting.people === undefined ? 'Few people' : counted(sitting.people, 'person', 'people')
  const have = sitting.people === 1 ? 'has' : 'have'
  const words = `${who} ${have} answered; their answers are not shown, because among few it could be told who gave which.`
  return wrap(words, measure(width), 2)
}
