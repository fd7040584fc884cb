/** What PNG charts are drawn with, into dist/drawing: the program, and the letters, since those of a system differ from one to the next. */
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

const letters = 'node_modules/@fontsource/public-sans'
const parts = ['latin-400', 'latin-700', 'latin-ext-400', 'latin-ext-700']

/** Returns a file of each package that was copied from, for their licences. */
export function copyDrawing(root: string): readonly string[] {
  const target = join(root, 'dist/drawing')
  mkdirSync(target, { recursive: true })
  copyFileSync(join(root, 'node_modules/@resvg/resvg-wasm/index_bg.wasm'), join(target, 'resvg.wasm'))
  for (const part of parts) {
    const file = `public-sans-${part}-normal.woff2`
    copyFileSync(join(root, letters, 'files', file), join(target, file))
  }
  return [`${letters}/package.json`]
}
