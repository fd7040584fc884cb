import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type MadeOnce, madeOnce } from '../commands/made-once.ts'
import type { Ran, RunOptions, World } from '../world.ts'
import { projectRoot } from '../world.ts'

/** A council in a repository, with what a test does to it. */
export interface Council {
  readonly world: World
  /** The folder in which tiex and git are run; another one than the council's where a situation says so. */
  folder: string
  /** Where that folder stands in its repository: '' or `a/b/`. */
  prefix: string
  /** What the situation adds to the environment of tiex. */
  variables: Record<string, string>
  /** What git prints, run as the user would, without the last line break. */
  git(...args: readonly string[]): string
  /** Paths are from the folder of the council; `../` is around it, and goes with it. */
  put(file: string, text: string | Buffer): void
  /** Puts a program there. */
  program(file: string, text: string): string
  read(file: string): string
  path(file: string): string
  tiex(args: readonly string[], options?: RunOptions): Promise<Ran>
}

/** Whose answers tests give, and where they stand. */
export const response = 'rounds/2026-autumn/responses/tom-reed.yaml'

export const commands = {
  reads: {
    check: ['check'],
    results: ['results', 'consensus'],
    status: ['status'],
    'merge --dry-run': ['merge', '--dry-run'],
    compare: ['compare', '2025-autumn', '2026-autumn'],
    trend: ['trend'],
    report: ['report', '--format', 'json'],
    agenda: ['agenda'],
    plan: ['plan'],
    'publish --dry-run': ['publish', '--audience', 'sector', '--to', '../exchange', '--dry-run'],
  },
  writes: {
    assess: ['assess', '--as', 'tom-reed', '--answer', 'managing-income/service/do=partly'],
    merge: ['merge'],
    'people add': [
      ...['people', 'add', 'jo-field', '--name', 'Jo Field', '--role', 'parks'],
      ...['--email', 'jo@example.org'],
    ],
    'plan add': ['plan', 'add', '--title', 'Cost the fees', '--cell', 'managing-income/service'],
    workshop: ['workshop', '--agree', 'managing-income/service/do=partly'],
    'practice add': ['practice', 'add', '--title', 'Fees by hand', '--what', 'We counted.'],
  },
} as const

/** The example council in a repository with one commit, beside it an exchange that is a plain folder. */
const original = (): MadeOnce =>
  madeOnce(async (world) => {
    cpSync(join(projectRoot, 'examples/exampleshire'), world.folder, { recursive: true })
    const exchange = join(world.folder, '../exchange')
    mkdirSync(exchange)
    writeFileSync(
      join(exchange, 'exchange.yaml'),
      'format: tiex-exchange/1\nname: Sector\naudience: sector\n',
    )
    const date = '2026-11-19T09:00:00Z'
    for (const args of [
      ['init', '-q', '-b', 'main'],
      ['add', '-A'],
      ['commit', '-qm', 'Begin'],
    ])
      execFileSync('git', args, {
        cwd: world.folder,
        env: { ...world.variables, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date },
      })
  })

/** Copies of one council, made once for a file of tests. */
export function councils(): () => Promise<Council> {
  const made = original()
  return async () => councilOf(await made.copy())
}

function councilOf(world: World): Council {
  const path = (file: string) => join(world.folder, file)
  const put = (file: string, text: string | Buffer) => {
    mkdirSync(dirname(path(file)), { recursive: true })
    writeFileSync(path(file), text)
  }
  const council: Council = {
    ...{ world, folder: world.folder, prefix: '', variables: {}, path, put },
    git: (...args) =>
      execFileSync('git', args, {
        ...{ cwd: council.folder, env: world.variables, encoding: 'utf8', stdio: 'pipe' },
      }).trimEnd(),
    program: (file, text) => {
      put(file, text)
      chmodSync(path(file), 0o755)
      return path(file)
    },
    read: (file) => readFileSync(path(file), 'utf8'),
    tiex: (args, options = {}) =>
      world.tiex(args, {
        cwd: council.folder,
        ...options,
        variables: { ...council.variables, ...options.variables },
      }),
  }
  return council
}

/** Has each object stand in a file of its own, so that one of them can be damaged or lost. Returns the path of an object. */
export function unpack({ path, folder, world }: Council): (id: string) => string {
  const packs = path('.git/objects/pack')
  const inputs = readdirSync(packs).flatMap((name) =>
    name.endsWith('.pack') ? [readFileSync(join(packs, name))] : [],
  )
  rmSync(packs, { recursive: true })
  for (const input of inputs)
    execFileSync('git', ['unpack-objects', '-q'], { cwd: folder, env: world.variables, input })
  return (id) => path(`.git/objects/${id.slice(0, 2)}/${id.slice(2)}`)
}
