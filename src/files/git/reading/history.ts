import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { failure } from '../../../problem.ts'
import { refuseLostTip } from '../committing/tip.ts'
import { gitFault } from '../faults.ts'
import type { GitRun } from '../run.ts'
import { gitOutput, runGit } from '../run.ts'
import { batchOutput, readObjects } from './objects.ts'

/** A commit and its parents, by full ids. */
export interface Node {
  readonly id: string
  readonly parents: readonly string[]
}

/** What a commit says of itself; whether any of it is true is another question. */
export interface CommitText {
  /** The commit as git stores it. */
  readonly raw: Buffer
  /** As the commit claims; '' where it claims none, or more than one. */
  readonly email: string
  readonly message: string
}

/** One path that a commit leaves otherwise than it was. `mode` and `blob` are those afterwards; absent where the path is gone. */
export interface PathChange {
  /** From the root of the repository; a byte that is no UTF-8 stands as U+FFFD. */
  readonly path: string
  readonly before?: TreeEntry
  readonly after?: TreeEntry
}

export interface TreeEntry {
  /** `100644`: a plain file. */
  readonly mode: string
  readonly blob: string
}

const fullId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/
const commitsAtOnce = 2000
const maxCommitBytes = 1024 * 1024

/** Whether the text is an id of nothing: how git says that a branch was, or will be, not there. */
export function isNoCommit(id: string): boolean {
  return /^(?:0{40}|0{64})$/.test(id)
}

