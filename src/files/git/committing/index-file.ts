import { setTimeout } from 'node:timers/promises'
import type { GitRun } from '../run.ts'
import { runGit } from '../run.ts'
import type { Entry } from './tree.ts'

const indexTries = 30

/**
 * Makes the user's own index name the blobs for these files, so that they show as unmodified, and none for those that are gone; all else
 * in it stays.
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
  const width = entries.find(({ blob }) => blob !== undefined)?.blob?.length ?? 40
  return entries
    .map(({ file, blob }) =>
      blob === undefined ? `0 ${'0'.repeat(width)}\t${file}\0` : `100644 ${blob}\t${file}\0`,
    )
    .join('')
}
