import type { Session } from '../../env.ts'
import { roundSuffix } from '../../files/plan.ts'
import type { Workspace } from '../../files/workspace.ts'
import { wrap } from '../../render/text.ts'

/** Ends a command by naming those that come next, for the round it worked on. */
export function tellNext(session: Session, workspace: Workspace, commands: readonly string[]): void {
  const suffix = roundSuffix(workspace)
  tell(session, `Next: ${commands.map((command) => `${command}${suffix}`).join(' · ')}`)
}

export function tell({ say, screen }: Session, text: string): void {
  say(`${wrap(text, screen.width)}\n`)
}
