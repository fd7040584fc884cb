import type { CellScore, Results } from '../../scoring/results.ts'
import { escaped } from '../html/escape.ts'
import { figure, oneLine } from '../text.ts'
import {
  bandItems,
  bandOf,
  levelDisc,
  outline,
  places,
  type Texture,
  textureStep,
  textureStroke,
} from './bands.ts'
import { at, type ChartOptions, drawing, textAt, textSize } from './drawing.ts'
import { keyOf } from './key.ts'
import { labelsAround } from './labels.ts'
import { linesIn, widthOf } from './measure.ts'

const width = 960
const ringsHeight = 540
const center = { x: 480, y: 270 }
const outer = 250
const inner = 80
/** Degrees left free at the top for the names of the rings. */
const opening = 60
/** Pixels of the smallest letters of their names. */
const smallest = 12

/** Where the segment of a cell is: angles in degrees from the top, clockwise. */
interface Segment {
  readonly from: number
  readonly to: number
  readonly near: number
  readonly far: number
}

/**
 * The ring chart: a sector a characteristic, clockwise; a ring a mode, the first one of the model outside. Every segment has its level as a number.
 * The same results make the same bytes.
 */
export function ringsSvg(results: Results, options: ChartOptions = {}): string {
  const { title = 'Levels by characteristic and mode', id = 'rings', heading } = options
  const { model } = results
  const key = keyOf(bandItems(model.stages.length), ringsHeight + 14, width)
  const words = linesIn(keyText(results), { width: width - 48, size: textSize, lines: 3 })
  const under = ringsHeight + 14 + key.height
  const names = model.characteristics.map((one, index) => {
    const { from, to } = sectorAngles(index, model.characteristics.length)
    return { title: one.title, degrees: (from + to) / 2 }
  })
  const body = [
    ...results.cells.map((cell) => segmentOf(cell, results)),
    ...model.modes.map((mode, index) => ringName(mode.title, index, model.modes.length)),
    labelsAround(names, { center, radius: outer + 12, width, bottom: ringsHeight }),
    key.svg,
    ...words.map((line, index) => textAt(24, under + 18 + index * 24, line)),
  ]
  return drawing({
    ...{ id, title, heading, width, height: under + words.length * 24 + 8 },
    description: descriptionOf(results),
    body: body.join('\n'),
  })
}

/** `Level, of 4`, and what a broken disc means where there is one. */
function keyText(results: Results): string {
  const rings = `Numbers are levels, 0 to ${results.model.stages.length}.`
  return results.cells.some(isDraft)
    ? `${rings} A broken circle: the level counts answers that are only suggested, not agreed.`
    : rings
}

/** Whether the level counts what is suggested and not agreed. */
function isDraft({ statements }: CellScore): boolean {
  return statements.some(({ basis }) => basis === 'suggested')
}

/** How to read it, then every number, since a file has no table beside it. */
function descriptionOf({ model, cells }: Results): string {
  const rings = model.modes.map(({ title }) => title.toLowerCase()).join(', ')
  const sectors = model.characteristics.map(({ id, title }) => {
    const levels = cells
      .filter(({ section }) => section.characteristic === id)
      .map(({ section, level }) => {
        const mode = model.modes.find((one) => one.id === section.mode)
        return `${mode?.title.toLowerCase() ?? section.mode} ${level === undefined ? 'no level' : figure(level)}`
      })
    return `${title}: ${levels.join(', ')}.`
  })
  return `Ring chart of levels from 0 to ${model.stages.length}. A sector is a characteristic; the rings from the outer one inwards are ${rings}. ${sectors.join(' ')}`
}

function segmentOf(cell: CellScore, { model }: Results): string {
  const sector = model.characteristics.findIndex((one) => one.id === cell.section.characteristic)
  const ring = model.modes.findIndex((mode) => mode.id === cell.section.mode)
  const { from, to } = sectorAngles(sector, model.characteristics.length)
  const depth = (outer - inner) / model.modes.length
  const far = outer - ring * depth
  const segment = { from, to, far, near: far - depth }
  const stages = model.stages.length
  const middle = pointAt((from + to) / 2, far - depth / 2)
  const arc = ((to - from) / 360) * 2 * Math.PI * (far - depth / 2)
  const radius = Math.max(8, Math.min(20, depth / 2 - 4, arc / 2 - 4))
  const words = `${cell.section.title}: ${cell.level === undefined ? 'no level' : `level ${figure(cell.level)} of ${stages}`}`
  const band = bandOf(cell.level, stages)
  return [
    `<g><title>${escaped(words)}</title><path d="${pathOf(segment)}" ${outline(band)}/>`,
    band === undefined ? '' : textureOf(segment, band.texture),
    levelDisc({ ...middle, radius }, cell.level, isDraft(cell)),
    '</g>',
  ].join('')
}

