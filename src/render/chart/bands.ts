import { figure } from '../text.ts'
import { at, colours, textAt } from './drawing.ts'
import type { KeyItem } from './key.ts'

/** What is drawn over a fill, so that it is told apart in any light and on any printer. No `<pattern>`: PDF makers turn each into an image. */
export type Texture = 'dots' | 'lines' | 'grid' | 'plain'

/** A quarter of the scale of levels, told apart by lightness and texture. */
interface Band {
  readonly fill: string
  readonly texture: Texture
}

const bands: readonly Band[] = [
  { fill: '#dbe9f6', texture: 'dots' },
  { fill: '#6BACE6', texture: 'lines' },
  { fill: '#2073BC', texture: 'grid' },
  { fill: '#12436D', texture: 'plain' },
]

/** Pixels between the lines and dots of a texture. */
export const textureStep = 8

/** The band of a level as it is shown, to one decimal; undefined without a level. */
export function bandOf(level: number | undefined, stages: number): Band | undefined {
  if (level === undefined) return undefined
  const share = Number(figure(level)) / stages
  return bands[Math.min(bands.length - 1, Math.floor(share * bands.length))]
}

/** Attributes of the outline of a shape with a band; of a shape without one, which is white. */
export function outline(band: Pick<Band, 'fill'> | undefined): string {
  return band === undefined
    ? `fill="${colours.paper}" stroke="${colours.quiet}" stroke-width="1.5" stroke-dasharray="4 3"`
    : `fill="${band.fill}" stroke="${colours.ink}" stroke-width="1.5"`
}

/** Attributes of the path of a texture: its lines, or for dots the lines they stand on. */
export function textureStroke(texture: Texture): string {
  if (texture === 'dots')
    return `fill="none" stroke="${colours.ink}" stroke-width="2.6" stroke-linecap="round" stroke-dasharray="0 ${textureStep}"`
  return texture === 'grid'
    ? `fill="none" stroke="${colours.paper}" stroke-width="0.9"`
    : `fill="none" stroke="${colours.ink}" stroke-width="1.1"`
}

/** The middles of as many strips of about a step as fit between two places. */
export function places(from: number, to: number): readonly number[] {
  const count = Math.max(1, Math.round((to - from) / textureStep))
  return Array.from({ length: count }, (_, index) => from + ((index + 0.5) * (to - from)) / count)
}

interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A rectangle with a fill and its texture, or an empty one. */
export function texturedRect({ x, y, width, height }: Rectangle, band: Band | undefined): string {
  const rect = `<rect x="${at(x)}" y="${at(y)}" width="${at(width)}" height="${at(height)}" ${outline(band)}/>`
  if (band === undefined || band.texture === 'plain') return rect
  if (band.texture === 'lines') return rect + slanted({ x, y, width, height })
  const inset = band.texture === 'dots' ? Math.min(4, width / 2) : 0
  const across = places(y, y + height).map(
    (line) => `M${at(x + inset)} ${at(line)}H${at(x + width - inset + 0.1)}`,
  )
  const down =
    band.texture === 'grid'
      ? places(x, x + width).map((line) => `M${at(line)} ${at(y)}V${at(y + height)}`)
      : []
  return `${rect}<path d="${[...across, ...down].join('')}" ${textureStroke(band.texture)}/>`
}

/** Lines that rise to the right, cut at the edges. */
function slanted({ x, y, width, height }: Rectangle): string {
  const lines = places(x - height, x + width).map((foot) => {
    const [from, to] = [Math.max(foot, x), Math.min(foot + height, x + width)]
    return `M${at(from)} ${at(y + height - (from - foot))}L${at(to)} ${at(y + height - (to - foot))}`
  })
  return `<path d="${lines.join('')}" ${textureStroke('lines')}/>`
}

/** A rectangle that shows a level. */
export function bandRect(rectangle: Rectangle, level: number | undefined, stages: number): string {
  return texturedRect(rectangle, bandOf(level, stages))
}

/** What the bands mean, a swatch each; the last one means no level. */
export function bandItems(stages: number): readonly KeyItem[] {
  const step = stages / bands.length
  const titles = bands.map((_, index) => {
    const [from, to] = [index * step, (index + 1) * step]
    if (index === 0) return `under ${short(to)}`
    return index === bands.length - 1
      ? `${short(from)} to ${short(to)}`
      : `${short(from)} to under ${short(to)}`
  })
  return [...titles.map((title, index) => swatch(title, bands[index])), swatch('no level', undefined)]
}

/** A piece of a fill with its meaning. */
export function swatch(text: string, band: Band | undefined): KeyItem {
  return { text, wide: 32, sign: (x, y) => texturedRect({ x, y, width: 32, height: 20 }, band) }
}

function short(value: number): string {
  return String(Number(value.toFixed(2)))
}

/** A level in a white disc, readable on any band; its outline is broken where the level counts what is only suggested. */
export function levelDisc(
  { x, y, radius }: { readonly x: number; readonly y: number; readonly radius: number },
  level: number | undefined,
  isDraft: boolean,
): string {
  const dashes = isDraft ? ' stroke-dasharray="3 2"' : ''
  const disc = `<circle cx="${at(x)}" cy="${at(y)}" r="${at(radius)}" fill="${colours.paper}" stroke="${colours.ink}" stroke-width="1.5"${dashes}/>`
  return (
    disc +
    textAt(x, y + radius * 0.29, figure(level), {
      anchor: 'middle',
      size: Number(at(radius * 0.82)),
      bold: true,
    })
  )
}
