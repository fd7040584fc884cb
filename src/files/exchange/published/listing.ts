import { lstatSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { type Entry, entryAt, exchangeFile, organisationsFolder } from '../../../exchange/paths.ts'
import { failure, type Problem, TiexError } from '../../../problem.ts'
import { listFolder, readBytes } from '../../disk/bytes.ts'
import { kindAt } from '../../disk/look.ts'
import { blobName } from '../../git/blob.ts'
import { gitFault } from '../../git/faults.ts'
import { streamObjects } from '../../git/reading/stream.ts'
import { gitFolder } from '../../git/repository.ts'
import { type GitRun, runGit, type Variables } from '../../git/run.ts'
import { byteLimit } from '../../kinds/read.ts'
import { entryProblem, type Shown } from './problems.ts'

/** A record of an exchange that is there to be read. */
export interface Listed extends Pick<Entry, 'organisation' | 'id'> {
  /** From the root of the exchange. */
  readonly path: string
  /** How git calls its bytes; known beforehand in git alone. */
  readonly blob?: string
}

/** Where the records of an exchange stand: in the commit that is checked out, or in a plain folder. */
export interface Source {
  readonly kind: 'git' | 'folder'
  /** The real path of the exchange. */
  readonly root: string
  /** Where git keeps its own files; of a plain folder there is none. */
  readonly gitFolder?: string
  readonly run: GitRun
}

/** All records, in the order of their paths, and what stands beside them and is none. `tree` names all of it at once, in git alone. */
export interface Listing {
  readonly tree?: string
  readonly records: readonly Listed[]
  readonly problems: readonly Problem[]
}

/** Rounds of one organisation that are read: a hundred years of them. More is a flood. */
const mostRounds = 100

/** The exchange at a path: a git repository, bare or with a work tree, or a plain folder. Throws a `TiexError` where there is no folder. */
export async function openSource(path: string, variables: Variables): Promise<Source> {
  if (kindAt(path) !== 'folder')
    throw failure('no-exchange', `there is no folder ${path}`, 'name the folder of an exchange')
  const root = realpathSync(path)
  const own = withoutRedirection(variables)
  const inWorkTree = await gitFolder(root)
  if (inWorkTree !== undefined)
    return { kind: 'git', root, gitFolder: inWorkTree, run: { root, variables: own } }
  const run = { root, variables: own, hookOf: root }
  if (isBare(root)) return { kind: 'git', root, gitFolder: root, run }
  return { kind: 'folder', root, run: { root, variables: own } }
}

/** A bare repository is named to git as a hook's is; what git would tell a hook of a push is not meant. */
function withoutRedirection(variables: Variables): Variables {
  return Object.fromEntries(
    Object.entries(variables).filter(([name]) => !/^GIT_(\w*OBJECT_DIR|QUARANTINE)/i.test(name)),
  )
}

function isBare(root: string): boolean {
  const is = (name: string, kind: 'isFile' | 'isDirectory') =>
    lstatSync(join(root, name), { throwIfNoEntry: false })?.[kind]() === true
  return is('HEAD', 'isFile') && is('objects', 'isDirectory') && is('refs', 'isDirectory')
}

/** What `listRecords` would give as `tree`, for less; undefined where there is nothing yet. */
export function treeOf({ run }: Source): string | undefined {
  const end = runGit(
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `HEAD:${organisationsFolder}`],
    run,
  )
  if (end.code > 1) throw gitFault('rev-parse', end.stderr, run.root)
  return end.code === 0 ? end.stdout.trim() : undefined
}

/** The records of one organisation, without looking at any other; `organisation` must be an id. */
export function recordsOf(source: Source, organisation: string): readonly Listed[] {
  const known = listed.get(source)
  if (known !== undefined) return known.records.filter((record) => record.organisation === organisation)
  const folder = `${organisationsFolder}/${organisation}`
  return (
    source.kind === 'git' ? listCommit(source.run, folder) : listPlainFolder(source.root, [organisation])
  ).records
}

/** What the exchange held when it was first asked for. Throws a `TiexError` where nothing says that this is an exchange. */
export function listRecords(source: Source): Listing {
  const known = listed.get(source)
  if (known !== undefined) return known
  const listing = listAnew(source)
  listed.set(source, listing)
  return listing
}

const listed = new WeakMap<Source, Listing>()

function listAnew(source: Source): Listing {
  const listing = source.kind === 'git' ? listCommit(source.run) : listPlainFolder(source.root)
  if (listing.records.length === 0 && !hasExchangeFile(source))
    throw failure(
      'no-exchange',
      `there is no exchange in ${source.root}: it has no ${exchangeFile}, and no records`,
      source.kind === 'git' ? 'only what is committed counts' : 'begin one with: tiex exchange init',
    )
  return listing
}

