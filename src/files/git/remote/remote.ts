import { setTimeout } from 'node:timers/promises'
import { failure, type TiexError } from '../../../problem.ts'
import {
  type Identity,
  identityOf,
  makeCommit,
  type SigningKey,
  signingWith,
} from '../committing/make-commit.ts'
import { cleanMessage, type Message } from '../committing/message.ts'
import { formatOf, storeTree } from '../committing/tree.ts'
import { gitFault } from '../faults.ts'
import { readPrograms } from '../programs.ts'
import { readFolders } from '../reading/folders.ts'
import { type GitRun, gitOutput, runGit, type Variables } from '../run.ts'
import { pushing, refusalOf, wasFaster, wasUnanswered } from './answers.ts'
import { ownLogins, remoteSettings } from './login.ts'
import { hintFor, unreachable, wordsOf } from './unreachable.ts'

/** The newest commit of another repository in a private bare clone without its history; no file of it is ever checked out. */
export interface Remote {
  readonly address: string
  /** `refs/heads/NAME`: the branch that HEAD names there. */
  readonly branch: string
  readonly run: GitRun
  /** How git is told about who may log in there. */
  readonly login: readonly string[]
  /** What the branch names, as it was fetched last: nobody else names anything in the clone. Undefined before the first commit there. */
  tip: string | undefined
}

/** A push that others win is built again on theirs so many times. */
const tries = 40

/** Clones into `folder`, which is empty and private. Throws a `TiexError` where that repository cannot be read. */
export function cloneTip(
  address: string,
  { folder, variables }: { readonly folder: string; readonly variables: Variables },
): Remote {
  const isFile = address.startsWith('file://')
  const outside: GitRun = {
    root: folder,
    variables,
    settings: remoteSettings,
    ways: isFile ? ['file'] : ['https', 'ssh'],
    waits: true,
  }
  const login = isFile ? [] : ownLogins(outside)
  const clone = `${folder}/clone.git`
  const args = ['clone', '--quiet', '--bare', '--depth=1', '--single-branch', '--no-tags', '--template=']
  const end = runGit([...login, ...args, '--', address, clone], outside)
  if (end.code !== 0) throw unreachable(address, end.stderr)
  const run = { ...outside, hookOf: clone }
  const [tip, branch] = currentBranch(run)
  return { address, branch, run, login, tip }
}

/** The commit and the name of the branch that HEAD names; a branch before its first commit is no ref yet. */
function currentBranch(run: GitRun): readonly [tip: string | undefined, branch: string] {
  const refs = gitOutput(['for-each-ref', '--format=%(HEAD)%(objectname) %(refname)', 'refs/heads/'], run)
  const [, tip, branch] = /^\*([0-9a-f]+) (.+)$/m.exec(refs) ?? []
  if (branch !== undefined) return [tip, branch]
  const head = runGit(['symbolic-ref', '--quiet', 'HEAD'], run)
  if (head.code !== 0)
    throw failure('exchange', 'the exchange is on no branch', 'whoever keeps it sets its HEAD to a branch')
  return [undefined, head.stdout.trim()]
}

/** The newest commit, after a fetch. */
function tipOf({ run, branch }: Remote): string | undefined {
  const end = runGit(['rev-parse', '--quiet', '--verify', '--end-of-options', `${branch}^{commit}`], run)
  if (end.code > 1) throw gitFault('rev-parse', end.stderr, run.root)
  return end.code === 0 ? end.stdout.trim() : undefined
}

/** Texts to put into one commit, by path; undefined takes the file away. */
export type Texts = ReadonlyMap<string, string | undefined>

