import type { ModelPin } from '../assessment/assessment.ts'

export const audiences = ['sector', 'public'] as const
/** Who may see what is published: the exchange of the sector, or everybody. */
export type Audience = (typeof audiences)[number]

/** `exchange.yaml` at the root of an exchange. */
export interface Exchange {
  readonly format: string
  readonly name: string
  readonly audience: Audience
  /** The models it takes; absent: any. */
  readonly models?: readonly ModelPin[]
  /** Who keeps it: they alone change what is not below `organisations/`, and may take away what a record held; absent: anybody who can push. */
  readonly keepers?: Pick<Member, 'keys' | 'writers'>
  /** By id of organisation; where one is absent, anybody who can push may begin its folder. */
  readonly organisations?: Readonly<Record<string, Member>>
}

/** Who may write for an organisation. */
export interface Member {
  readonly name?: string
  /** SSH keys of which one signs each commit for it. */
  readonly keys?: readonly string[]
  /** E-mail addresses of who may commit for it, where there are no keys. */
  readonly writers?: readonly string[]
  /** Keys of those who sign off, by role. */
  readonly signers?: Readonly<Record<string, string>>
}
