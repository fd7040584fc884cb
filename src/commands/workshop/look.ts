import type { Session } from '../../env.ts'
import { currentLook } from '../../files/second-look.ts'
import type { Workspace } from '../../files/workspace.ts'
import { counted, wrap } from '../../render/text.ts'

/** A warning where something is agreed that people are still asked to look at again, alone: what they change is not in it. Empty elsewhere. */
export async function lookWarning(
  workspace: Workspace,
  agreed: readonly string[],
  session: Session,
): Promise<string> {
  const look = agreed.length === 0 ? undefined : await currentLook(workspace, session)
  const asked = agreed.filter((id) => Object.hasOwn(look?.statements ?? {}, id)).length
  if (asked === 0) return ''
  const what = asked === agreed.length && asked === 1 ? 'this' : `${counted(asked, 'statement')} of these`
  const words = `warning: a second look is open at ${what}; what people change there is not in it yet (tiex merge --close ends it)`
  return `${wrap(words, session.screen.width)}\n`
}
