/** Where something stands in a file; `line` and `column` count from 1. Without a line the whole file is meant. */
export interface Place {
  readonly file: string
  readonly line?: number
  readonly column?: number
}

/** `error` stops; `warning` is likely a mistake; `advice` is worth a look. */
export type Severity = 'error' | 'warning' | 'advice'

/** One thing that is wrong, for a person: what, where, and what to do. `rule` is a stable short name, for CI and `check:` settings. */
export interface Problem {
  readonly severity: Severity
  readonly rule: string
  readonly message: string
  readonly hint?: string
  readonly place?: Place
}

/** The rule of a problem that is none: a person pressed Ctrl-C while another program was at work, which ended. */
export const interrupted = 'interrupted'

/** Keys and indexes from the root of a file's data to a value. */
export type Path = readonly (string | number)[]

/** What a domain check returns: a problem that knows its path in the data, not yet its line. `at` says whether the key or the value is wrong. */
export interface Finding {
  readonly severity: Severity
  readonly rule: string
  readonly path: Path
  readonly at?: 'key' | 'value'
  readonly message: string
  readonly hint?: string
}

/** An error at a path of a file's data, unless `more` says that it is less, or that the key is meant and not its value. */
export function finding(
  rule: string,
  path: Path,
  message: string,
  more: {
    readonly hint: string
    readonly at?: 'key' | 'value'
    readonly severity?: Severity
  },
): Finding & { readonly hint: string } {
  return { severity: 'error', rule, path, message, ...more }
}

/** tiex could not do what was asked. Carries everything that stood in the way; shown as `file:line:column: error: …` and exit 2. */
export class TiexError extends Error {
  readonly problems: readonly Problem[]
  /** A last line that says what was, or was not, done because of it. */
  readonly closing: string | undefined

  constructor(problems: readonly Problem[], closing?: string) {
    super(problems.map((problem) => problem.message).join('\n'))
    this.name = 'TiexError'
    this.problems = problems
    this.closing = closing
  }
}

/** A `TiexError` of one problem without a place: a wrong flag, a missing repository. */
export function failure(rule: string, message: string, hint: string): TiexError {
  return new TiexError([{ severity: 'error', rule, message, hint }])
}
