import { TiexError } from '../../../problem.ts'
import type { Repository } from '../repository.ts'
import { type GitEnd, type GitRun, runGit, type Variables } from '../run.ts'

/**
 * When each file below a folder was last committed, in seconds since 1970 as the author's clock had it, by its path from the root of
 * the work tree; the folder is named in the same way. Commits whose message holds one of `but` do not count. Empty before the first commit,
 * and where git cannot tell. One git process, however many files. Throws a `TiexError` where git is missing or does not end.
 */
export function lastChanges(
  { root }: Pick<Repository, 'root'>,
  {
    folder,
    but,
    variables,
  }: { readonly folder: string; readonly but: readonly string[]; readonly variables: Variables },
): ReadonlyMap<string, number> {
  // With `log.follow` a single folder would be taken for a file; names of people (`.mailmap`) are not asked for.
  const settings = { 'log.showRoot': 'true', 'log.follow': 'false', 'log.mailmap': 'false' }
  const args = [...log, ...but.map((words) => `--grep=${words}`), 'HEAD', '--', folder]
  const end = runUnlessStopped(args, { root, variables, settings })
  const changes = new Map<string, number>()
  if (end === undefined || end.code !== 0) return changes
  let at = 0
  for (const part of end.stdout.split('\0')) {
    const time = /^@(-?\d+)$/.exec(part)?.[1]
    const path = part.replace(/^\n/, '')
    if (time !== undefined) at = Number(time)
    else if (path !== '' && !changes.has(path)) changes.set(path, at)
  }
  return changes
}

/** `@SECONDS NUL LF`, then `PATH NUL` for each path of the commit. */
const log = [
  ...['log', '-z', '--format=@%at', '--name-only', '--no-renames', '--no-show-signature', '--no-color'],
  ...['--no-ext-diff', '--no-textconv', '--no-merges', '--fixed-strings', '--invert-grep'],
]

/** Undefined where git crashed or was killed. */
function runUnlessStopped(args: readonly string[], run: GitRun): GitEnd | undefined {
  try {
    return runGit(args, run)
  } catch (error) {
    if (error instanceof TiexError && error.problems[0]?.rule === 'git-stopped') return undefined
    throw error
  }
}
