import { resolve } from 'node:path'
import type { Env, Paint, Screen, Session, Stream } from './env.ts'
import { kindAt } from './files/disk/look.ts'
import { harmless, withoutColour, withoutCommands } from './harmless.ts'
import { failure } from './problem.ts'
import { writeTo } from './streams.ts'

/** Flags that any command may be given. `output` is there where a command has data. */
export interface GlobalFlags {
  readonly C?: string
  readonly plain?: boolean
  readonly input: boolean
  readonly output?: string
  /** Where a command commits to the council's own repository. */
  readonly push?: boolean
  readonly dryRun?: boolean
}

/** Opens the session of one command; `close` writes the file of `-o` and sends what was committed, `leave` tells of what was not sent where the command failed. */
export async function openSession(
  env: Env,
  flags: GlobalFlags,
  hooks: Pick<Session, 'answerNo' | 'tiex'>,
): Promise<{ opened: Session; close: () => Promise<void>; leave: () => void }> {
  const folder = resolve(env.cwd, flags.C ?? '.')
  if (kindAt(folder) !== 'folder') {
    throw failure('folder', `there is no folder ${flags.C ?? env.cwd}`, 'give -C the folder of an assessment')
  }
  const screen = await screenOf(env, flags)
  const collected: string[] = []
  let picture: Uint8Array | undefined
  const toFile = flags.output !== undefined && flags.output !== '-'
  const opened: Session = {
    env,
    folder,
    screen,
    get interactive() {
      return isInteractive(env, flags)
    },
    print: async (data, form) => {
      if (typeof data !== 'string') {
        if (toFile) picture = data
        else await writeTo(env.stdout, data)
        return
      }
      const safe = form === 'workflow commands' ? data : withoutCommands(data)
      if (toFile) collected.push(safe)
      else await writeTo(env.stdout, harmless(safe, screen.color))
    },
    say: (text) => sayOn(env, text, screen.plain),
    ...(flags.push === true && flags.dryRun !== true ? { made: [] } : {}),
    ...hooks,
  }
  const sending = opened.made && (await (await import('./files/sending/send.ts')).openSending(opened))
  const close = async () => {
    if (toFile) {
      const { writeOutput } = await import('./files/output.ts')
      await writeOutput(folder, flags.output!, picture ?? collected.join(''))
    }
    await sending?.send()
  }
  return { opened, close, leave: () => sending?.leave() }
}

/** Says text on stderr: harmless, and coloured only where that stream shows colours. */
export function sayOn(env: Env, text: string, plain = false): void {
  const coloured = wantsColor(env.variables, env.stderr, plain)
  env.stderr.write(harmless(withoutCommands(coloured ? text : withoutColour(text)), coloured))
}

function isInteractive(env: Env, flags: GlobalFlags): boolean {
  if (!flags.input || isSet(env.variables.CI)) return false
  return env.stderr.isTTY === true && env.stdin.isTTY === true
}

async function screenOf(env: Env, flags: GlobalFlags): Promise<Screen> {
  const { variables, stdout, stderr } = env
  const toFile = flags.output !== undefined && flags.output !== '-'
  const columns = toFile ? 100 : (stdout.columns ?? stderr.columns ?? 80)
  const plain = flags.plain === true || isSet(variables.TIEX_PLAIN)
  const color = !toFile && wantsColor(variables, stdout, plain)
  return {
    width: Math.max(40, Math.min(columns, 160)),
    ...(stderr.isTTY === true && stderr.rows ? { height: stderr.rows } : {}),
    plain,
    color,
    paint: color ? await colours() : noColours,
  }
}

/** FORCE_COLOR wins over all else, as in Node; without it and NO_COLOR, a terminal that is not dumb has colour, unless it is to be plain. */
function wantsColor(variables: Env['variables'], stream: Stream, plain: boolean): boolean {
  if (variables.FORCE_COLOR !== undefined)
    return variables.FORCE_COLOR !== '0' && variables.FORCE_COLOR !== 'false'
  // Any value but an empty one turns colour off: https://no-color.org
  if ((variables.NO_COLOR ?? '') !== '' || variables.TERM === 'dumb') return false
  return stream.isTTY === true && !plain
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false'
}

const same = (text: string) => text
const noColours: Paint = { strong: same, quiet: same, accent: same, good: same, bad: same }

async function colours(): Promise<Paint> {
  const { Chalk } = await import('chalk')
  const chalk = new Chalk({ level: 1 })
  return { strong: chalk.bold, quiet: chalk.gray, accent: chalk.yellow, good: chalk.green, bad: chalk.red }
}
