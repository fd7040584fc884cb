/** What the build keeps for completion: the tree of the commands, and what help tells of beside them. Plain data, so that it is read faster than commander is loaded. */
export interface Completing {
  readonly tree: Branch
  readonly topics: readonly Named[]
}

/** An id or a word, and what people call it. */
export interface Named {
  readonly id: string
  readonly about: string
}

/** A command as completion knows it: what may follow its name. */
export interface Branch {
  readonly name: string
  readonly about: string
  readonly flags: readonly Flag[]
  /** What it takes by position. */
  readonly takes: readonly Value[]
  readonly commands: readonly Branch[]
  /** The subcommand that is meant where none is named. */
  readonly meant?: string
}

export interface Flag {
  /** `--format`, or `-C` where it has no long form. */
  readonly name: string
  readonly short?: string
  readonly about: string
  /** Absent for a switch. */
  readonly value?: Value
}

/** A value of a flag or by position. What can stand there follows from its words, else from its name: `person`, `round`, `statement=option`. */
export interface Value {
  readonly name: string
  readonly words?: readonly string[]
  /** Some of the words with commas between them. */
  readonly isList?: boolean
  /** It may be left out. */
  readonly isOptional?: boolean
  /** Further ones may follow. */
  readonly isSeveral?: boolean
}
