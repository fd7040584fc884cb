import { type Assessment, may, type Person } from '../assessment/assessment.ts'
import { type RequiredRole, requiredRoles } from './roles.ts'
import type { Entry, Signatures } from './signatures.ts'
import { parseStatement, type Statement } from './statement.ts'

/** `stale`: it held, and something changed since. `invalid`: it never held, or its signer may not sign (any more). */
type SignState = 'signed' | 'recorded' | 'missing' | 'stale' | 'invalid'

export interface RoleSignOff {
  readonly role: string
  /** What is enough; absent for a role that signed without having to. */
  readonly needs?: RequiredRole['needs']
  readonly state: SignState
  /** Id of who signed, or who wrote the record. */
  readonly person?: string
  readonly at?: string
  /** Where the decision is written down, of a record. */
  readonly recorded?: string
  /** Why it is invalid; fits after "invalid: ". */
  readonly reason?: string
  /** What changed since, in words; empty unless stale. */
  readonly changed: readonly string[]
}

/** Who has signed the round and who has still to: roles that must sign in their order, then any other that did. */
export interface SignOff {
  readonly round: string
  readonly roles: readonly RoleSignOff[]
  /** The submitted responses are not those that the signed consensus was merged from; absent where they are, or where nobody can tell. */
  readonly answersChanged?: true
}

/** Every role that must sign has, by an entry that holds (not stale, not invalid), and at least one must: nothing to sign off is not signed off. */
export function isComplete({ roles }: SignOff): boolean {
  const required = roles.filter((role) => role.needs !== undefined)
  return required.length > 0 && required.every(isEnough)
}

/** Whether a role has done what is needed of it. */
export function isEnough({ needs, state }: RoleSignOff): boolean {
  return state === 'signed' || (state === 'recorded' && needs !== 'signed')
}

/** Whether the signature holds, and whose key made it: all people with that key in tiex.yaml. */
export type Proof =
  | { readonly state: 'good'; readonly owners: readonly Person[] }
  | { readonly state: 'bad'; readonly reason: string }

/** What the judge is told. `current` is what the role would sign now, undefined where there is no consensus any more. */
export interface Evidence {
  readonly proofOf: (entry: Entry) => Proof
  readonly current: (role: string) => Statement | undefined
  /** What changed from what was signed to what the round is now; never empty where the two differ. */
  readonly changesSince: (entry: Entry) => readonly string[]
}

export function judgeSignOff(
  assessment: Assessment,
  signatures: Signatures | undefined,
  { round, evidence }: { readonly round: string; readonly evidence: Evidence },
): SignOff {
  const entries = new Map(signatures?.signatures.map((entry) => [entry.role, entry]))
  const required = requiredRoles(assessment, [...entries.keys()])
  const others = [...entries.keys()].filter((role) => !required.some((one) => one.role === role))
  const roles = [...required, ...others.map((role) => ({ role }))].map((one): RoleSignOff => {
    const entry = entries.get(one.role)
    return { ...one, ...(entry === undefined ? missing : judgeEntry(entry, { round, assessment, evidence })) }
  })
  return { round, roles }
}

const missing = { state: 'missing', changed: [] } as const

/** The sign-off of the current round before anybody has signed. */
export function withoutSignatures(assessment: Assessment): SignOff {
  const roles = requiredRoles(assessment).map((one): RoleSignOff => ({ ...one, ...missing }))
  return { round: assessment.round, roles }
}

type Judged = Omit<RoleSignOff, 'role' | 'needs'>

interface Case {
  readonly round: string
  readonly assessment: Assessment
  readonly evidence: Evidence
}

/**
 * The signature first, over the bytes as they stand; only what it covers is read. An earlier round was signed by who had the office then,
 * about the council as it was then: tiex.yaml of today says nothing of that, so that only the key, the consensus and the plan count.
 */
function judgeEntry(entry: Entry, { round, assessment, evidence }: Case): Judged {
  const isEarlier = round !== assessment.round
  const person = entry.person ?? entry['recorded-by']
  const about = {
    ...(person === undefined ? {} : { person }),
    at: entry.at,
    ...(entry.recorded === undefined ? {} : { recorded: entry.recorded }),
  }
  const invalid = (reason: string): Judged => ({ ...about, state: 'invalid', reason, changed: [] })
  const isRecord = entry.signature === undefined
  const unproven = isRecord ? undefined : whyUnproven(entry, evidence.proofOf(entry), isEarlier)
  if (unproven !== undefined) return invalid(unproven)
  const statement = parseStatement(entry.statement)
  if (statement === undefined) return invalid('its statement is not one as tiex writes it')
  const foreign = whyForeign(statement, { entry, round, assessment })
  if (foreign !== undefined) return invalid(foreign)
  const current = evidence.current(entry.role)
  if (current !== undefined && sameContent(statement, current, isEarlier))
    return { ...about, state: isRecord ? 'recorded' : 'signed', changed: [] }
  return { ...about, state: 'stale', changed: evidence.changesSince(entry) }
}

/** Why a signature is not that of the person and role it stands for. */
function whyUnproven(entry: Entry, proof: Proof, isEarlier: boolean): string | undefined {
  if (proof.state === 'bad') return `the signature ${proof.reason}`
  const [owner, another] = proof.owners
  if (owner === undefined) return 'it was made with a key that nobody in tiex.yaml has now'
  if (another !== undefined)
    return `its key belongs to both ${owner.id} and ${another.id}, so that nobody can tell who signed`
  if (owner.id !== entry.person) return `it says ${entry.person}, but the key is that of ${owner.id}`
  if (isEarlier) return undefined
  if (!may(owner, 'sign')) return `${owner.id} may not sign any more`
  return owner.role === entry.role
    ? undefined
    : `${owner.id} is ${owner.role} in tiex.yaml, not ${entry.role}`
}

/** Why a statement is about something else than where it stands. */
function whyForeign(
  statement: Statement,
  { entry, round, assessment }: { entry: Entry; round: string; assessment: Assessment },
): string | undefined {
  const { organisation } = assessment
  if (statement.role !== entry.role) return `it was made as ${statement.role}, not as ${entry.role}`
  if (statement.round !== round) return `it was made for the round ${statement.round}, not for ${round}`
  if (statement.organisation !== organisation.id)
    return `it was made for the organisation ${statement.organisation}, not for ${organisation.id}`
  return undefined
}

function sameContent(signed: Statement, current: Statement, isEarlier: boolean): boolean {
  const { model, official, consensus, plan } = current
  return (
    signed.model.id === model.id &&
    signed.model.version === model.version &&
    signed.model.digest === model.digest &&
    (isEarlier || signed.official === official) &&
    signed.consensus === consensus &&
    signed.plan === plan
  )
}
