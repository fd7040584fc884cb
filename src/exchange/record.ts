import type { OfficialResponse } from '../signoff/official.ts'
import type { Audience } from './exchange.ts'

/** What a council published of a round: the shape of `organisations/<organisation>/<round>.yaml` in an exchange. */
export interface OfficialRecord extends OfficialResponse {
  readonly audience: Audience
  /** `YYYY-MM-DD`. */
  readonly published: string
  /** By id of statement: how many gave which answer; only where the council chose to publish it. */
  readonly spreads?: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly signatures?: readonly PublishedSignature[]
}

/** A signature or a record of a decision made elsewhere, without the names of people. */
export interface PublishedSignature {
  readonly role: string
  /** Where the decision is written down; a record is no signature. */
  readonly recorded?: string
  /** UTC. */
  readonly at: string
  /** The exact line that was signed. */
  readonly statement: string
  /** Armored SSHSIG. */
  readonly signature?: string
  /** The public key it was made with. */
  readonly key?: string
}

/** What is left of a record that was withdrawn. */
export interface Tombstone {
  readonly format: 'tiex-official/1'
  readonly organisation: { readonly id: string }
  readonly round: string
  /** `YYYY-MM-DD`. */
  readonly withdrawn: string
}

export type PublishedFile = OfficialRecord | Tombstone

export function isWithdrawn(file: PublishedFile): file is Tombstone {
  return 'withdrawn' in file
}
