import asciichart from 'asciichart'
import Table from 'cli-table3'
import { listed } from '../did-you-mean.ts'
import type { Screen } from '../env.ts'
import type { Trend, TrendLine } from '../trend/trend.ts'
import { renderCsv } from './csv.ts'
import { renderJson } from './json.ts'
import { markdownTable, markdownText } from './markdown.ts'
import { columnsOf, fitTitle, oneLine, padded, readable, visible, wrap } from './text.ts'

/** A small chart a line, and beside it the table of the same numbers. `--plain` and narrow screens have the table only. */
export function renderTrend(trend: Trend, title: string, screen: Screen): string {
  const left = trend.leftOut
    .map(({ round, reason }) => `${wrap(`Left out: ${nameOf(round)}, ${visible(reason)}`, screen.width)}\n`)
    .join('')
    .concat(sharedWords(trend, screen.width))
  if (trend.rounds.length === 0) return `No round has results yet, so there is no trend to draw.\n${left}`
  const head = `${screen.paint.strong(wrap(`${oneLine(title)} · levels, 0 to ${trend.model.stages.length}`, screen.width))}\n\n`
  if (screen.plain)
    return (
      head +
      trend.lines
        .map(
          (line) =>
            `${oneLine(line.title)}: ${line.levels.map((level, index) => `${nameOf(trend.rounds[index]!)} ${hundredths(level)}`).join(', ')}${line.change === undefined ? '' : `, ${changeWords(line.change)}`}.\n`,
        )
        .join('') +
      left
    )
  const chart = trend.rounds.length > 1 ? drawChart(trend, screen) : ''
  return `${head}${chart}${drawTable(trend, screen)}${left}`
}

/** A round, or a tag, which anybody may have named. */
function nameOf(round: string): string {
  return oneLine(readable(round))
}

/** Over which statements the levels are, where versions differ, and which can not be compared; empty where all are. */
export function sharedWords({ shared }: Trend, width: number): string {
  if (shared === undefined) return ''
  const { models, statements, of, without } = shared
  const between = listed(models, 'and')
  if (without.length === 0)
    return `${wrap(`All ${of} statements can be compared between ${between}.`, width)}\n`
  const levels = `Levels are over the ${statements} of ${of} statements that can be compared between ${between}.`
  const some = without.slice(0, 12)
  const more = without.length > some.length ? `, and ${without.length - some.length} more` : ''
  return `${wrap(levels, width)}\n${wrap(`Not comparable: ${some.join(', ')}${more}`, width, 0, 2)}\n`
}

/** Two decimals, so that what is shown adds up with the change. */
function hundredths(level: number | undefined): string {
  return level === undefined ? '–' : level.toFixed(2)
}

function changeWords(change: number): string {
  if (change === 0) return 'unchanged'
  return `${change > 0 ? 'up' : 'down'} ${Math.abs(change).toFixed(2)}`
}

/** All lines in one chart over the rounds; each line ends in the letter that names it in the table. Empty where the screen has no room for it. */
function drawChart(trend: Trend, screen: Screen): string {
  const drawn = trend.lines.filter((line) => line.levels.every((level) => level !== undefined))
  if (drawn.length === 0) return ''
  const stages = trend.model.stages.length
  const height = stages * (stages > 5 ? 2 : 4)
  const letters = lettersByRow(trend, drawn, height)
  const most = Math.max(...[...letters.values()].map((row) => row.length))
  const step = Math.min(24, Math.floor((screen.width - left - 2 - most) / (trend.rounds.length - 1)))
  if (step < 2) return ''
  const colours = [
    asciichart.default,
    asciichart.blue,
    asciichart.green,
    asciichart.magenta,
    asciichart.cyan,
    asciichart.yellow,
    asciichart.red,
  ]
  const series = drawn.map((line) => stretch(line.levels as readonly number[], step))
  const text = asciichart.plot(series, {
    height,
    min: 0,
    max: stages,
    format: (value: number) => value.toFixed(2).padStart(5),
    ...(screen.color ? { colors: drawn.map((_, index) => colours[index % colours.length]!) } : {}),
  })
  const rows = text
    .split('\n')
    .map((row, index) => (letters.has(index) ? `${row} ${letters.get(index)}` : row))
  return `${[...rows, axisOf(trend.rounds, step, screen.width)].join('\n')}\n\n`
}

/** Columns of the figures at the left of the chart, and its edge. */
const left = 7

/** Straight lines between the rounds lead the eye; only the ends of each step are measured. */
function stretch(levels: readonly number[], step: number): number[] {
  const points: number[] = []
  for (let index = 0; index < levels.length - 1; index++) {
    for (let part = 0; part < step; part++)
      points.push(levels[index]! + ((levels[index + 1]! - levels[index]!) * part) / step)
  }
  return [...points, levels.at(-1)!]
}

