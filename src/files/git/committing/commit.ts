import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { failure, TiexError } from '../../../problem.ts'
import { readBytes } from '../../disk/bytes.ts'
import { diskFault, fault } from '../../disk/faults.ts'
import { blobName } from '../blob.ts'
import { gitFault } from '../faults.ts'
import { readPrograms } from '../programs.ts'
import type { Repository } from '../repository.ts'
import { gitFolder } from '../repository.ts'
import type { GitRun, Variables } from '../run.ts'
import { runGit } from '../run.ts'
import { commitOfBranch } from './branch.ts'
import { updateIndex } from './index-file.ts'
import {
  type Identity,
  identityOf,
  makeAgain,
  type Signing,
  type SigningKey,
  signingWith,
} from './make-commit.ts'
import { cleanMessage, type Message, subjectOf } from './message.ts'
import { storeCommit } from './own-commit.ts'
import { isName, showCommitted } from './settle.ts'
import type { Tip } from './tip.ts'
import { readTip, refuseStaged } from './tip.ts'
import { type Contents, type Entry, entriesOf, formatOf, makeTree } from './tree.ts'
import { refuseDetached, refuseUnfinished } from './unfinished.ts'

/** What became of a commit. */
export type Committed = 'committed' | 'committed, index stale' | 'nothing'

export interface Commit {
  /** From the root of the work tree, with forward slashes. */
  readonly files: readonly string[]
  /** Files that are to be there no more, named alike: in the folder, in the index and on the branch. */
  readonly gone?: readonly string[]
  readonly message: Message
  /** Who did it; git's own identity when absent. */
  readonly author?: Identity
  /** Who made the commit, given what git knows of its user; git's own identity when absent. */
  readonly committer?: (own: Partial<Identity>) => Identity | undefined
  /** Asked once, when there is something to commit. Where it resolves to none, and when absent, `commit.gpgsign` decides. */
  readonly signingKey?: () => Promise<SigningKey | undefined>
  /** The environment git is run in; that of this process when absent. */
  readonly variables?: Variables
  /** Told of the commit as soon as the branch has it. */
  readonly landed?: (landed: Landed) => void
}

/** A commit that was made, and how the same one is made of another tree on another parent; `authored` is `SECONDS ZONE`. */
interface Landed {
  readonly id: string
  readonly again: (tree: string, parent: string, authored: string) => string
}

const maxBytes = 64 * 1024 * 1024
const tries = 12

/**
 * Commits the files as they stand on disk onto the tip of the branch, and nothing else: what the user has staged or changed besides
 * stays as it is, and the index shows the files as unmodified afterwards. `nothing` when HEAD holds them already. Other commits may
 * land at the same time; then this one is built again on theirs, from what is on disk then, up to twelve times. An index that a killed
 * process left behind the branch is put right, also where there is nothing to commit.
 *
 * Built from plumbing, so that no hook and no filter runs, the repository's own nor the user's. One git process when there is
 * nothing to commit, otherwise five, and six where git signs it or has to say who commits and when, however many files; two more for the
 * first commit. `committed, index stale`: an index that stayed locked still names the files as they were before.
 *
 * Throws a `TiexError`, with nothing committed: not on a branch, a merge or the like unfinished, a file staged in a version that
 * would be lost, a file missing, linked, outside of the work tree or in a submodule, no identity, no git, git's refusal of the
 * folder's owner.
 */
