import { hintFor } from '../did-you-mean.ts'
import { type Finding, finding } from '../problem.ts'
import type { PersonStatus, RoundStatus } from './status.ts'

export type LetterKind = 'invitation' | 'reminder'

/** Who gets a letter, or why the people who were named do not. */
export interface Recipients {
  readonly people: readonly PersonStatus[]
  readonly findings: readonly Finding[]
}

/**
 * Whom to write to. An invitation goes to everybody who may answer and has not begun, a reminder to everybody who has not submitted, or has answers to confirm that were given to other words;
 * while a second look is open, to everybody who has not looked again. Where people are named, to those, and each who has no use for
 * it is a finding.
 */
export function recipientsOf(kind: LetterKind, status: RoundStatus, named: readonly string[]): Recipients {
  const asked = status.people.filter((person) => person.asked)
  const looksAgain = kind === 'reminder' && status.secondLook !== undefined
  const isNeeded = (person: PersonStatus) =>
    looksAgain ? person.again?.looked === false : needs(kind, person)
  if (named.length === 0) return { people: asked.filter(isNeeded), findings: [] }
  const findings = [...new Set(named)].flatMap((id) => {
    const person = asked.find((one) => one.id === id)
    if (person === undefined) return [notAsked(id, asked)]
    if (looksAgain) return isNeeded(person) ? [] : [noSecondLook(person)]
    return person.state === 'submitted' && !isNeeded(person)
      ? [finding('letter', [id], `${id} has submitted already`, { hint: 'leave them out' })]
      : []
  })
  return { people: asked.filter(({ id }) => named.includes(id)), findings }
}

function noSecondLook({ id, again }: PersonStatus): Finding {
  const why = again === undefined ? 'is not asked to look again at anything' : 'has looked again already'
  return finding('letter', [id], `${id} ${why}`, { hint: 'leave them out' })
}

function needs(kind: LetterKind, { state, unconfirmed }: PersonStatus): boolean {
  return kind === 'invitation' ? state === 'not-started' : state !== 'submitted' || unconfirmed !== undefined
}

function notAsked(id: string, asked: readonly PersonStatus[]): Finding {
  const shown = id.length > 60 ? `${id.slice(0, 57)}...` : id
  return finding('who', [id], `"${shown}" is nobody who may answer`, {
    hint: hintFor(
      id,
      asked.map((one) => one.id),
      'people who may answer',
    ),
  })
}
