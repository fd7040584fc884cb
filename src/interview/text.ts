import type { Paint, Screen } from '../env.ts'
import type { Section, Statement } from '../model/model.ts'
import { columnsOf, oneLine, shortened, wrap } from '../render/text.ts'
import { answerTo, progressOf } from '../response/answers.ts'
import type { Sitting } from './sitting.ts'

const same = (text: string) => text
const noPaint: Paint = { strong: same, quiet: same, accent: same, good: same, bad: same }

/** The colours of the screen; none where it is plain. */
export function paintOf(screen: Screen): Paint {
  return screen.plain ? noPaint : screen.paint
}

/** Columns for running text: longer lines are hard to read. */
export function measure(width: number): number {
  return Math.min(width, 80) - 1
}

/** A title on the left, how far the person is on the right; on two lines where one is too short. */
export function heading(sitting: Sitting, title: string, width: number): string {
  const { course, response, screen } = sitting
  const { strong, quiet } = paintOf(screen)
  const { answered, of } = progressOf(response, course.model, course.statements)
  const progress = sitting.progress?.(response) ?? `${answered} of ${of} answered`
  if (screen.plain) return `${wrap(title, measure(width))}\n${progress}`
  const room = measure(width)
  const gap = room - columnsOf(title) - columnsOf(progress)
  if (gap < 2) return `${strong(shortened(title, room))}\n${quiet(progress)}`
  return `${strong(title)}${' '.repeat(gap)}${quiet(progress)}`
}

/** What stands under the heading of a section. */
export function subject(section: Section): string {
  return oneLine(section.kind === 'cell' ? section.focus : (section.description ?? ''))
}

/** `not yet` for the option titled "Not yet"; a title that begins with an abbreviation stays as it is. */
export function answerInWords(statement: Statement, answer: string): string {
  const option = statement.scale.options.find((candidate) => candidate.id === answer)
  if (option !== undefined) return lowered(oneLine(option.title))
  return answer === 'dont-know' ? "don't know" : answer.replaceAll('-', ' ')
}

/** The title of a statement within its section: its stage, or its number. */
export function statementName(sitting: Sitting, section: Section, statement: Statement): string {
  const stage = section.kind === 'cell' && sitting.course.model.stages.find(({ id }) => id === statement.key)
  if (stage) return oneLine(stage.title)
  return `${section.statements.indexOf(statement) + 1} of ${section.statements.length}`
}

/** `Understand  partly`, one line a statement that is answered, names as one column. */
export function answersSoFar(
  sitting: Sitting,
  section: Section,
  statements: readonly Statement[],
): readonly string[] {
  const { course, response, screen } = sitting
  const { quiet } = paintOf(screen)
  const column = nameColumn(sitting, section)
  return statements.flatMap((statement) => {
    const answer = answerTo(response, course.model, statement)
    if (answer === undefined) return []
    return [
      `  ${statementName(sitting, section, statement).padEnd(column)}${quiet(answerInWords(statement, answer))}`,
    ]
  })
}

/** Width of the column of names in a section, with the gap behind it. */
export function nameColumn(sitting: Sitting, section: Section): number {
  const names = section.statements.map((statement) => statementName(sitting, section, statement))
  return Math.max(...names.map((name) => columnsOf(name))) + 2
}

export function lowered(text: string): string {
  return /^\p{Lu}(?!\p{Lu})/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}

/** Texts one under the other with an empty line between; empty ones are left out. */
export function stacked(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n')
}

/** What helps to answer a statement, and what its options mean, after so many spaces; empty where the model says nothing. */
export function helpOf(statement: Statement, width: number, indent: number): string {
  const options = statement.scale.options.filter((option) => option.help !== undefined)
  const texts = [statement.help, ...options.map((option) => `${lowered(option.title)}: ${option.help}`)]
  return texts
    .filter((text) => text !== undefined)
    .map((text) => wrap(oneLine(text), measure(width), indent))
    .join('\n')
}
