import type { Repository } from '../repository.ts'
import { gitOutput, runGit, type Variables } from '../run.ts'

/** More commits than this are not looked at. */
export const versionDepth = 200

/**
 * The texts a file had in the history of HEAD, newest first, each once: of the last 200 commits that touched it. `file` is named from
 * the root of the work tree, with forward slashes. Read one by one as they are asked for, since the one looked for is mostly among the
 * first. None before the first commit. Throws a `TiexError` where git fails.
 */
export function* earlierTexts(
  repository: Pick<Repository, 'root'>,
  file: string,
  variables: Variables,
): Generator<string> {
  const run = { root: repository.root, variables }
  if (runGit(['rev-parse', '--quiet', '--verify', 'HEAD^{commit}'], run).code !== 0) return
  const listed = gitOutput(['rev-list', '--full-history', `-n${versionDepth}`, 'HEAD', '--', file], run)
  const commits = listed.split('\n').filter((line) => line !== '')
  if (commits.length === 0) return
  const input = commits.map((commit) => `${commit}:${file}\n`).join('')
  const found = gitOutput(['cat-file', '--batch-check=%(objecttype) %(objectname) %(objectsize)'], {
    ...run,
    input,
  })
  const blobs = found.split('\n').flatMap((line) => {
    const [, blob, size] = /^blob ([0-9a-f]+) (\d{1,7})$/.exec(line) ?? []
    return blob === undefined || Number(size) > maxBytes ? [] : [blob]
  })
  for (const blob of new Set(blobs)) yield gitOutput(['cat-file', 'blob', blob], run)
}

/** No file of a council is larger. */
const maxBytes = 1024 * 1024
