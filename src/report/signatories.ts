import type { Assessment } from '../assessment/assessment.ts'
import { dayIn, usualTimezone } from '../assessment/rounds.ts'
import type { RoleSignOff, SignOff } from '../signoff/sign-off.ts'

/** A role as in a sign-off, with the name of who signed or wrote the record where tiex.yaml has it, and the day (`YYYY-MM-DD`) where the council is. */
interface NamedRole extends RoleSignOff {
  readonly name?: string
  readonly day?: string
}

export interface NamedSignOff extends SignOff {
  readonly roles: readonly NamedRole[]
}

export function named(signOff: SignOff, { people, timezone = usualTimezone }: Assessment): NamedSignOff {
  const names = new Map(people.map(({ id, name }) => [id, name]))
  return {
    ...signOff,
    roles: signOff.roles.map((role) => {
      const name = role.person === undefined ? undefined : names.get(role.person)
      const moment = new Date(role.at ?? '')
      return {
        ...role,
        ...(name === undefined ? {} : { name }),
        ...(Number.isNaN(moment.getTime()) ? {} : { day: dayIn(moment, timezone) }),
      }
    }),
  }
}
