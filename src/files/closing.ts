import type { Person } from '../assessment/assessment.ts'
import { type Session, timestamp } from '../env.ts'
import { saveAssessment } from './assessment-file.ts'
import { record } from './record.ts'
import { assessmentFile, type Workspace } from './workspace.ts'

/** Takes no more answers in the round from now on: `closed` in tiex.yaml, in a commit of its own unless there is to be none. */
export async function closeRound(
  session: Session,
  workspace: Workspace,
  { person, commit }: { readonly person?: Person; readonly commit: boolean },
): Promise<void> {
  const { round } = workspace
  const closed = timestamp(session.env.now())
  await saveAssessment(workspace, (current) => ({
    ...current,
    rounds: { ...current.rounds, [round]: { ...current.rounds[round]!, closed } },
  }))
  if (!commit) return
  const who = person === undefined ? {} : { person }
  await record(session, workspace.root, { files: [assessmentFile], message: `Close ${round}`, ...who })
}
