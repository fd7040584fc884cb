import type { Assessment } from '../assessment/assessment.ts'
import { isDay } from '../day.ts'
import { hintFor, quoted } from '../did-you-mean.ts'
import { type Finding, finding } from '../problem.ts'
import { rolesThatSign } from './roles.ts'
import { parseStatement } from './statement.ts'

const signaturesFormat = 'tiex-signatures/1'

/** `signatures.yaml` as data: at most one entry a role. */
export interface Signatures {
  readonly format: string
  readonly round: string
  readonly signatures: readonly Entry[]
}

/** A signature has `person` and `signature`; a record of a decision made elsewhere `recorded` and `recorded-by`. */
export interface Entry {
  readonly role: string
  readonly person?: string
  readonly recorded?: string
  readonly 'recorded-by'?: string
  /** UTC, by the clock of who signed. */
  readonly at: string
  /** The exact line that was signed. */
  readonly statement: string
  /** Armored SSHSIG. */
  readonly signature?: string
}

/** The entries with this one in the place of its role's, or at the end. */
export function withEntry(current: Signatures | undefined, round: string, entry: Entry): Signatures {
  const before = current?.signatures ?? []
  const signatures = before.some(({ role }) => role === entry.role)
    ? before.map((one) => (one.role === entry.role ? entry : one))
    : [...before, entry]
  return { format: signaturesFormat, round, signatures }
}

/** Everything wrong with signatures that their schema let pass, except whether they hold: that takes the keys. `round` is the folder they stand in. */
export function checkSignatures(
  { round, signatures }: Signatures,
  assessment: Assessment,
  folder: string,
): Finding[] {
  const findings: Finding[] = []
  if (round !== folder)
    findings.push(
      finding('round', ['round'], `the file is in the folder of ${folder} but says ${quoted(round)}`, {
        hint: 'signatures stand in the folder of their round',
      }),
    )
  const seen = new Set<string>()
  signatures.forEach((entry, index) => {
    const path = ['signatures', index]
    if (seen.has(entry.role))
      findings.push(
        finding('signature', [...path, 'role'], `${quoted(entry.role)} has signed twice`, {
          hint: 'a role has one entry; take the older one out',
        }),
      )
    seen.add(entry.role)
    findings.push(...checkForm(entry, path), ...checkNames(entry, path, assessment))
    if (Number.isNaN(Date.parse(entry.at)) || !isDay(entry.at.slice(0, 10)))
      findings.push(
        finding('time', [...path, 'at'], `there is no time ${quoted(entry.at)}`, {
          hint: 'write a time such as 2026-11-27T10:20:00Z',
        }),
      )
    if (parseStatement(entry.statement) === undefined)
      findings.push(
        finding('statement', [...path, 'statement'], 'this is not a statement as tiex writes it', {
          hint: 'it was changed by hand; sign again with: tiex sign',
        }),
      )
  })
  return findings
}

/** Either signed or recorded, and each in full. */
function checkForm(entry: Entry, path: (string | number)[]): Finding[] {
  const signed = ['person', 'signature'] as const
  const recorded = ['recorded', 'recorded-by'] as const
  const isRecord = recorded.some((key) => entry[key] !== undefined)
  const missing = (isRecord ? recorded : signed).filter((key) => entry[key] === undefined)
  const stray = isRecord ? signed.filter((key) => entry[key] !== undefined) : []
  const hint = 'write it anew with: tiex sign'
  return [
    ...missing.map((key) =>
      finding('signature', path, `${key} is missing in the entry of ${quoted(entry.role)}`, { hint }),
    ),
    ...stray.map((key) =>
      finding('signature', [...path, key], `a record has no ${key}: it is either recorded or signed`, {
        hint,
        at: 'key',
      }),
    ),
  ]
}

/** People leave and roles change, and what they signed stays: warnings. */
function checkNames(entry: Entry, path: (string | number)[], assessment: Assessment): Finding[] {
  const findings: Finding[] = []
  const people = assessment.people.map((person) => person.id)
  const warning = (key: string, word: string, what: string, known: readonly string[]) =>
    findings.push(
      finding('signature', [...path, key], `${quoted(word)} is ${what}`, {
        hint: hintFor(word, known, key === 'role' ? 'roles that sign' : 'people'),
        severity: 'warning',
      }),
    )
  for (const key of ['person', 'recorded-by'] as const) {
    const id = entry[key]
    if (id !== undefined && !people.includes(id)) warning(key, id, 'nobody in tiex.yaml', people)
  }
  const roles = rolesThatSign(assessment)
  if (!roles.includes(entry.role)) warning('role', entry.role, 'not a role that signs', roles)
  return findings
}
