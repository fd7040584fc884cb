import { type Assessment, may, type Person } from './assessment.ts'

/** Who can read what a person answers, beside that person: in a sealed assessment everybody who may facilitate and has a key. */
export type Readers = 'everybody' | readonly Person[]

export function readersBeside({ confidentiality, people }: Assessment, person: Person): Readers {
  if (confidentiality === 'open') return 'everybody'
  return people.filter(
    (known) => known.id !== person.id && may(known, 'facilitate') && known.recipient !== undefined,
  )
}

/** Of the readers, those to whom the answers were not sealed before. */
export function newReaders(readers: Readers, sealedTo: readonly string[] | undefined): readonly Person[] {
  if (readers === 'everybody' || sealedTo === undefined) return []
  return readers.filter(({ recipient }) => recipient !== undefined && !sealedTo.includes(recipient))
}

/** How many are asked, where they are fewer than the smallest group the council shows (5 where it says nothing): among so few nothing is anonymous. */
export function tooFewToHide(assessment: Assessment): number | undefined {
  const asked = assessment.people.filter((person) => may(person, 'answer')).length
  return asked < (assessment['minimum-group'] ?? 5) ? asked : undefined
}
