import { type Command, CommanderError } from 'commander'
import { catalogue, type Run } from './catalogue.ts'
import { type Env, realEnv, type Session } from './env.ts'
import { Interrupted } from './interrupted.ts'
import { TiexError } from './problem.ts'
import { buildProgram } from './program.ts'
import { renderFailure } from './render/problems.ts'
import { type GlobalFlags, openSession, watchStreams } from './session.ts'

/** Exit codes: what they mean never changes. */
const exit = { done: 0, no: 1, failed: 2, interrupted: 130 } as const

/** As `main`, in the world as it is. */
export function mainHere(args: readonly string[]): Promise<number> {
  return main(args, realEnv())
}

/**
 * Runs one command line and resolves to its exit code: 0 done or yes, 1 the answer is no, 2 it could not be done, 130 interrupted.
 * Errors of the user are told on stderr; anything else thrown is a bug and keeps its stack.
 */
export async function main(args: readonly string[], env: Env): Promise<number> {
  watchStreams(env)
  let code: number = exit.done
  let session: Session | undefined
  const run: Run =
    (story) =>
    async (...given: unknown[]) => {
      const command = given.at(-1) as Command
      const { opened, close } = await openSession(env, command.optsWithGlobals<GlobalFlags>(), {
        answerNo: () => {
          code = exit.no
        },
        tiex: (again, world = {}) => main(again, { ...env, ...world }),
      })
      session = opened
      await story(command.opts() as never, opened, ...(given.slice(0, -2) as string[]))
      await close()
    }
  try {
    const program = await buildProgram((name) => args.includes(name), env, run)
    if (args.length === 0) program.outputHelp()
    else await program.parseAsync(withTopic(args), { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.done : exit.failed
    if (error instanceof Interrupted) {
      if (error.message !== '') env.stderr.write(`${error.message}\n`)
      return exit.interrupted
    }
    if (!(error instanceof TiexError)) throw error
    env.stderr.write(renderFailure(error, session?.screen))
    return exit.failed
  }
}

/** A line that asks for help, as commander takes it: it knows no subcommands behind `help`, so that `help model upgrade` is `model upgrade --help`. */
function withTopic(args: readonly string[]): string[] {
  if (isUnknownTopic(args)) return args.slice(1)
  const [first, topic, below] = args
  const isBelow = first === 'help' && below !== undefined && !below.startsWith('-') && topic !== 'help'
  return isBelow ? [...args.slice(1), '--help'] : [...args]
}

/** `help` with a word that is no command: the word alone gets the error, with what was likely meant. */
function isUnknownTopic([first, topic]: readonly string[]): boolean {
  return (
    first === 'help' &&
    topic !== undefined &&
    !topic.startsWith('-') &&
    topic !== 'help' &&
    !catalogue.some((entry) => entry.name === topic)
  )
}
