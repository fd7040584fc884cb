import { lstatSync, readdirSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { randomName } from '../disk/random.ts'
import type { GitRun } from './run.ts'
import { gitOutput, runGit } from './run.ts'

/** A file and the blob that is to stand under its name. */
export interface Entry {
  readonly file: string
  readonly blob: string
}

const privateStart = 'tiex-index-'
const hour = 3_600_000
const indexTries = 30

/**
 * The tree of commit `tip` (none: an empty one) with the entries put in. Works in an index of its own in the git folder `folder`,
 * which is removed again, as are those a killed process left more than an hour ago.
 */
export function makeTree(
  folder: string,
  tip: string | undefined,
  entries: readonly Entry[],
  run: GitRun,
): string {
  sweep(folder)
  const path = join(folder, `${privateStart}${randomName()}`)
  const own = { ...run, index: path, settings: { ...run.settings, 'core.splitIndex': 'false' } }
  try {
    if (tip !== undefined) gitOutput(['read-tree', tip], own)
    gitOutput(['update-index', '-z', '--index-info'], { ...own, input: indexInfo(entries) })
    return gitOutput(['write-tree'], own).trim()
  } finally {
    remove(path)
    remove(`${path}.lock`)
  }
}

/**
 * Makes the user's own index name the blobs for these files, so that they show as unmodified; all else in it stays.
 * False where the index stays locked for a second or two, or cannot be written: it is left as it is.
 */
export async function updateIndex(entries: readonly Entry[], run: GitRun): Promise<boolean> {
  for (let attempt = 0; attempt < indexTries; attempt += 1) {
    const end = runGit(['update-index', '-z', '--index-info'], { ...run, input: indexInfo(entries) })
    if (end.code === 0 || !/index\.lock/.test(end.stderr)) return end.code === 0
    await setTimeout(20 + Math.random() * 80)
  }
  return false
}

function indexInfo(entries: readonly Entry[]): string {
  return entries.map(({ file, blob }) => `100644 ${blob}\t${file}\0`).join('')
}

function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(privateStart)) continue
    const changed = lstatSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
    if (Date.now() - changed > hour) remove(join(folder, name))
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path)
  } catch {}
}
