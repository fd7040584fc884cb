import { lstatSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { organisationsFolder } from '../../exchange/paths.ts'
import { failure, type Problem, TiexError } from '../../problem.ts'
import { listFolder, readBytes } from '../disk/bytes.ts'
import { kindAt } from '../disk/look.ts'
import { fileAt } from '../git/reading/files-at.ts'
import { findCommit } from '../git/reading/history.ts'
import { readObjects } from '../git/reading/objects.ts'
import { gitFolder } from '../git/repository.ts'
import { type GitRun, gitOutput, type Variables } from '../git/run.ts'
import { byteLimit } from '../kinds/read.ts'

/** A file below `organisations/`, or why it is none that can be read. */
export type Found = { readonly path: string; readonly isProgram?: boolean } & (
  | { readonly bytes: Uint8Array }
  | { readonly problems: readonly Problem[] }
)

/** The files of an exchange, one after the other: never all of them at once. */
export interface Source {
  /** A file at the root. Throws a `TiexError` where it is no plain file. */
  readonly read: (name: string) => Promise<Uint8Array | 'missing'>
  readonly files: () => AsyncGenerator<Found> | Generator<Found>
}

/** A folder with an exchange in it. `run` is there where it is a git repository, `isBare` where that has no files of its own. */
export interface ExchangeFolder {
  readonly root: string
  readonly run?: GitRun
  readonly isBare: boolean
}

const maxBytes = byteLimit('official')

/** Throws a `TiexError` where there is no such folder. */
export async function openFolder(path: string, named: string, variables: Variables): Promise<ExchangeFolder> {
  if (kindAt(path) !== 'folder')
    throw failure('folder', `there is no folder "${named}"`, 'name the folder of an exchange')
  const root = realpathSync(path)
  if ((await gitFolder(root)) !== undefined) return { root, run: { root, variables }, isBare: false }
  const isThere = (name: string) => lstatSync(join(root, name), { throwIfNoEntry: false }) !== undefined
  const isBare = ['HEAD', 'objects', 'refs'].every(isThere)
  return isBare ? { root, run: { root, variables, hookOf: root }, isBare } : { root, isBare }
}

/** As its files stand in a folder. */
export function diskSource(root: string): Source {
  const read = (shown: string) => readBytes({ path: join(root, shown), shown }, maxBytes)
  return {
    read,
    files: async function* () {
      yield* twins(entriesIn(root, '').map(({ name }) => name))
      for await (const found of below(organisationsFolder)) yield found
    },
  }

  async function* below(shown: string): AsyncGenerator<Found> {
    const entries = attempt(() => listFolder({ path: join(root, shown), shown }))
    if ('problems' in entries) return yield { path: shown, problems: entries.problems }
    if (entries.value === 'missing') return
    for (const { name, kind } of entries.value) {
      const path = `${shown}/${name}`
      if (kind === 'folder') yield* below(path)
      else yield await fileOnDisk(path)
    }
  }

  async function fileOnDisk(path: string): Promise<Found> {
    try {
      const bytes = await read(path)
      return bytes === 'missing'
        ? { path, problems: [] }
        : { path, bytes, isProgram: isProgram(join(root, path)) }
    } catch (error) {
      if (error instanceof TiexError) return { path, problems: error.problems }
      throw error
    }
  }
}

function entriesIn(root: string, shown: string) {
  const entries = listFolder({ path: join(root, shown), shown: shown === '' ? '.' : shown })
  return entries === 'missing' ? [] : entries
}

function attempt<Value>(
  step: () => Value,
): { readonly value: Value } | { readonly problems: readonly Problem[] } {
  try {
    return { value: step() }
  } catch (error) {
    if (error instanceof TiexError) return { problems: error.problems }
    throw error
  }
}

/** As a commit has them; nothing is checked out. */
export function commitSource(commit: string, run: GitRun): Source {
  return {
    read: async (path) => {
      const found = fileAt(commit, path, { run, maxBytes })
      if (typeof found === 'string') return 'missing'
      if (isPlain(found.mode) && found.bytes !== undefined) return found.bytes
      throw new TiexError([odd(path)])
    },
    files: () => filesOf(commit, run),
  }
}

function* filesOf(commit: string, run: GitRun): Generator<Found> {
  const names = gitOutput(['ls-tree', '-z', '--full-tree', '--name-only', commit], run).split('\0')
  yield* twins(names)
  const pathsOf = new Map<string, string[]>()
  const programs = new Set<string>()
  const listed = gitOutput(['ls-tree', '-r', '-z', '--full-tree', commit, '--', organisationsFolder], run)
  for (const line of listed.split('\0')) {
    const [, mode = '', blob = '', path = ''] = /^(\d+) \w+ ([0-9a-f]+)\t([\s\S]+)$/.exec(line) ?? []
    if (path === '') continue
    if (mode === '100755') programs.add(path)
    if (!isPlain(mode)) yield { path, problems: [odd(path)] }
    else pathsOf.set(blob, [...(pathsOf.get(blob) ?? []), path])
  }
  for (const [blob, { bytes }] of readObjects(pathsOf.keys(), maxBytes, run))
    for (const path of pathsOf.get(blob) ?? [])
      yield bytes === undefined
        ? { path, problems: [odd(path)] }
        : { path, bytes, isProgram: programs.has(path) }
}

/** Where letters of both cases are one, these folders are too. */
function* twins(names: readonly string[]): Generator<Found> {
  for (const name of names)
    if (name !== organisationsFolder && name.toLowerCase() === organisationsFolder)
      yield {
        path: name,
        problems: [
          {
            severity: 'error',
            rule: 'path',
            message: `this looks like ${organisationsFolder}, and is not read`,
            hint: 'take it away',
            place: { file: name },
          },
        ],
      }
}

function isProgram(path: string): boolean {
  const mode = lstatSync(path, { throwIfNoEntry: false })?.mode ?? 0
  return process.platform !== 'win32' && (mode & 0o111) !== 0
}

function isPlain(mode: string): boolean {
  return /^100\d{3}$/.test(mode)
}

function odd(file: string): Problem {
  const message = `is no plain file, or larger than ${maxBytes / 1024} kB, the most that is read`
  return { severity: 'error', rule: 'not-a-file', message, hint: 'take it away', place: { file } }
}

/** The newest commit of a repository. Throws a `TiexError` before the first one. */
export function newestCommit(run: GitRun): string {
  const commit = findCommit('HEAD', run)
  if (commit !== undefined) return commit
  throw failure('exchange', 'there is no commit here yet', 'begin an exchange with: tiex exchange init')
}
