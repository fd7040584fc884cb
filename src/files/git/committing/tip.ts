import { fault } from '../../disk/faults.ts'
import { gitFault } from '../faults.ts'
import type { GitRun } from '../run.ts'
import { gitOutput, runGit } from '../run.ts'
import type { Entry } from './tree.ts'

/** Where the branch stands, and which blobs some files have there and in the user's index; absent where they have none. */
export interface Tip {
  /** Undefined before the first commit. */
  readonly commit: string | undefined
  readonly inHead: ReadonlyMap<string, string>
  readonly inIndex: ReadonlyMap<string, string>
  /** Files that a merge left in conflict. */
  readonly inConflict: ReadonlySet<string>
}

/** How many commits back a staged version counts as kept by the history. */
const depth = 20

export function readTip(files: readonly string[], run: GitRun): Tip {
  const asked = files.flatMap((file) => [`HEAD:${file}`, `:0:${file}`, `:2:${file}`])
  const [commit, ...found] = objectNames(['HEAD^{commit}', ...asked], run)
  if (commit === undefined) refuseLostTip(run)
  const named = (offset: number): [string, string][] =>
    files.flatMap((file, at) => {
      const name = found[3 * at + offset]
      return name === undefined ? [] : [[file, name]]
    })
  return {
    commit,
    inHead: new Map(named(0)),
    inIndex: new Map(named(1)),
    inConflict: new Set(named(2).map(([file]) => file)),
  }
}

/**
 * Throws a `TiexError` for a file that stands in the index in a version of its own, which this commit would overwrite there. One
 * that equals HEAD, the disk or one of the last commits is not lost by that.
 */
export function refuseStaged(entries: readonly Entry[], tip: Tip, run: GitRun): void {
  for (const { file, blob } of entries) {
    if (tip.inConflict.has(file)) {
      const hint = `settle it (git add -- ${file}), then run this again`
      throw fault(file, 'git-conflict', 'git holds this file as in conflict: nothing was committed', hint)
    }
    const staged = tip.inIndex.get(file)
    if (staged === undefined || staged === blob || staged === tip.inHead.get(file)) continue
    if (earlierNames(file, tip.commit, run).includes(staged)) continue
    throw fault(
      file,
      'git-staged',
      'is staged in a version that is neither committed nor on disk: nothing was committed',
      `take the staged version back with: git restore --staged -- ${file}`,
    )
  }
}

/** The files that the index does not hold as HEAD does, with what HEAD holds; without those staged in a version that the history does not have. */
export function behindTip(files: readonly string[], tip: Tip, run: GitRun): readonly Entry[] {
  return files.flatMap((file) => {
    const [blob, staged] = [tip.inHead.get(file), tip.inIndex.get(file)]
    if (blob === undefined || staged === blob || tip.inConflict.has(file)) return []
    const isKept = staged === undefined || earlierNames(file, tip.commit, run).includes(staged)
    return isKept ? [{ file, blob }] : []
  })
}

function earlierNames(
  file: string,
  commit: string | undefined,
  run: GitRun,
): readonly (string | undefined)[] {
  if (commit === undefined) return []
  const earlier = Array.from({ length: depth }, (_, at) => `${commit}~${at + 1}:${file}`)
  return objectNames(earlier, run)
}

/** The names of the objects asked for, in that order; undefined where there is none. */
function objectNames(asked: readonly string[], run: GitRun): readonly (string | undefined)[] {
  const input = asked.map((name) => `${name}\n`).join('')
  const output = gitOutput(['cat-file', '--batch-check=%(objectname)'], { ...run, input })
  return output.split('\n').map((line) => (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(line) ? line : undefined))
}

/** A branch that names a commit which is not there is damage, and no branch before its first commit. */
export function refuseLostTip(run: GitRun): void {
  const end = runGit(['rev-parse', '--quiet', '--verify', 'HEAD'], run)
  if (end.code === 0) throw gitFault('rev-parse', `fatal: bad object ${end.stdout.trim()}`, run.root)
}
