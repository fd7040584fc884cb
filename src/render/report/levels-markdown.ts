import type { Report } from '../../report/report.ts'
import type { SectionReport } from '../../report/sections.ts'
import { markdownTable } from '../markdown.ts'
import { reachedTitle, wish } from '../results/grid.ts'
import { answerTitle } from '../results/marks.ts'
import { figure } from '../text.ts'
import { ambitionOf, isWishSuggested } from './words.ts'

/** A table before it is laid out, for any form; cells hold text as it stands in files. */
interface Rows {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export function gridMarkdown(report: Report): string {
  const { columns, rows } = gridRows(report)
  return markdownTable(columns, rows)
}

/** The grid of characteristics and modes with level and ambition: `2.5 → 3`, `2.0 stay`, `1.0 draft → 3 suggested`. */
export function gridRows({ model, sections }: Report): Rows {
  const rows = model.characteristics.map((characteristic) => [
    characteristic.title,
    ...sections
      .filter(({ section }) => 'mode' in section && section.characteristic === characteristic.id)
      .map(levelAndWish),
  ])
  return { columns: ['Characteristic', ...model.modes.map(({ title }) => title)], rows }
}

function levelAndWish(one: SectionReport): string {
  const wanted = 'reached' in one.score ? wish(one.score).trim() : ''
  const basis = wanted !== '' && isWishSuggested(one) ? 'suggested' : ''
  const draft = one.isDraftLevel ? 'draft' : ''
  return [figure(one.score.level), draft, wanted, basis].filter((part) => part !== '').join(' ')
}

function draft({ isDraftLevel }: SectionReport): string {
  return isDraftLevel ? ', draft' : ''
}

export function stagesMarkdown(report: Report): string {
  const { columns, rows } = stagesRows(report)
  return markdownTable(columns, rows)
}

/** Every stage of every cell in words. */
export function stagesRows({ model, sections, results }: Report): Rows {
  const rows = sections.flatMap(({ score, answers }) =>
    'reached' in score
      ? [[score.section.title, ...answers.map(shortAnswer), reachedTitle(score, results)]]
      : [],
  )
  return { columns: ['Cell', ...model.stages.map(({ title }) => title), 'Stage reached'], rows }
}

function shortAnswer({ statement, answer, basis }: SectionReport['answers'][number]): string {
  if (answer === undefined) return 'open'
  const title = answerTitle(statement.scale, answer)
  return basis === 'agreed' ? title : `${title}, suggested`
}

export function factorsMarkdown(report: Report): string {
  const { columns, rows } = factorsRows(report)
  return markdownTable(columns, rows)
}

export function factorsRows({ model, sections }: Report): Rows {
  const rows = sections
    .filter(({ section }) => section.kind === 'factor')
    .map((one) => [
      one.section.title,
      `${figure(one.score.level)} of ${model.stages.length}${draft(one)}`,
      `${one.score.coverage.scored} of ${one.answers.length}`,
      `${one.agreed} of ${one.answers.length}`,
      one.priority ?? '–',
    ])
  return { columns: ['Success factor', 'Level', 'Counted', 'Agreed', 'Priority'], rows }
}

export function prioritiesMarkdown(report: Report): string {
  const { columns, rows } = prioritiesRows(report)
  return markdownTable(columns, rows)
}

/** The highest priority first, at equal priority the widest gap. */
export function prioritiesRows({ priorities }: Report): Rows {
  const rows = priorities.map((one) => [
    one.priority ?? '–',
    one.section.title,
    `${figure(one.score.level)}${one.isDraftLevel ? ', draft' : ''}`,
    one.stance === undefined ? wanted(one) : 'stay',
    figure(one.gap),
  ])
  return { columns: ['Priority', 'Cell or success factor', 'Level', 'Ambition', 'Gap'], rows }
}

function wanted({ ambition }: SectionReport): string {
  return ambition === undefined ? '–' : ambitionOf(ambition)
}