/** The letters of the lines that end in a row of the chart, by the row from above. */
function lettersByRow(
  trend: Trend,
  drawn: readonly TrendLine[],
  height: number,
): ReadonlyMap<number, string> {
  const letters = new Map<number, string>()
  for (const line of drawn) {
    const row = height - Math.round((line.levels.at(-1)! / trend.model.stages.length) * height)
    letters.set(row, `${letters.get(row) ?? ''}${letterOf(trend, line)}`)
  }
  return letters
}

/** The rounds below their columns. Where they are too close, the first and the last one stay, and those between that have room. */
function axisOf(rounds: readonly string[], step: number, width: number): string {
  const titles = rounds.map(nameOf)
  const places = titles.map((title, index) => Math.min(left + index * step, width - columnsOf(title)))
  const last = titles.length - 1
  return titles.reduce((axis, title, index) => {
    const at = places[index]!
    const free = columnsOf(axis) < at && (index === last || at + columnsOf(title) < places[last]!)
    return free ? padded(axis, at) + title : axis
  }, '')
}

function letterOf(trend: Trend, line: TrendLine): string {
  return String.fromCharCode(65 + (trend.lines.indexOf(line) % 26))
}

/** Titles with at least 12 columns: a narrow screen breaks the names of the rounds, then leaves out the earlier ones. */
function columnsFor(
  trend: Trend,
  screen: Screen,
): { readonly shown: readonly string[]; readonly heads: readonly string[]; readonly room: number } {
  const change = 7
  const measured = (shown: readonly string[], heads: readonly string[]) => {
    const widths = heads.map((head) => Math.max(5, ...head.split('\n').map(columnsOf)) + 2)
    return {
      shown,
      heads,
      room: screen.width - 3 - change - 2 - widths.reduce((sum, width) => sum + width, 0),
    }
  }
  const broken = (round: string) => nameOf(round).replaceAll(' ', '\n')
  const whole = measured(trend.rounds, trend.rounds.map(nameOf))
  if (whole.room >= 16) return whole
  let last = trend.rounds
  let narrow = measured(last, last.map(broken))
  while (narrow.room < 12 && last.length > 1) {
    last = last.slice(1)
    narrow = measured(last, last.map(broken))
  }
  return narrow
}

function drawTable(trend: Trend, screen: Screen): string {
  const { shown, heads, room } = columnsFor(trend, screen)
  const from = trend.rounds.length - shown.length
  const borderless = {
    top: '',
    'top-mid': '',
    'top-left': '',
    'top-right': '',
    bottom: '',
    'bottom-mid': '',
    'bottom-left': '',
    'bottom-right': '',
    left: '',
    'left-mid': '',
    mid: '',
    'mid-mid': '',
    right: '',
    'right-mid': '',
    middle: ' ',
  }
  const table = new Table({
    head: ['', '', ...heads, 'change'],
    chars: borderless,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 1, compact: true },
    colAligns: ['left', 'left', ...shown.map(() => 'right' as const), 'right'],
  })
  const longest = Math.min(Math.max(...trend.lines.map((line) => columnsOf(oneLine(line.title)))), room)
  for (const line of trend.lines) {
    const change =
      line.change === undefined
        ? '–'
        : line.change === 0
          ? '='
          : `${line.change > 0 ? '+' : '−'}${Math.abs(line.change).toFixed(2)}`
    table.push([
      letterOf(trend, line),
      fitTitle(oneLine(line.title), longest),
      ...line.levels.slice(from).map(hundredths),
      line.change !== undefined && line.change < 0 ? screen.paint.accent(change) : change,
    ])
  }
  return `${table
    .toString()
    .split('\n')
    .map((row) => row.trimEnd())
    .join('\n')}\n`
}

/** `tiex-trend/1`; a level or change that is not there is null. */
export function trendJson(trend: Trend): string {
  const lines = trend.lines.map(({ id, levels, change }) => ({
    id,
    levels: levels.map((level) => level ?? null),
    change: change ?? null,
  }))
  return renderJson({
    format: 'tiex-trend/1',
    model: { id: trend.model.id, version: trend.model.version },
    rounds: trend.rounds,
    lines,
    leftOut: trend.leftOut,
    ...(trend.shared === undefined ? {} : { shared: trend.shared }),
  })
}

/** Tidy: a row a round and line. */
export function trendCsv(trend: Trend): string {
  const rows = trend.lines.flatMap((line) =>
    line.levels.map((level, index) => [trend.rounds[index], line.id, level]),
  )
  return renderCsv(['round', 'section', 'level'], rows)
}

export function trendMarkdown(trend: Trend): string {
  const shared = sharedWords(trend, 10_000)
  const { columns, rows } = trendRows(trend)
  const table = markdownTable(columns, rows)
  return shared === '' ? table : `${table}\n${shared.split('\n').map(markdownText).join('  \n').trimEnd()}\n`
}

/** A row a characteristic or success factor; titles as they stand in the model. */
export function trendRows(trend: Trend): {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
} {
  const rows = trend.lines.map((line) => [
    line.title,
    ...line.levels.map(hundredths),
    line.change === undefined ? '–' : changeWords(line.change),
  ])
  return { columns: ['', ...trend.rounds.map(nameOf), 'Change'], rows }
}
