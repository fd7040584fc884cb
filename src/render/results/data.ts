import type { CellScore, FactorScore, Mean, Results } from '../../scoring/results.ts'
import { renderCsv } from '../csv.ts'
import { renderJson } from '../json.ts'
import { markdownTable, markdownText } from '../markdown.ts'
import { figure } from '../text.ts'
import { reachedTitle } from './grid.ts'
import { marksOf } from './marks.ts'

/** What identifies the source of the results. */
export interface Origin {
  readonly round: string
  readonly organisation?: string
  readonly person?: string
  readonly respondents?: number
}

/** `tiex-results/1`; a level, ambition or gap that is not there is null. Only ever gains fields. */
export function resultsJson(results: Results, origin: Origin): string {
  const { model } = results
  const mean = ({ of, level, sections }: Mean<{ readonly id: string }>) => ({
    id: of.id,
    level: level ?? null,
    sections,
  })
  const data = {
    format: 'tiex-results/1',
    of: results.of,
    ...origin,
    model: { id: model.id, version: model.version, digest: model.digest },
    stages: model.stages.length,
    agreed: results.agreed,
    suggested: results.suggested,
    coverage: results.coverage,
    cells: results.cells.map((cell) => ({
      ...sectionData(cell),
      characteristic: cell.section.characteristic,
      mode: cell.section.mode,
      reached: cell.reached,
      ambition: cell.ambition ?? null,
      gap: cell.gap ?? null,
      stance: cell.stance ?? null,
    })),
    factors: results.factors.map(sectionData),
    characteristics: results.characteristics.map(mean),
    modes: results.modes.map(mean),
    linesOfEnquiry: results.linesOfEnquiry.map(mean),
  }
  return renderJson(data)
}

function sectionData(scored: CellScore | FactorScore) {
  return {
    id: scored.section.id,
    level: scored.level ?? null,
    priority: scored.priority ?? null,
    coverage: scored.coverage,
    statements: scored.statements.map(({ statement, answer, basis, value }) => ({
      id: statement.id,
      answer: answer ?? null,
      basis: basis ?? null,
      value: value ?? null,
    })),
  }
}

/** A row a section: cells in model order, then success factors. Columns never change their meaning. */
export function resultsCsv(results: Results, origin: Origin): string {
  const columns = [
    'organisation',
    'round',
    'of',
    'person',
    'section',
    'kind',
    'characteristic',
    'mode',
    'level',
    'reached',
    'scored',
    'dont-know',
    'not-applicable',
    'unanswered',
    'ambition',
    'gap',
    'stance',
    'priority',
  ]
  const rows = [...results.cells, ...results.factors].map((scored) => {
    const cell = 'reached' in scored ? scored : undefined
    const { coverage, section } = scored
    return [
      origin.organisation,
      origin.round,
      results.of,
      origin.person,
      section.id,
      section.kind,
      cell?.section.characteristic,
      cell?.section.mode,
      scored.level,
      cell?.reached,
      coverage.scored,
      coverage.dontKnow,
      coverage.notApplicable,
      coverage.unanswered,
      cell?.ambition,
      cell?.gap,
      cell?.stance,
      scored.priority,
    ]
  })
  return renderCsv(columns, rows)
}

/** A row a line of enquiry: the mean level of the cells that touch it, and how many of them have one. */
export function linesCsv(results: Results, origin: Origin): string {
  const rows = results.linesOfEnquiry.map(({ of, level, sections }) => [
    origin.organisation,
    origin.round,
    results.of,
    origin.person,
    of.id,
    level,
    sections.length,
  ])
  return renderCsv(['organisation', 'round', 'of', 'person', 'line-of-enquiry', 'level', 'cells'], rows)
}

export function linesMarkdown(results: Results, title: string): string {
  const rows = results.linesOfEnquiry.map(({ of, level, sections }) => [
    of.title,
    figure(level),
    String(sections.length),
  ])
  return `# ${markdownText(title)}\n\n${markdownTable(['Line of enquiry', 'Level', 'Cells'], rows)}`
}

export function resultsMarkdown(results: Results, title: string): string {
  const { model } = results
  const grid = model.characteristics.map((characteristic) => [
    characteristic.title,
    ...results.cells
      .filter((cell) => cell.section.characteristic === characteristic.id)
      .map(
        (cell) =>
          `${marksOf(cell.statements)} ${figure(cell.level)}${cell.ambition === undefined ? '' : ` → ${cell.ambition}`}`,
      ),
  ])
  const cells = results.cells.map((cell) => [
    cell.section.title,
    figure(cell.level),
    reachedTitle(cell, results),
    `${cell.coverage.scored} of ${cell.statements.length}`,
    cell.ambition === undefined ? '–' : String(cell.ambition),
    figure(cell.gap),
  ])
  const factors = results.factors.map((factor) => [
    factor.section.title,
    `${figure(factor.level)} of ${model.stages.length}`,
    `${factor.coverage.scored} of ${factor.statements.length}`,
  ])
  return [
    `# ${markdownText(title)}\n`,
    markdownTable(['Characteristic', ...model.modes.map((mode) => mode.title)], grid),
    ...(factors.length === 0 ? [] : [markdownTable(['Success factor', 'Level', 'Counted'], factors)]),
    markdownTable(['Cell', 'Level', 'Stage reached', 'Counted', 'Ambition', 'Gap'], cells),
  ].join('\n')
}
