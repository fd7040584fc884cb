import { type Assessment, may, type Person } from '../assessment/assessment.ts'
import { listed } from '../did-you-mean.ts'
import type { Fault } from './verification.ts'

/** An entry of signatures.yaml. */
export interface SignedRole {
  readonly role: string
  /** By a signature; otherwise it is a record of a decision. */
  readonly isSigned: boolean
  /** All of the entry in one text. */
  readonly text: string
}

/** What a commit made of the signatures of a round: [] where there are none, a text that says what is wrong with the file. */
export interface SignaturesChange {
  readonly before: readonly SignedRole[]
  readonly after: readonly SignedRole[] | string
}

/** What is wrong whoever did it, and whose signatures the person took away that are not theirs to take. */
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
