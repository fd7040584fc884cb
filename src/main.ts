import { type Command, CommanderError } from 'commander'
import { catalogue, type Run } from './catalogue.ts'
import { nearest, quoted } from './did-you-mean.ts'
import { type Env, realEnv, type Session } from './env.ts'
import { harmless } from './harmless.ts'
import { Interrupted } from './interrupted.ts'
import { failure, interrupted, TiexError } from './problem.ts'
import { buildProgram } from './program.ts'
import { renderFailure } from './render/problems.ts'
import { renderTopic, renderTopics } from './render/topic.ts'
import { type GlobalFlags, openSession, sayOn } from './session.ts'
import { watchStreams, writeTo } from './streams.ts'
import { listOfTopics, topics } from './topics/topics.ts'

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
      const { opened, close, leave } = await openSession(env, command.optsWithGlobals<GlobalFlags>(), {
        answerNo: () => {
          code = exit.no
        },
        tiex: (again, world = {}) => main(again, { ...env, ...world }),
      })
      session = opened
      try {
        await story(command.opts() as never, opened, ...(given.slice(0, -2) as string[]))
      } catch (error) {
        leave()
        throw error
      }
      await close()
    }
  try {
    const topic = topicIn(args, env.stdout.columns)
    if (topic !== undefined) {
      await writeTo(env.stdout, harmless(topic, false))
      return code
    }
    return (await parse(args, env, run)) ? code : exit.failed
  } catch (error) {
    if (error instanceof Interrupted) {
      if (error.message !== '') sayOn(env, `${error.message}\n`)
      return exit.interrupted
    }
    if (!(error instanceof TiexError)) throw error
    sayOn(env, renderFailure(error, session?.screen), session?.screen.plain)
    return error.problems.some(({ rule }) => rule === interrupted) ? exit.interrupted : exit.failed
  }
}

/** Runs what a line says; commander's own part of it, help and the version, is told here. Resolves to false where commander refuses the line. */
async function parse(args: readonly string[], env: Env, run: Run): Promise<boolean> {
  const helped: string[] = []
  const told = { stderr: env.stderr, stdout: env.stdout, help: (text: string) => void helped.push(text) }
  const program = await buildProgram((name) => args.includes(name), told, run)
  let understood = true
  try {
    if (args.length === 0) program.outputHelp()
    else await program.parseAsync(asHelp(args), { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    understood = error.exitCode === 0
  }
  if (helped.length > 0) await writeTo(env.stdout, harmless(helped.join(''), false))
  return understood
}

/** A line that asks for help, as commander takes it: it knows no subcommands behind `help`, so that `help model upgrade` is `model upgrade --help`. */
function asHelp(args: readonly string[]): string[] {
  const [first, topic, below] = args
  const isBelow = first === 'help' && below !== undefined && !below.startsWith('-') && topic !== 'help'
  return isBelow ? [...args.slice(1), '--help'] : [...args]
}

/** What help says of a word that is no command: the text of a topic; undefined where commander is to answer. Throws a `TiexError` where nobody knows the word. */
function topicIn([first, word]: readonly string[], columns: number | undefined): string | undefined {
  if (first !== 'help' || word === undefined || word.startsWith('-') || word === 'help') return undefined
  if (catalogue.some((entry) => entry.name === word)) return undefined
  const width = Math.min(columns ?? 80, 100)
  if (word === listOfTopics) return renderTopics(topics, width)
  const topic = topics.find(({ id }) => id === word)
  if (topic !== undefined) return renderTopic(topic, width)
  const known = [...catalogue.map(({ name }) => name), listOfTopics, ...topics.map(({ id }) => id)]
  const near = nearest(word, known)
  throw failure(
    'help',
    `there is no help on ${quoted(word)}`,
    `${near === undefined ? '' : `${near}? `}tiex help lists the commands, tiex help topics the topics`,
  )
}
