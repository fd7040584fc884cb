import { fault } from '../../disk/faults.ts'
import { gitFault } from '../faults.ts'
import { type Folders, foldersFrom, namedIn, readFolders, waysTo } from '../reading/folders.ts'
import { objectsIn } from '../reading/objects.ts'
import type { GitRun } from '../run.ts'
import { gitOutput, runGit, runGitWithin } from '../run.ts'
import type { Entry } from './tree.ts'

/** Where the branch stands, and which blobs some files have there and in the user's index; absent where they have none. */
export interface Tip {
  /** Undefined before the first commit. */
  readonly commit: string | undefined
  /** Those of the commit on the way to the files. */
  readonly folders: Folders
  readonly inHead: ReadonlyMap<string, string>
  readonly inIndex: ReadonlyMap<string, string>
  /** Files that a merge left in conflict. */
  readonly inConflict: ReadonlySet<string>
}

/** How many commits back a staged version counts as kept by the history. */
const depth = 20
/** Bytes of the folders and of the staged files that are read at once. */
const most = 32 * 1024 * 1024

/** One git process, two before the first commit, and where something is large, damaged or just being changed. */
export function readTip(files: readonly string[], run: GitRun): Tip {
  const { commit, folders, staged } = readAtOnce(files, run) ?? readApart(files, run)
  if (commit === undefined) refuseLostTip(run)
  const named = (stage: (file: string, at: number) => string | undefined) =>
    files.flatMap((file, at): [string, string][] => {
      const name = stage(file, at)
      return name === undefined ? [] : [[file, name]]
    })
  const inConflict = named((_, at) => staged[2 * at + 1])
  return {
    ...{ commit, folders },
    inHead: new Map(named((file) => blobIn(folders, file))),
    inIndex: new Map(named((_, at) => staged[2 * at])),
    inConflict: new Set(inConflict.map(([file]) => file)),
  }
}

/** The commit, the folders, and for each file its name in the index by itself and as ours in a conflict. */
type Read = Pick<Tip, 'commit' | 'folders'> & { readonly staged: readonly (string | undefined)[] }

const ofIndex = (files: readonly string[]) => files.flatMap((file) => [`:0:${file}`, `:2:${file}`])

/**
 * Undefined where git could not print it all, or where the branch moved while it was read: every folder has the id that the commit, or the
 * folder above, gives it, so that none is of another commit.
 */
function readAtOnce(files: readonly string[], run: GitRun): Read | undefined {
  const ways = waysTo(files)
  const asked = ['HEAD^{commit}', ...ways.map((path) => `HEAD:${path.slice(0, -1)}`), ...ofIndex(files)]
  const input = asked.map((name) => `${name}\n`).join('')
  const end = runGitWithin(most, ['cat-file', '--batch'], { ...run, input })
  if (end === 'too much' || end.code !== 0) return undefined
  const [commit, ...found] = objectsIn(end.stdout)
  const staged = found.slice(ways.length).map((object) => object?.id)
  if (commit === undefined) return { commit, folders: new Map(), staged }
  const root = commit.bytes.toString('latin1', 'tree '.length, 'tree '.length + commit.id.length)
  const { folders, lost } = foldersFrom(root, ways, found)
  return lost === undefined ? { commit: commit.id, folders, staged } : undefined
}

function readApart(files: readonly string[], run: GitRun): Read {
  const [commit, ...staged] = objectNames(['HEAD^{commit}', ...ofIndex(files)], run)
  return { commit, folders: readFolders(commit, files, run), staged }
}

/** The blob of a file; none for a folder or a submodule that has its name. */
function blobIn(folders: Folders, file: string): string | undefined {
  const there = namedIn(folders, file)
  return there === undefined || there.mode === '40000' || there.mode === '160000' ? undefined : there.id
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
