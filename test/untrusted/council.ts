import { execFileSync } from 'node:child_process'
import {
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { openWorld, projectRoot, type Ran, type RunOptions } from '../world.ts'
import { bytesOf, corpusFolder, type Entry, placeOf } from './corpus.ts'

/** Testshire, the council of the hostile corpus, in a repository of one commit, with the outside world it has. */
export interface Testshire {
  readonly folder: string
  /** The folder around the council's: home, and whatever a file could reach by `..`. */
  readonly around: string
  readonly digest: string
  tiex(args: readonly string[], options?: RunOptions): Promise<Ran>
  git(...args: readonly string[]): string
  /** Puts an entry where its kind belongs. */
  place(entry: Entry): void
  put(path: string, content: string | Uint8Array): void
  read(path: string): string
  /** Everything as it was after the one commit. */
  reset(): void
  /** Every file, folder and link in and around the council, git's own too: what it is, and when anything of it was changed. */
  snapshot(): ReadonlyMap<string, string>
  remove(): void
}

/** Within the round of the base, whose members answer from 1 September to 16 October, and after it, when it is merged. */
const duringTheRound = '2026-10-10T09:30:00Z'
export const afterTheRound = '2026-10-20T09:30:00Z'

export async function openTestshire(base: 'base' | 'base-sealed' = 'base'): Promise<Testshire> {
  const world = openWorld()
  const around = dirname(world.folder)
  const pristine = openWorld()
  const listed = await world.tiex(['model', 'list', '--format', 'json'])
  const digest: string = JSON.parse(listed.stdout).models.at(-1).digest

  cpSync(join(corpusFolder, base), world.folder, { recursive: true })
  for (const name of filesIn(join(corpusFolder, base)))
    writeFileSync(join(world.folder, name), bytesOf(join(base, name), digest))
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: world.folder, env: world.variables, encoding: 'utf8', stdio: 'pipe' })
  git('init', '-q', '-b', 'main', '--template=')
  git('add', '-A')
  git('commit', '-q', '-m', 'start')
  cpSync(world.folder, pristine.folder, { recursive: true, verbatimSymlinks: true })

  const put = (path: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(world.folder, path)), { recursive: true })
    writeFileSync(join(world.folder, path), content)
  }
  return {
    folder: world.folder,
    around,
    digest,
    tiex: (args, options = {}) => {
      const merges = args.includes('merge')
      const variables = { ...(merges ? { TIEX_AS: 'sue' } : {}), ...options.variables }
      return world.tiex(args, { now: merges ? afterTheRound : duringTheRound, ...options, variables })
    },
    git,
    place: (entry) => put(placeOf(entry), bytesOf(entry.file, digest)),
    put,
    read: (path) => readFileSync(join(world.folder, path), 'utf8'),
    reset: restoring(world.folder, pristine.folder),
    snapshot: () => new Map(filesIn(around, true).map((name) => [name, stateOf(join(around, name))])),
    remove: () => {
      world.remove()
      pristine.remove()
    },
  }
}

/** Puts a folder back as it is in its original: what was changed, added or taken away since the last time, and nothing else, since there are many tests. */
function restoring(folder: string, original: string): () => void {
  const names = filesIn(original, true)
  const known = new Map(names.map((name) => [name, traceOf(join(folder, name))]))
  return () => {
    for (const name of filesIn(folder, true))
      if (!known.has(name)) rmSync(join(folder, name), { recursive: true, force: true })
    for (const name of names) {
      const path = join(folder, name)
      if (traceOf(path) === known.get(name)) continue
      rmSync(path, { recursive: true, force: true })
      cpSync(join(original, name), path, { recursive: true })
      for (const below of names)
        if (below === name || below.startsWith(`${name}/`)) known.set(below, traceOf(join(folder, below)))
    }
  }
}

/** What a file, link or folder is: of a folder only that it is one, since its entries are looked at by themselves. */
function traceOf(path: string): string {
  const seen = lstatSync(path, { throwIfNoEntry: false })
  if (seen === undefined) return 'nothing'
  return seen.isDirectory() ? `folder ${seen.mode}` : `${seen.ino} ${seen.mode} ${seen.size} ${seen.ctimeMs}`
}

function filesIn(folder: string, withFolders = false): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => withFolders || entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
}

function stateOf(path: string): string {
  const seen = lstatSync(path)
  if (seen.isSymbolicLink()) return `link to ${readlinkSync(path)}`
  if (!seen.isFile()) return seen.isDirectory() ? 'folder' : 'device'
  return `${seen.ino} ${seen.mode} ${seen.size} ${seen.mtimeMs} ${seen.ctimeMs}`
}

/** Places outside the council where something that was run could have left its mark. */
export const elsewhere = ['/tmp/pwned', join(projectRoot, 'pwned'), join(dirname(projectRoot), 'pwned')]
