import type { Screen } from '../../env.ts'
import { byGap, byStrength, type CellScore, type FactorScore, type Results } from '../../scoring/results.ts'
import { columnsOf, counted, figure, oneLine, padded, shortened, wrap } from '../text.ts'
import { modeTitle, reachedTitle, renderGrid } from './grid.ts'
import { gauge } from './marks.ts'

/** The page of `tiex results`: grid, success factors, strongest and weakest, what is furthest from the ambition, then the detail by cell. */
export function renderResults(results: Results, title: string, screen: Screen): string {
  const parts = [
    `${screen.paint.strong(wrap(oneLine(title), screen.width))}\n`,
    renderGrid(results, screen),
    renderFactors(results, screen),
    renderExtremes(results, screen),
    screen.plain ? '' : renderCells(results, screen),
    renderCoverage(results, screen),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

function renderFactors(results: Results, screen: Screen): string {
  if (results.factors.length === 0) return ''
  const stages = results.model.stages.length
  const said = (factor: FactorScore) =>
    factor.level === undefined ? 'no level' : `${figure(factor.level)} of ${stages}`
  if (screen.plain)
    return results.factors
      .map(
        (factor) =>
          `${oneLine(factor.section.title)}: ${factor.level === undefined ? 'no level' : `level ${said(factor)}`}, ${factor.coverage.scored} of ${factor.statements.length} counted.\n`,
      )
      .join('')
  const first = Math.min(32, Math.floor(screen.width * 0.45))
  const columns = Math.max(8, Math.min(24, screen.width - first - 12))
  const rows = results.factors.map((factor) => {
    const track = factor.level === undefined ? ' '.repeat(columns) : gauge(factor.level / stages, columns)
    return `${padded(oneLine(factor.section.title), first - 1)} ${track}  ${said(factor)}\n`
  })
  return `${screen.paint.strong('Success factors')}\n${rows.join('')}`
}

function renderExtremes(results: Results, screen: Screen): string {
  const strength = byStrength(results)
  if (strength.length === 0) return 'No cell is scored yet, so there is none to compare.\n'
  const named = (cells: readonly CellScore[]) =>
    cells.map((cell) => `${oneLine(cell.section.title)} ${figure(cell.level)}`).join(', ')
  const shown = Math.min(3, Math.floor(strength.length / 2) || 1)
  const lines = [`Strongest: ${named(strength.slice(0, shown))}`]
  if (strength.length > 1) lines.push(`Weakest: ${named(strength.slice(-shown).reverse())}`)
  const furthest = byGap(results)[0]
  if (furthest !== undefined) {
    const priority = furthest.priority === undefined ? '' : `, priority ${furthest.priority}`
    lines.push(
      `Furthest from the ambition: ${oneLine(furthest.section.title)} (gap ${figure(furthest.gap)}${priority})`,
    )
  }
  return lines.map((line) => `${wrap(line, screen.width)}\n`).join('')
}

/** Below each characteristic a row a mode: level, stage reached, coverage, ambition and gap. Narrow screens drop columns from the right. */
function renderCells(results: Results, screen: Screen): string {
  const { model } = results
  const stages = Math.max(8, ...model.stages.map((stage) => columnsOf(oneLine(stage.title)) + 1))
  const columns: readonly [title: string, width: number, value: (cell: CellScore) => string][] = [
    ['level', 6, (cell) => figure(cell.level)],
    ['reached', stages, (cell) => reachedTitle(cell, results)],
    ['counted', 8, (cell) => `${cell.coverage.scored} of ${cell.statements.length}`],
    ['ambition', 9, (cell) => (cell.ambition === undefined ? '–' : String(cell.ambition))],
    ['gap', 5, (cell) => (cell.stance === undefined ? figure(cell.gap) : 'stay')],
    ['priority', 9, (cell) => cell.priority ?? ''],
  ]
  const used = columns.filter(
    ([title]) => title !== 'priority' || results.cells.some((cell) => cell.priority !== undefined),
  )
  const modes = Math.max(...model.modes.map((mode) => columnsOf(oneLine(mode.title))))
  const first = Math.max(9, Math.min(modes + 3, 24))
  while (used.length > 1 && first + used.reduce((sum, [, width]) => sum + width + 1, 0) > screen.width)
    used.pop()
  const row = (title: string, values: readonly string[]) =>
    `${padded(title, first)}${values.map((value, index) => ` ${padded(value, used[index]![1])}`).join('')}`.trimEnd()
  const head = row(
    'By cell',
    used.map(([title]) => title),
  )
  const groups = model.characteristics.map((characteristic) => [
    shortened(oneLine(characteristic.title), screen.width),
    ...results.cells
      .filter((cell) => cell.section.characteristic === characteristic.id)
      .map((cell) =>
        row(
          `  ${modeTitle(cell, results)}`,
          used.map(([, , value]) => value(cell)),
        ),
      ),
  ])
  return `${[screen.paint.quiet(head), ...groups.flat()].join('\n')}\n`
}

function renderCoverage(results: Results, screen: Screen): string {
  const { scored, dontKnow, notApplicable, unanswered } = results.coverage
  const left = [
    ...(dontKnow > 0 ? [`${dontKnow} don't know`] : []),
    ...(notApplicable > 0 ? [`${notApplicable} not applicable`] : []),
    ...(unanswered > 0
      ? [results.of === 'consensus' ? `${unanswered} with nothing to count` : `${unanswered} not answered`]
      : []),
  ]
  const all = results.model.statements.length
  return `${wrap(`Levels count ${scored} of ${counted(all, 'statement')}${left.length === 0 ? '' : `; left out: ${left.join(', ')}`}.`, screen.width)}\n`
}

/** `--explain`: the arithmetic of every number on the page, in the order of the page. */
export function renderExplanation(results: Results, screen: Screen): string {
  const stages = results.model.stages.length
  const lines: string[] = [
    `Level = ${stages} stages × mean value of the scored answers. Don't know, not applicable and no answer are left out.`,
    'Stage reached = the last stage up to which every stage is fully met. Gap = ambition − level, never below 0.',
    '',
  ]
  for (const section of [...results.cells, ...results.factors])
    lines.push(...explainSection(section, results), '')
  for (const [title, means] of [
    ['Characteristics', results.characteristics],
    ['Modes', results.modes],
  ] as const) {
    lines.push(`${title}: mean of their cells that have a level`)
    for (const mean of means) {
      const levels = mean.sections.map((id) =>
        figureExact(results.cells.find((cell) => cell.section.id === id)!.level!),
      )
      const sum =
        levels.length === 0
          ? 'no cell has a level'
          : `(${levels.join(' + ')}) / ${levels.length} = ${figureExact(mean.level!)}`
      lines.push(`  ${oneLine(mean.of.title)}: ${sum}`)
    }
    lines.push('')
  }
  lines.push('There is no single score for a council: the levels are for improving, not for ranking.')
  return `${lines.map((line) => (line === '' ? '' : wrap(line, screen.width, line.startsWith('  ') ? 2 : 0).replace(/^ {4}/gm, '  '))).join('\n')}\n`
}

function explainSection(section: CellScore | FactorScore, results: Results): string[] {
  const stages = results.model.stages.length
  const scored = section.statements.filter((one) => one.value !== undefined)
  const said = section.statements.map(({ statement, answer, basis, value }) => {
    const source = basis === undefined || basis === 'answer' ? '' : ` ${basis}`
    return `${statement.key}${source} ${answer ?? (results.of === 'consensus' ? 'nothing suggested' : 'no answer')}${value === undefined ? '' : ` ${figureExact(value)}`}`
  })
  const lines = [oneLine(section.section.title), `  ${said.join(', ')}`]
  if (section.level === undefined) lines.push('  nothing is scored: no level')
  else
    lines.push(
      `  level = ${stages} × (${scored.map((one) => figureExact(one.value!)).join(' + ')}) / ${scored.length} = ${figureExact(section.level)}`,
    )
  if (!('reached' in section)) return lines
  lines.push(`  stage reached = ${reachedTitle(section, results)}`)
  if (section.gap !== undefined)
    lines.push(
      `  gap = max(0, ${section.ambition} − ${figureExact(section.level!)}) = ${figureExact(section.gap)}`,
    )
  return lines
}

/** At most four decimals, none that say nothing. */
function figureExact(value: number): string {
  return String(Math.round(value * 10_000) / 10_000)
}

/** Levels by line of enquiry, with the cells they are the mean of. */
export function renderLinesOfEnquiry(results: Results, title: string, screen: Screen): string {
  const stages = results.model.stages.length
  if (results.linesOfEnquiry.length === 0) return 'This model names no lines of enquiry.\n'
  const first = Math.min(34, Math.floor(screen.width * 0.45))
  const columns = Math.max(8, Math.min(24, screen.width - first - 24))
  const counts = screen.width >= first + columns + 24
  const rows = results.linesOfEnquiry.map(({ of, level, sections }) => {
    const said = level === undefined ? 'no level' : `${figure(level)} of ${stages}`
    if (screen.plain)
      return `${oneLine(of.title)}: ${level === undefined ? said : `level ${said}`}, over ${counted(sections.length, 'cell')}.\n`
    return `${padded(oneLine(of.title), first - 1)} ${level === undefined ? ' '.repeat(columns) : gauge(level / stages, columns)}  ${said}${counts ? `  ${screen.paint.quiet(counted(sections.length, 'cell'))}` : ''}\n`
  })
  const head = wrap(`${oneLine(title)} · by line of enquiry`, screen.width)
  return `${screen.paint.strong(head)}\n\n${rows.join('')}`
}
