import type { Command, Option } from 'commander'
import type { Part, Topic } from '../topics/topic.ts'

/** What the page says beside the commands. */
export interface Manual {
  readonly program: Command
  readonly topics: readonly Topic[]
  readonly version: string
}

/** The manual page tiex(1) in the man macros: every command with its flags as the program itself has them, and the topics of help. */
export function manualPage({ program, topics, version }: Manual): string {
  const commands = program.commands.flatMap((command) => [command, ...command.commands])
  return [
    `.TH TIEX 1 "" "tiex ${text(version)}" "User Commands"`,
    // no hyphens and no wide gaps in what may be copied
    '.nh',
    '.ad l',
    ...section('NAME'),
    `tiex \\- ${text('assess how ready a council is to transform')}`,
    ...section('SYNOPSIS'),
    '.B tiex',
    '[\\fIoptions\\fR] \\fIcommand\\fR',
    ...section('DESCRIPTION'),
    paragraph(program.description()),
    ...section('GLOBAL OPTIONS'),
    ...program.options.flatMap(optionLines),
    ...section('COMMANDS'),
    ...commands.flatMap(commandLines),
    ...topics.flatMap(topicLines),
    ...section('SEE ALSO'),
    '.BR git (1),',
    '.BR ssh\\-keygen (1)',
    '',
  ].join('\n')
}

function section(title: string): readonly string[] {
  return [`.SH ${text(title)}`]
}

/** A command with what it does and its flags; one that only has subcommands is told by them. */
function commandLines(command: Command): readonly string[] {
  const names: string[] = []
  for (let at: Command | null = command; at !== null; at = at.parent) names.unshift(at.name())
  const takes = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? '...' : ''}`
    return argument.required ? `<${name}>` : `[${name}]`
  })
  return [
    `.SS ${text([...names, ...takes].join(' '))}`,
    paragraph(command.description()),
    ...command.registeredArguments.flatMap((argument) =>
      described(`\\fI${text(argument.name())}\\fR`, withChoices(argument.description, argument.argChoices)),
    ),
    ...command.options.filter(({ hidden }) => !hidden).flatMap(optionLines),
  ]
}

function optionLines(option: Option): readonly string[] {
  return described(`\\fB${text(option.flags)}\\fR`, withChoices(option.description, option.argChoices))
}

function withChoices(description: string, choices: readonly string[] | undefined): string {
  return choices === undefined ? description : `${description} (${choices.join(', ')})`
}

function topicLines({ id, about, parts }: Topic): readonly string[] {
  const partLines = (part: Part) =>
    typeof part === 'string'
      ? ['.PP', paragraph(part)]
      : part.flatMap(([term, meaning]) => described(`\\fB${text(term)}\\fR`, meaning))
  return [
    ...section(id.replaceAll('-', ' ').toUpperCase()),
    paragraph(`${about[0]!.toUpperCase()}${about.slice(1)}.`),
    ...parts.flatMap(partLines),
  ]
}

function described(term: string, meaning: string): readonly string[] {
  return ['.TP', term, paragraph(meaning)]
}

/** Text that begins a line, where a dot or an apostrophe would be a request. */
function paragraph(words: string): string {
  return text(words.replace(/\s+/g, ' ').trim()).replace(/^(?=[.'])/, '\\&')
}

/** Text in which nothing is a request or an escape, with the characters that roff would change kept as they are. */
function text(words: string): string {
  return words
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('`', '\\(ga')
    .replaceAll('^', '\\(ha')
    .replaceAll('~', '\\(ti')
    .replaceAll('"', '\\(dq')
    .replace(
      /[^\x20-\x7e]/gu,
      (character) => `\\[u${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`,
    )
}
