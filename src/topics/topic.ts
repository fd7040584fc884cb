/** Something that `tiex help` explains and that is no command. */
export interface Topic {
  readonly id: string
  /** What it is about, in a line. */
  readonly about: string
  readonly parts: readonly Part[]
}

/** A paragraph, or terms with what they mean. */
export type Part = string | readonly Term[]
export type Term = readonly [term: string, meaning: string]
