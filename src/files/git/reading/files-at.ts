import { type GitRun, gitOutput } from '../run.ts'
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

interface Named {
  readonly mode: string
  readonly id: string
}

/** Undefined where all of it together is more than fits into memory. */
function askedAtOnce(
  commit: string,
  paths: readonly string[],
  { run, maxBytes }: { readonly run: GitRun; readonly maxBytes: number },
): Map<string, AtPath> | undefined {
  const folders = [...new Set(['', ...paths.flatMap(foldersAbove)])]
  const answer = askObjects(
    [...folders, ...paths].map((path) => `${commit}:${path}`),
    run,
  )
  if (answer === 'too much') return undefined
  const { objects, stderr } = answer
  const lost = (id: string) => lostObject(id, stderr, run)
  const names = new Map<string, ReadonlyMap<string, Named>>()
  /** What the folder above names here; undefined where it does not. */
  const entryAt = (path: string) => {
    const cut = path.lastIndexOf('/')
    return names.get(path.slice(0, Math.max(cut, 0)))?.get(latin(path.slice(cut + 1)))
  }
  for (const [at, folder] of folders.entries()) {
    const object = objects[at]
    const entry = folder === '' ? { mode: folderMode, id: object?.id ?? commit } : entryAt(folder)
    if (entry?.mode !== folderMode) continue
    // A folder that the one above names and that cannot be read is damage, and no folder without files.
    const read =
      object?.kind === 'tree' && object.id === entry.id ? namesIn(object.bytes, entry.id) : undefined
    if (read === undefined) throw lost(entry.id)
    names.set(folder, read)
  }
  const standing = (path: string, object: (typeof objects)[number]): AtPath => {
    const gap = foldersAbove(path).find((folder) => !names.has(folder))
    if (gap !== undefined) return entryAt(gap) === undefined ? 'missing' : 'odd'
    const entry = entryAt(path)
    if (entry === undefined) return 'missing'
    if (entry.mode === folderMode) return 'odd'
    if (entry.mode === submoduleMode) return { mode: entry.mode, blob: entry.id, bytes: undefined }
    if (object?.id !== entry.id) throw lost(entry.id)
    const bytes = object.bytes.length > maxBytes ? undefined : object.bytes
    return { mode: entry.mode, blob: entry.id, bytes }
  }
  return new Map(paths.map((path, at) => [path, standing(path, objects[folders.length + at])]))
}

function foldersAbove(path: string): readonly string[] {
  const parts = path.split('/')
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'))
}

const folderMode = '040000'
const submoduleMode = '160000'

/** `MODE NAME NUL ID` for each name, whose bytes stand as characters of Latin-1; undefined where the tree is damaged. */
function namesIn(tree: Buffer, id: string): ReadonlyMap<string, Named> | undefined {
  const width = id.length / 2
  const named = new Map<string, Named>()
  for (let at = 0; at < tree.length; ) {
    const space = tree.indexOf(32, at)
    const end = space === -1 ? -1 : tree.indexOf(0, space)
    if (end === -1 || end + 1 + width > tree.length) return undefined
    const name = tree.toString('latin1', space + 1, end)
    const entry = {
      mode: shownMode(tree.toString('latin1', at, space)),
      id: tree.toString('hex', end + 1, end + 1 + width),
    }
    if (!named.has(name)) named.set(name, entry)
    at = end + 1 + width
  }
  return named
}

/** A mode as git shows it, whatever an odd program wrote. */
function shownMode(written: string): string {
  const mode = Number.parseInt(written, 8)
  if ((mode & 0o170000) === 0o100000) return (mode & 0o100) === 0 ? '100644' : '100755'
  if ((mode & 0o170000) === 0o120000) return '120000'
  return (mode & 0o170000) === 0o040000 ? folderMode : submoduleMode
}

function latin(name: string): string {
  return Buffer.from(name).toString('latin1')
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
    const gap = foldersAbove(path).find((folder) => onTheWay.get(folder)?.mode !== folderMode)
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