export async function commitFiles(repository: Repository, commit: Commit): Promise<Committed> {
  const run = { root: repository.root, variables: commit.variables ?? process.env }
  const folder = await gitFolder(repository.root)
  if (folder === undefined)
    throw failure('no-repository', 'this folder is not a git repository', 'run: git init')
  refuseUnfinished(folder)
  await refuseDetached(folder, run)
  const { gone = [] } = commit
  const names = [...new Set([...commit.files, ...gone])]
  for (const file of names) refuseName(file)
  const message = cleanMessage(commit.message)
  let own: { readonly run: GitRun; readonly signing: Signing } | undefined
  let entries: readonly Entry[] = []
  let landed: string
  for (let attempt = 1; ; attempt += 1) {
    // The tip before the files: what another process has committed by then was on disk before, so that nothing older goes on top of it.
    const tip = readTip(names, run)
    const files = await readFiles(repository.root, commit)
    if (isCommitted(files, tip)) {
      await showCommitted(names, tip, { folder, run })
      return 'nothing'
    }
    own ??= await identified(commit, run)
    const by = formatOf(tip.commit, run)
    entries = entriesOf(files, by)
    refuseStaged(entries, tip, run)
    const making = { ...own, message }
    const to = storeCommit({ ...making, tip }, makeTree(tip.folders, files, by), by)
    // The branch last: whoever is stopped before is still told that they are there, and they never look as if they were to be added.
    if (gone.length > 0) await takeAway(gone, repository.root, () => updateIndex(entries, run))
    const refusal = moveBranch({ to, tip, message, run })
    if (refusal === undefined) {
      commit.landed?.({
        id: to,
        again: (...[tree, parent, authored]) => makeAgain(making, { tree, parent, authored }),
      })
      landed = to
      break
    }
    if (attempt > tries) throw gitFault('update-ref', refusal, run.root)
    await setTimeout(Math.random() * 20 * attempt)
  }
  const shown = { ...run, settings: own.signing.settings }
  try {
    if (!(await updateIndex(entries, shown))) return 'committed, index stale'
    if ((await commitOfBranch(folder)) !== landed)
      await showCommitted(names, readTip(names, run), { folder, run: shown })
    return 'committed'
  } catch (error) {
    // The commit has landed, whatever became of git after it; the next run puts the index right.
    if (error instanceof TiexError) return 'committed, index stale'
    throw error
  }
}

async function takeAway(gone: readonly string[], root: string, ofIndex: () => Promise<boolean>) {
  await ofIndex()
  for (const file of gone)
    try {
      rmSync(join(root, file), { force: true })
    } catch (error) {
      throw diskFault(file, error, 'nothing was committed')
    }
}

/** Who commits, and how it is signed. */
async function identified(
  { author, committer, signingKey }: Commit,
  run: GitRun,
): Promise<{ readonly run: GitRun; readonly signing: Signing }> {
  const programs = readPrograms(run)
  const names = {
    ...identityOf('AUTHOR', author),
    ...identityOf('COMMITTER', committer?.(programs.committer)),
  }
  const signing = signingWith(await signingKey?.(), programs)
  return { run: { ...run, variables: { ...run.variables, ...names } }, signing }
}

/** The bytes of each file by its name, each name once; none for those that are to be gone. */
async function readFiles(root: string, { files: names, gone = [] }: Commit): Promise<Contents> {
  const files = new Map<string, Uint8Array | undefined>()
  for (const file of names) {
    const bytes = await readBytes({ path: join(root, file), shown: file }, maxBytes)
    if (bytes === 'missing')
      throw fault(
        file,
        'no-file',
        'is not there: nothing was committed',
        'another program may have moved it; run this again',
      )
    files.set(file, bytes)
  }
  for (const file of gone) files.set(file, undefined)
  return files
}

function refuseName(file: string): void {
  if (isName(file)) return
  throw fault(
    file,
    'file-name',
    'is no name of a file tiex commits: nothing was committed',
    'name it with letters, digits and hyphens',
  )
}

function isCommitted(files: Contents, tip: Tip): boolean {
  return [...files].every(
    ([file, bytes]) =>
      tip.inHead.get(file) === (bytes === undefined ? undefined : blobName(bytes, tip.commit)),
  )
}

interface Move {
  readonly to: string
  readonly tip: Tip
  readonly message: string
  readonly run: GitRun
}

/** Undefined when the branch was moved; git's words when another commit or a lock stood in the way. */
function moveBranch({ to, tip, message, run }: Move): string | undefined {
  const from = tip.commit ?? '0'.repeat(to.length)
  const reason = `commit: ${subjectOf(message)}`
  const end = runGit(['update-ref', '-m', reason, 'HEAD', to, from], run)
  if (end.code === 0) return undefined
  if (/cannot lock ref|unable to create .*\.lock/i.test(end.stderr)) return end.stderr
  throw gitFault('update-ref', end.stderr, run.root)
}
