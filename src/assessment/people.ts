import { hintFor, listed, quoted } from '../did-you-mean.ts'
import { type Finding, finding } from '../problem.ts'
import { type Assessment, may, type Person, type Right } from './assessment.ts'

/** What a person may be allowed to do, in the order in which it is written. */
export const rights: readonly Right[] = ['answer', 'facilitate', 'sign', 'administer']

/** People below whom nothing is broken down, where tiex.yaml does not say. */
export const usualMinimumGroup = 5

/** What can be changed about a person; the id never changes. Absent: stays as it is. */
export type PersonChange = Partial<Omit<Person, 'id' | 'sections'>>

/** The rights in a text such as `answer,facilitate`, in their order and each once; `none` is none of them. Words that are no right come as findings. */
export function parseRights(text: string): {
  readonly may: readonly Right[]
  readonly findings: readonly Finding[]
} {
  const words = text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
  const none = words.length === 1 && words[0] === 'none'
  const unknown = none ? [] : words.filter((word) => !rights.some((right) => right === word))
  const findings = [...new Set(unknown)].slice(0, 5).map((word) =>
    finding('may', ['may'], `${quoted(word)} is not something to allow`, {
      hint: hintFor(word, [...rights, 'none'], 'possible words'),
    }),
  )
  if (words.length === 0)
    findings.push(
      finding('may', ['may'], 'nothing is named', {
        hint: `name some of ${listed(rights)} with commas between, or none`,
      }),
    )
  return { may: rights.filter((right) => words.includes(right)), findings }
}

/** The assessment with one more person, at the end. */
export function withPerson(assessment: Assessment, person: Person): Assessment {
  return { ...assessment, people: [...assessment.people, person] }
}

/** The assessment with what is changed about one of its people. */
export function withChange(assessment: Assessment, id: string, change: PersonChange): Assessment {
  const people = assessment.people.map((person) => (person.id === id ? { ...person, ...change } : person))
  return { ...assessment, people }
}

/** The assessment without the person; where they left something in a round they stay by name and may do nothing. */
export function withoutPerson(assessment: Assessment, id: string, leftSomething: boolean): Assessment {
  if (leftSomething) return withChange(assessment, id, { may: [] })
  return { ...assessment, people: assessment.people.filter((person) => person.id !== id) }
}

/** Why the change would leave nobody in charge, or nobody who could open what is sealed; [] where somebody is left. */
export function checkStillInCharge(before: Assessment, after: Assessment, id: string): Finding[] {
  const findings = (['administer', 'facilitate'] as const).flatMap((right) => {
    const held = (assessment: Assessment) => assessment.people.some((person) => may(person, right))
    if (!held(before) || held(after)) return []
    return [
      finding('people', ['people'], `${id} is the only one who may ${right}`, {
        hint: `let somebody else do it first: tiex people set PERSON --may ...,${right}`,
      }),
    ]
  })
  const losesKey = openersOf(before).length > 0 && openersOf(after).length === 0
  const alreadyTold = findings.some(({ message }) => message.endsWith('facilitate'))
  if (after.confidentiality === 'sealed' && losesKey && !alreadyTold)
    findings.push(
      finding('people', ['people'], `${id} is the only one who may facilitate and has a key`, {
        hint: 'let another facilitator have a key first: tiex keys add PERSON age1...',
      }),
    )
  return findings
}

/** Findings on a key that somebody has already, whatever the comment behind it; `people` are the others. */
export function checkOwnKey(key: string | undefined, people: readonly Person[]): Finding[] {
  if (key === undefined) return []
  const bare = (text: string) => text.split(' ').slice(0, 2).join(' ')
  const owner = people.find((person) => bare(person['signing-key'] ?? '') === bare(key))
  if (owner === undefined) return []
  return [
    finding('people', ['signing-key'], `this is the key of ${owner.id}`, {
      hint: 'each key belongs to one person, or nobody could tell who signed',
    }),
  ]
}

/** Whether what is sealed from now on opens for others than what is sealed already. False in an open assessment. */
export function changesWhoOpens(before: Assessment, after: Assessment): boolean {
  if (after.confidentiality !== 'sealed') return false
  const keys = (assessment: Assessment) => openersOf(assessment).sort().join(' ')
  return keys(before) !== keys(after)
}

/** Recipients of those who may facilitate: with the person's own, those a response is sealed to. */
export function openersOf({ people }: Assessment): string[] {
  return people.flatMap((person) =>
    may(person, 'facilitate') && person.recipient !== undefined ? [person.recipient] : [],
  )
}

/** How many people have each right. */
export function countRights(people: readonly Person[]): Readonly<Record<Right, number>> {
  const count = (right: Right) => people.filter((person) => may(person, right)).length
  return {
    answer: count('answer'),
    facilitate: count('facilitate'),
    sign: count('sign'),
    administer: count('administer'),
  }
}
