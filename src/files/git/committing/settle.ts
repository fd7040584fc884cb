import { gitFolder } from '../repository.ts'
import type { GitRun } from '../run.ts'
import { commitOfBranch } from './branch.ts'
import { updateIndex } from './index-file.ts'
import { behindTip, readTip, type Tip } from './tip.ts'

const tries = 12

/** A work tree whose index is put right; `folder` is its `.git`. */
interface Settling {
  readonly folder: string
  readonly run: GitRun
}

/** Puts the index of a work tree right where a process was stopped after it had moved the branch to these files. */
export async function settleIndex(files: readonly string[], run: GitRun): Promise<void> {
  const names = files.filter(isName)
  const folder = await gitFolder(run.root)
  if (folder !== undefined) await showCommitted(names, readTip(names, run), { folder, run })
}

/**
 * Has the index name the files as HEAD does, where it holds an earlier version of them or none; a version of the user's own stays. Again
 * where the branch has moved meanwhile: whoever moved it may have been done with the index before this.
 */
export async function showCommitted(names: readonly string[], seen: Tip, at: Settling): Promise<void> {
  for (let tip = seen, turn = 0; turn < tries; turn += 1) {
    const behind = behindTip(names, tip, at.run)
    if (behind.length === 0 || !(await updateIndex(behind, at.run))) return
    if ((await commitOfBranch(at.folder)) === tip.commit) return
    tip = readTip(names, at.run)
  }
}

/** Whether a file of this name is one tiex commits: below the root, outside of `.git`, and on one line of what git is told. */
export function isName(file: string): boolean {
  const parts = file.split('/')
  const leaves = parts.some((part) => part === '' || part === '.' || part === '..' || /^\.git$/i.test(part))
  return !leaves && !/[\p{Cc}"\\:]/u.test(file)
}
