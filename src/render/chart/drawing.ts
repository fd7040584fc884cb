import { escaped } from '../html/escape.ts'
import { linesIn } from './measure.ts'

/** Colours of the Government Analysis Function, and what outlines them. */
export const colours = {
  ink: '#0b0c0c',
  paper: '#ffffff',
  /** For things that differ in kind, in this order. */
  kinds: ['#12436D', '#28A197', '#801650', '#F46A25', '#3D3D3D', '#A285D1'],
  track: '#e8ecef',
  quiet: '#505a5f',
} as const

/** Named, since an SVG without a family falls to a serif; the last but one is what a PNG is drawn with. */
const fontFamily = "'Helvetica Neue', Helvetica, Arial, 'Public Sans', sans-serif"

/** What every chart may be told. */
export interface ChartOptions {
  /** Told first by a screen reader, and shown by nobody else. */
  readonly title?: string
  /** Begins the ids of the chart, so that several stand on a page. A word of letters, digits and hyphens. */
  readonly id?: string
  /** Shown above the chart, a line each and the first one larger: for a chart that stands alone. */
  readonly heading?: readonly string[]
}

/** Pixels of the letters of a chart. */
export const textSize = 18

interface Drawing {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly width: number
  readonly height: number
  readonly body: string
  readonly heading?: readonly string[] | undefined
}

/** A whole SVG, as a file or inside a page: an image with a title and a description, on white, without any style of its own that a page's policy could refuse. */
export function drawing({ id, title, description, width, height, body, heading = [] }: Drawing): string {
  const above = heading.flatMap((text, index) => {
    const style = { size: index === 0 ? 24 : textSize, isBold: index === 0 }
    return linesIn(text, { width: width - 48, lines: 4, ...style }).map((line) => ({ line, style }))
  })
  const room = above.length === 0 ? 0 : above.length * headingRow + 30
  const head = `<svg xmlns="http://www.w3.org/2000/svg" class="tiex-chart" role="img" aria-labelledby="${id}-title ${id}-desc" viewBox="0 0 ${width} ${height + room}" width="${width}" height="${height + room}" font-family="${fontFamily}" font-size="${textSize}" fill="${colours.ink}">`
  return [
    head,
    `<title id="${id}-title">${escaped(title)}</title>`,
    `<desc id="${id}-desc">${escaped(description)}</desc>`,
    `<rect width="${width}" height="${height + room}" fill="${colours.paper}"/>`,
    ...above.map(({ line, style }, index) =>
      textAt(24, 34 + index * headingRow, line, { size: style.size, bold: style.isBold }),
    ),
    room === 0 ? body : `<g transform="translate(0 ${room})">\n${body}\n</g>`,
    '</svg>\n',
  ].join('\n')
}

const headingRow = 29

/** A coordinate: two decimals at most, the same on every machine. */
export function at(value: number): string {
  return String(Number(value.toFixed(2)) + 0)
}

interface TextOptions {
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly size?: number
  readonly bold?: boolean
  readonly fill?: string
}

/** One line of text, its baseline at `y`. */
export function textAt(x: number, y: number, text: string, options: TextOptions = {}): string {
  const { anchor, size, bold, fill } = options
  const attributes = [
    ...(anchor === undefined || anchor === 'start' ? [] : [`text-anchor="${anchor}"`]),
    ...(size === undefined ? [] : [`font-size="${size}"`]),
    ...(bold === true ? ['font-weight="700"'] : []),
    ...(fill === undefined ? [] : [`fill="${fill}"`]),
  ]
  return `<text x="${at(x)}" y="${at(y)}"${attributes.map((one) => ` ${one}`).join('')}>${escaped(text)}</text>`
}

/** A name that ends at `x`, its middle at `y`, in at most two lines of this width. */
export function labelBeside(
  text: string,
  {
    x,
    y,
    width,
    bold = false,
  }: { readonly x: number; readonly y: number; readonly width: number; readonly bold?: boolean },
): string {
  const lines = linesIn(text, { width, size: textSize, lines: 2, isBold: bold })
  const first = y + 6 - (lines.length - 1) * 10.5
  return lines.map((line, index) => textAt(x, first + index * 21, line, { anchor: 'end', bold })).join('')
}
