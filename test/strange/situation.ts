import type { Council } from './council.ts'
import { response } from './council.ts'

/*
 * What tiex does where a repository, or the machine around it, is not as usual. Each situation is a row: its name, how it is made out of
 * an ordinary council, and what becomes of commands that read, of `tiex verify`, and of commands that write.
 */
export interface Situation {
  readonly name: string
  /** Is tried in every run of the tests; the others by `npm run torture`, with all commands. */
  readonly short?: true
  readonly make: (council: Council) => void
  /** `as ever`, when absent: byte for byte what they print in an ordinary council. `other`: they go on with what can be read, exit code 0. */
  readonly reads?: 'as ever' | 'other' | Refused
  /** `judges`, when absent: it goes through all of the history, and says what it found. */
  readonly verify?: 'judges' | Refused
  readonly writes: Written
  /** Why this cannot be tried here; undefined where it can. */
  readonly skip?: string | undefined
  /** Git itself would wait for ever, so that it is not asked what became of the repository. */
  readonly gitWaits?: true
}

/**
 * `committed`: by a commit that holds the file that was written and nothing else; what was staged or changed besides is as it was.
 * `saved`: the file is written, exit code 0, no commit. Refused: exit code 2, no commit, and the file is saved all the same unless `unsaved`.
 */
type Written = 'committed' | 'saved' | Refused

export interface Refused {
  /** The words of the error; a hint always follows. */
  readonly says: RegExp
  readonly unsaved?: true
}

export const refused = (says: RegExp): Refused => ({ says })
export const unsaved = (says: RegExp): Refused => ({ says, unsaved: true })

/** Somebody edits a file by hand. */
export function edit(council: Council, file = response): void {
  council.put(file, `${council.read(file)}# by hand\n`)
}
