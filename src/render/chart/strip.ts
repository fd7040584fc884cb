import type { Standing, StandingSection } from '../../compare/standing.ts'
import { figure, shortened } from '../text.ts'
import { texturedRect } from './bands.ts'
import { at, type ChartOptions, colours, drawing, textAt } from './drawing.ts'

const width = 800
const left = 330
const room = 400
const row = 32
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
  return drawing({
    ...{ id, title, width, height: bottom + 48 },
    description: `Strip chart of levels from 0 to ${stages}. ${lines.map(sentence).join(' ')}`,
    body: [
      ...grid,
      ...lines.map((line, index) => strip(line, { y: top + index * row, x })),
      key(bottom + 20),
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
    textAt(left - 22, y + 21, shortened(section.title, 42), { anchor: 'end' }),
    `<path d="M${at(x(0))} ${at(y + 16)}H${at(left + room)}" stroke="${colours.quiet}"/>`,
    half,
    own.level === undefined ? '' : ownDisc(x(own.level), y + 16, own.level),
  ].join('')
}

function ownDisc(x: number, y: number, level: number): string {
  return `<circle cx="${at(x)}" cy="${at(y)}" r="13" fill="${colours.paper}" stroke="${colours.kinds[2]}" stroke-width="2.5"/>${textAt(x, y + 4, figure(level), { anchor: 'middle', size: 12, bold: true })}`
}

function key(y: number): string {
  return [
    ownDisc(40, y + 9, 2),
    textAt(62, y + 14, 'own level'),
    texturedRect({ x: 160, y, width: 40, height: 18 }, middleHalf),
    textAt(210, y + 14, 'middle half of the peers'),
    `<path d="M400 ${at(y - 3)}V${at(y + 21)}" stroke="${colours.ink}" stroke-width="3"/>`,
    textAt(412, y + 14, 'median of the peers'),
  ].join('\n')
}
