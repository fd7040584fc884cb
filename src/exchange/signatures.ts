import { quoted } from '../did-you-mean.ts'
import { type Finding, finding } from '../problem.ts'
import { parseStatement, type Statement } from '../signoff/statement.ts'
import type { Exchange } from './exchange.ts'
import type { OfficialRecord, PublishedSignature } from './record.ts'
import { memberOf } from './writers.ts'

/** What takes a digest or a key to know. */
export interface SignatureEvidence {
  /** `sha256:<hex>` of the signed part of the record. */
  readonly official: string
  /** Why a signature does not hold by the key beside it; fits after "the signature ". */
  readonly whyBroken: (signature: PublishedSignature) => string | undefined
  readonly sameKey: (a: string, b: string) => boolean
}

/** Everything wrong with the signatures of a record: each is of this record, holds by its key, and that is the key of whom the exchange knows. */
export function checkRecordSignatures(
  record: OfficialRecord,
  exchange: Exchange,
  evidence: SignatureEvidence,
): Finding[] {
  const seen = new Set<string>()
  const found = (record.signatures ?? []).flatMap((signature, index) => {
    const path = ['signatures', index]
    const { role, signature: block, key, recorded } = signature
    const wrong = (message: string, hint: string) => [finding('signature', path, message, { hint })]
    if (seen.has(role)) return wrong(`${quoted(role)} has signed twice`, again)
    seen.add(role)
    if (recorded !== undefined && (block !== undefined || key !== undefined))
      return wrong(`the entry of ${quoted(role)} is a record and has a signature besides`, again)
    if (recorded === undefined && (block === undefined || key === undefined))
      return wrong(`the entry of ${quoted(role)} has no signature, or not the key it was made with`, again)
    const statement = parseStatement(signature.statement)
    const foreign =
      statement === undefined
        ? 'its statement is not one as tiex writes it'
        : whyForeign(statement, record, { role, official: evidence.official })
    if (foreign !== undefined)
      return wrong(`what ${quoted(role)} signed is not this record: ${foreign}`, again)
    const broken = block === undefined ? undefined : evidence.whyBroken(signature)
    if (broken !== undefined) return wrong(`the signature of ${quoted(role)} ${broken}`, again)
    return key === undefined
      ? []
      : checkSigner(role, key, { path, record, exchange, sameKey: evidence.sameKey })
  })
  return [...found, ...checkSameKeys(record, evidence.sameKey), ...checkMissing(record, exchange)]
}

const again =
  'ask the organisation, on another way than this exchange, whether it published this: it may be a forgery; if not, it publishes it anew with: tiex publish'

/** One key for two roles is one person, or a key that is shared. */
function checkSameKeys(
  { signatures = [] }: OfficialRecord,
  sameKey: SignatureEvidence['sameKey'],
): Finding[] {
  return signatures.flatMap(({ role, key }, index) => {
    const other = signatures
      .slice(0, index)
      .find((one) => key !== undefined && one.key !== undefined && sameKey(one.key, key))
    if (other === undefined) return []
    return [
      finding(
        'same-key',
        ['signatures', index, 'key'],
        `${quoted(role)} signed with the key of ${quoted(other.role)}`,
        { severity: 'warning', hint: 'ask the organisation whether two people signed' },
      ),
    ]
  })
}

/** Roles of whom exchange.yaml has a key and the record no signature. */
function checkMissing(record: OfficialRecord, exchange: Exchange): Finding[] {
  const { signatures = [] } = record
  const { id } = record.organisation
  return Object.keys(memberOf(id, exchange)?.signers ?? {})
    .filter((role) => !signatures.some((one) => one.role === role && one.signature !== undefined))
    .map((role) =>
      finding(
        'signer',
        record.signatures === undefined ? [] : ['signatures'],
        `${quoted(role)} of ${id} has not signed it, and exchange.yaml has a key of theirs`,
        { hint: 'they sign with: tiex sign; then the organisation publishes it with: tiex publish' },
      ),
    )
}

/** Why an exchange that has keys of those who sign off does not take a record, by the names in it alone; nothing where it does. */
export function whyNotSigned(
  record: OfficialRecord,
  exchange: Exchange,
  sameKey: SignatureEvidence['sameKey'],
): Finding[] {
  const others = (record.signatures ?? []).flatMap(({ role, key }, index) =>
    key === undefined
      ? []
      : checkSigner(role, key, { path: ['signatures', index], record, exchange, sameKey }),
  )
  return [...others, ...checkMissing(record, exchange)]
}

function whyForeign(
  statement: Statement,
  { organisation, round, model }: OfficialRecord,
  { role, official }: { role: string; official: string },
): string | undefined {
  if (statement.organisation !== organisation.id) return `it is of ${quoted(statement.organisation)}`
  if (statement.round !== round) return `it is of the round ${quoted(statement.round)}`
  if (statement.role !== role) return `it was made as ${quoted(statement.role)}`
  if (statement.model.digest !== model.digest) return 'it is of another model'
  if (statement.official !== official) return 'the record was changed after it was signed'
  return undefined
}

/** A key proves nothing of a person; where the exchange knows whose it must be, it is that one. */
function checkSigner(
  role: string,
  key: string,
  about: {
    readonly path: readonly (string | number)[]
    readonly record: OfficialRecord
    readonly exchange: Exchange
    readonly sameKey: SignatureEvidence['sameKey']
  },
): Finding[] {
  const { id } = about.record.organisation
  const signers = memberOf(id, about.exchange)?.signers
  if (signers === undefined) return []
  const known = Object.hasOwn(signers, role) ? signers[role] : undefined
  if (known !== undefined && about.sameKey(known, key)) return []
  const what =
    known === undefined
      ? `exchange.yaml knows no key of ${quoted(role)} of ${id}`
      : `it is not the key of ${quoted(role)} of ${id} in exchange.yaml`
  return [
    finding('signer', [...about.path, 'key'], what, {
      hint: 'whoever keeps the exchange puts the right key into exchange.yaml',
    }),
  ]
}
