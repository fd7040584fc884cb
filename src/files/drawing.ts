import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import { failure } from '../problem.ts'
import { shippedFolder } from './shipped.ts'

let begun: Promise<void> | undefined

/** The drawing as PNG, two pixels for one of the SVG. Only the letters that ship with tiex are used, so that it is the same on every machine; they know the Latin scripts of Europe. Throws a `TiexError` where tiex is not whole. */
export async function drawPng(svg: string): Promise<Uint8Array> {
  const folder = join(shippedFolder('dist'), 'drawing')
  const fontBuffers = lettersIn(folder)
  if (fontBuffers.length === 0)
    throw failure('install', 'the letters of PNG charts are missing', 'install tiex again, or write SVG')
  begun ??= initWasm(readFileSync(join(folder, 'resvg.wasm')))
  await begun
  const font = { fontBuffers, defaultFontFamily: 'Public Sans', sansSerifFamily: 'Public Sans' }
  const drawn = new Resvg(svg, { font, fitTo: { mode: 'zoom', value: 2 } })
  try {
    return drawn.render().asPng()
  } finally {
    drawn.free()
  }
}

function lettersIn(folder: string): readonly Uint8Array[] {
  try {
    const files = readdirSync(folder).filter((name) => name.endsWith('.woff2'))
    return files.sort().map((name) => readFileSync(join(folder, name)))
  } catch {
    return []
  }
}
