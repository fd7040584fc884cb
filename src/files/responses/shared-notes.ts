import { TiexError } from '../../problem.ts'
import { gatherNotes, type SharedNotes } from '../../response/shared-notes.ts'
import { errorsOf, type Workspace } from '../workspace.ts'
import { type FoundResponse, holdsKeyToAll } from './read.ts'

/** The notes a facilitator may show to the group, and how many people's are sealed away from the key at hand. */
export interface FoundNotes {
  readonly notes: SharedNotes
  readonly sealed: number
}

/**
 * What people wrote beside their submitted answers and allow to be shown. For those who may facilitate only: sealed notes are read with
 * the key of one of them, never with that of somebody else, who would see nothing but their own. Files with errors, and answers that
 * nothing proves to be of their person, give none.
 */
export async function sharedNotes(
  workspace: Workspace,
  found: readonly FoundResponse[],
): Promise<FoundNotes> {
  const submitted = found.filter((one) => (one.sealed ?? one.response)?.submitted !== undefined)
  const isSealed = submitted.some((one) => one.sealed !== undefined)
  const opensAll = isSealed && (await opensAllAnswers(workspace))
  const readable = submitted.filter((one) => one.sealed === undefined || (opensAll && !one.closed))
  const good = await Promise.all(readable.map((one) => isProven(workspace, one)))
  const responses = readable.flatMap(({ response }, index) =>
    good[index] && response !== undefined ? [response] : [],
  )
  return {
    notes: gatherNotes(workspace.model, responses),
    sealed: submitted.length - readable.length,
  }
}

/** A key that cannot be used, because nobody tells its passphrase, opens nothing. */
async function opensAllAnswers(workspace: Workspace): Promise<boolean> {
  try {
    return await holdsKeyToAll(workspace)
  } catch (error) {
    if (error instanceof TiexError) return false
    throw error
  }
}

async function isProven(workspace: Workspace, { sealed, person, problems }: FoundResponse): Promise<boolean> {
  if (errorsOf(problems).length > 0) return false
  if (sealed === undefined) return true
  const { checkSigned } = await import('./signed.ts')
  return checkSigned(workspace, sealed, person).length === 0
}
