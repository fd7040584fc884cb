import type { Readable, Writable } from 'node:stream'

/** The outside world as one value, so that tests run the real commands in-process with streams, clock and folders of their own. */
export interface Env {
  readonly cwd: string
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stdout: Stream
  readonly stderr: Stream
  now(): Date
}

export type Stream = Writable & {
  readonly isTTY?: boolean
  readonly columns?: number
  readonly rows?: number
}

/** How things are shown: what `--plain`, NO_COLOR, the terminal and its width come to. */
export interface Screen {
  /** Columns available, never below 40. */
  readonly width: number
  /** Lines of the terminal on which people are asked; no limit where absent. */
  readonly height?: number
  /** No cursor movement, no box drawing: sentences, simple tables and numbered prompts. */
  readonly plain: boolean
  readonly color: boolean
  readonly paint: Paint
}

/** What colour means; each leaves the text as it is where there is no colour, and none carries meaning alone. */
export interface Paint {
  readonly strong: (text: string) => string
  readonly quiet: (text: string) => string
  /** Needs attention. */
  readonly accent: (text: string) => string
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
}

/** What every command is given beside its own flags. */
export interface Session {
  readonly env: Env
  readonly screen: Screen
  /** Folder in which the command works: `-C DIR`, else the current one. */
  readonly folder: string
  /** A person can be asked: input and messages are on a terminal and nothing forbids prompts. */
  readonly interactive: boolean
  /** Data, on stdout or in the file of `-o`: text, or all the bytes of a picture. Only what is meant as commands of a build log may begin a line with `::`. */
  print(data: string | Uint8Array, form?: 'workflow commands'): Promise<void>
  /** Everything else, on stderr. */
  say(text: string): void
  /** The answer is no: exit 1 at the end. */
  answerNo(): void
  /** The commits of this run, oldest first, where they are to be sent (`--push`); absent where they are not. */
  readonly made?: MadeCommit[]
  /** Runs another command line, in this world or one with other parts, and resolves to its exit code. */
  tiex(args: readonly string[], world?: Partial<Env>): Promise<number>
}

/** A commit of this run; `again` makes the same of another tree on another parent, and returns its id. */
export interface MadeCommit {
  readonly id: string
  readonly again: (tree: string, parent: string, authored: string) => string
}

/** The world as it is. */
export function realEnv(): Env {
  return {
    cwd: process.cwd(),
    variables: process.env,
    // Streams are made when somebody looks at them; most commands never ask.
    get stdin() {
      return process.stdin
    },
    get stdout() {
      return process.stdout
    },
    get stderr() {
      return process.stderr
    },
    now: () => new Date(),
  }
}

/** `2026-11-02T09:14:00Z`: the form in which tiex writes times, to the second, UTC. */
export function timestamp(now: Date): string {
  return `${now.toISOString().slice(0, 19)}Z`
}
