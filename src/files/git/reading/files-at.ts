import { type GitRun, gitOutput } from '../run.ts'
import { foldersFrom, type Named, namedIn, waysTo } from './folders.ts'
import { askObjects, lostObject, readObjects } from './objects.ts'

/** What stands at a path of a commit and is no folder. */
export interface FileAt {
  /** `100644`: a plain file. */
  readonly mode: string
  readonly blob: string
  /** Absent where it is larger than was asked for, and of a submodule. */
  readonly bytes: Buffer | undefined
}

/** `odd`: a folder, or something that is none stands on the way to it. Links and submodules are not gone into. */
export type AtPath = FileAt | 'missing' | 'odd'

/**
 * What a commit, by its full id, has at each of these paths from the root of the repository. One git process, however many paths.
 * Throws a `TiexError` where something of it is missing or damaged.
 */
export function filesAt(
  commit: string,
  paths: readonly string[],
  { run, maxBytes }: { readonly run: GitRun; readonly maxBytes: number },
): ReadonlyMap<string, AtPath> {
  const asked = [...new Set(paths)]
  if (asked.length === 0) return new Map()
  const found = asked.every(isExpression) ? askedAtOnce(commit, asked, { run, maxBytes }) : undefined
  return found ?? new Map(asked.map((path) => [path, askedAlone(commit, path, { run, maxBytes })]))
}

/** What a commit has at one path. */
export function fileAt(
  commit: string,
  path: string,
  asked: { readonly run: GitRun; readonly maxBytes: number },
): AtPath {
  return filesAt(commit, [path], asked).get(path)!
}

/** Whether `COMMIT:PATH` on a line of its own means this path. */
function isExpression(path: string): boolean {
  return !path.includes('\n') && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}

/** Undefined where all of it together is more than fits into memory. */
function askedAtOnce(
  commit: string,
  paths: readonly string[],
  { run, maxBytes }: { readonly run: GitRun; readonly maxBytes: number },
): Map<string, AtPath> | undefined {
  const ways = waysTo(paths)
  const asked = [...ways.map((way) => way.slice(0, -1)), ...paths]
  const answer = askObjects(
    asked.map((path) => `${commit}:${path}`),
    run,
  )
  if (answer === 'too much') return undefined
  const { objects, stderr } = answer
  // A folder that the one above names and that cannot be read is damage, and no folder without files.
  const { folders, lost } = foldersFrom(objects[0]?.id ?? commit, ways, objects)
  if (lost !== undefined) throw lostObject(lost, stderr, run)
  const standing = (path: string, object: (typeof objects)[number]): AtPath => {
    const gap = waysTo([path]).find((way) => !folders.has(way))
    const entry = namedIn(folders, gap?.slice(0, -1) ?? path)
    if (entry === undefined) return 'missing'
    const mode = shownMode(entry.mode)
    if (gap !== undefined || mode === folderMode) return 'odd'
    if (mode === submoduleMode) return { mode, blob: entry.id, bytes: undefined }
    if (object?.id !== entry.id) throw lostObject(entry.id, stderr, run)
    return { mode, blob: entry.id, bytes: object.bytes.length > maxBytes ? undefined : object.bytes }
  }
  return new Map(paths.map((path, at) => [path, standing(path, objects[ways.length + at])]))
}

const folderMode = '040000'
const submoduleMode = '160000'

/** A mode as git shows it, whatever an odd program wrote. */
function shownMode(written: string): string {
  const mode = Number.parseInt(written, 8)
  if ((mode & 0o170000) === 0o100000) return (mode & 0o100) === 0 ? '100644' : '100755'
  if ((mode & 0o170000) === 0o120000) return '120000'
  return (mode & 0o170000) === 0o040000 ? folderMode : submoduleMode
}

/** As above, for a path that cannot stand on a line, or beside something very large. */
function askedAlone(
  commit: string,
  path: string,
  { run, maxBytes }: { readonly run: GitRun; readonly maxBytes: number },
): AtPath {
  const onTheWay = entriesTo(commit, path, run)
  const entry = onTheWay.get(path)
  if (entry === undefined) {
    const above = waysTo([path]).slice(1)
    const gap = above.find((way) => onTheWay.get(way.slice(0, -1))?.mode !== folderMode)?.slice(0, -1)
    return gap !== undefined && entriesTo(commit, gap, run).has(gap) ? 'odd' : 'missing'
  }
  if (entry.mode === folderMode) return 'odd'
  if (entry.mode === submoduleMode) return { mode: entry.mode, blob: entry.id, bytes: undefined }
  const [read] = readObjects([entry.id], maxBytes, run)
  return { mode: entry.mode, blob: entry.id, bytes: read?.[1].bytes }
}

/** What a commit has at a path, and the folders on the way to it, by path. */
function entriesTo(commit: string, path: string, run: GitRun): ReadonlyMap<string, Named> {
  const lines = gitOutput(['ls-tree', '-t', '-z', '--full-tree', commit, '--', path], run).split('\0')
  return new Map(
    lines.flatMap((line) => {
      const [, mode = '', id = '', at = ''] = /^(\d+) \w+ ([0-9a-f]+)\t([\s\S]*)$/.exec(line) ?? []
      return mode === '' ? [] : [[at, { mode, id }] as const]
    }),
  )
}