/** Dots on arcs, slanted lines, or arcs with the lines from ring to ring. */
function textureOf(segment: Segment, texture: Texture): string {
  if (texture === 'plain') return ''
  const lines =
    texture === 'lines'
      ? spokes(segment, 1)
      : [...arcs(segment, texture === 'dots'), ...(texture === 'grid' ? spokes(segment, 0) : [])]
  return `<path d="${lines.join('')}" ${textureStroke(texture)}/>`
}

function arcs({ from, to, near, far }: Segment, isInset: boolean): readonly string[] {
  const long = to - from > 180 ? 1 : 0
  return places(near, far).map((radius) => {
    const inset = isInset ? (textureStep / 2 / radius) * (180 / Math.PI) : 0
    const [a, b] = [pointAt(from + inset, radius), pointAt(to - inset, radius)]
    return `M${at(a.x)} ${at(a.y)}A${at(radius)} ${at(radius)} 0 ${long} 1 ${at(b.x)} ${at(b.y)}`
  })
}

/** Lines from the near edge to the far one, which lean by `slant` times the depth and are cut at the sides. */
function spokes({ from, to, near, far }: Segment, slant: number): readonly string[] {
  const degree = (Math.PI / 180) * near
  const lean = (slant * (far - near)) / degree
  const feet = places(0, (to - from + lean) * degree).map((place) => from - lean + place / degree)
  return feet.map((foot) => {
    const cut = (degrees: number) => (lean === 0 ? 0 : (degrees - foot) / lean)
    const begin = Math.max(0, cut(from))
    const end = lean === 0 ? 1 : Math.min(1, cut(to))
    const [a, b] = [begin, end].map((part) => pointAt(foot + part * lean, near + part * (far - near)))
    return `M${at(a!.x)} ${at(a!.y)}L${at(b!.x)} ${at(b!.y)}`
  })
}

function sectorAngles(index: number, count: number): { readonly from: number; readonly to: number } {
  const span = (360 - opening) / count
  return { from: opening / 2 + index * span, to: opening / 2 + (index + 1) * span }
}

/** Two arcs; a sector of more than half a turn takes the long way. */
function pathOf({ from, to, near, far }: Segment): string {
  const long = to - from > 180 ? 1 : 0
  const [a, b, c, d] = [pointAt(from, far), pointAt(to, far), pointAt(to, near), pointAt(from, near)]
  const point = ({ x, y }: { x: number; y: number }) => `${at(x)} ${at(y)}`
  return `M${point(a)}A${at(far)} ${at(far)} 0 ${long} 1 ${point(b)}L${point(c)}A${at(near)} ${at(near)} 0 ${long} 0 ${point(d)}Z`
}

function pointAt(degrees: number, radius: number): { readonly x: number; readonly y: number } {
  const angle = (degrees * Math.PI) / 180
  return { x: center.x + radius * Math.sin(angle), y: center.y - radius * Math.cos(angle) }
}

/** In the opening at the top, at the height of its ring, smaller or cut where the room there asks for it. */
function ringName(title: string, index: number, count: number): string {
  const depth = (outer - inner) / count
  const radius = outer - (index + 0.5) * depth
  const room = 2 * radius * Math.tan((opening / 360) * Math.PI) - 8
  const usual = Math.min(textSize, depth - 2)
  const wide = widthOf(oneLine(title), usual, true)
  const size = Math.max(Math.min(smallest, usual), Math.min(usual, (usual * room) / wide))
  const [name = ''] = linesIn(title, { width: room, size, lines: 1, isBold: true })
  return textAt(center.x, center.y - radius + 6, name, {
    anchor: 'middle',
    bold: true,
    size: Number(at(size)),
  })
}
