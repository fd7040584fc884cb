import type { Branch, Flag, Value } from './tree.ts'

/** What may stand at the cursor of a line that is being typed. */
export interface Wanted {
  readonly commands: readonly Branch[]
  readonly flags: readonly Flag[]
  readonly value?: Value
  /** What stands in the word before the value: `--format=`, or nothing. */
  readonly before: string
  /** What is typed already of it. */
  readonly typed: string
  /** The last value of each flag before the cursor, by the flag's name. */
  readonly given: ReadonlyMap<string, string>
  /** `help` is asked: topics go with the commands. */
  readonly isHelp: boolean
}

/** How far a line has been read. */
interface Reading {
  command: Branch
  /** The flag that waits for a value. */
  waiting: Flag | undefined
  /** How many words stand there by position. */
  taken: number
  /** `--` was said: no flags come any more. */
  isClosed: boolean
  isHelp: boolean
  readonly given: Map<string, string>
  readonly root: Branch
}

/** What the last of the words, typed in part or not at all, may become. */
export function wantedAt(root: Branch, words: readonly string[]): Wanted {
  const reading: Reading = {
    ...{ command: root, waiting: undefined, taken: 0, isClosed: false, isHelp: false, root },
    given: new Map(),
  }
  for (const word of words.slice(0, -1)) read(reading, word)
  return atCursor(reading, words.at(-1) ?? '')
}

function read(reading: Reading, word: string): void {
  const { waiting } = reading
  const isFlag = !reading.isClosed && word.startsWith('-') && word !== '-'
  if (waiting !== undefined && (!isFlag || waiting.value?.isOptional !== true)) {
    reading.given.set(waiting.name, word)
    if (waiting.value?.isSeveral !== true) reading.waiting = undefined
    return
  }
  reading.waiting = undefined
  if (isFlag) {
    readFlag(reading, word)
    return
  }
  const below = reading.taken === 0 ? reading.command.commands.find(({ name }) => name === word) : undefined
  if (reading.command === reading.root && word === 'help' && !reading.isHelp) reading.isHelp = true
  else if (below !== undefined) reading.command = below
  else reading.taken += 1
}

function readFlag(reading: Reading, word: string): void {
  if (word === '--') {
    reading.isClosed = true
    return
  }
  const [name, value] = parted(word)
  const flag = flagsAt(reading).find((one) => one.name === name || one.short === name)
  if (flag === undefined) return
  if (flag.value === undefined || value !== undefined) reading.given.set(flag.name, value ?? '')
  else reading.waiting = flag
}

/** `--format=json` is a flag and its value. */
function parted(word: string): readonly [string, string | undefined] {
  const at = word.startsWith('--') ? word.indexOf('=') : -1
  return at === -1 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)]
}

/** The flags of the command, of the one that is meant without a name, and those of every command. */
function flagsAt({ command, root }: Reading): readonly Flag[] {
  const meant = command.commands.find(({ name }) => name === command.meant)
  const own = [...command.flags, ...(meant?.flags ?? [])]
  return command === root ? own : [...own, ...root.flags.filter(({ name }) => name !== '--version')]
}

function atCursor(reading: Reading, word: string): Wanted {
  const { command, waiting, isHelp, given } = reading
  const at = { commands: [], flags: [], before: '', typed: word, given, isHelp: false }
  const isFlag = !reading.isClosed && word.startsWith('-')
  if (waiting !== undefined && !(isFlag && waiting.value!.isOptional)) return { ...at, value: waiting.value! }
  if (isFlag) {
    const [name, typed] = parted(word)
    const flag = flagsAt(reading).find((one) => one.name === name)
    if (typed !== undefined)
      return flag?.value === undefined ? at : { ...at, value: flag.value, before: `${name}=`, typed }
    const repeatable = ({ name: one, value }: Flag) => value !== undefined || !given.has(one)
    return { ...at, flags: isHelp ? [] : flagsAt(reading).filter(repeatable) }
  }
  const commands = reading.taken === 0 ? command.commands : []
  if (isHelp) return { ...at, commands, isHelp: command === reading.root }
  const takes = takenAt(command, reading.taken)
  const nothing = command.commands.length === 0 && takes === undefined && word === ''
  return {
    ...at,
    commands,
    ...(takes === undefined ? {} : { value: takes }),
    flags: nothing ? flagsAt(reading) : [],
  }
}

function takenAt({ takes }: Branch, position: number): Value | undefined {
  const last = takes.at(-1)
  return takes[position] ?? (last?.isSeveral ? last : undefined)
}
