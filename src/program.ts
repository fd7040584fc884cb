import { Command } from 'commander'
import { catalogue, type Run } from './catalogue.ts'
import { hintFor } from './did-you-mean.ts'
import type { Env } from './env.ts'
import { harmless, withoutCommands } from './harmless.ts'
import { topics } from './topics/topics.ts'
import { version } from './version.ts'

/** What commander says of a value of a flag, and of one by position. */
const invalid = [
  /^error: option '(?:-\w, )?(?<name>--?[\w-]+)[^']*' argument '(?<value>[\s\S]*)' is invalid\. (?<why>[^\n]*?)\.?\n$/,
  /^error: command-argument value '(?<value>[\s\S]*)' is invalid for argument '(?<name>[^']*)'\. (?<why>[^\n]*?)\.?\n$/,
]

/** What commander says about a command line, in the form of our other errors. */
function inOurWords(text: string): string {
  const { name, value = '', why = '' } = invalid.map((form) => text.match(form)?.groups).find(Boolean) ?? {}
  if (name !== undefined) {
    const choices = why.match(/^Allowed choices are (.*)$/)?.[1]?.split(', ')
    const otherwise = `${why[0]?.toLowerCase()}${why.slice(1)}`
    const hint = choices === undefined ? otherwise : hintFor(value, choices, 'choices')
    return `error: ${name} cannot be "${value}"\nhint: ${hint}\n`
  }
  return text
    .replace(/^error: (.)/, (_, first: string) => `error: ${first.toLowerCase()}`)
    .replace(/option '(?:-\w, )?(--?[\w-]+)[^']*' argument missing/, '$1 needs a value')
    .replace(/\n\(Did you mean ([^\n]*\?)\)/, '\nhint: $1')
}

/** The commands in help order; of those that are not `wanted` only the name and the summary. `help` is handed what commander would print: help, and the version. */
export async function buildProgram(
  wanted: (name: string) => boolean,
  env: Pick<Env, 'stdout' | 'stderr'> & { readonly help: (text: string) => void },
  run: Run,
): Promise<Command> {
  const program = new Command('tiex')
    .description('Assess how ready a council is to transform: answer alone, merge, agree together, act.')
    .usage('[options] <command>')
    .option('-C <dir>', 'work in this folder instead of the current one')
    .option(
      '--plain',
      'no cursor movement, no boxes: sentences, simple tables, numbered prompts (also TIEX_PLAIN=1)',
    )
    .option('--no-input', 'never ask; say which flag is missing instead')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command or a topic')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('hint: tiex help lists the commands, tiex help COMMAND its flags')
    .configureOutput({
      writeOut: env.help,
      // what stands on the command line may come from a file, and is repeated in errors
      writeErr: (text) => env.stderr.write(harmless(withoutCommands(text), false)),
      outputError: (text, write) => write(inOurWords(text)),
      getOutHelpWidth: () => Math.min(env.stdout.columns ?? 80, 100),
      getErrHelpWidth: () => Math.min(env.stderr.columns ?? 80, 100),
    })
    .exitOverride()
    .addHelpText(
      'after',
      `\nTopics of help: ${topics.map(({ id }) => id).join(', ')}\nExit codes: 0 done or yes, 1 the answer is no, 2 it could not be done,\n130 interrupted.\nFirst time here? tiex demo plays a whole round on an example council.`,
    )
  for (const entry of catalogue) {
    const command = program
      .command(entry.name)
      .summary(entry.summary)
      .description(entry.summary)
      .helpGroup(`${entry.group}:`)
    if (wanted(entry.name)) (await entry.load()).define(command, run)
    else command.allowUnknownOption()
  }
  return program
}
