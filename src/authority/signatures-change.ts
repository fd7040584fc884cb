import { type Assessment, may, type Person } from '../assessment/assessment.ts'
import { listed } from '../did-you-mean.ts'
import type { Fault } from './verification.ts'

/** An entry of signatures.yaml. */
export interface SignedRole {
  readonly role: string
  /** By a signature; otherwise it is a record of a decision. */
  readonly isSigned: boolean
  /** Who wrote a record, as it says. */
  readonly recordedBy?: string
  /** All of the entry in one text. */
  readonly text: string
}

/** What a commit made of the signatures of a round: [] where there are none, a text that says what is wrong with the file. */
export interface SignaturesChange {
  readonly before: readonly SignedRole[]
  readonly after: readonly SignedRole[] | string
}

/** What is wrong whoever did it, whose signatures the person took away that are not theirs to take, and what they recorded under another's name. */
export function signaturesFaults(
  { before, after }: SignaturesChange,
  person: Person | undefined,
  { people }: Pick<Assessment, 'people'>,
): Fault[] {
  if (typeof after === 'string')
    return [
      {
        rule: 'signatures',
        message: `the signatures became faulty: ${after}`,
        hint: 'put the file back as it was; tiex sign writes it',
      },
    ]
  if (person === undefined) return []
  return [...takenAway(before, after, person, people), ...misrecorded(before, after, person)]
}

function misrecorded(before: readonly SignedRole[], after: readonly SignedRole[], person: Person): Fault[] {
  const known = new Set(before.map(({ text }) => text))
  return after
    .filter(({ isSigned, text, recordedBy }) => !isSigned && !known.has(text) && recordedBy !== person.id)
    .map(({ role, recordedBy }) => ({
      rule: 'not-allowed',
      message: `the record for ${role} says that ${recordedBy ?? 'nobody'} wrote it, and ${person.id} did`,
      hint: `who writes a record names themselves: tiex sign --recorded`,
    }))
}

function takenAway(
  before: readonly SignedRole[],
  after: readonly SignedRole[],
  person: Person,
  people: readonly Person[],
): Fault[] {
  const left = new Set(after.map(({ text }) => text))
  return before.flatMap(({ role, isSigned, text }) => {
    if (!isSigned || left.has(text) || signsAs(person, role)) return []
    const signers = people.filter((one) => signsAs(one, role)).map(({ id }) => id)
    return [
      {
        rule: 'not-allowed',
        message: `${person.id} took away what was signed as ${role}`,
        hint: `put it back; leave it to ${signers.length === 0 ? 'one who may sign with that role' : listed(signers.slice(0, 3), 'or')}`,
      },
    ]
  })
}

function signsAs(person: Person, role: string): boolean {
  return may(person, 'sign') && person.role === role
}
