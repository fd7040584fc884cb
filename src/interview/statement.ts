import type { Section, Statement } from '../model/model.ts'
import { outsideScale } from '../model/model.ts'
import type { Choice, Question } from '../prompts/prompter.ts'
import { type Change, setting, together } from '../questionnaire/changes.ts'
import { rationaleKind } from '../questionnaire/demands.ts'
import { oneLine, wrap } from '../render/text.ts'
import { answerTo, isReworded, withoutReworded } from '../response/answers.ts'
import { askBeside } from './beside.ts'
import { askReason } from './notes.ts'
import { command, type Move, numbersFor, record, type Sitting, wayOf, ways } from './sitting.ts'
import {
  answerInWords,
  answersSoFar,
  heading,
  helpOf,
  measure,
  nameColumn,
  paintOf,
  stacked,
  statementName,
  subject,
} from './text.ts'

/** Asks one statement; the answer is on disk before this resolves. */
export async function askStatement(sitting: Sitting, section: Section, statement: Statement): Promise<Move> {
  const chosen = await sitting.prompter.choose(questionOf(sitting, section, statement))
  if (chosen === ':next') return 'next'
  if (chosen === ':keep') {
    await record(sitting, (current) => withoutReworded(current, statement.id))
    return 'first-open'
  }
  if (chosen === ':note') {
    const move = await askBeside(sitting, section, 'return')
    return move === 'next' || move === 'back' ? 'stay' : move
  }
  return wayOf(chosen) ?? answer(sitting, section, statement, chosen)
}

async function answer(
  sitting: Sitting,
  section: Section,
  statement: Statement,
  given: string,
): Promise<Move> {
  const change = await answering(sitting, section, statement, given)
  if (change === undefined) return 'stay'
  const wasReworded = isReworded(sitting.response, statement)
  await record(sitting, change)
  return wasReworded ? 'first-open' : 'next'
}

/** Not applicable is a decision: it is taken together with its reason, or not at all; undefined where the person went back. */
export async function answering(
  sitting: Sitting,
  section: Section,
  statement: Statement,
  given: string,
): Promise<Change | undefined> {
  const change = setting(section, statement.key, given)
  if (given !== 'not-applicable' || rationaleKind(sitting.course.model) === undefined) return change
  const why = `${oneLine(statement.text)}\n\nWhy is this not applicable to you? The workshop will read it.`
  const reason = await askReason(sitting, section, why)
  return reason === undefined ? undefined : together([reason, change])
}

function questionOf(sitting: Sitting, section: Section, statement: Statement): Question {
  const given = answerTo(sitting.response, sitting.course.model, statement)
  return {
    screen: (width) => screenOf(sitting, section, statement, width),
    help: (width) => helpOf(statement, width, indentOf(sitting, section, width)),
    message: given === undefined ? 'Your answer:' : `Your answer (now ${answerInWords(statement, given)}):`,
    indent: indentOf(sitting, section, sitting.screen.width),
    options: [
      ...choicesOf(statement),
      ...(isReworded(sitting.response, statement) ? [command('k', 'keep', 'keep my answer')] : []),
      ...(given === undefined ? [] : [command('>', 'next', 'next')]),
      command('+', 'note', 'note'),
      ...ways,
    ],
  }
}

/** Every answer there is, the options of the scale first; `taken` are keys of commands beside them. */
export function choicesOf(statement: Statement, taken: readonly string[] = ['s', 'q']): readonly Choice[] {
  const outside: Readonly<Record<string, string>> = { 'dont-know': 'd', 'not-applicable': 'n' }
  const numbers = numbersFor(statement.scale.options.length, ['d', 'n', ...taken])
  const scale = statement.scale.options.map((option, index): [string, string] => [
    numbers[index] ?? '',
    option.id,
  ])
  const others = outsideScale.map((id): [string, string] => [outside[id] ?? '', id])
  return [...scale, ...others].map(([key, value]) => ({
    key,
    value,
    label: answerInWords(statement, value),
    group: 'answer',
  }))
}

function screenOf(sitting: Sitting, section: Section, statement: Statement, width: number): string {
  const { strong, quiet } = paintOf(sitting.screen)
  const indent = indentOf(sitting, section, width)
  const name = statementName(sitting, section, statement)
  const earlier = section.statements.slice(0, section.statements.indexOf(statement))
  const before = section.kind === 'cell' ? earlier : earlier.slice(-1)
  const text = wrap(oneLine(statement.text), measure(width), indent)
  const asked =
    indent === 2
      ? `  ${strong(name)}\n${text}`
      : `  ${strong(name)}${' '.repeat(indent - 2 - name.length)}${text.trimStart()}`
  return stacked(
    `${heading(sitting, oneLine(section.title), width)}\n${quiet(wrap(subject(section), measure(width)))}`,
    [...answersSoFar(sitting, section, before), asked].join('\n'),
    rewordedWords(sitting, statement, { width, indent }),
  )
}

/** That the person answered other words, and which; empty for any other statement. */
function rewordedWords(
  { response, earlier, screen }: Sitting,
  statement: Statement,
  { width, indent }: { readonly width: number; readonly indent: number },
): string {
  if (!isReworded(response, statement)) return ''
  const was = earlier?.get(statement.id)
  const words = `The wording has changed since you answered${was === undefined ? '.' : `; it was: ${oneLine(was)}`}`
  return paintOf(screen).accent(wrap(words, measure(width), indent))
}

/** Where the statement and its options begin: beside the names of the stages, or under them where that leaves too little room. */
function indentOf(sitting: Sitting, section: Section, width: number): number {
  const indent = 2 + nameColumn(sitting, section)
  return width - indent < 50 || sitting.screen.plain ? 2 : indent
}
