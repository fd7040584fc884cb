import type { Screen } from '../env.ts'
import { oneLine, wrap } from './text.ts'

interface Amount {
  readonly answered: number
  readonly of: number
}

/** A response that is, or would be, taken in, as far as it is told. */
export interface ImportedResponse {
  readonly person: { readonly id: string; readonly name: string }
  readonly from: string
  readonly progress: Amount
  /** UTC; absent for a draft. */
  readonly submitted?: string
  /** What was there before; absent for nothing. */
  readonly before?: {
    readonly state: string
    readonly submitted?: string
    readonly progress?: Amount
  }
  readonly token: string
  readonly how: string
}

const tokens: Readonly<Record<string, string>> = {
  right: 'from the form made for them',
  another: 'accepted though its token is not that of their last form',
  none: 'accepted though it came from no form',
  'no form': 'accepted though no form is known to be made for them',
  unseen: 'accepted though its token is sealed',
}

const hows: Readonly<Record<string, string>> = {
  'as it came': 'sealed, and left as it was sealed',
  'sealed again': 'sealed again, to those who may facilitate today',
  'sealed now': 'came in plain text, and is sealed now',
  'in plain text': 'in plain text, as all answers here',
}

/** Who, how much, when, and what it takes the place of: a paragraph a person. */
export function renderImported(responses: readonly ImportedResponse[], { width, paint }: Screen): string {
  return responses
    .map((one) => {
      const { person, from, progress, submitted } = one
      const head = `${paint.strong(person.id)}  ${oneLine(person.name)}: ${amount(progress)}, ${whenSaid(submitted)}`
      const isHere = one.before?.state === 'the same'
      const about = isHere ? [] : [tokens[one.token] ?? '', hows[one.how] ?? '']
      const rest = [`from ${oneLine(from)}`, ...about, beforeWords(one)].join('; ')
      return `${wrap(head, width, 0, 2)}\n${wrap(rest, width, 2)}\n`
    })
    .join('')
}

function beforeWords({ before }: ImportedResponse): string {
  if (before === undefined) return 'the first answers of theirs here'
  const { state, submitted, progress } = before
  if (state === 'the same') return 'the same is here already'
  const there = `${progress === undefined ? 'what' : amount(progress)}, ${whenSaid(submitted)}`
  if (state === 'newer') return `newer than what is here (${there})`
  if (state === 'faulty') return 'takes the place of a file that cannot be read'
  return `takes the place of ${there}, by --force`
}

function amount({ answered, of }: Amount): string {
  return `${answered} of ${of} answered`
}

/** `submitted 2026-11-02 09:14 UTC`, or `not submitted`. */
function whenSaid(submitted: string | undefined): string {
  if (submitted === undefined) return 'not submitted'
  const time = new Date(submitted).toISOString()
  return `submitted ${time.slice(0, 10)} ${time.slice(11, 16)} UTC`
}

/** The message of the commit that takes in a response; with the trailer that `verify` looks for, unless people import their own. */
export function importMessage(
  { person, progress: { answered, of }, submitted }: ImportedResponse,
  { round, isOwn }: { readonly round: string; readonly isOwn: boolean },
): string | [string, string] {
  const state = `${answered} of ${of}${submitted === undefined ? '' : ', submitted'}`
  const subject = `Import ${round} of ${person.id}: ${state}`
  return isOwn ? subject : [subject, `Tiex-Import: ${person.id}`]
}
