import type { Assessment } from '../assessment/assessment.ts'
import { peopleWhoMay } from '../assessment/rights.ts'

/** A role whose sign-off is needed, and what is enough: `recorded` takes a signature as well. */
export interface RequiredRole {
  readonly role: string
  readonly needs: 'signed' | 'recorded'
}

/**
 * The roles that must sign, by `sign-off` in tiex.yaml, in its order: each has to be signed, unless the map says that a record is
 * enough. Without `sign-off`: the roles of the people who may sign, then those of `entered`, which have an entry already, so that
 * nobody's sign-off stops to matter when they are taken out of tiex.yaml. [] where nobody has to.
 */
export function requiredRoles(
  assessment: Pick<Assessment, 'sign-off' | 'people'>,
  entered: readonly string[] = [],
): readonly RequiredRole[] {
  const given = assessment['sign-off']
  if (given !== undefined && !isList(given))
    return Object.entries(given).map(([role, needs]) => ({ role, needs }))
  const roles = given ?? [...signingRoles(assessment), ...entered]
  return [...new Set(roles)].map((role) => ({ role, needs: 'signed' }))
}

/** Every role that may stand in signatures.yaml: those that must sign, then those of other people who may. */
export function rolesThatSign(assessment: Pick<Assessment, 'sign-off' | 'people'>): readonly string[] {
  const required = requiredRoles(assessment).map(({ role }) => role)
  return [...new Set([...required, ...signingRoles(assessment)])]
}

function signingRoles(assessment: Pick<Assessment, 'people'>): readonly string[] {
  return peopleWhoMay('sign', assessment).map(({ role }) => role)
}

/** Array.isArray does not tell a read-only list from a map. */
function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value)
}
