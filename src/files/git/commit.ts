import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { failure } from '../../problem.ts'
import { readBytes } from '../disk/bytes.ts'
import { fault } from '../disk/faults.ts'
import { blobName } from './blob.ts'
import type { Entry } from './index-file.ts'
import { makeTree, updateIndex } from './index-file.ts'
import type { Programs } from './programs.ts'
import { readPrograms } from './programs.ts'
import type { Repository } from './repository.ts'
import { gitFolder } from './repository.ts'
import type { GitRun, Variables } from './run.ts'
import { gitFault, gitOutput, runGit } from './run.ts'
import type { Tip } from './tip.ts'
import { readTip, refuseStaged } from './tip.ts'
import { refuseDetached, refuseUnfinished } from './unfinished.ts'

/** What became of a commit. */
export type Committed = 'committed' | 'committed, index stale' | 'nothing'

export interface Commit {
  /** From the root of the work tree, with forward slashes. */
  readonly files: readonly string[]
  readonly message: string
  /** Who did it, where git's own identity is not to be used: stands as author and committer. */
  readonly author?: { readonly name: string; readonly email: string }
  /** The environment git is run in; that of this process when absent. */
  readonly variables?: Variables
}

const maxBytes = 64 * 1024 * 1024
const tries = 12

/**
 * Commits the files as they stand on disk onto the tip of the branch, and nothing else: what the user has staged or changed besides
 * stays as it is, and the index shows the files as unmodified afterwards. `nothing` when HEAD holds them already. Other commits may
 * land at the same time; then this one is built again on theirs, up to twelve times. Signs as `commit.gpgsign` says.
 *
 * Built from plumbing, so that no hook and no filter runs, the repository's own nor the user's. One git process when there is
 * nothing to commit, otherwise nine. `committed, index stale`: an index that stayed locked still names the files as they were before.
 *
 * Throws a `TiexError`, with nothing committed: not on a branch, a merge or the like unfinished, a file staged in a version that
 * would be lost, a file missing, linked or outside of the work tree, no identity, no git, git's refusal of the folder's owner.
 */
export async function commitFiles(repository: Repository, commit: Commit): Promise<Committed> {
  const run = { root: repository.root, variables: variablesOf(commit) }
  const folder = await gitFolder(repository.root)
  if (folder === undefined)
    throw failure('no-repository', 'this folder is not a git repository', 'run: git init')
  refuseUnfinished(folder)
  await refuseDetached(folder, run)
  const files = await readFiles(repository.root, commit.files)
  const message = cleanMessage(commit.message)
  let programs: Programs | undefined
  let entries: readonly Entry[] | undefined
  for (let attempt = 1; ; attempt += 1) {
    const tip = readTip([...files.keys()], run)
    if (isCommitted(files, tip)) return 'nothing'
    entries ??= storeBlobs(files, run)
    programs ??= readPrograms(run)
    refuseStaged(entries, tip, run)
    const tree = makeTree(folder, tip.commit, entries, run)
    const refusal = moveBranch({ to: makeCommit({ tree, tip, message, run, programs }), tip, message, run })
    if (refusal === undefined) break
    if (attempt > tries) throw gitFault('update-ref', refusal, run.root)
    await setTimeout(Math.random() * 20 * attempt)
  }
  const isShown = await updateIndex(entries, { ...run, settings: programs.settings })
  return isShown ? 'committed' : 'committed, index stale'
}

function variablesOf({ variables = process.env, author }: Commit): Variables {
  if (author === undefined) return variables
  const email = cleanIdentity(author.email)
  const name = cleanIdentity(author.name) || email
  return {
    ...variables,
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
  }
}

/** Git keeps a person as `name <email>` on one line. */
function cleanIdentity(text: string): string {
  return text.replace(/[\p{Cc}<>]+/gu, ' ').trim()
}

function cleanMessage(message: string): string {
  const lines = message.replace(/\r\n?/g, '\n').split('\n')
  const text = lines
    .map((line) => line.replace(/\p{Cc}+/gu, ' ').trimEnd())
    .join('\n')
    .trim()
  return `${text === '' ? 'tiex' : text}\n`
}

/** The bytes of each file by its name, each name once. */
async function readFiles(root: string, names: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  for (const file of names) {
    refuseName(file)
    const bytes = await readBytes({ path: join(root, file), shown: file }, maxBytes)
    if (bytes === 'missing') throw fault(file, 'no-file', 'is not there: nothing was committed')
    files.set(file, bytes)
  }
  return files
}

/** A name that stays below the root, outside of `.git`, and stands on one line of what git is told. */
function refuseName(file: string): void {
  const parts = file.split('/')
  const leaves = parts.some((part) => part === '' || part === '.' || part === '..' || /^\.git$/i.test(part))
  if (!leaves && !/[\p{Cc}"\\:]/u.test(file)) return
  throw fault(file, 'file-name', 'is no name of a file tiex commits: nothing was committed')
}

function isCommitted(files: ReadonlyMap<string, Uint8Array>, tip: Tip): boolean {
  return [...files].every(([file, bytes]) => tip.inHead.get(file) === blobName(bytes, tip.commit))
}

/** Puts the files into git's store, byte for byte. Throws a `TiexError` when one is no longer what was read. */
function storeBlobs(files: ReadonlyMap<string, Uint8Array>, run: GitRun): readonly Entry[] {
  const names = [...files.keys()]
  const input = names.map((name) => `${name}\n`).join('')
  const stored = gitOutput(['hash-object', '-w', '--no-filters', '--stdin-paths'], { ...run, input }).split(
    '\n',
  )
  return [...files].map(([file, bytes], at) => {
    const blob = stored[at] ?? ''
    if (blob === blobName(bytes, blob)) return { file, blob }
    throw fault(file, 'changed-meanwhile', 'was changed meanwhile: nothing was committed', 'run this again')
  })
}

interface Making {
  readonly tree: string
  readonly tip: Tip
  readonly message: string
  readonly run: GitRun
  readonly programs: Programs
}

function makeCommit({ tree, tip, message, run, programs }: Making): string {
  const parent = tip.commit === undefined ? [] : ['-p', tip.commit]
  const args = ['commit-tree', ...(programs.signs ? ['-S'] : []), ...parent, '-F', '-', tree]
  const settings = {
    'user.useConfigOnly': 'true',
    'i18n.commitEncoding': 'UTF-8',
    ...programs.settings,
  }
  return gitOutput(args, { ...run, input: message, settings }).trim()
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
  const reason = `commit: ${message.slice(0, message.indexOf('\n'))}`
  const end = runGit(['update-ref', '-m', reason, 'HEAD', to, from], run)
  if (end.code === 0) return undefined
  if (/cannot lock ref|unable to create .*\.lock/i.test(end.stderr)) return end.stderr
  throw gitFault('update-ref', end.stderr, run.root)
}
