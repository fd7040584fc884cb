/** One person's answers in a round: the shape of a response file. */
export interface Response {
  readonly format: string
  /** `id@version` */
  readonly model: string
  readonly round: string
  readonly person: string
  readonly role?: string
  /** Times are UTC, `2026-11-02T09:14:00Z`. */
  readonly started?: string
  /** Absent while a draft. */
  readonly submitted?: string
  /** How often the person has gone through the round: 2 after a second look. Absent after the first time. */
  readonly pass?: number
  /** The person's notes may be shown to the group, without their name. Absent: they may not. */
  readonly 'share-notes'?: true
  /** What the person has looked at again so far, while a second look is not finished. */
  readonly 'looked-at'?: LookedAgain
  /** Ids of statements whose wording has changed since the person answered them, until the person answers again or keeps the answer. */
  readonly reworded?: readonly string[]
  /** Of an answered form, before it is imported: what was given into the form, so that import can tell whose it is. */
  readonly 'form-token'?: string
  /** Characteristic, then mode. */
  readonly answers: Readonly<Record<string, Readonly<Record<string, SectionAnswers>>>>
  readonly 'success-factors'?: Readonly<Record<string, SectionAnswers>>
}

/** The same, in the same order, without the keys of which nothing is said. */
export function asSaid<Value extends object>(
  value: {
    readonly [Key in keyof Value]: Value[Key] | undefined
  },
): Value {
  return Object.fromEntries(Object.entries(value).filter(([, said]) => said !== undefined)) as Value
}

/** Ids of statements, looked at in the pass of that number. */
interface LookedAgain {
  readonly pass: number
  readonly statements: readonly string[]
}

/** What stands in one cell or factor: an answer per stage or statement key, and beside them `ambition`, `stance` and `notes`. */
export type SectionAnswers = Readonly<Record<string, unknown>> & {
  readonly ambition?: number
  readonly stance?: string
  readonly notes?: Notes
}

type Notes = Readonly<Record<string, string | readonly Evidence[]>>

export interface Evidence {
  readonly title: string
  readonly url?: string
}

export const stances = ['deliberate'] as const

/** The most characters a note may have. */
export const noteLimit = 10_000
