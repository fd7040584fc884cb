import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Env, Paint, Screen, Session, Stream } from './env.ts'
import { writeDurably } from './files/write.ts'
import { failure } from './problem.ts'
import { harmless } from './render/harmless.ts'

/** Flags that any command may be given. `output` is there where a command has data. */
export interface GlobalFlags {
  readonly C?: string
  readonly plain?: boolean
  readonly input: boolean
  readonly output?: string
}

/** Opens the session of one command; `close` writes the file of `-o`. */
export async function openSession(
  env: Env,
  flags: GlobalFlags,
  hooks: Pick<Session, 'answerNo' | 'tiex'>,
): Promise<{ opened: Session; close: () => Promise<void> }> {
  const folder = resolve(env.cwd, flags.C ?? '.')
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw failure('folder', `there is no folder ${flags.C ?? env.cwd}`, 'give -C the folder of an assessment')
  }
  const screen = await screenOf(env, flags)
  const collected: string[] = []
  const toFile = flags.output !== undefined && flags.output !== '-'
  const opened: Session = {
    env,
    folder,
    screen,
    interactive: isInteractive(env, flags),
    print: async (text) => {
      if (toFile) collected.push(text)
      else await write(env.stdout, harmless(text))
    },
    say: (text) => {
      env.stderr.write(harmless(text))
    },
    ...hooks,
  }
  const close = async () => {
    if (!toFile) return
    const path = resolve(env.cwd, flags.output!)
    await writeDurably({ path, shown: flags.output! }, () => harmless(collected.join('')))
  }
  return { opened, close }
}

function isInteractive(env: Env, flags: GlobalFlags): boolean {
  const terminal = env.stdin.isTTY === true && env.stderr.isTTY === true
  return terminal && flags.input && !isSet(env.variables.CI)
}

async function screenOf(env: Env, flags: GlobalFlags): Promise<Screen> {
  const { variables, stdout, stderr } = env
  const toFile = flags.output !== undefined && flags.output !== '-'
  const columns = toFile ? 100 : (stdout.columns ?? stderr.columns ?? 80)
  const color = !toFile && wantsColor(variables, stdout)
  return {
    width: Math.max(40, Math.min(columns, 160)),
    plain: flags.plain === true || isSet(variables.TIEX_PLAIN),
    color,
    paint: color ? await colours() : noColours,
  }
}

/** FORCE_COLOR wins over NO_COLOR, as in Node; without either, a terminal that is not dumb has colour. */
function wantsColor(variables: Env['variables'], stream: Stream): boolean {
  if (variables.FORCE_COLOR !== undefined)
    return variables.FORCE_COLOR !== '0' && variables.FORCE_COLOR !== 'false'
  if (isSet(variables.NO_COLOR) || variables.TERM === 'dumb') return false
  return stream.isTTY === true
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

/** Resolves when the stream has taken the text, so that nothing is cut off at the end of the process. */
function write(stream: Stream, text: string): Promise<void> {
  return new Promise((done, failed) => {
    stream.write(text, (error) => {
      if (error && (error as NodeJS.ErrnoException).code !== 'EPIPE')
        failed(failure('output', `the output could not be written: ${error.message}`))
      else done()
    })
  })
}

const watched = new WeakSet<Stream>()

/** A reader that went away (`tiex results | head`) is no error; any other failure of a stream comes back through its write. */
export function watchStreams(env: Env): void {
  for (const stream of [env.stdout, env.stderr]) {
    if (watched.has(stream)) continue
    watched.add(stream)
    stream.on('error', () => {})
  }
}
