import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { projectRoot } from '../../world.ts'

/** `kill`: kill -9 before the call, in the middle of a write. The others: the system refuses the call. */
export type What = 'kill' | 'full' | 'refused' | 'interrupted'

/** A command line, and the folder in which it begins: `council` and whatever stands beside it. */
export interface Situation {
  readonly name: string
  /** Makes where it begins, once. Paths in `variables` begin with `base`. */
  readonly prepare: () => Promise<Beginning>
  readonly args: readonly string[]
  /** The lines that are typed at a terminal, one each time something is asked. */
  readonly typed?: readonly string[]
  /** Where the clock stands all the time. */
  readonly now: string
  /** What running it again comes to; it finishes the job where absent. */
  readonly again?: 'does more'
  /** In which `BASE` is the folder of the copy. */
  readonly variables?: Readonly<Record<string, string>>
}

export interface Beginning {
  readonly base: string
  readonly variables: Readonly<Record<string, string>>
  /** What a file says, where its bytes differ each time because they are sealed. */
  readonly essence?: (text: string) => Promise<string>
}

/** A copy of where a situation begins. */
export interface Copy {
  readonly base: string
  readonly variables: Readonly<Record<string, string>>
  readonly remove: () => void
}

/** In a temporary folder of the machine, or of `disk`. */
export function copyOf({ base, variables }: Beginning, disk = tmpdir()): Copy {
  const copy = realpathSync(mkdtempSync(join(disk, 'tiex-fault-')))
  cpSync(base, copy, { recursive: true })
  mkdirSync(join(copy, 'tmp'), { recursive: true })
  const moved = Object.entries(variables).map(([name, value]) => [name, value.replaceAll(base, copy)])
  return {
    base: copy,
    variables: { ...Object.fromEntries(moved), TMPDIR: join(copy, 'tmp') },
    remove: () => rmSync(copy, { recursive: true, force: true }),
  }
}

/** Where a disturbance is put: at the call with this number, counted from 1. */
export interface Fault {
  readonly at: number
  readonly what: What
}

/** One call of a traced run. */
export interface Call {
  readonly call: string
  readonly path?: string
  /** What a rename puts in its place. */
  readonly text?: string
}

export interface Ended {
  /** Null where it was killed. */
  readonly code: number | null
  readonly output: string
  readonly calls: readonly Call[]
  /** Whether there was a call with that number. */
  readonly met: boolean
}

const preload = fileURLToPath(new URL('preload.mjs', import.meta.url))
const program = join(projectRoot, 'bin/tiex.js')

/** What starts tiex in a copy, for whoever starts it otherwise than `run`. */
export function commandLine(
  copy: Copy,
  situation: Situation,
  more: { readonly fault?: Fault; readonly trace?: string; readonly now?: string } = {},
) {
  const fault = {
    ...more.fault,
    now: more.now ?? situation.now,
    ...(situation.typed === undefined ? {} : { typed: situation.typed }),
    ...(more.trace === undefined ? {} : { trace: more.trace }),
  }
  const own = Object.fromEntries(
    Object.entries(situation.variables ?? {}).map(([name, value]) => [
      name,
      value.replace('BASE', copy.base),
    ]),
  )
  return {
    program: process.execPath,
    args: ['--import', preload, program, ...situation.args],
    options: {
      cwd: join(copy.base, 'council'),
      // What the engine compiled is kept by the first run alone, and would make its calls more than those of the others.
      env: { ...copy.variables, ...own, NODE_DISABLE_COMPILE_CACHE: '1', FAULT: JSON.stringify(fault) },
    },
  }
}

/** Runs the situation to its end, disturbed where a fault is given. */
export function run(copy: Copy, situation: Situation, fault?: Fault): Ended {
  const trace = join(tmpdir(), `${basename(copy.base)}.trace`)
  const { program, args, options } = commandLine(copy, situation, {
    trace,
    ...(fault === undefined ? {} : { fault }),
  })
  const end = spawnSync(program, args, { ...options, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  const lines = existsSync(trace) ? readFileSync(trace, 'utf8').split('\n').slice(0, -1) : []
  rmSync(trace, { force: true })
  const told = lines.map((line) => JSON.parse(line) as Call & { readonly met?: number })
  return {
    code: end.status,
    output: `${end.stdout}${end.stderr}`,
    calls: told.filter((one) => one.met === undefined),
    met: told.some((one) => one.met !== undefined),
  }
}
