import { listed } from '../did-you-mean.ts'
import type { Fault } from './verification.ts'

type Form = 'sealed' | 'plain' | 'faulty'

/** What a commit made of a response that is there afterwards. */
export interface ResponseChange {
  /** `faulty`: cannot be read. */
  readonly form: Form
  /** Counts the writes; 0 where the file says nothing. */
  readonly seq: number
  /** Why the file is no response that tiex reads; absent for a good one. */
  readonly wrong?: string
  /** The highest that the path ever had before; undefined for the first. */
  readonly highest: number | undefined
  /** The very same file stood there before. */
  readonly again: boolean
  /** What stood there just before. */
  readonly was: Form | 'nothing'
  /** What everybody may read beside the sealed answers and is another now: keys, without those that change with every sealing. */
  readonly head: readonly string[]
}

/** Why a change is more than sealing the same again for other keys; undefined where it is not. `change` is absent where the contents stayed. */
export function whyNoReseal(change: ResponseChange | undefined): string | undefined {
  if (change === undefined) return undefined
  if (change.was === 'nothing') return 'a re-seal may only change a response that is there'
  if (change.was !== 'sealed' || change.form !== 'sealed')
    return 'a re-seal may only change a response that is sealed, and stays so'
  return change.head.length === 0 ? undefined : `a re-seal may not change ${listed(change.head, 'or')}`
}

/**
 * Whether a response was there before, in the same form, and says to everybody what it said. Somebody who says that their notes may be
 * shown changes no more than that; nobody but them can tell of a sealed one whether an answer changed with it.
 */
export function keepsHead(change: ResponseChange | undefined): boolean {
  return change !== undefined && change.was === change.form && change.head.length === 0
}

/** What is wrong with a response by the form of its file, sealed or not: what everybody may read may not say just anything. */
export function formFaults({ wrong }: ResponseChange): Fault[] {
  if (wrong === undefined) return []
  return [
    {
      rule: 'response',
      message: `is not a response tiex reads: ${wrong}`,
      hint: 'put the file back as it was; its person writes it with: tiex assess',
    },
  ]
}

/** What is wrong with a response that has to be sealed, whoever wrote it. `mayEqual` as for `replayFaults`. */
export function sealedFaults(change: ResponseChange, mayEqual: boolean): Fault[] {
  if (change.form === 'sealed') return [...formFaults(change), ...replayFaults(change, mayEqual)]
  return [
    {
      rule: 'plain-text',
      message:
        change.form === 'plain'
          ? 'a response in plain text, though responses are to be sealed: the history keeps it'
          : 'a response that cannot be read, so that nobody can tell whether it is sealed',
      hint: 'take the commit out before anybody fetches it; tiex assess writes it sealed',
    },
  ]
}

/**
 * Whether a sealed response counts on from all that stood there before. `mayEqual`: its person or a re-seal made it, who may have
 * counted the same on two machines at a time; what is new is then no older version.
 */
export function replayFaults({ seq, highest, again }: ResponseChange, mayEqual: boolean): Fault[] {
  if (!again && (highest === undefined || seq > highest || (mayEqual && seq === highest))) return []
  return [
    {
      rule: 'replay',
      message: again
        ? 'an older version of the response was put back'
        : `the response counts ${seq}, and there was one with ${highest} before`,
      hint: 'its person writes it anew with: tiex assess',
    },
  ]
}
