import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { Env } from '../src/env.ts'
import { main } from '../src/main.ts'

export const projectRoot = fileURLToPath(new URL('../', import.meta.url))

/** A temporary folder with the outside world that belongs to it: nothing of the machine's own git, home or clock reaches a test. */
export interface World {
  readonly folder: string
  readonly variables: Record<string, string>
  /** Runs a command line in-process, through the same `main` as the program. */
  tiex(args: readonly string[], options?: RunOptions): Promise<Ran>
  remove(): void
}

export interface RunOptions {
  readonly cwd?: string
  readonly now?: string
  readonly columns?: number
  readonly variables?: Record<string, string>
}

export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  /** Both streams in the order in which they were written. */
  readonly output: string
}

export function openWorld(): World {
  const base = mkdtempSync(join(realpathSync(tmpdir()), 't-'))
  const folder = join(base, 'council')
  mkdirSync(folder)
  mkdirSync(join(base, 'home'))
  const variables = isolated(join(base, 'home'))
  return {
    folder,
    variables,
    tiex: (args, options = {}) => run(args, { folder, variables, options }),
    remove: () => rmSync(base, { recursive: true, force: true }),
  }
}

/** A world that begins with the example council, as its files ship. */
export function openExample(): World {
  const world = openWorld()
  cpSync(join(projectRoot, 'examples/exampleshire'), world.folder, { recursive: true })
  return world
}

/** Variables under which git knows nothing but what a test tells it. */
export function isolated(home: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: home,
    ...(process.platform === 'win32' ? { USERPROFILE: home, APPDATA: home, LOCALAPPDATA: home } : {}),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Sam Okafor',
    GIT_AUTHOR_EMAIL: 'sam.okafor@exampleshire.gov.uk',
    GIT_COMMITTER_NAME: 'Sam Okafor',
    GIT_COMMITTER_EMAIL: 'sam.okafor@exampleshire.gov.uk',
    TZ: 'UTC',
    LC_ALL: 'C.UTF-8',
  }
}

/** Answers are given while the example's round is open, and merged when it has closed, unless a test says another time. */
const duringTheRound = '2026-11-19T09:30:00Z'
const afterTheRound = '2026-11-23T09:30:00Z'

async function run(
  args: readonly string[],
  world: { folder: string; variables: Record<string, string>; options: RunOptions },
): Promise<Ran> {
  const { options } = world
  const written: { stream: 'stdout' | 'stderr'; text: string }[] = []
  const sink = (stream: 'stdout' | 'stderr') =>
    Object.assign(
      new Writable({
        decodeStrings: false,
        write(chunk, _encoding, done) {
          written.push({ stream, text: String(chunk) })
          done()
        },
      }),
      { columns: options.columns ?? 80 },
    )
  const stdin = new PassThrough()
  stdin.end()
  const env: Env = {
    cwd: options.cwd ?? world.folder,
    variables: { ...world.variables, ...options.variables },
    stdin,
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    now: () => new Date(options.now ?? (args.includes('merge') ? afterTheRound : duringTheRound)),
  }
  const code = await main(args, env)
  const of = (stream: string) =>
    written
      .filter((part) => part.stream === stream)
      .map((part) => part.text)
      .join('')
  return {
    code,
    stdout: of('stdout'),
    stderr: of('stderr'),
    output: written.map((part) => part.text).join(''),
  }
}
