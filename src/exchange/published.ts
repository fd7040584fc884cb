import { canonicalJson } from '../canonical-json.ts'
import type { Consensus } from '../merge/consensus.ts'
import type { OfficialResponse } from '../signoff/official.ts'
import type { Entry } from '../signoff/signatures.ts'
import type { Audience } from './exchange.ts'
import type { OfficialRecord, PublishedFile, PublishedSignature, Tombstone } from './record.ts'

type Spreads = Readonly<Record<string, Readonly<Record<string, number>>>>

interface ToPublish {
  readonly official: OfficialResponse
  readonly audience: Audience
  /** `YYYY-MM-DD`. */
  readonly published: string
  readonly spreads?: Spreads
  readonly signatures: readonly PublishedSignature[]
}

/** What is published, built from single fields in the order in which they are written, so that nothing else can come along. */
export function officialRecord({
  official,
  audience,
  published,
  spreads = {},
  signatures,
}: ToPublish): OfficialRecord {
  const { format, organisation, model, round, scope, respondents, statements, cells } = official
  return {
    ...{ format, organisation, model, round, scope, audience, published, respondents, statements, cells },
    ...(Object.keys(spreads).length === 0 ? {} : { spreads }),
    ...(signatures.length === 0 ? {} : { signatures }),
  }
}

/** The part of a record that is signed: all but audience, day, spreads and signatures. Its digest is what a signature names as `official`. */
export function signedPart(record: OfficialRecord): OfficialResponse {
  const { format, organisation, model, round, scope, respondents, statements } = record
  // A record that somebody wrote by hand may leave the empty map out.
  return { format, organisation, model, round, scope, respondents, statements, cells: record.cells ?? {} }
}

/** An entry of signatures.yaml without the names of people. `key` is the public key of the signature, `type base64`. */
export function publishedSignature(entry: Entry, key: string | undefined): PublishedSignature {
  const { role, recorded, at, statement, signature } = entry
  return {
    role,
    ...(recorded === undefined ? {} : { recorded }),
    at,
    statement,
    ...(signature === undefined || key === undefined ? {} : { signature, key }),
  }
}

/** What of the spreads leaves, and how many statements' stay behind. */
export interface SpreadsToPublish {
  readonly spreads: Spreads
  /** Answered by fewer people than the smallest group. */
  readonly few: number
  /** All gave the same answer: a spread would say what each single person answered. */
  readonly unanimous: number
}

/**
 * How the answers to agreed statements were spread, and without how many did not answer; those that fewer people answered than `minimumGroup`,
 * and those to which all gave one answer, stay behind.
 */
export function spreadsToPublish({ statements }: Consensus, minimumGroup: number): SpreadsToPublish {
  const spreads: Record<string, Readonly<Record<string, number>>> = {}
  let few = 0
  let unanimous = 0
  for (const [id, { agreed, answers = {} }] of Object.entries(statements)) {
    if (agreed === undefined) continue
    const given = Object.entries(answers).filter(([answer]) => answer !== 'unanswered')
    const people = given.reduce((sum, [, count]) => sum + count, 0)
    if (people < minimumGroup) few += 1
    else if (given.filter(([, count]) => count > 0).length < 2) unanimous += 1
    else spreads[id] = Object.fromEntries(given)
  }
  return { spreads, few, unanimous }
}

export function tombstone(organisation: string, round: string, withdrawn: string): Tombstone {
  return { format: 'tiex-official/1', organisation: { id: organisation }, round, withdrawn }
}

export function isWithdrawn(file: PublishedFile): file is Tombstone {
  return 'withdrawn' in file
}

/** Whether two records say the same, whenever they were published. */
export function saysTheSame(a: OfficialRecord, b: OfficialRecord): boolean {
  return canonicalJson({ ...a, published: '' }) === canonicalJson({ ...b, published: '' })
}
