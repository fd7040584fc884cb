import type { Argument, Command, Option } from 'commander'
import type { Branch, Completing, Flag, Value } from './completion/tree.ts'
import type { Env } from './env.ts'
import { buildProgram } from './program.ts'
import { listOfTopics, topics } from './topics/topics.ts'

/** Where the program would print. */
type Streams = Pick<Env, 'stdout' | 'stderr'>

/** As the build keeps it for `complete.ts`. */
export async function completing(streams: Streams): Promise<Completing> {
  return {
    tree: treeOf(await wholeProgram(streams)),
    topics: [
      ...topics.map(({ id, about }) => ({ id, about })),
      { id: listOfTopics, about: 'list the topics' },
    ],
  }
}

/** The program with every command defined, none of which does anything. */
export function wholeProgram(streams: Streams): Promise<Command> {
  return buildProgram(
    () => true,
    { ...streams, help: () => {} },
    () => async () => {},
  )
}

/** The tree of a commander program, all of whose commands are defined. */
function treeOf(command: Command): Branch {
  const meant = (command as { _defaultCommandName?: string | null })._defaultCommandName
  return {
    name: command.name(),
    about: firstPart(command.summary() || command.description()),
    flags: command.options.filter(({ hidden }) => !hidden).map(flagOf),
    takes: command.registeredArguments.map((argument) => ({
      ...takenBy(argument.name(), argument),
      ...(argument.variadic ? { isSeveral: true } : {}),
    })),
    commands: command.commands.map(treeOf),
    ...(meant ? { meant } : {}),
  }
}

function flagOf(option: Option): Flag {
  const named = option.flags.match(/[<[]([^>\].]+)(?:\.\.\.)?[>\]]/)?.[1]
  return {
    name: option.long ?? option.short!,
    ...(option.long !== undefined && option.short !== undefined ? { short: option.short } : {}),
    about: firstPart(option.description),
    ...(named === undefined
      ? {}
      : {
          value: {
            ...takenBy(named, option),
            ...(option.optional ? { isOptional: true } : {}),
            ...(option.variadic ? { isSeveral: true } : {}),
          },
        }),
  }
}

function takenBy(name: string, of: Option | Argument): Value {
  const { offered, isList } = of as { offered?: readonly string[]; isList?: boolean }
  const words = offered ?? of.argChoices
  return { name, ...(words === undefined ? {} : { words }), ...(isList ? { isList } : {}) }
}

/** The first part of a description: there is one line for it. */
function firstPart(text: string): string {
  return text.split(/[;:(]/)[0]!.trim()
}
