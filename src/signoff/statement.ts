import type { ModelPin } from '../assessment/assessment.ts'
import { signedText } from './canonical.ts'

export const statementKind = 'tiex-signoff/1'

/** What is signed. The digests are `sha256:<hex>` over the canonical JSON of the loaded data, so that comments, line ends and the order of keys do not matter. */
export interface Statement {
  readonly kind: string
  /** Id of the organisation. */
  readonly organisation: string
  readonly round: string
  readonly role: string
  readonly model: ModelPin
  /** Of the official response; see official.ts. */
  readonly official: string
  /** Of the consensus as everybody can read it; see content.ts. */
  readonly consensus: string
  /** Of plan.yaml; null where there was none. */
  readonly plan: string | null
}

/** The line that is signed, byte for byte: no line end. */
export function formatStatement(statement: Statement): string {
  return signedText(statement)
}

/** The statement a line says; undefined for a line that is not the one canonical form of a statement: a key twice, one too many, a blank. */
export function parseStatement(line: string): Statement | undefined {
  let data: unknown
  try {
    data = JSON.parse(line)
    if (signedText(data) !== line) return undefined
  } catch {
    return undefined
  }
  return isStatement(data) ? data : undefined
}

const isText = (value: unknown) => typeof value === 'string'

/** What each field must be; there is no other. */
const fields: { readonly [Key in keyof Statement]: (value: unknown) => boolean } = {
  kind: (value) => value === statementKind,
  organisation: isText,
  round: isText,
  role: isText,
  model: (value) => fits(value, { id: isText, version: isText, digest: isText }),
  official: isText,
  consensus: isText,
  plan: (value) => value === null || isText(value),
}

function isStatement(data: unknown): data is Statement {
  return fits(data, fields)
}

function fits(data: unknown, wanted: Readonly<Record<string, (value: unknown) => boolean>>): boolean {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return false
  const members = Object.entries(data)
  return (
    members.length === Object.keys(wanted).length &&
    members.every(([key, value]) => Object.hasOwn(wanted, key) && wanted[key]!(value))
  )
}
