import type { Person } from '../../assessment/assessment.ts'
import type { Session } from '../../env.ts'
import { consensusPath } from '../../files/consensus.ts'
import { responsePath } from '../../files/responses/read.ts'
import { type Met, secondLookPath } from '../../files/second-look.ts'
import { uncommittedIn } from '../../files/uncommitted.ts'
import { assessmentFile, type Workspace } from '../../files/workspace.ts'
import { counted } from '../../render/text.ts'
import { renderUncommitted } from '../../render/uncommitted.ts'
import type { Response } from '../../response/response.ts'

// An earlier run may have been stopped between writing and committing: what it left is committed as it would have been.

interface Acting {
  readonly session: Session
  readonly person?: Person
}

/** What `--close` has closed. */
export async function recordClosed(
  { root, round, assessment }: Workspace,
  { look, isOpen }: Met,
  { session, ...who }: Acting,
): Promise<void> {
  const { recordLeft } = await import('../../files/record.ts')
  if (assessment.rounds[round]!.closed !== undefined)
    await recordLeft(session, root, { files: [assessmentFile], message: `Close ${round}`, ...who })
  if (look === undefined || isOpen) return
  const message = `End the second look in ${round}`
  await recordLeft(session, root, { files: [secondLookPath(round)], message, ...who })
}

/** The second look that is open; false where it was committed. */
export async function recordOpened(
  { root, round }: Workspace,
  { look }: Met,
  { session, ...who }: Acting,
): Promise<boolean> {
  const { recordLeft, settleLeft } = await import('../../files/record.ts')
  await settleLeft(session, root, [assessmentFile, consensusPath(round)])
  const statements = counted(Object.keys(look?.statements ?? {}).length, 'statement')
  const message = `Open a second look in ${round}: ${statements}`
  return recordLeft(session, root, { files: [secondLookPath(round)], message, ...who })
}

export async function recordMerged(
  { root, round }: Workspace,
  message: string,
  { session, ...who }: Acting,
): Promise<void> {
  const { recordLeft } = await import('../../files/record.ts')
  await recordLeft(session, root, { files: [consensusPath(round)], message, ...who })
}

export function mergeMessage({ round }: Workspace, merged: readonly unknown[]): string {
  return `Merge ${round}: ${counted(merged.length, 'response')}`
}

/** Names the responses that went in and are not in the history as they are on disk. */
export async function nameUncommitted(
  workspace: Workspace,
  responses: readonly Response[],
  session: Session,
): Promise<void> {
  const files = responses.map(({ person }) => responsePath(workspace.round, person))
  const names = await uncommittedIn(session, workspace, files)
  session.say(renderUncommitted(names, 'cannot check this merge', session.screen))
}
