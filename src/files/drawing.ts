import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import { failure } from '../problem.ts'
import { shippedFolder } from './shipped.ts'

let begun: Promise<void> | undefined

/** The drawing as PNG, two pixels for one of the SVG. Only the letters that ship with tiex are used, so that it is the same on every machine; they know the Latin scripts of Europe. Throws a `TiexError` where tiex is not whole. */
export async function drawPng(svg: string): Promise<Uint8Array> {
  const folder = join(shippedFolder('dist'), 'drawing')
  const [thin, bold] = [lettersIn(folder, 400), lettersIn(folder, 700)]
  if (thin.length === 0 || bold.length === 0)
    throw failure('install', 'the letters of PNG charts are missing', 'install tiex again, or write SVG')
  begun ??= initWasm(readFileSync(join(folder, 'resvg.wasm')))
  await begun
  const above = Buffer.from(pngOf(boldOf(svg), bold)).toString('base64')
  const image = `<image width="100%" height="100%" href="data:image/png;base64,${above}"/>`
  return pngOf(svg.replace(boldText, '').replace(/<\/svg>\s*$/, `${image}</svg>`), thin)
}

const boldText = /<text (?=[^>]*font-weight="700")[^>]*>[^<]*<\/text>/g
const otherText = /<text (?![^>]*font-weight="700")[^>]*>[^<]*<\/text>/g

/** The bold texts of a drawing alone. Where a face lacks a letter, resvg takes the first one that has it, whatever its weight: so each weight is drawn with its own faces only. */
function boldOf(svg: string): string {
  return svg.replace(otherText, '').replace(/<(?:rect|path|circle) [^>]*\/>/g, '')
}

function pngOf(svg: string, fontBuffers: readonly Uint8Array[]): Uint8Array {
  const names = { defaultFontFamily: 'Public Sans', sansSerifFamily: 'Public Sans' }
  const font = { ...names, fontBuffers: [...fontBuffers] }
  const drawn = new Resvg(svg, { font, fitTo: { mode: 'zoom', value: 2 } })
  try {
    return drawn.render().asPng()
  } finally {
    drawn.free()
  }
}

function lettersIn(folder: string, weight: 400 | 700): readonly Uint8Array[] {
  try {
    const files = readdirSync(folder).filter((name) => name.endsWith(`-${weight}-normal.woff2`))
    return files.sort().map((name) => readFileSync(join(folder, name)))
  } catch {
    return []
  }
}
