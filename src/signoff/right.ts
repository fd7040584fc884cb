import { type Assessment, may, type Person } from '../assessment/assessment.ts'
import { hintFor, listed } from '../did-you-mean.ts'
import { failure, type TiexError } from '../problem.ts'
import { requiredRoles, rolesThatSign } from './roles.ts'

/** Why a person cannot sign off, and who or what would do; undefined for one who may, has a role that signs, and has a key registered. */
export function whyNotSign(person: Person, assessment: Assessment): TiexError | undefined {
  const { id, role } = person
  if (!may(person, 'sign')) {
    const signers = assessment.people.filter((one) => may(one, 'sign')).map((one) => one.id)
    return failure(
      'right',
      `${id} may not sign`,
      signers.length === 0
        ? 'nobody may: somebody who may administer gives a person may: [sign]'
        : `those who may: ${listed(signers.slice(0, 8))}`,
    )
  }
  const required = requiredRoles(assessment).map((one) => one.role)
  if (required.length > 0 && !required.includes(role))
    return failure(
      'role',
      `${id} is ${role}, and that role does not sign off`,
      `the roles under sign-off in tiex.yaml are ${listed(required)}`,
    )
  if (person['signing-key'] !== undefined) return undefined
  return failure(
    'signing-key',
    `${id} has no signing key in tiex.yaml`,
    `somebody who may administer adds the public one: tiex keys add ${id} --signing-key KEY`,
  )
}

/** Why a person cannot record the decision of a role; undefined where they can. */
export function whyNotRecord(person: Person, role: string, assessment: Assessment): TiexError | undefined {
  if (!(['facilitate', 'administer', 'sign'] as const).some((right) => may(person, right)))
    return failure(
      'right',
      `${person.id} may not record a decision`,
      'one who may facilitate, administer or sign does it',
    )
  const roles = rolesThatSign(assessment)
  if (roles.includes(role)) return undefined
  return failure('role', `"${role}" is not a role that signs`, hintFor(role, roles, 'roles that sign'))
}
