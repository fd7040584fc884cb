import type { Report } from '../../report/report.ts'
import type { SectionReport, StatementReport } from '../../report/sections.ts'
import { markdownParagraphs, markdownText } from '../markdown.ts'
import { keyTitle } from '../statement-title.ts'
import { answerWords, sectionSentence, spreadWords } from './words.ts'

/** Section by section: every statement with its answer, how people answered, the reason and the dissent. What is only suggested says so. */
export function answersMarkdown(report: Report): string {
  const isHidden = report.sections.some(({ answers }) => answers.some(({ spread }) => spread === undefined))
  const note = isHidden
    ? `Where fewer than ${report.people.minimumGroup} people answered, only the label is shown, not how they answered.\n\n`
    : ''
  return note + report.sections.map((one) => sectionMarkdown(one, report)).join('\n')
}

function sectionMarkdown(one: SectionReport, report: Report): string {
  const { section, answers, note } = one
  const parts = [
    `### ${markdownText(section.title)}\n`,
    `${markdownText(sectionSentence(one, report.model.stages.length))}\n`,
    ...(note === undefined ? [] : [`Note: ${markdownParagraphs(note)}\n`]),
    answers.map((answer) => statementMarkdown(answer, report)).join(''),
  ]
  return parts.join('\n')
}

function statementMarkdown(one: StatementReport, { model }: Report): string {
  const { statement, reason, dissent, changed } = one
  const key = keyTitle(statement, model)
  const title = `${key.charAt(0).toUpperCase()}${key.slice(1)}: ${answerWords(one)}`
  const beside: readonly (readonly [string, string | undefined])[] = [
    ['Answers', spreadWords(one)],
    ['Reason', reason],
    ['Dissent', dissent],
    ['Note', changed ? 'the answers have changed since this was agreed.' : undefined],
  ]
  const lines = beside.flatMap(([name, text]) =>
    text === undefined ? [] : [`  - ${name}: ${markdownParagraphs(text, 4)}\n`],
  )
  return `- **${markdownText(title)}.** ${markdownText(statement.text)}\n${lines.join('')}`
}
