import asciichart from 'asciichart'
import Table from 'cli-table3'
import type { Screen } from '../env.ts'
import type { Trend, TrendLine } from '../trend/trend.ts'
import { renderCsv } from './csv.ts'
import { markdownTable } from './markdown.ts'
import { columnsOf, padded, readable, visible } from './text.ts'

/** A small chart a line, and beside it the table of the same numbers. `--plain` and narrow screens have the table only. */
export function renderTrend(trend: Trend, screen: Screen): string {
  const left = trend.leftOut
    .map(({ round, reason }) => `Left out: ${visible(readable(round))}, ${visible(reason)}\n`)
    .join('')
  if (trend.rounds.length === 0) return `No round has a consensus yet, so there is no trend to draw.\n${left}`
  if (screen.plain)
    return (
      trend.lines
        .map(
          (line) =>
            `${visible(line.title)}: ${line.levels.map((level, index) => `${readable(trend.rounds[index]!)} ${hundredths(level)}`).join(', ')}${line.change === undefined ? '' : `, ${changeWords(line.change)}`}.\n`,
        )
        .join('') + left
    )
  const chart = trend.rounds.length > 1 ? drawChart(trend, screen) : ''
  return `${chart}${drawTable(trend, screen)}${left}`
}

/** Two decimals, so that what is shown adds up with the change. */
function hundredths(level: number | undefined): string {
  return level === undefined ? '–' : level.toFixed(2)
}

function changeWords(change: number): string {
  if (change === 0) return 'unchanged'
  return `${change > 0 ? 'up' : 'down'} ${Math.abs(change).toFixed(2)}`
}

/** All lines in one chart over the rounds; each line ends in the letter that names it in the table. */
function drawChart(trend: Trend, screen: Screen): string {
  const drawn = trend.lines.filter((line) => line.levels.every((level) => level !== undefined))
  if (drawn.length === 0) return ''
  const rounds = trend.rounds.length
  const step = Math.max(4, Math.min(24, Math.floor((screen.width - 14) / Math.max(1, rounds - 1))))
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
  const stages = trend.model.stages.length
  const text = asciichart.plot(series, {
    height: stages * (stages > 5 ? 2 : 4),
    min: 0,
    max: stages,
    format: (value: number) => value.toFixed(2).padStart(5),
    ...(screen.color ? { colors: drawn.map((_, index) => colours[index % colours.length]!) } : {}),
  })
  return `${screen.paint.strong(`Levels, 0 to ${stages}`)}\n${labelled(text, trend, drawn, step)}\n\n`
}

/** Straight lines between the rounds lead the eye; only the ends of each step are measured. */
function stretch(levels: readonly number[], step: number): number[] {
  const points: number[] = []
  for (let index = 0; index < levels.length - 1; index++) {
    for (let part = 0; part < step; part++)
      points.push(levels[index]! + ((levels[index + 1]! - levels[index]!) * part) / step)
  }
  return [...points, levels.at(-1)!]
}

/** The chart with the rounds below its first and last columns, and the letters of the lines at the height where each ends. */
function labelled(chart: string, trend: Trend, drawn: readonly TrendLine[], step: number): string {
  const stages = trend.model.stages.length
  const rows = chart.split('\n')
  const height = rows.length - 1
  for (const line of drawn) {
    const row = height - Math.round((line.levels.at(-1)! / stages) * height)
    rows[row] = `${rows[row]}${/ [A-Z]+$/.test(rows[row]!) ? '' : ' '}${letterOf(trend, line)}`
  }
  const axis = trend.rounds
    .map((round, index) =>
      index === 0 ? padded(readable(round), step) : padded(readable(round), Math.max(step, 12)),
    )
    .join('')
  return [...rows, `${' '.repeat(7)}${axis}`.trimEnd()].join('\n')
}

function letterOf(trend: Trend, line: TrendLine): string {
  return String.fromCharCode(65 + (trend.lines.indexOf(line) % 26))
}

function drawTable(trend: Trend, screen: Screen): string {
  const room = screen.width - trend.rounds.length * 14 - 12
  const shown = room < 16 ? trend.rounds.slice(-2) : trend.rounds
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
    head: ['', '', ...shown.map(readable), 'change'],
    chars: borderless,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 1, compact: true },
    colAligns: ['left', 'left', ...shown.map(() => 'right' as const), 'right'],
  })
  const longest = Math.max(
    14,
    Math.min(
      Math.max(...trend.lines.map((line) => columnsOf(visible(line.title)))),
      screen.width - shown.length * 14 - 14,
    ),
  )
  for (const line of trend.lines) {
    const change =
      line.change === undefined
        ? '–'
        : line.change === 0
          ? '='
          : `${line.change > 0 ? '+' : '−'}${Math.abs(line.change).toFixed(2)}`
    table.push([
      letterOf(trend, line),
      padded(visible(line.title), longest),
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
  return `${JSON.stringify({ format: 'tiex-trend/1', model: { id: trend.model.id, version: trend.model.version }, rounds: trend.rounds, lines, leftOut: trend.leftOut }, null, 2)}\n`
}

/** Tidy: a row a round and line. */
export function trendCsv(trend: Trend): string {
  const rows = trend.lines.flatMap((line) =>
    line.levels.map((level, index) => [trend.rounds[index], line.id, level]),
  )
  return renderCsv(['round', 'section', 'level'], rows)
}

export function trendMarkdown(trend: Trend): string {
  const rows = trend.lines.map((line) => [
    line.title,
    ...line.levels.map(hundredths),
    line.change === undefined ? '–' : changeWords(line.change),
  ])
  return markdownTable(['', ...trend.rounds.map(readable), 'Change'], rows)
}
