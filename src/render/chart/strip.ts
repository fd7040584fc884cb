import type { Standing, StandingSection } from '../../compare/standing.ts'
import { figure } from '../text.ts'
import { texturedRect } from './bands.ts'
import { at, type ChartOptions, colours, drawing, labelBeside, textAt } from './drawing.ts'
import { type KeyItem, keyOf } from './key.ts'

const width = 960
const left = 400
const room = 530
const row = 46
const top = 40

const middleHalf = { fill: '#6BACE6', texture: 'lines' } as const

/** A strip a section: the middle half of the peers as a box, their median as a line, the own level as a disc. Sections without figures of peers keep their own level. In the order of the model, never of a level. */
export function stripSvg(standing: Standing, options: ChartOptions = {}): string {
  const { title = 'Own levels beside the middle half of the peers', id = 'strip' } = options
  const { lines, model } = standing
  const stages = model.stages.length
  const x = (level: number) => left + (level / stages) * room
  const bottom = top + lines.length * row
  const grid = Array.from({ length: stages + 1 }, (_, tick) => {
    const place = at(x(tick))
    return `<path d="M${place} 34V${at(bottom)}" stroke="${colours.track}" stroke-width="1"/>${textAt(x(tick), 24, String(tick), { anchor: 'middle' })}`
  })
  const key = keyOf(keyItems, bottom + 20, width)
  return drawing({
    ...{ id, title, width, height: bottom + 24 + key.height },
    description: `Strip chart of levels from 0 to ${stages}. ${lines.map(sentence).join(' ')}`,
    body: [
      ...grid,
      ...lines.map((line, index) => strip(line, { y: top + 6 + index * row, x })),
      key.svg,
    ].join('\n'),
  })
}

function sentence({ section, own, levels }: StandingSection): string {
  const mine = own.level === undefined ? 'no own level' : `own level ${figure(own.level)}`
  const theirs =
    levels === undefined
      ? 'too few peers'
      : `middle half of ${levels.count} peers ${figure(levels.q1)} to ${figure(levels.q3)}, median ${figure(levels.median)}`
  return `${section.title}: ${mine}, ${theirs}.`
}

function strip(
  { section, own, levels }: StandingSection,
  { y, x }: { readonly y: number; readonly x: (level: number) => number },
): string {
  const half =
    levels === undefined
      ? ''
      : `${texturedRect({ x: x(levels.q1), y: y + 7, width: Math.max(2, x(levels.q3) - x(levels.q1)), height: 18 }, middleHalf)}<path d="M${at(x(levels.median))} ${at(y + 3)}V${at(y + 29)}" stroke="${colours.ink}" stroke-width="3"/>`
  return [
    labelBeside(section.title, { x: left - 22, y: y + 16, width: left - 34 }),
    `<path d="M${at(x(0))} ${at(y + 16)}H${at(left + room)}" stroke="${colours.quiet}"/>`,
    half,
    own.level === undefined ? '' : ownDisc(x(own.level), y + 16, own.level),
  ].join('')
}

function ownDisc(x: number, y: number, level: number): string {
  return `<circle cx="${at(x)}" cy="${at(y)}" r="13" fill="${colours.paper}" stroke="${colours.kinds[2]}" stroke-width="2.5"/>${textAt(x, y + 4, figure(level), { anchor: 'middle', size: 12, bold: true })}`
}

const keyItems: readonly KeyItem[] = [
  { text: 'own level', wide: 30, sign: (x, y) => ownDisc(x + 15, y + 10, 2) },
  {
    text: 'middle half of the peers',
    wide: 40,
    sign: (x, y) => texturedRect({ x, y: y + 1, width: 40, height: 18 }, middleHalf),
  },
  {
    text: 'median of the peers',
    wide: 6,
    sign: (x, y) =>
      `<path d="M${at(x + 3)} ${at(y - 2)}V${at(y + 22)}" stroke="${colours.ink}" stroke-width="3"/>`,
  },
]