function hasExchangeFile({ kind, root, run }: Source): boolean {
  return kind === 'git'
    ? runGit(['cat-file', '-e', `HEAD:${exchangeFile}`], run).code === 0
    : lstatSync(join(root, exchangeFile), { throwIfNoEntry: false })?.isFile() === true
}

function listCommit(run: GitRun, folder = organisationsFolder): Listing {
  const end = runGit(['ls-tree', '-r', '-t', '-z', '--full-tree', 'HEAD', '--', folder], run)
  if (end.code !== 0) {
    if (/not a valid object name:? '?HEAD/i.test(end.stderr)) return { records: [], problems: [] }
    throw gitFault('ls-tree', end.stderr, run.root)
  }
  const sorter = sortingOf()
  let tree: string | undefined
  for (const line of end.stdout.split('\0')) {
    const tab = line.indexOf('\t')
    if (tab === -1) continue
    const [mode = '', kind, blob = ''] = line.slice(0, tab).split(' ')
    const path = line.slice(tab + 1)
    if (kind === 'tree') {
      if (path === organisationsFolder) tree = blob
    } else sorter.take(path, kindOfMode(mode), blob)
  }
  return { ...sorter.listing(), ...(tree === undefined ? {} : { tree }) }
}

function kindOfMode(mode: string): Shown {
  if (mode === '120000') return 'link'
  return mode === '160000' ? 'submodule' : 'file'
}

function listPlainFolder(root: string, only?: readonly string[]): Listing {
  const sorter = sortingOf()
  const inside = (shown: string) => ({ path: join(root, shown), shown })
  const list = (shown: string) => {
    try {
      const entries = listFolder(inside(shown))
      return entries === 'missing' ? [] : entries
    } catch (error) {
      if (!(error instanceof TiexError)) throw error
      sorter.complain(...error.problems)
      return []
    }
  }
  for (const organisation of list(organisationsFolder)) {
    if (only?.includes(organisation.name) === false) continue
    const folder = `${organisationsFolder}/${organisation.name}`
    if (organisation.kind !== 'folder') {
      sorter.take(folder, organisation.kind)
      continue
    }
    for (const { name, kind } of list(folder)) {
      if (kind === 'folder' && name === 'practice') continue
      sorter.take(`${folder}/${name}`, kind)
    }
  }
  return sorter.listing()
}

/** Sorts what is found into records and problems, council by council, so that a flood of one drowns nobody else. */
function sortingOf() {
  const records: Listed[] = []
  const problems: Problem[] = []
  let current = ''
  let rounds = 0
  let odd = 0
  return {
    complain: (...more: readonly Problem[]) => problems.push(...more),
    take: (path: string, is: Shown, blob?: string) => {
      const entry = entryAt(path)
      const folder = entry?.organisation ?? path.split('/')[1] ?? ''
      if (folder !== current) {
        current = folder
        rounds = 0
        odd = 0
      }
      if (entry?.kind === 'practice') return
      if (entry !== undefined && is === 'file') {
        rounds += 1
        const { organisation, id } = entry
        if (rounds <= mostRounds)
          records.push({ organisation, id, path, ...(blob === undefined ? {} : { blob }) })
        else if (rounds === mostRounds + 1)
          problems.push(entryProblem('flood', `${organisationsFolder}/${folder}`, mostRounds))
        return
      }
      odd += 1
      if (odd <= 5) problems.push(entryProblem(is, path))
    },
    listing: (): Listing => ({ records, problems }),
  }
}

/** What stands in a record. */
export interface Content {
  /** Undefined where there are too many. */
  readonly bytes: Uint8Array | undefined
  /** The name that the bytes have in git. */
  readonly blob: string
  /** Where the file cannot be read. */
  readonly problems?: readonly Problem[]
}

/** What stands in records, in their order, some at a time. */
export async function* contentsOf(
  source: Source,
  records: readonly Listed[],
): AsyncGenerator<readonly Content[]> {
  const limit = byteLimit('official')
  if (source.kind === 'git') {
    const ids = records.map(({ blob }) => blob!)
    for await (const objects of streamObjects(ids, limit, source.run))
      yield objects.map(([blob, { bytes }]) => ({ blob, bytes }))
    return
  }
  for (const { path } of records) {
    try {
      const bytes = await readBytes({ path: join(source.root, path), shown: path }, limit)
      yield [
        bytes === 'missing' ? { blob: '', bytes: undefined } : { blob: blobName(bytes, undefined), bytes },
      ]
    } catch (error) {
      if (!(error instanceof TiexError)) throw error
      yield [{ blob: '', bytes: undefined, problems: error.problems }]
    }
  }
}
