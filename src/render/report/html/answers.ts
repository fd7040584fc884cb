import type { Label } from '../../../merge/label.ts'
import type { Report } from '../../../report/report.ts'
import type { SectionReport, StatementReport } from '../../../report/sections.ts'
import { spreadSvg } from '../../chart/bars.ts'
import { escaped, paragraphs } from '../../html/escape.ts'
import { body, type Cell, summaryList } from '../../html/table.ts'
import { keyTitle } from '../../statement-title.ts'
import { readable } from '../../text.ts'
import { agreementSentences } from '../agreement-words.ts'
import { answerWords, sectionSentence, spreadWords } from '../words.ts'
import { anchorOf, innerPart, type Part } from './part.ts'

/** Section by section: every statement with its answer, how people answered, the reason and the dissent. What is only suggested says so. */
export function answersPart(report: Report): Part {
  const isHidden = report.sections.some(({ answers }) => answers.some(({ spread }) => spread === undefined))
  const notes = [
    'A bar shows how people answered, from the lowest option to the highest; white parts are those who do not know, to whom it does not apply, or who did not answer.',
    ...(isHidden
      ? [
          `Where fewer than ${report.people.minimumGroup} people answered, only the label is shown, not how they answered.`,
        ]
      : []),
  ]
  return {
    id: 'answers',
    title: 'What was agreed, section by section',
    sheet: true,
    html: notes.map(body).join('') + report.sections.map((one) => sectionHtml(one, report)).join(''),
  }
}

function sectionHtml(one: SectionReport, report: Report): string {
  const { section, answers, note } = one
  const html = [
    body(sectionSentence(one, report.model.stages.length)),
    ...(note === undefined ? [] : [summaryList([['Note', { html: paragraphs(note, 'govuk-body') }]])]),
    ...answers.map((answer) => statementHtml(answer, report)),
  ]
  return innerPart({ id: anchorOf(section.id), title: section.title, html: html.join('') })
}

function statementHtml(one: StatementReport, { model }: Report): string {
  const { statement, spread, reason, dissent, changed } = one
  const key = keyTitle(statement, model)
  const title = `${key.charAt(0).toUpperCase()}${key.slice(1)}: ${answerWords(one)}`
  const beside: readonly (readonly [string, Cell])[] = [
    ...(reason === undefined ? [] : [['Reason', written(reason)] as const]),
    ...(dissent === undefined ? [] : [['Dissent', written(dissent)] as const]),
    ...(changed ? [['Changed', 'The answers have changed since this was agreed.'] as const] : []),
  ]
  return [
    `<div class="tiex-statement" id="${anchorOf(statement.id)}">\n<h4 class="govuk-heading-s">${escaped(title)}</h4>\n`,
    body(statement.text),
    spread === undefined ? '' : spreadSvg(spread),
    `<p class="govuk-body tiex-small">${labelTag(one.label)} ${escaped(spreadTail(one))}</p>\n`,
    beside.length === 0 ? '' : summaryList(beside),
    '</div>\n',
  ].join('')
}

function written(text: string): Cell {
  return { html: paragraphs(text, 'govuk-body') }
}

const tagColours: Readonly<Record<Label, string>> = {
  shared: 'green',
  confirm: 'blue',
  discuss: 'orange',
  split: 'red',
  'too-few': 'grey',
}

function labelTag(label: Label): string {
  return `<strong class="govuk-tag govuk-tag--${tagColours[label]}">${escaped(readable(label))}</strong>`
}

/** What follows the label; empty where the answers are not shown. */
function spreadTail(one: StatementReport): string {
  const words = spreadWords(one)
  const head = `${one.label}: `
  return words.startsWith(head) ? `${words.slice(head.length)}.` : ''
}

export function agreementPart(report: Report): Part {
  return {
    id: 'how-far-agreed',
    title: 'How far people agreed',
    html: agreementSentences(report).map(body).join(''),
  }
}
