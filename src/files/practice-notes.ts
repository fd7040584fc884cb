import { may, type Person } from '../assessment/assessment.ts'
import { type PracticeNote, practiceNotes } from '../practice/from-notes.ts'
import { readResponse, readResponses } from './responses/read.ts'
import { sharedNotes } from './responses/shared-notes.ts'
import type { Workspace } from './workspace.ts'

/**
 * The notes of the round that a person may draft a practice from: their own, submitted or not, and for one who may facilitate those that
 * others allow to be shown, without their names. `sealed`: how many people's could not be opened. Throws a `TiexError` where the own
 * response is faulty or no key opens it.
 */
export async function readPracticeNotes(
  workspace: Workspace,
  person: Person,
): Promise<{ readonly notes: readonly PracticeNote[]; readonly sealed: number }> {
  const { model, round } = workspace
  const own = await readResponse(workspace, person.id)
  if (!may(person, 'facilitate')) return { notes: practiceNotes(model, { own }), sealed: 0 }
  const found = await readResponses(workspace, round, 'errors')
  const others = found.filter((one) => one.person !== person.id)
  const { notes: shared, sealed } = await sharedNotes(workspace, others)
  return { notes: practiceNotes(model, { own, shared }), sealed }
}
