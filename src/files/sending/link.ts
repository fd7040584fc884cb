import { copyFileSync, existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { failure } from '../../problem.ts'
import { privateFolder } from '../exchange/private-folder.ts'
import { namedLike } from '../git/blob.ts'
import { findCommit } from '../git/reading/history.ts'
import { pushing, refusalOf, wasFaster, wasUnanswered } from '../git/remote/answers.ts'
import { ownLogins, remoteSettings } from '../git/remote/login.ts'
import { hintFor, lastWords, wordsOf } from '../git/remote/unreachable.ts'
import { type GitRun, gitOutput, runGit } from '../git/run.ts'
import type { Destination } from './destination.ts'

/** What became of a push: `moved` where the branch there holds commits that this one does not. */
type Answer = 'sent' | 'nothing new' | 'moved'

/** A way from the objects of a repository to the branch of another. */
export interface Link {
  /** Throws a `TiexError` where the other side refuses, or cannot be reached. */
  readonly push: (commit: string) => Answer
  /** Fetches the branch and tells its commit; undefined where it is there no more. Throws a `TiexError`. */
  readonly fetch: () => string | undefined
  readonly close: () => void
}

/** What is done for the objects of a clone by a repository that does not know its branches: nothing of them is ever cleared away. */
const keeping = { 'gc.auto': '0', 'maintenance.auto': 'false', 'fetch.writeCommitGraph': 'false' }

const remote = 'council'
const [here, there] = ['refs/heads/here', 'refs/heads/there']

/**
 * Opens a way out of a private repository that shares the objects of the council's and nothing else: no setting of the council's clone is
 * heeded, but for where to and for headers by which a build logs in.
 */
export function openLink(destination: Destination, commit: string): Link {
  const { run: own, address, isPath, branch, shown, headers } = destination
  const { folder, close } = privateFolder()
  try {
    const [objects = '', shallow = ''] = gitOutput(
      ['rev-parse', '--git-path', 'objects', '--git-path', 'shallow'],
      own,
    ).split('\n')
    const bare = join(folder, 'link.git')
    const outside: GitRun = {
      root: folder,
      variables: {
        ...own.variables,
        GIT_OBJECT_DIRECTORY: undefined,
        GIT_ALTERNATE_OBJECT_DIRECTORIES: undefined,
        GIT_QUARANTINE_PATH: undefined,
      },
      settings: {
        ...remoteSettings,
        ...keeping,
        [`remote.${remote}.url`]: address,
        ...(isPath ? {} : headers),
      },
      hookOf: bare,
      ways: isPath ? ['file'] : ['https', 'ssh'],
      waits: true,
    }
    gitOutput(['init', '--quiet', '--bare', '--template=', `--object-format=${namedLike(commit)}`], outside)
    const login = isPath ? [] : ownLogins(outside)
    if (existsSync(resolve(own.root, shallow)))
      copyFileSync(resolve(own.root, shallow), join(bare, 'shallow'))
    const variables = { ...outside.variables, GIT_OBJECT_DIRECTORY: resolve(own.root, objects) }
    const run = { ...outside, variables }
    return {
      close,
      push: (sent) => {
        gitOutput(['update-ref', here, sent], run)
        const end = runGit([...login, ...pushing, '--', remote, `${here}:${branch}`], run)
        if (end.code === 0) return /^=\t/m.test(end.stdout) ? 'nothing new' : 'sent'
        const said = `${end.stdout}\n${end.stderr}`
        if (wasFaster.test(said)) return 'moved'
        if (wasUnanswered(end)) throw unanswered(said, shown)
        if (!/^!\t/m.test(end.stdout)) throw unreachable(said, shown)
        throw refused(said, shown)
      },
      fetch: () => {
        const args = ['fetch', '--quiet', '--no-tags', '--force', '--recurse-submodules=no']
        const end = runGit([...login, ...args, '--', remote, `+${branch}:${there}`], run)
        if (end.code === 0) return findCommit(there, run)
        if (/couldn't find remote ref/i.test(end.stderr)) return undefined
        throw unreachable(end.stderr, shown)
      },
    }
  } catch (error) {
    close()
    throw error
  }
}

function unanswered(said: string, shown: string) {
  return failure(
    'push-unknown',
    [`the connection to ${shown} ended before it answered`, ...wordsOf(said)].join('; '),
    'run this again: what is there already is not sent twice',
  )
}

function unreachable(said: string, shown: string) {
  return failure(
    'push-unreachable',
    [`${shown} cannot be reached${lastWords(said)}`, ...wordsOf(said)].join('; '),
    hintFor(said) ?? 'look whether you are connected and may write there: git ls-remote; then run this again',
  )
}

/** In the words of the other side, where it has any. */
function refused(said: string, shown: string) {
  const { why, words } = refusalOf(said)
  return failure(
    'push-refused',
    [`${shown} did not take it${why}`, ...words].join('; '),
    'ask whoever keeps that repository, or whether changes go to a branch of their own there',
  )
}
