import { may, type Person } from '../../assessment/assessment.ts'
import { listed } from '../../did-you-mean.ts'
import type { Session } from '../../env.ts'
import { failure } from '../../problem.ts'
import { type Workspace, whoAmI } from '../workspace.ts'

/** The person who runs the command, where they lead the assessment or keep it: they publish, and may take it back. Throws a `TiexError` where they may not. */
export async function publisherOf(
  session: Session,
  workspace: Workspace,
  { as, to }: { readonly as: string | undefined; readonly to: 'publish' | 'withdraw' },
): Promise<Person> {
  const caller = await whoAmI(session, workspace, as)
  const allowed = (person: Person) => may(person, 'facilitate') || may(person, 'administer')
  if (allowed(caller)) return caller
  const able = workspace.assessment.people.filter(allowed).map(({ id }) => id)
  throw failure(
    'may',
    `${caller.id} may not ${to}`,
    `ask one who may facilitate or administer: ${listed(able.slice(0, 5), 'or')}`,
  )
}
