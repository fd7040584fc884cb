import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Absolute path of a folder that ships with tiex (`model`, `templates`, `examples`, `src/schemas`), from src/ and from dist/ alike. */
export function shippedFolder(name: string): string {
  return join(packageRoot(), name)
}

let known: string | undefined

/** The nearest folder above this file that holds package.json: chunks of the bundle lie deeper than the sources. */
function packageRoot(): string {
  if (known !== undefined) return known
  let folder = fileURLToPath(new URL('.', import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) folder = join(folder, '..')
  known = folder
  return folder
}

/** tiex runs from what the build made, not from its sources. */
export const isBundled = /\/dist\/\w+\.cjs$/.test(import.meta.url)
