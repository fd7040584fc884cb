/** `tiex.yaml` as data: the shape of the file, checked by its schema and by check.ts. */
export interface Assessment {
  readonly format: string
  readonly organisation: {
    readonly id: string
    readonly name: string
    readonly type: string
    readonly region?: string
    readonly context?: Readonly<Record<string, number>>
  }
  readonly scope: string
  readonly sponsor?: string
  readonly objectives?: string | readonly string[]
  readonly timezone?: string
  readonly model: ModelPin
  readonly confidentiality: 'open' | 'sealed'
  /** The current round: a key of `rounds`. */
  readonly round: string
  readonly rounds: Readonly<Record<string, Round>>
  readonly people: readonly Person[]
  readonly 'minimum-group'?: number
  /** Roles that must sign, or what is enough by role; `requiredRoles` reads it. */
  readonly 'sign-off'?: readonly string[] | Readonly<Record<string, 'signed' | 'recorded'>>
  /** What must be true before a round is published: see exchange/needs.ts. */
  readonly 'publish-needs'?: readonly string[]
  /** Address of the exchange to which official responses are published. */
  readonly exchange?: string
  readonly 'bank-holidays'?: readonly string[]
  /** Severity by rule, over the rule's own: see `tiex check`. */
  readonly check?: Readonly<Record<string, 'off' | 'warn' | 'error'>>
  /** Handling marking that is printed on reports. */
  readonly marking?: string
}

export interface ModelPin {
  readonly id: string
  readonly version: string
  readonly digest: string
}

/** Days are `YYYY-MM-DD` in the assessment's time zone; a round is open from the start of `opens` to the end of `closes`. */
export interface Round {
  readonly opens?: string
  readonly closes?: string
  readonly workshop?: string
  readonly workshops?: readonly string[]
  readonly closed?: string
  /** The model that was answered, where it is another than that of the assessment. */
  readonly model?: ModelPin
}

export type Right = 'answer' | 'facilitate' | 'sign' | 'administer'

export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: string
  readonly may: readonly Right[]
  readonly recipient?: string
  readonly 'signing-key'?: string
  readonly sections?: readonly string[]
}

/** Whether the person may do it; nobody may do what is not listed. */
export function may(person: Person, right: Right): boolean {
  return person.may.includes(right)
}
