import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { failure } from '../../../problem.ts'
import { gitFault } from '../faults.ts'
import type { GitRun } from '../run.ts'
import { runGit } from '../run.ts'
import { branchOf } from './branch.ts'

const operations: readonly (readonly [mark: string, name: string, finish: string])[] = [
  ['rebase-merge', 'rebase', 'git rebase --continue, or git rebase --abort'],
  ['rebase-apply', 'rebase', 'git rebase --continue, or git rebase --abort'],
  ['MERGE_HEAD', 'merge', 'git commit, or git merge --abort'],
  ['CHERRY_PICK_HEAD', 'cherry-pick', 'git cherry-pick --continue, or git cherry-pick --abort'],
  ['REVERT_HEAD', 'revert', 'git revert --continue, or git revert --abort'],
  ['BISECT_LOG', 'bisect', 'git bisect reset'],
]

/** Throws a `TiexError` while a merge, rebase, cherry-pick, revert or bisect waits to be finished. `folder` is the work tree's `.git`. */
export function refuseUnfinished(folder: string): void {
  for (const [mark, name, finish] of operations) {
    if (lstatSync(join(folder, mark), { throwIfNoEntry: false }) === undefined) continue
    throw failure(
      'git-unfinished',
      `a ${name} is in progress: nothing was committed`,
      `finish it or give it up (${finish}), then run this again`,
    )
  }
}

/** Throws a `TiexError` where HEAD is on no branch. A branch without a commit yet is one. */
export async function refuseDetached(folder: string, run: GitRun): Promise<void> {
  if ((await branchOf(folder)) !== undefined) return
  const end = runGit(['symbolic-ref', '--quiet', 'HEAD'], run)
  if (end.code === 0 && end.stdout.startsWith('refs/heads/')) return
  if (end.code > 1) throw gitFault('symbolic-ref', end.stderr, run.root)
  throw failure(
    'git-detached',
    'you are not on a branch: nothing was committed',
    'run: git switch BRANCH; then run this again',
  )
}
