import { escaped } from '../html/escape.ts'

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
}

interface Drawing {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly width: number
  readonly height: number
  readonly body: string
}

/** A whole SVG, as a file or inside a page: an image with a title and a description, on white, without any style of its own that a page's policy could refuse. */
export function drawing({ id, title, description, width, height, body }: Drawing): string {
  const head = `<svg xmlns="http://www.w3.org/2000/svg" class="tiex-chart" role="img" aria-labelledby="${id}-title ${id}-desc" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="${fontFamily}" font-size="14" fill="${colours.ink}">`
  return [
    head,
    `<title id="${id}-title">${escaped(title)}</title>`,
    `<desc id="${id}-desc">${escaped(description)}</desc>`,
    `<rect width="${width}" height="${height}" fill="${colours.paper}"/>`,
    body,
    '</svg>\n',
  ].join('\n')
}

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