/** Fetches the whole history, which a clone is made without: whoever asks who began something needs it. Throws a `TiexError`. */
export function deepen(remote: Remote): void {
  const { login, run, branch, address } = remote
  if (gitOutput(['rev-parse', '--is-shallow-repository'], run).trim() !== 'true') return
  const args = ['fetch', '--quiet', '--unshallow', '--no-tags', '--force', '--recurse-submodules=no']
  const end = runGit([...login, ...args, '--', 'origin', `+${branch}:${branch}`], run)
  if (end.code !== 0) throw unreachable(address, end.stderr)
  remote.tip = tipOf(remote)
}

export interface Pushed {
  /** What is to be written on this tip, asked again each time somebody else was faster; nothing where it is there already. Throws to stop. */
  readonly texts: (tip: string | undefined) => Promise<Texts>
  readonly message: Message
  /** Author and committer. */
  readonly identity: Identity
  readonly signingKey: () => Promise<SigningKey | undefined>
}

/**
 * Puts files onto the branch as one commit, whoever else does so at the same time: a push that is refused because the branch has moved is
 * built again on what is there now. Never forces. Throws a `TiexError` where the other side refuses for another reason, or all tries are lost.
 */
export async function pushTexts(remote: Remote, pushed: Pushed): Promise<'pushed' | 'nothing'> {
  const { message, identity } = pushed
  const variables = {
    ...remote.run.variables,
    ...identityOf('AUTHOR', identity),
    ...identityOf('COMMITTER', identity),
  }
  const run = { ...remote.run, variables }
  const signing = signingWith(await pushed.signingKey(), readPrograms(run))
  for (let attempt = 1; ; attempt += 1) {
    const commit = remote.tip
    const texts = await pushed.texts(commit)
    if (texts.size === 0) return 'nothing'
    const contents = new Map(
      Array.from(texts, ([file, text]) => [file, text === undefined ? undefined : Buffer.from(text)]),
    )
    const by = formatOf(commit, run)
    const tree = storeTree(readFolders(commit, [...contents.keys()], run), contents, { run, by })
    const made = makeCommit({ tree, tip: { commit }, message: cleanMessage(message), run, signing })
    const refusal = push(made, remote)
    if (refusal === undefined) return 'pushed'
    if (attempt === tries)
      throw failure(
        'exchange-busy',
        `others published at the same moment ${tries} times: nothing was published`,
        'run this again in a minute',
      )
    await setTimeout(Math.min(10 * attempt, 250))
    refetch(remote)
  }
}

/** Undefined when it was taken; git's words where another commit was faster. */
function push(commit: string, { login, run, branch }: Remote): string | undefined {
  const end = runGit([...login, ...pushing, '--quiet', '--', 'origin', `${commit}:${branch}`], run)
  if (end.code === 0) return undefined
  const said = `${end.stdout}\n${end.stderr}`
  if (wasFaster.test(said)) return said
  if (wasUnanswered(end)) throw unknown(said)
  throw refused(said)
}

function unknown(said: string): TiexError {
  return failure(
    'exchange-unknown',
    [
      'the connection ended before the exchange answered: it is not known whether it was published',
      ...wordsOf(said),
    ].join('; '),
    'run this again: what is there already is not published twice',
  )
}

function refetch(remote: Remote): void {
  const { login, run, branch } = remote
  const args = ['fetch', '--quiet', '--depth=1', '--no-tags', '--force', '--recurse-submodules=no']
  const end = runGit([...login, ...args, '--', 'origin', `+${branch}:${branch}`], run)
  // It moved again while it was read: the next push is refused and asks anew.
  if (end.code !== 0 && !/not our ref/i.test(end.stderr)) throw gitFault('fetch', end.stderr, run.root)
  remote.tip = tipOf(remote)
}

/** In the words of the other side, where it has any. */
function refused(said: string): TiexError {
  const { why, words, isSilent } = refusalOf(said)
  return failure(
    'exchange-refused',
    [`the exchange did not take it: nothing was published${why}`, ...words].join('; '),
    (isSilent ? hintFor(said) : undefined) ??
      'ask whoever keeps the exchange, or look whether you may push there',
  )
}
