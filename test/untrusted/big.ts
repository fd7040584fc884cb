import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { corpusFolder } from './corpus.ts'
import type { Testshire } from './council.ts'

/** The files that are too large to keep, written by the script of the corpus beside the council. Their names. */
export function writeBigFiles(council: Testshire): readonly string[] {
  const folder = join(council.around, 'big')
  execFileSync(process.execPath, [join(corpusFolder, 'big.mjs'), folder])
  return readdirSync(folder).sort()
}

/** Puts a big file at a place of the council; a sparse one stays sparse. */
export function placeBig(council: Testshire, name: string, place: string): void {
  const target = join(council.folder, place)
  mkdirSync(dirname(target), { recursive: true })
  if (name.includes('sparse'))
    execFileSync('cp', ['--sparse=always', join(council.around, 'big', name), target])
  else copyFileSync(join(council.around, 'big', name), target)
}
