import type { TiexError } from '../../../problem.ts'
import { gitFault } from '../faults.ts'
import type { GitBytes, GitRun } from '../run.ts'
import { runGitBytes, runGitWithin } from '../run.ts'

/** An object of the repository; `bytes` is absent where it is larger than was asked for. */
export interface GitObject {
  readonly kind: string
  readonly bytes: Buffer | undefined
}

/** Objects of one run of git: what it prints has to fit into memory. */
const objectsAtOnce = 2000
const bytesAtOnce = 64 * 1024 * 1024

/**
 * The objects with these ids, each once, few enough at a time to fit into memory. Larger ones than `maxBytes` come without their bytes. Ids must be full ones. Throws a
 * `TiexError` where one is missing or damaged. A few that are small in all, as nearly always, take one git process.
 */
export function* readObjects(
  ids: Iterable<string>,
  maxBytes: number,
  run: GitRun,
): Generator<readonly [id: string, object: GitObject]> {
  const asked = [...new Set(ids)]
  const few = asked.length > objectsAtOnce ? undefined : readFew(asked, run)
  if (few === undefined) return yield* readMany(asked, maxBytes, run)
  for (const [id, { kind, bytes }] of few)
    yield [id, { kind, bytes: bytes.length > maxBytes ? undefined : bytes }]
}

/** Undefined where git prints more than fits into memory. */
function readFew(ids: readonly string[], run: GitRun): readonly Whole[] | undefined {
  const end = ids.length === 0 ? undefined : endWithin(ids, run)
  if (end === undefined) return []
  return end === 'too much' ? undefined : [...wholesIn(end, ids, run)]
}

/** An object with its id, which was asked for by another name. */
export interface Resolved {
  readonly id: string
  readonly kind: string
  readonly bytes: Buffer
}

/**
 * The objects that git finds by what it understands, such as `COMMIT:PATH`, in the given order; undefined for those it does not find.
 * `too much` where they do not fit into memory together. One git process. What is asked may hold no line break.
 */
export function askObjects(
  asked: readonly string[],
  run: GitRun,
): { readonly objects: readonly (Resolved | undefined)[]; readonly stderr: string } | 'too much' {
  const end = endWithin(asked, run)
  if (end === 'too much') return end
  const found = objectsIn(end.stdout)
  const objects = asked.map(() => found.next().value)
  return { objects, stderr: end.stderr }
}

function endWithin(lines: readonly string[], run: GitRun): GitBytes | 'too much' {
  const settings = { ...run.settings, ...streaming }
  const end = runGitWithin(bytesAtOnce, contents, { ...run, settings, input: inputOf(lines) })
  return end === 'too much' ? end : checked(contents, end, run)
}

/** Git would otherwise unpack a blob of half a gigabyte before it prints the first byte. */
const streaming = { 'core.bigFileThreshold': '4m' }

/** Asks how large they are first. */
function* readMany(
  ids: readonly string[],
  maxBytes: number,
  run: GitRun,
): Generator<readonly [id: string, object: GitObject]> {
  let batch: string[] = []
  let size = 0
  for (const [id, { kind, bytes }] of sizesOf(ids, run)) {
    if (bytes > maxBytes) {
      yield [id, { kind, bytes: undefined }]
      continue
    }
    batch.push(id)
    size += bytes
    if (batch.length < objectsAtOnce && size < bytesAtOnce) continue
    yield* contentsOf(batch, run)
    batch = []
    size = 0
  }
  yield* contentsOf(batch, run)
}

/** What the objects with these ids are, and how large, without reading them. Throws a `TiexError` where one is missing. */
export function sizesOf(ids: readonly string[], run: GitRun): Map<string, { kind: string; bytes: number }> {
  const sizes = new Map<string, { kind: string; bytes: number }>()
  if (ids.length === 0) return sizes
  const { stdout, stderr } = batchEnd(['cat-file', '--batch-check'], ids, run)
  const output = stdout.toString('latin1')
  for (const line of output.split('\n').slice(0, ids.length)) {
    const [id = '', kind = '', bytes] = line.split(' ')
    if (bytes === undefined) throw lostObject(id, stderr, run)
    sizes.set(id, { kind, bytes: Number(bytes) })
  }
  return sizes
}

type Whole = readonly [id: string, object: { readonly kind: string; readonly bytes: Buffer }]

const contents = ['cat-file', '--batch']

function contentsOf(ids: readonly string[], run: GitRun): Iterable<Whole> {
  return ids.length === 0 ? [] : wholesIn(batchEnd(contents, ids, run), ids, run)
}

function* wholesIn({ stdout, stderr }: GitBytes, ids: readonly string[], run: GitRun): Generator<Whole> {
  const found = objectsIn(stdout)
  for (const asked of ids) {
    const object = found.next().value
    if (object?.id !== asked) throw lostObject(asked, stderr, run)
    yield [asked, object]
  }
}

/** What `git cat-file --batch` printed, in the order in which it was asked; undefined where there is no such object. */
export function* objectsIn(output: Buffer): Generator<Resolved | undefined, undefined> {
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(10, at)
    const line = output.toString('latin1', at, Math.max(at, end))
    const [, id, kind, size] = /^([0-9a-f]+) (\w+) (\d+)$/.exec(line) ?? []
    at = end === -1 ? output.length : end + 1
    if (id === undefined || kind === undefined) {
      yield undefined
      continue
    }
    const bytes = output.subarray(at, at + Number(size))
    at += bytes.length + 1
    yield { id, kind, bytes }
  }
}

/** What git prints for lines of input. Throws a `TiexError` that says why where git failed. */
export function batchOutput(args: readonly string[], lines: readonly string[], run: GitRun): Buffer {
  return batchEnd(args, lines, run).stdout
}

function batchEnd(args: readonly string[], lines: readonly string[], run: GitRun): GitBytes {
  return checked(args, runGitBytes(args, { ...run, input: inputOf(lines) }), run)
}

function inputOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}

function checked(args: readonly string[], end: GitBytes, { root }: GitRun): GitBytes {
  if (end.code !== 0) throw gitFault(args[0] ?? '', end.stderr, root)
  return end
}

/** Why an object is not there: damage, unless git says that it would have to be fetched first. */
export function lostObject(id: string, stderr: string, run: GitRun): TiexError {
  const isElsewhere = /^(?:fatal: transport|warning: lazy fetching disabled)/m.test(stderr)
  return gitFault('cat-file', isElsewhere ? stderr : `fatal: bad object ${id}`, run.root)
}
