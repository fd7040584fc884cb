import { gitFault } from '../faults.ts'
import type { Repository } from '../repository.ts'
import { type GitRun, runGit, type Variables } from '../run.ts'
import { fileAt } from './files-at.ts'
import { askObjects } from './objects.ts'

/** More commits than this are not looked at. */
export const versionDepth = 200

/**
 * The texts a file had in the history of HEAD, newest first, each once: of the last 200 commits that touched it. `file` is named from
 * the root of the work tree, with forward slashes. Read a few at a time as they are asked for, since the one looked for is mostly among the
 * first few. None before the first commit. Throws a `TiexError` where git fails.
 */
export function* earlierTexts(
  repository: Pick<Repository, 'root'>,
  file: string,
  variables: Variables,
): Generator<string> {
  const run = { root: repository.root, variables }
  const listed = runGit(['rev-list', '--full-history', `-n${versionDepth}`, 'HEAD', '--', file], run)
  if (listed.code !== 0) {
    if (runGit(['rev-parse', '--quiet', '--verify', 'HEAD^{commit}'], run).code !== 0) return
    throw gitFault('rev-list', listed.stderr, run.root)
  }
  const commits = listed.stdout.split('\n').filter((line) => line !== '')
  const seen = new Set<string>()
  for (let at = 0; at < commits.length; at += atOnce)
    for (const { blob, bytes } of blobsAt(file, commits.slice(at, at + atOnce), run)) {
      if (!seen.has(blob) && bytes.length <= maxBytes) yield bytes.toString('utf8')
      seen.add(blob)
    }
}

const atOnce = 20

/** What stands at a path in commits, in their order, where it is a blob there. */
function blobsAt(file: string, commits: readonly string[], run: GitRun) {
  const answer = askObjects(
    commits.map((commit) => `${commit}:${file}`),
    run,
  )
  if (answer !== 'too much')
    return answer.objects.flatMap((object) =>
      object?.kind === 'blob' ? [{ blob: object.id, bytes: object.bytes }] : [],
    )
  return commits.flatMap((commit) => {
    const found = fileAt(commit, file, { run, maxBytes })
    return typeof found === 'string' || found.bytes === undefined ? [] : [{ ...found, bytes: found.bytes }]
  })
}

/** No file of a council is larger. */
const maxBytes = 1024 * 1024
