import { quoted } from '../../did-you-mean.ts'
import { failure, type TiexError } from '../../problem.ts'
import { fault } from '../disk/faults.ts'
import { type FileAt, fileAt } from '../git/reading/files-at.ts'
import { findCommit } from '../git/reading/history.ts'
import type { Repository } from '../git/repository.ts'
import type { GitRun, Variables } from '../git/run.ts'
import { byteLimit } from '../kinds/read.ts'

/** A file as it was in a commit. */
export interface Revision {
  readonly commit: string
  /** From the root of the repository. */
  readonly path: string
  readonly file: FileAt
}

/** Of a name that is repeated in what is said of it. */
const mostCharacters = 500

/** What `REV:path` means in a repository, or why it means nothing; undefined for what has not that form. The path is from the root of the repository, or with `./` from where one stands, as for git. */
export function findRevision(
  text: string,
  repository: Repository | undefined,
  variables: Variables,
): Revision | TiexError | undefined {
  const colon = text.indexOf(':')
  if (colon < 1) return undefined
  const [named, rest] = [text.slice(0, colon), text.slice(colon + 1)]
  if (text.length > mostCharacters)
    return failure(
      'subject',
      `${quoted(text)} is longer than any name in git`,
      'write REV:path, the path from the root of the repository',
    )
  if (repository === undefined)
    return failure(
      'subject',
      `${text} is looked for in git, and no repository is here`,
      'run this inside of one, or name a file of your folder',
    )
  const { root, prefix } = repository
  const path = rest.startsWith('./') ? `${prefix}${rest.slice(2)}` : rest
  if (path === '' || path.startsWith('/') || path.split('/').includes('..'))
    return failure(
      'subject',
      `"${rest}" is no path in a commit`,
      'write REV:path, the path from the root of the repository',
    )
  const run: GitRun = { root, variables }
  const commit = findCommit(named, run)
  if (commit === undefined)
    return failure(
      'subject',
      `there is no commit ${named} in the repository`,
      'a clone that is cut off has the newest commits alone: git fetch --deepen=1, or fetch-depth in a workflow',
    )
  const file = fileAt(commit, path, { run, maxBytes: byteLimit('consensus') })
  if (typeof file === 'string')
    return failure(
      'subject',
      `there is no ${path} in the commit ${named} (${commit.slice(0, 7)})`,
      'the path is from the root of the repository, or with ./ from this folder',
    )
  return { commit, path, file }
}

/** The bytes of a file of a commit. Throws a `TiexError` for a link, a submodule and anything too large. */
export function readRevision({ path, file, commit }: Revision): Uint8Array {
  const shown = `${commit.slice(0, 7)}:${path}`
  if (!/^100(644|755)$/.test(file.mode))
    throw fault(
      shown,
      'not-a-file',
      'is not a plain file',
      'name a file of the commit, not a folder or a link',
    )
  if (file.bytes === undefined)
    throw fault(
      shown,
      'too-large',
      'is larger than what is read of a file like this',
      'name a consensus or an official response',
    )
  return file.bytes
}
