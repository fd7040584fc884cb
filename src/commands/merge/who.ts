import type { Person } from '../../assessment/assessment.ts'
import type { Session } from '../../env.ts'
import { callerWhoMay, type Workspace, whoAmI } from '../../files/workspace.ts'
import { TiexError } from '../../problem.ts'

interface Flags {
  readonly as?: string
  readonly early?: boolean
  readonly close?: boolean
  readonly secondLook?: boolean
  readonly dryRun?: boolean
}

/**
 * Who runs the merge. One who is known and may not facilitate writes nothing; where tiex.yaml does not know the e-mail of git, as in
 * a folder without git, a round that is over is merged all the same, and only closing one needs a name.
 */
export async function whoMerges(
  flags: Flags,
  workspace: Workspace,
  session: Session,
): Promise<Person | undefined> {
  const isNamed = (flags.as ?? (session.env.variables.TIEX_AS || undefined)) !== undefined
  try {
    if (flags.dryRun || flags.early) return await whoAmI(session, workspace, flags.as)
    return await callerWhoMay('facilitate', { session, workspace, as: flags.as })
  } catch (error) {
    const isUnknown = error instanceof TiexError && error.problems.every(({ rule }) => rule === 'who')
    if (isUnknown && !isNamed && !flags.close && !flags.secondLook) return undefined
    throw error
  }
}
