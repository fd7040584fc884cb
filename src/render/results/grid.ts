import type { Screen } from '../../env.ts'
import type { CellScore, Results } from '../../scoring/results.ts'
import { columnsOf, figure, oneLine, padded, shortened } from '../text.ts'
import { legendOf, marksOf } from './marks.ts'

/**
 * The grid of characteristics and modes. A cell shows its stages in order, its level, and what is wanted: `→ 4` an ambition,
 * `=` reached, `stay` a deliberate stance. A narrow screen drops the ambitions, then the marks; a very narrow one lists the cells.
 */
export function renderGrid(results: Results, screen: Screen): string {
  const { model } = results
  if (screen.plain) return plainGrid(results)
  const titles = model.characteristics.map((characteristic) => oneLine(characteristic.title))
  const longest = Math.max(...titles.map(columnsOf)) + 2
  const form = forms.find(
    ({ columns }) => columnsFor(model.modes.length, columns(results)) + Math.min(longest, 22) <= screen.width,
  )
  if (form === undefined) return listGrid(results, screen)
  const columns = form.columns(results)
  const first = Math.min(longest, screen.width - columnsFor(model.modes.length, columns))
  const last = model.modes.length - 1
  const room = screen.width - first - last * (columns + 2)
  const head =
    ' '.repeat(first) +
    model.modes
      .map((mode, index) => padded(oneLine(mode.title).toLowerCase(), index === last ? room : columns))
      .join('  ')
  const rows = model.characteristics.map((characteristic, index) => {
    const cells = results.cells.filter((cell) => cell.section.characteristic === characteristic.id)
    return `${padded(titles[index]!, first - 1)} ${cells.map((cell) => form.draw(cell, columns, screen)).join('  ')}`
  })
  const wanted =
    results.cells.some((cell) => cell.ambition !== undefined) && form === forms[0]
      ? '    → ambition  = there'
      : ''
  const legend =
    form === forms.at(-1)
      ? ''
      : `${screen.paint.quiet(fold(`${legendOf(model.statementScale, results.of === 'consensus' ? 'nothing suggested' : 'no answer')}${wanted}`, screen.width))}\n`
  return `${screen.paint.quiet(head.trimEnd())}\n${rows.map((row) => `${row.trimEnd()}\n`).join('')}${legend}`
}

/** A legend that is too long for a line: the options, then what lies outside the scale, neither broken between a mark and its word. */
function fold(legend: string, width: number): string {
  if (columnsOf(legend) <= width) return legend
  return legend
    .split(/ {2,}(?=\?)/)
    .map((part) =>
      part
        .split(/(?<= {2})(?=\S)/)
        .reduce((text, item) =>
          columnsOf(text.split('\n').at(-1)! + item.trimEnd()) <= width
            ? text + item
            : `${text.trimEnd()}\n${item}`,
        ),
    )
    .join('\n')
}

interface Form {
  readonly columns: (results: Results) => number
  readonly draw: (cell: CellScore, columns: number, screen: Screen) => string
}

/** From the most telling to the narrowest. */
const forms: readonly Form[] = [
  {
    columns: ({ model }) => model.stages.length + 11,
    draw: (cell, columns, screen) => fitPainted(markedLevel(cell), columns, cell, screen),
  },
  {
    columns: ({ model }) => model.stages.length + 4,
    draw: (cell, columns, screen) =>
      fitPainted(`${marksOf(cell.statements)} ${figure(cell.level)}`, columns, cell, screen),
  },
  {
    columns: () => 9,
    draw: (cell, columns, screen) => fitPainted(figure(cell.level), columns, cell, screen),
  },
]

function columnsFor(modes: number, columns: number): number {
  return modes * columns + (modes - 1) * 2
}

/** What is wanted of a cell: `→ 4`, ` =` where it is reached, ` stay`; empty where nothing is. */
export function wish(cell: CellScore): string {
  if (cell.stance !== undefined) return ' stay'
  if (cell.ambition === undefined) return ''
  return cell.gap === 0 ? ' =' : `→ ${cell.ambition}`
}

/** The widest gaps carry the accent; the numbers say the same without it. */
function fitPainted(text: string, columns: number, cell: CellScore, screen: Screen): string {
  const fitted = padded(text, columns)
  if (cell.level === undefined) return screen.paint.quiet(fitted)
  return (cell.gap ?? 0) >= 2 && cell.stance === undefined ? screen.paint.accent(fitted) : fitted
}

/** Below each characteristic a line a mode, for screens too narrow for the modes side by side. */
function listGrid(results: Results, screen: Screen): string {
  const { model } = results
  const first = Math.min(24, Math.max(...model.modes.map((mode) => columnsOf(oneLine(mode.title)))) + 4)
  const rows = model.characteristics.flatMap((characteristic) => [
    `${shortened(oneLine(characteristic.title), screen.width)}\n`,
    ...results.cells
      .filter((cell) => cell.section.characteristic === characteristic.id)
      .map(
        (cell) =>
          `${padded(`  ${modeTitle(cell, results)}`, first)}${fitPainted(markedLevel(cell), screen.width - first, cell, screen).trimEnd()}\n`,
      ),
  ])
  return `${rows.join('')}${screen.paint.quiet(fold(legendOf(model.statementScale), screen.width))}\n`
}

function markedLevel(cell: CellScore): string {
  return `${marksOf(cell.statements)} ${figure(cell.level)} ${wish(cell)}`
}

/** The title of a cell's mode, in lower case as beside its characteristic. */
export function modeTitle(cell: CellScore, { model }: Results): string {
  return oneLine(model.modes.find((mode) => mode.id === cell.section.mode)?.title ?? '').toLowerCase()
}

/** One sentence a cell, for screen readers. */
function plainGrid(results: Results): string {
  return results.cells.map((cell) => `${cellSentence(cell, results)}\n`).join('')
}

/** `Role of the authority / service: level 3.5 of 4, reached do, 4 of 4 counted, ambition 4, gap 0.5.` */
function cellSentence(cell: CellScore, results: Results): string {
  const { model } = results
  const stages = model.stages.length
  const parts = [
    cell.level === undefined ? 'no level' : `level ${figure(cell.level)} of ${stages}`,
    `stage reached ${reachedTitle(cell, results)}`,
    `${cell.coverage.scored} of ${cell.statements.length} counted`,
    ...(cell.ambition === undefined ? [] : [`ambition ${cell.ambition}`]),
    ...(cell.gap === undefined ? [] : [`gap ${figure(cell.gap)}`]),
    ...(cell.stance === undefined ? [] : ['staying on purpose']),
    ...(cell.priority === undefined ? [] : [`priority ${cell.priority}`]),
  ]
  return `${oneLine(cell.section.title)}: ${parts.join(', ')}.`
}

/** Title of the last stage fully met from the first on, or `none`. */
export function reachedTitle(cell: CellScore, results: Results): string {
  return cell.reached === 0 ? 'none' : oneLine(results.model.stages[cell.reached - 1]!.title).toLowerCase()
}
