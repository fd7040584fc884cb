import { lstatSync, readdirSync, unlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

const hour = 3_600_000

/** Removes what killed processes left behind of this file more than an hour ago: pieces of a new one, and locks they moved aside. */
export function sweep(path: string): void {
  const starts = [`.${basename(path)}.tmp-`, `.${basename(path)}.lock.`]
  try {
    for (const name of readdirSync(dirname(path))) {
      if (!starts.some((start) => name.startsWith(start))) continue
      const left = join(dirname(path), name)
      if (Date.now() - lstatSync(left).mtimeMs > hour) unlinkSync(left)
    }
  } catch {}
}