/** The full id of the commit a person means; undefined where there is none. What git could take for an option never reaches it. */
export function findCommit(named: string, run: GitRun): string | undefined {
  if (
    named === '' ||
    named.startsWith('-') ||
    /[\u0000-\u0020\u007f:^?*[\\]|\.\.|@\{/.test(named.replace(/[\^~]\d*$/, ''))
  )
    return undefined
  // A tag may be called refs/tags/refs/heads/main, and git takes it for the branch where that is missing.
  if (named.startsWith('refs/') && refsCalled(named, run).length === 0) return undefined
  const end = runGit(['rev-parse', '--quiet', '--verify', '--end-of-options', `${named}^{commit}`], run)
  // Without a word there is none; else git could not look.
  if (end.code > 1 && !/^fatal: Needed a single revision|bad revision|unknown revision/m.test(end.stderr))
    throw gitFault('rev-parse', end.stderr, run.root)
  if (end.code !== 0 && named === 'HEAD') refuseLostTip(run)
  const id = end.stdout.trim()
  return end.code === 0 && fullId.test(id) ? id : undefined
}

/** The refs in full that a name of a commit may stand for, of which git takes the first: none for an id, several where a tag is called like a branch. Ids follow where a ref is called like the beginning of one. */
export function refsCalled(named: string, run: GitRun): readonly string[] {
  const name = named.replace(/[\^~].*$/, '')
  if (name === 'HEAD' || name === '@' || fullId.test(name)) return []
  const all = name.startsWith('refs/')
    ? [name]
    : [
        `refs/${name}`,
        `refs/tags/${name}`,
        `refs/heads/${name}`,
        `refs/remotes/${name}`,
        `refs/remotes/${name}/HEAD`,
      ]
  const found = gitOutput(['for-each-ref', '--format=%(refname)', '--', ...all], run).split('\n')
  const refs = all.filter((ref) => found.includes(ref))
  if (refs.length === 0 || !/^[0-9a-f]{4,}$/.test(name)) return refs
  const ids = gitOutput(['rev-parse', `--disambiguate=${name}`], run).split('\n')
  return [...refs, ...ids.filter((id) => id !== '')]
}

/** Why the history here is not the whole and true one, and what to do; undefined where it is. */
export function findGaps(run: GitRun): { readonly message: string; readonly hint: string } | undefined {
  const asked = ['rev-parse', '--is-shallow-repository', '--glob=refs/replace/', '--git-common-dir']
  const [shallow, ...lines] = gitOutput(asked, run).split('\n')
  if (shallow !== 'false')
    return {
      message: 'this is a shallow clone, which holds only the newest part of the history',
      hint: 'fetch the rest with: git fetch --unshallow',
    }
  if (fullId.test(lines[0] ?? ''))
    return {
      message: 'objects of the history are replaced by others (refs/replace)',
      hint: 'look at them with: git replace --list; take each away with: git replace --delete OBJECT',
    }
  const folder = lines.slice(0, -1).join('\n')
  if (hasGrafts(resolve(run.root, folder)))
    return {
      message: 'the parents of commits are replaced by others (info/grafts)',
      hint: `take the file away: ${join(folder, 'info', 'grafts')}`,
    }
  return undefined
}

function hasGrafts(folder: string): boolean {
  try {
    return /^[^#\s]/m.test(readFileSync(join(folder, 'info', 'grafts'), 'utf8'))
  } catch {
    return false
  }
}

/** The commit and all that it grew from, each after its parents. */
export function readGraph(tip: string, run: GitRun): readonly Node[] {
  return gitOutput(['rev-list', '--topo-order', '--reverse', '--parents', tip], run)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [id = '', ...parents] = line.split(' ')
      return { id, parents }
    })
}

/** What these commits say. Throws a `TiexError` where one is damaged, or larger than any honest one. */
export function readCommits(ids: readonly string[], run: GitRun): Map<string, CommitText> {
  const texts = new Map<string, CommitText>()
  for (const [id, { kind, bytes }] of readObjects(ids, maxCommitBytes, run)) {
    if (kind !== 'commit' || bytes === undefined)
      throw failure(
        'git-commit',
        `${id.slice(0, 12)} is no commit that can be read`,
        'run: git fsck; then restore what it names from another clone',
      )
    texts.set(id, parseCommit(bytes))
  }
  return texts
}

function parseCommit(raw: Buffer): CommitText {
  const end = raw.indexOf('\n\n')
  const header = raw.subarray(0, end === -1 ? raw.length : end).toString('utf8')
  const authors = Array.from(header.matchAll(/^author [^<\n]*<([^<>\n]*)>/gm), (match) => match[1] ?? '')
  return {
    raw,
    email: authors.length === 1 ? (authors[0] ?? '').trim() : '',
    message: end === -1 ? '' : raw.subarray(end + 2).toString('utf8'),
  }
}

/** From which commit to which: undefined stands for nothing at all. */
export interface Comparison {
  readonly from: string | undefined
  readonly to: string
}

/** What differs, comparison by comparison. Renames are a path that is gone and one that is new. */
export function readChanges(comparisons: readonly Comparison[], run: GitRun): PathChange[][] {
  const changes: PathChange[][] = []
  for (let at = 0; at < comparisons.length; at += commitsAtOnce) {
    const part = comparisons.slice(at, at + commitsAtOnce)
    const lines = part.map(({ from, to }) => (from === undefined ? to : `${to} ${from}`))
    const found = parseChanges(batchOutput(diffTree, lines, { ...run, indexless: true }).toString('utf8'))
    if (found.length !== part.length || found.some(({ id }, index) => id !== part[index]?.to))
      throw gitFault('diff-tree', 'fatal: bad object in the history', run.root)
    for (const one of found) changes.push(one.changes)
  }
  return changes
}

const diffTree = [
  'diff-tree',
  '--stdin',
  '--always',
  '-r',
  '-z',
  '--raw',
  '--root',
  '--no-renames',
  '--ignore-submodules=none',
]

/** `ID NUL`, then for each path `:MODE MODE BLOB BLOB LETTER NUL PATH NUL`. */
function parseChanges(output: string): { readonly id: string; readonly changes: PathChange[] }[] {
  const parts = output.split('\0')
  const found: { id: string; changes: PathChange[] }[] = []
  for (let at = 0; at + 1 < parts.length; at += 1) {
    const part = parts[at] ?? ''
    if (!part.startsWith(':')) {
      found.push({ id: part.trim(), changes: [] })
      continue
    }
    const [modeBefore = '', modeAfter = '', before = '', after = ''] = part.slice(1).split(' ')
    at += 1
    found.at(-1)?.changes.push({
      path: parts[at] ?? '',
      ...(isNoCommit(before) ? {} : { before: { mode: modeBefore, blob: before } }),
      ...(isNoCommit(after) ? {} : { after: { mode: modeAfter, blob: after } }),
    })
  }
  return found
}

/** The entry at a path of a commit; undefined where nothing, or a folder, stands there. */
export function findEntry(commit: string, path: string, run: GitRun): TreeEntry | undefined {
  const line = gitOutput(['ls-tree', '-z', '--full-tree', commit, '--', path], run)
  const [, mode, blob] = /^(\d+) (?:blob|commit) ([0-9a-f]+)\t/.exec(line) ?? []
  return mode === undefined || blob === undefined ? undefined : { mode, blob }
}

/** Whether a commit has anything at one of the paths. */
export function hasAny(commit: string, paths: readonly string[], run: GitRun): boolean {
  return gitOutput(['ls-tree', '-z', '--full-tree', '--name-only', commit, '--', ...paths], run) !== ''
}

/** The ids of the commits that `to` has and `from` has not; all of them where `from` is absent. */
export function readRange(from: string | undefined, to: string, run: GitRun): ReadonlySet<string> {
  const ids = gitOutput(['rev-list', to, ...(from === undefined ? [] : [`^${from}`])], run)
  return new Set(ids.split('\n').filter((id) => id !== ''))
}

/** The blobs that paths had in the history that leads to a commit, that commit included, newest first. A submodule is none: it stands elsewhere. */
export function readVersions(
  tip: string,
  paths: readonly string[],
  run: GitRun,
): ReadonlyMap<string, readonly string[]> {
  const versions = new Map<string, string[]>(paths.map((path) => [path, []]))
  if (paths.length === 0) return versions
  const commits = batchOutput(
    ['rev-list', '--full-history', '--no-merges', '--stdin'],
    [tip, '--', ...paths],
    run,
  )
    .toString('latin1')
    .split('\n')
    .filter((line) => line !== '')
  for (let at = 0; at < commits.length; at += commitsAtOnce) {
    const part = commits.slice(at, at + commitsAtOnce)
    for (const { changes } of parseChanges(batchOutput(diffTree, part, run).toString('utf8')))
      for (const { path, after } of changes)
        if (after !== undefined && after.mode !== '160000') versions.get(path)?.push(after.blob)
  }
  return versions
}
