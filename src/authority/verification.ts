/** Something that was not somebody's to do. */
export interface Failure {
  /** Full id; absent where it is about no single commit. */
  readonly commit?: string
  /** Id of the person, as far as known. */
  readonly person?: string
  /** Whether a signature proves that it was this person. */
  readonly proven: boolean
  /** From the root of the repository. */
  readonly file?: string
  readonly rule: string
  readonly message: string
  readonly hint: string
}

/** What was wrong, and what to do, whoever and wherever it was. */
export type Fault = Pick<Failure, 'rule' | 'message' | 'hint'>

/**
 * Something that is right and worth a look: what was done in the name of others, claims that do not fit, `unproven` changes of what
 * much depends on, rounds `reopened`. `message` lists files, rounds of `reopened`, and is a sentence for a `remark`.
 */
export interface Note {
  readonly commit: string
  readonly person: string
  readonly kind: 'import' | 'reseal' | 'upgrade' | 'consent' | 'remark' | 'unproven' | 'reopened'
  readonly message: string
}

/** What came of walking a history, oldest commit first. */
export interface Verification {
  readonly range: { readonly from?: string; readonly to?: string }
  /** How many commits were looked at. */
  readonly commits: number
  readonly failures: readonly Failure[]
  readonly notes: readonly Note[]
  /** Commits whose maker is known by the e-mail alone. */
  readonly unproven: number
  /** The commit the assessment began with, where it is in the range: nothing before it says who may do what. */
  readonly began?: { readonly commit: string; readonly person?: string; readonly proven: boolean }
}

/** A verification that came to nothing, with the one reason. */
export function notVerified(range: Verification['range'], failure: Fault): Verification {
  return { range, commits: 0, failures: [{ proven: false, ...failure }], notes: [], unproven: 0 }
}
