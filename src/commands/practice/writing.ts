import { may, type Person, type Right } from '../../assessment/assessment.ts'
import { peopleWhoMay } from '../../assessment/rights.ts'
import { listed } from '../../did-you-mean.ts'
import type { Session } from '../../env.ts'
import { record, recordLeft } from '../../files/record.ts'
import { type Workspace, whoAmI } from '../../files/workspace.ts'
import { failure } from '../../problem.ts'
import { wrap } from '../../render/text.ts'

export interface ChangeFlags {
  readonly as?: string
  readonly commit: boolean
  readonly dryRun?: boolean
}

/** Who changes practice, and how it is told. */
export interface Telling {
  readonly flags: ChangeFlags
  readonly session: Session
  readonly caller: Person
}

const enough: readonly Right[] = ['answer', 'facilitate', 'administer']

/** Who runs tiex, if they take part: practice is anybody's to tell, but for those who only sign. Throws a `TiexError` that names some who may. */
export async function callerWhoTakesPart(
  session: Session,
  workspace: Workspace,
  as: string | undefined,
): Promise<Person> {
  const caller = await whoAmI(session, workspace, as)
  if (enough.some((right) => may(caller, right))) return caller
  const able = peopleWhoMay('answer', workspace.assessment).map(({ id }) => id)
  throw failure(
    'may',
    `${caller.id} may neither answer nor facilitate nor administer`,
    `ask one who may: ${listed(able.slice(0, 5), 'or')}`,
  )
}

/** Commits a file that was written, unless that is left to the person, and says so. */
export async function recordWritten(
  { root }: Workspace,
  path: string,
  { flags, session, caller, message }: Telling & { readonly message: string },
): Promise<void> {
  const recorded = flags.commit
    ? await record(session, root, { files: [path], message, person: caller })
    : 'nothing'
  tell(session, `Written: ${path} (${recorded === 'committed' ? 'committed' : 'not committed'})`)
}

/** The same for a file that says so already: an earlier run may have been stopped before it could commit it. */
export async function recordUnchanged(
  { root }: Workspace,
  path: string,
  { flags, session, caller, message }: Telling & { readonly message: string },
): Promise<void> {
  if (flags.commit && (await recordLeft(session, root, { files: [path], message, person: caller }))) return
  tell(session, `${path} says so already: nothing was changed.`)
}

export function tell({ say, screen }: Session, text: string): void {
  say(`${wrap(text, screen.width)}\n`)
}
