import { basename, dirname, isAbsolute } from 'node:path'
import type { Env } from '../env.ts'
import { harmless, withoutCommands } from '../harmless.ts'
import { kindAt } from './disk/look.ts'
import { writeDurably } from './disk/write.ts'

/** Adds Markdown at the end of the summary that GitHub Actions shows of a step: the file GITHUB_STEP_SUMMARY names, and no other. `none` where nothing is named, `no-folder` where it cannot be there. */
export async function appendStepSummary(
  { GITHUB_STEP_SUMMARY: path }: Env['variables'],
  markdown: string,
): Promise<'added' | 'none' | 'no-folder'> {
  if (path === undefined || path === '') return 'none'
  const isThere = isAbsolute(path) && kindAt(dirname(path)) === 'folder'
  if (isThere !== true) return 'no-folder'
  await writeDurably({ path, shown: basename(path) }, (current) => {
    const before = current === 'missing' ? '' : new TextDecoder().decode(current)
    const gap = before === '' || before.endsWith('\n') ? '' : '\n'
    return `${before}${gap}${harmless(withoutCommands(markdown), false)}`
  })
  return 'added'
}
