import { rmdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { failure, TiexError } from '../../problem.ts'
import { readBytes } from '../disk/bytes.ts'
import { diskFault } from '../disk/faults.ts'
import { kindAt } from '../disk/look.ts'
import { writeDurably } from '../disk/write.ts'
import { updateIndex } from '../git/committing/index-file.ts'
import { gitFault } from '../git/faults.ts'
import { readPrograms } from '../git/programs.ts'
import { type PathChange, readChanges, type TreeEntry } from '../git/reading/history.ts'
import { readObjects } from '../git/reading/objects.ts'
import { idsOf } from '../git/reading/uncommitted.ts'
import { type GitRun, gitOutput, runGit } from '../git/run.ts'

const maxBytes = 64 * 1024 * 1024

/** From one commit of the branch to another that holds what others have sent. */
interface Move {
  readonly from: string
  readonly to: string
  readonly run: GitRun
}

/** A file that others changed: the names of what stands in it before and afterwards. */
interface Arrival {
  readonly path: string
  readonly before: string | undefined
  readonly after: string | undefined
  /** What the index holds. */
  readonly staged: string | undefined
  /** What it is afterwards, and was before. */
  readonly bytes: { readonly before: Uint8Array | undefined; readonly after: Uint8Array | undefined }
}

/**
 * Moves the branch to the other commit and brings the files that others changed into folder and index. Only a file that stands in both
 * as the branch had it is written anew: where the user has changed or staged one of them, or something else is in the way, a `TiexError`
 * says so, and nothing was moved. Files go first and the branch last, so that whoever is stopped in between has what others sent as
 * changes of their own, and loses nothing. Returns how many files came.
 */
export async function arrive(move: Move): Promise<number> {
  const { run } = move
  const [changes = []] = readChanges([{ from: move.from, to: move.to }], run)
  const arrivals = await takenIn(changes, run)
  const done: Arrival[] = []
  const shown = { ...run, settings: readPrograms(run).settings }
  const entries = (side: 'staged' | 'after') =>
    arrivals.map((arrival) => ({ file: arrival.path, blob: arrival[side] }))
  try {
    // What is gone goes first, so that a folder may stand where a file stood.
    for (const arrival of arrivals.toSorted(
      (a, b) => Number(a.after !== undefined) - Number(b.after !== undefined),
    )) {
      if (await put(arrival, 'after', run.root)) done.push(arrival)
    }
    if (arrivals.length > 0 && !(await updateIndex(entries('after'), shown))) throw busy()
    moveBranch(move)
    return arrivals.length
  } catch (error) {
    for (const arrival of done.toReversed()) await quietly(() => put(arrival, 'before', run.root))
    await quietly(() => updateIndex(entries('staged'), shown))
    throw error
  }
}

async function takenIn(changes: readonly PathChange[], run: GitRun): Promise<readonly Arrival[]> {
  const staged = stagedBlobs(run)
  const inTheWay: string[] = []
  const blobs = changes.flatMap(({ before, after }) => [before, after].flatMap((entry) => entry?.blob ?? []))
  const odd = changes.filter(
    ({ path, before, after }) => !isOwnName(path) || !isPlain(before) || !isPlain(after),
  )
  if (odd.length > 0) throw inWay(odd.map(({ path }) => path))
  const bytes = new Map(Array.from(readObjects(blobs, maxBytes, run), ([id, object]) => [id, object.bytes]))
  const arrivals: Arrival[] = []
  for (const { path, before, after } of changes) {
    const inIndex = staged.get(path)
    const arrival = {
      ...{ path, before: before?.blob, after: after?.blob, staged: inIndex },
      bytes: { before: bytes.get(before?.blob ?? ''), after: bytes.get(after?.blob ?? '') },
    }
    const isKnown = inIndex === arrival.before || inIndex === arrival.after
    const isReadable = [before, after].every(
      (entry) => entry === undefined || bytes.get(entry.blob) !== undefined,
    )
    if (isKnown && isReadable && (await standsAsEither(arrival, run.root))) arrivals.push(arrival)
    else inTheWay.push(path)
  }
  if (inTheWay.length > 0) throw inWay(inTheWay)
  return arrivals
}

/** What the index holds, by path; a file in conflict is held as none that there is. */
function stagedBlobs(run: GitRun): ReadonlyMap<string, string> {
  const staged = new Map<string, string>()
  for (const line of gitOutput(['ls-files', '--stage', '-z'], run).split('\0')) {
    const [, blob = '', stage, path] = /^\d+ ([0-9a-f]+) (\d)\t([\s\S]+)$/.exec(line) ?? []
    if (path !== undefined) staged.set(path, stage === '0' ? blob : 'in conflict')
  }
  return staged
}

/** A name that stands in the folder and leads nowhere else, on any machine. */
function isOwnName(path: string): boolean {
  const parts = path.split('/')
  return (
    !/[\p{Cc}\p{Cf}\\:"\ufffd]/u.test(path) &&
    parts.every((part) => part !== '' && !/^\.+$|[. ]$|^(?:\.git|git~\d+)$/i.test(part))
  )
}

function isPlain(entry: TreeEntry | undefined): boolean {
  return entry === undefined || entry.mode === '100644'
}

async function standsAsEither({ path, before, after }: Arrival, root: string): Promise<boolean> {
  try {
    const bytes = await readBytes({ path: join(root, path), shown: path }, maxBytes)
    return isEither(bytes, before, after)
  } catch (error) {
    if (error instanceof TiexError) return false
    throw error
  }
}

function isEither(bytes: Uint8Array | 'missing', ...blobs: readonly (string | undefined)[]): boolean {
  if (bytes === 'missing') return blobs.includes(undefined)
  const like = blobs.find((blob) => blob !== undefined) ?? ''
  return idsOf(bytes, like).some((id) => blobs.includes(id))
}

/** Has the file stand as it is on one side, unless somebody has changed it since it was looked at. False where it stood so already. */
async function put(arrival: Arrival, side: 'before' | 'after', root: string): Promise<boolean> {
  const { path, before, after } = arrival
  const target = { path: join(root, path), shown: path }
  const bytes = arrival.bytes[side]
  if (bytes !== undefined) {
    const written = await writeDurably(target, (current) => {
      if (!isEither(current, before, after)) throw inWay([path])
      return bytes
    })
    return written === 'written'
  }
  if (!(await standsAsEither(arrival, root))) throw inWay([path])
  if (kindAt(target.path) === undefined) return false
  try {
    rmSync(target.path, { force: true })
  } catch (error) {
    throw diskFault(path, error, 'what others sent was not brought here')
  }
  removeEmpty(dirname(target.path), root)
  return true
}

/** Git keeps no empty folders. */
function removeEmpty(folder: string, root: string): void {
  if (folder === root || !folder.startsWith(root)) return
  try {
    rmdirSync(folder)
  } catch {
    return
  }
  removeEmpty(dirname(folder), root)
}

function moveBranch({ from, to, run }: Move): void {
  const end = runGit(['update-ref', '-m', 'tiex: on what others sent', 'HEAD', to, from], run)
  if (end.code === 0) return
  if (/cannot lock ref|unable to create .*\.lock/i.test(end.stderr)) throw busy()
  throw gitFault('update-ref', end.stderr, run.root)
}

function busy(): TiexError {
  return failure(
    'push-busy',
    'another git is at work in this folder, or one has crashed',
    'wait until it is done, then run this again; or: git pull --no-rebase; then: git push',
  )
}

function inWay(paths: readonly string[]): TiexError {
  return failure(
    'push-in-the-way',
    `others have sent changes of files that are not as they were here: ${paths.join(', ')}`,
    'commit what you changed there, or take it back; then: git pull --no-rebase; then: git push',
  )
}

async function quietly(action: () => Promise<unknown>): Promise<void> {
  try {
    await action()
  } catch {}
}
