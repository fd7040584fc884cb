import type { Ranked } from '../../merge/agenda.ts'
import type { Results } from '../../scoring/results.ts'
import { figure } from '../text.ts'
import { bandItems, bandOf, bandRect, outline } from './bands.ts'
import { at, type ChartOptions, colours, drawing, labelBeside, textAt, textSize } from './drawing.ts'
import { keyOf } from './key.ts'
import { widthOf } from './measure.ts'

const width = 960
const left = 370
const room = 450
const row = 50

/** A bar a success factor, its level beside it; in the order of the model. */
export function factorsSvg(results: Results, options: ChartOptions = {}): string {
  const { title = 'Success factors', id = 'factors', heading } = options
  const { factors, model } = results
  const stages = model.stages.length
  const bottom = 40 + factors.length * row
  const ticks = model.stages.length + 1
  const grid = Array.from({ length: ticks }, (_, tick) => {
    const x = left + (tick / stages) * room
    return `<path d="M${at(x)} 36V${at(bottom)}" stroke="${colours.quiet}" stroke-width="1"/>${textAt(x, 26, String(tick), { anchor: 'middle' })}`
  })
  const bars = factors.map(({ section, level, statements }, index) => {
    const y = 44 + index * row
    const length = ((level ?? 0) / stages) * room
    const draft = statements.some(({ basis }) => basis === 'suggested') ? ', draft' : ''
    const said = level === undefined ? 'no level' : `${figure(level)}${draft}`
    return [
      labelBeside(section.title, { x: left - 12, y: y + 17, width: left - 24 }),
      bandRect({ x: left, y, width: Math.max(length, 1), height: 34 }, level, stages),
      label(left + length + 8, y + 2, said),
    ].join('')
  })
  const sentences = factors.map(
    ({ section, level }) => `${section.title}: ${level === undefined ? 'no level' : figure(level)}.`,
  )
  const key = keyOf(bandItems(stages), bottom + 20, width)
  return drawing({
    ...{ id, title, heading, width, height: bottom + 24 + key.height },
    description: `Bar chart of levels from 0 to ${stages}. ${sentences.join(' ')}`,
    body: [...grid, ...bars, key.svg].join('\n'),
  })
}

/** A figure on white, so that no line of the grid runs through it; inside of the right edge. */
function label(x: number, y: number, text: string): string {
  const wide = widthOf(text, textSize, true) + 8
  const start = Math.min(x, width - wide - 4)
  return `<rect x="${at(start - 4)}" y="${at(y + 3)}" width="${at(wide)}" height="22" fill="${colours.paper}"/>${textAt(start, y + 19, text, { bold: true })}`
}

const spreadWidth = 280
const spreadHeight = 26

/** How people answered, as one bar with a part an answer, lowest option first, then those outside the scale; every part has its number. For places where a sentence says the same: it is hidden from screen readers. Empty where nobody answered. */
export function spreadSvg(item: Ranked): string {
  const { counts, dontKnow, notApplicable, unanswered } = item
  const scored = counts.map((count, rank) => ({ count, paint: optionPaint(rank, counts.length) }))
  const others = [dontKnow, notApplicable, unanswered].map((count) => ({
    count,
    paint: `fill="${colours.paper}" stroke="${colours.ink}" stroke-dasharray="3 2"`,
  }))
  const parts = [...scored, ...others].filter(({ count }) => count > 0)
  const total = parts.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return ''
  let x = 1
  const drawn = parts.map(({ count, paint }) => {
    const wide = (count / total) * (spreadWidth - 2)
    const middle = x + wide / 2
    const number =
      wide < 20
        ? ''
        : `<circle cx="${at(middle)}" cy="13" r="9" fill="${colours.paper}"/>${textAt(middle, 17.5, String(count), { anchor: 'middle', size: 13, bold: true })}`
    const part = `<rect x="${at(x)}" y="1" width="${at(wide)}" height="${spreadHeight - 2}" ${paint}/>${number}`
    x += wide
    return part
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" class="tiex-chart" aria-hidden="true" focusable="false" viewBox="0 0 ${spreadWidth} ${spreadHeight}" width="${spreadWidth}" height="${spreadHeight}" font-family="Helvetica, Arial, sans-serif">${drawn.join('')}</svg>\n`
}

/** The paint of an option by its share of the scale, in the colours of levels. */
function optionPaint(rank: number, options: number): string {
  return outline(bandOf(options === 1 ? 1 : rank / (options - 1), 1))
}
