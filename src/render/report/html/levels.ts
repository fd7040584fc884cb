import type { Report } from '../../../report/report.ts'
import { factorsSvg } from '../../chart/bars.ts'
import { ringsSvg } from '../../chart/rings.ts'
import { body, chartBox, table } from '../../html/table.ts'
import { factorsRows, gridRows, prioritiesRows, stagesRows } from '../levels-markdown.ts'
import { noPriorities } from '../words.ts'
import { innerPart, type Part } from './part.ts'

/** The ring chart with the grid of the same numbers below it. */
export function levelsPart(report: Report): Part {
  const { columns, rows } = gridRows(report)
  const svg = ringsSvg(report.results)
  const outside = report.model.modes[0]?.title.toLowerCase() ?? ''
  return {
    id: 'levels',
    title: 'Levels and ambitions',
    sheet: true,
    html: [
      body(
        `A sector is a characteristic, the outer ring is ${outside}. A table after it has the same numbers, with the ambitions.`,
      ),
      chartBox(svg, 'Ring chart of levels'),
      innerPart({
        id: 'levels-table',
        title: 'The same in numbers',
        html: table({
          id: 'grid',
          caption: 'Level and ambition by characteristic and mode',
          columns,
          rows,
          wide: true,
        }),
      }),
    ].join(''),
  }
}

export function stagesPart(report: Report): Part {
  const { columns, rows } = stagesRows(report)
  return {
    id: 'stages',
    title: 'Stage by stage',
    html: table({ id: 'stages-table', caption: 'Answers by cell and stage', columns, rows, wide: true }),
  }
}

export function factorsPart(report: Report): Part {
  const { columns, rows } = factorsRows(report)
  return {
    id: 'factors',
    title: 'Success factors',
    html: [
      chartBox(factorsSvg(report.results, { id: 'factors-chart' }), 'Bar chart of success factors'),
      innerPart({
        id: 'factors-numbers',
        title: 'The same in numbers',
        html: table({
          ...{ id: 'factors-table', caption: 'Level of each success factor', columns, rows, wide: true },
        }),
      }),
    ].join(''),
  }
}

export function prioritiesPart(report: Report): Part {
  const { columns, rows } = prioritiesRows(report)
  return {
    id: 'priorities',
    title: 'Priorities',
    html:
      report.priorities.length === 0
        ? body(noPriorities)
        : table({
            ...{ id: 'priorities-table', caption: 'The highest priority first', columns, rows },
            ...{ figures: [4], wide: true },
          }),
  }
}
