import { listed } from '../did-you-mean.ts'
import { type Finding, finding } from '../problem.ts'
import { type Assessment, may, type Person } from './assessment.ts'

/** Everybody who may facilitate and has a key: with each of these keys all sealed answers open. */
function keyHolders({ people }: Pick<Assessment, 'people'>): readonly Person[] {
  return people.filter((person) => may(person, 'facilitate') && person.recipient !== undefined)
}

/**
 * That nothing can be sealed, or that a sealed assessment hangs on a single key, and who facilitates without one; nothing for an open
 * one. Not among the faults that keep tiex.yaml from being used: the commands that mend it have to work.
 */
export function checkKeyHolders(assessment: Assessment): Finding[] {
  if (assessment.confidentiality !== 'sealed') return []
  const [only, second] = keyHolders(assessment)
  if (only === undefined) return [nobodyHolds(assessment)]
  const few =
    second !== undefined
      ? []
      : [
          finding(
            'few-keys',
            ['people'],
            `only ${only.id} holds a key that opens all answers: if it is lost, so are they`,
            {
              severity: 'warning',
              at: 'key',
              hint: nextForSecondKey(assessment)!,
            },
          ),
        ]
  const without = assessment.people.flatMap((person, index) =>
    may(person, 'facilitate') && person.recipient === undefined
      ? [
          finding(
            'no-key',
            ['people', index],
            `${person.id} may facilitate, but has no key to open answers`,
            {
              severity: 'warning',
              hint: keyStep(person.id),
            },
          ),
        ]
      : [],
  )
  return [...few, ...without]
}

/** The next command on the way to a second key that opens all answers; undefined where there is one, and in an open assessment. `tiex help keys` has all steps. */
export function nextForSecondKey(assessment: Assessment): string | undefined {
  if (assessment.confidentiality !== 'sealed' || keyHolders(assessment).length > 1) return undefined
  const keyless = assessment.people.find(
    (person) => may(person, 'facilitate') && person.recipient === undefined,
  )
  return keyless === undefined
    ? 'let a second person facilitate: tiex people set PERSON --may answer,facilitate; what follows: tiex help keys'
    : keyStep(keyless.id)
}

/** How one who may facilitate comes to have a key in tiex.yaml. */
export function keyStep(id: string): string {
  return `${id} runs tiex keys make and sends what tiex keys shows; then one who may administer: tiex keys add ${id} age1...`
}

/** Of the responses of one round, in their order: those that name a key which is another person's, by tiex.yaml or by a response. */
export function sharedKeys(
  responses: readonly { readonly person: string; readonly key: string }[],
  { people }: Pick<Assessment, 'people'>,
): readonly { readonly person: string; readonly of: string }[] {
  return responses.flatMap(({ person, key }, index) => {
    const owner = people.find(({ recipient }) => recipient === key)?.id
    const earlier = responses.slice(0, index).find((other) => other.key === key)?.person
    const of = owner ?? earlier
    return of === undefined || of === person ? [] : [{ person, of }]
  })
}

/** What is sealed to keys of both kinds is as weak as the weaker, and refused: the recipients of those who may facilitate are of one kind. */
export function checkRecipients({ people }: Pick<Assessment, 'people'>): Finding[] {
  const isPostQuantum = (person: Person) => person.recipient?.startsWith('age1pq1') === true
  const [first] = keyHolders({ people })
  if (first === undefined) return []
  const other = people.findIndex(
    (person) =>
      may(person, 'facilitate') &&
      person.recipient !== undefined &&
      isPostQuantum(person) !== isPostQuantum(first),
  )
  if (other === -1) return []
  const [strong, weak] = isPostQuantum(first) ? [first, people[other]!] : [people[other]!, first]
  return [
    finding(
      'recipients',
      ['people', other, 'recipient'],
      `the recipient of ${strong.id} is post-quantum and that of ${weak.id} classical: nothing can be sealed to both`,
      { hint: 'give everybody who may facilitate a key of the same kind: age1..., or age1pq1...' },
    ),
  ]
}

/** Why one of the texts may not stand on a command line: it is a secret key, or the path of none but the key itself. Repeats nothing of it. */
export function checkSecrets(
  texts: readonly (string | undefined)[],
): (Finding & { readonly hint: string }) | undefined {
  const given = texts.filter((text) => text !== undefined).join('\n')
  const seen = 'and whoever saw it can use it from now on'
  if (/AGE-SECRET-KEY-(?:PQ-)?1|AGE-PLUGIN-\w+-1/i.test(given))
    return finding('secret', [], `this is a secret key, ${seen}`, {
      hint: 'it is no secret any more: tiex keys make --new, then tiex keys add, then a facilitator runs tiex keys rotate; keep the old one, which opens what was sealed before',
    })
  if (/-----BEGIN|PRIVATE KEY-----/i.test(given))
    return finding('secret', [], `this is a private key of ssh, ${seen}`, {
      hint: 'throw it away and make another with ssh-keygen; give the public half, the file that ends in .pub',
    })
  return undefined
}

/** The keys of a person as they are to be. */
export type KeyChange = Pick<Person, 'recipient' | 'signing-key'>

/** The keys of the change that take the place of another one of this person. */
export function replacedKeys(person: Person, change: KeyChange): readonly (keyof KeyChange)[] {
  const keys = ['recipient', 'signing-key'] as const
  return keys.filter(
    (key) => change[key] !== undefined && person[key] !== undefined && person[key] !== change[key],
  )
}

/** A public key with what can be read out of it by voice. */
export interface ShownKey {
  readonly key: string
  readonly fingerprint: string
}

/** What a person is told about keys. */
export interface KeysView {
  /** Absent where the person has no key. `older`: how many more are in the file. */
  readonly own?: ShownKey & { readonly file: string; readonly older: number }
  /** Own answers that are sealed to a key which is not among these. */
  readonly lost?: readonly (ShownKey & { readonly rounds: readonly string[] })[]
  /** Absent outside of an assessment. */
  readonly assessment?: {
    readonly council: string
    readonly sealed: boolean
    readonly facilitators: readonly (Pick<Person, 'id' | 'name'> & {
      readonly key?: ShownKey
      /** It is among the keys of who asks. */
      readonly mine: boolean
    })[]
    /** Who asks, where that is known. */
    readonly caller?: Pick<Person, 'id' | 'may'> & { readonly signingKey?: ShownKey }
    /** See `nextForSecondKey`. */
    readonly secondKey?: string
  }
}

function nobodyHolds({ people }: Assessment): Finding {
  const ids = people.filter((person) => may(person, 'facilitate')).map(({ id }) => id)
  return finding(
    'confidentiality',
    ['confidentiality'],
    'responses are to be sealed, but nobody who may facilitate has a recipient key',
    {
      hint: `${listed(ids.slice(0, 3), 'or')} runs tiex keys make, then one who may administer: tiex keys add ${ids[0] ?? 'PERSON'} age1...`,
    },
  )
}
