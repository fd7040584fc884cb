import type { Session } from '../env.ts'

/** Asks one thing at a time, on the terminal. What was typed before a question was shown never answers it. */
export interface Prompter {
  /** The value of the option that was chosen. Enter alone chooses only where an option has the key `enter`. Throws `Interrupted`. */
  choose(question: Question): Promise<string>
  /** The text as typed or pasted, line ends as `\n`, not yet cleaned; undefined where the person went back. Throws `Interrupted`. */
  text(question: TextQuestion): Promise<string | undefined>
  close(): void
}

/** Text for a width in columns, drawn again after the window has changed. It should take no more than `height` lines: what does not fit is cut off at its end. No limit where absent. */
type Drawn = (width: number, height?: number) => string

export interface Question {
  readonly screen: Drawn
  /** Shown and hidden by `?`. */
  readonly help?: (width: number) => string
  readonly message: string
  readonly options: readonly Choice[]
  /** Blanks before the options; 2 where absent. */
  readonly indent?: number
}

/** `key` is one printable character, told apart without regard to case, or `enter`; `?` belongs to the help. */
export interface Choice {
  readonly key: string
  readonly value: string
  readonly label: string
  readonly group: 'answer' | 'command'
}

export interface TextQuestion {
  readonly screen: Drawn
  readonly message: string
  /** A text that Tab brings into the line to be changed; where there is no Tab it cannot be brought. */
  readonly present?: string
  /** Why the text will not do; undefined for a good one. */
  readonly check?: (text: string) => string | undefined
}

/** Whether prompts are numbered lines without cursor movement: asked for, or all the terminal can do. */
export function isPlain(session: Session): boolean {
  return session.screen.plain || session.env.variables.TERM === 'dumb'
}

/** The prompter for this terminal. It holds the input until it is closed. */
export async function openPrompter(session: Session): Promise<Prompter> {
  if (isPlain(session)) return (await import('./plain.ts')).openPlain(session.env)
  return (await import('./keyed.ts')).openKeyed(session.env)
}
