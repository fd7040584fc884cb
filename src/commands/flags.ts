import { type Argument, type Command, InvalidArgumentError, Option } from 'commander'
import { nearest } from '../did-you-mean.ts'

/** `--round ID`, for commands that work on one round. */
export function withRound(command: Command): Command {
  return command.option('--round <round>', 'the round to work on (default: the current one in tiex.yaml)')
}

/** `--format` and `-o`, for commands that have data. The first format is the default. */
export function withFormat(command: Command, formats: readonly string[]): Command {
  return command
    .addOption(new Option('--format <format>', 'form of the output').choices(formats).default(formats[0]))
    .option('-o, --output <file>', 'write the output to this file instead of the screen (- for the screen)')
}

/** `--dry-run`, for commands that write without asking. */
export function withDryRun(command: Command): Command {
  return command.option('--dry-run', 'show what would be done; write nothing')
}

/** `--no-commit` and `--push`, for commands that commit what they wrote to the repository of the council. */
export function withCommit(command: Command): Command {
  return withoutCommit(command).addOption(
    new Option('--push', 'send the commit to where the branch comes from').conflicts('commit'),
  )
}

/** `--no-commit` alone, for what is committed elsewhere. */
export function withoutCommit(command: Command): Command {
  return command.option('--no-commit', 'write the files, but leave the commit to you')
}

export function withAs(command: Command): Command {
  return command.option('--as <person>', 'who you are (default: TIEX_AS, else the e-mail of git)')
}

/** `--exchange PATH`, for commands that show what other councils published of their practice. */
export function withExchange(command: Command): Command {
  return command.option(
    '--exchange <path>',
    'a clone of an exchange, for the practice of other councils (default: only your own)',
  )
}

/** `--identity FILE`, for commands that open sealed answers. */
export function withIdentity(command: Command): Command {
  return command.option(
    '--identity <file>',
    'the age key that opens sealed answers (default: TIEX_IDENTITY, else your own)',
  )
}

/** A whole number of at least 1. */
export function positiveNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('It must be a whole number of at least 1.')
  return Number(text)
}

/** Examples under the help of a command. */
export function withExamples(command: Command, lines: readonly string[]): Command {
  return command.addHelpText('after', `\nExamples:\n${lines.map((line) => `  ${line}\n`).join('')}`)
}

/** For a command that means one of its subcommands where none is named: any other word in that place is an unknown subcommand, and no argument of the default one. */
export function refuseOtherWords(command: Command): Command {
  return command.hook('preSubcommand', (parent, meant) => {
    const [word] = parent.args
    const names = parent.commands.map((known) => known.name())
    if (word === undefined || word.startsWith('-') || word === meant.name()) return
    const near = nearest(word, names)
    const hint = near === undefined ? '' : `\n(Did you mean ${near}?)`
    parent.error(`error: unknown command '${word}'${hint}`, { code: 'commander.unknownCommand' })
  })
}

/** Words that completion offers for a value, of which others are possible too; a `list` has some of them with commas between. */
export function offering<Of extends Option | Argument>(of: Of, words: readonly string[], form?: 'list'): Of {
  return Object.assign(of, { offered: words, ...(form === 'list' ? { isList: true } : {}) })
}
