import { quoted } from '../../did-you-mean.ts'
import type { MadeCommit } from '../../env.ts'
import { failure, type TiexError } from '../../problem.ts'
import { namedLike } from '../git/blob.ts'
import { type Contents, storeTree } from '../git/committing/tree.ts'
import { gitFault } from '../git/faults.ts'
import { readFolders } from '../git/reading/folders.ts'
import { type PathChange, readChanges, readCommits, readRange } from '../git/reading/history.ts'
import { readObjects } from '../git/reading/objects.ts'
import { type GitRun, gitOutput, runGit } from '../git/run.ts'

const maxBytes = 64 * 1024 * 1024

/** Whether all that led to one commit also led to the other. */
export function leadsTo(commit: string, to: string, run: GitRun): boolean {
  const end = runGit(['merge-base', '--is-ancestor', commit, to], run)
  if (end.code > 1) throw gitFault('merge-base', end.stderr, run.root)
  return end.code === 0
}

/**
 * Makes the commits of this run again on what others have sent: the same files, words, people and signatures. One that would change
 * nothing there is left out. No branch is moved. Throws a `TiexError` where other commits of this branch stand among them, or others have
 * changed one of their files.
 */
export function rebuild(
  made: readonly MadeCommit[],
  { onto, run }: { readonly onto: string; readonly run: GitRun },
): { readonly tip: string; readonly made: readonly MadeCommit[] } {
  const last = made.at(-1)?.id
  const heads = last === undefined ? [] : headsOf(made, run)
  const parents = last === undefined ? undefined : parentsOf(made, heads, { onto, run })
  if (last === undefined || parents === undefined) throw notOnlyOurs()
  const base = parents[0]!
  const [theirs = [], whole = [], ...each] = readChanges(
    [
      { from: base, to: onto },
      { from: base, to: last },
      ...made.map(({ id }, at) => ({ from: parents[at], to: id })),
    ],
    run,
  )
  refuseBoth(whole, theirs)
  const by = namedLike(onto)
  const again: MadeCommit[] = []
  let tip = onto
  for (const [at, commit] of made.entries()) {
    const contents = contentsOf(each[at] ?? [], run)
    const tree = storeTree(readFolders(tip, [...contents.keys()], run), contents, { run, by })
    if (tree === gitOutput(['rev-parse', `${tip}^{tree}`], run).trim()) continue
    tip = commit.again(tree, tip, dateIn(heads[at]!))
    again.push({ ...commit, id: tip })
  }
  return { tip, made: again }
}

/** What git says of each commit before its message. */
function headsOf(made: readonly MadeCommit[], run: GitRun): readonly string[] {
  const texts = readCommits(
    made.map(({ id }) => id),
    run,
  )
  return made.map(({ id }) => {
    const text = texts.get(id)!.raw.toString('utf8')
    return text.slice(0, text.indexOf('\n\n'))
  })
}

/** The parent of each; undefined unless they are, one on the other, all that is ahead of the others. */
function parentsOf(
  made: readonly MadeCommit[],
  heads: readonly string[],
  { onto, run }: { readonly onto: string; readonly run: GitRun },
): readonly string[] | undefined {
  const ahead = readRange(onto, made.at(-1)!.id, run)
  if (ahead.size !== made.length || made.some(({ id }) => !ahead.has(id))) return undefined
  const parents = heads.map((head) =>
    Array.from(head.matchAll(/^parent ([0-9a-f]+)$/gm), ([, parent]) => parent!),
  )
  const isChain = parents.every((own, at) => own.length === 1 && (at === 0 || own[0] === made[at - 1]!.id))
  return isChain ? parents.map(([parent]) => parent!) : undefined
}

/** When a commit was made by its author: `SECONDS ZONE`. */
function dateIn(head: string): string {
  return /^author .*> (\d+ [+-]\d{4})$/m.exec(head)![1]!
}

/** What both made the same of is no quarrel. */
function refuseBoth(ours: readonly PathChange[], theirs: readonly PathChange[]): void {
  const there = new Map(theirs.map((change) => [change.path, change]))
  const both = ours.filter(({ path, after }) => {
    const changed = there.get(path)
    if (changed !== undefined) return changed.after?.blob !== after?.blob
    return theirs.some((other) => isWithin(other.path, path) || isWithin(path, other.path))
  })
  if (both.length === 0) return
  const names = both.map(({ path }) => path).join(', ')
  throw failure(
    'push-both',
    `somebody else has changed the same file meanwhile: ${names}`,
    'bring the two together: git pull --no-rebase; look at the file; then: git push',
  )
}

function isWithin(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`)
}

function contentsOf(changes: readonly PathChange[], run: GitRun): Contents {
  const blobs = changes.flatMap(({ after }) => after?.blob ?? [])
  const bytes = new Map(Array.from(readObjects(blobs, maxBytes, run), ([id, object]) => [id, object.bytes]))
  return new Map(
    changes.map(({ path, after }) => {
      if (after === undefined) return [path, undefined]
      const found = bytes.get(after.blob)
      if (found === undefined)
        throw failure('push', `${quoted(path)} is too large to be sent so`, 'run: git pull; then: git push')
      return [path, found]
    }),
  )
}

function notOnlyOurs(): TiexError {
  return failure(
    'push-behind',
    'others have sent commits meanwhile, and there are earlier ones of yours that were not sent',
    'bring the two together: git pull --no-rebase; then: git push',
  )
}
