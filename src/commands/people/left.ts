import type { Assessment, Person } from '../../assessment/assessment.ts'
import { withoutPerson } from '../../assessment/people.ts'
import type { Session } from '../../env.ts'
import { ownCodeowners } from '../../files/codeowners.ts'
import { settleLeft } from '../../files/record.ts'
import { committedAssessment, uncommittedIn } from '../../files/uncommitted.ts'
import { assessmentFile, repositoryOf, type Workspace } from '../../files/workspace.ts'
import { equalData } from '../../files/yaml/equal.ts'

// An earlier run may have been stopped before it committed what it had written, or before the index of its user named that too.

/** Whether this very person stands in tiex.yaml and that was not committed. */
export async function isAddedOnly(person: Person, workspace: Workspace, session: Session): Promise<boolean> {
  const there = workspace.assessment.people.find(({ id }) => id === person.id)
  if (!equalData(there, person)) return false
  if ((await uncommittedIn(session, workspace, [assessmentFile])).length > 0) return true
  await settle(workspace, session)
  return false
}

/** Whether tiex.yaml differs from the one that is committed in that this person is taken out, and in nothing else. */
export async function isRemovedOnly(id: string, workspace: Workspace, session: Session): Promise<boolean> {
  const { assessment } = workspace
  const named = ({ people }: Assessment) => people.some((person) => person.id === id)
  if (named(assessment)) return false
  const committed = await committedAssessment(session, workspace)
  if (committed === undefined) return false
  if (named(committed)) return equalData(withoutPerson(committed, id, false), assessment)
  await settle(workspace, session)
  return false
}

async function settle(workspace: Workspace, session: Session): Promise<void> {
  const repository = await repositoryOf(session, workspace)
  if (repository === undefined) return
  const { root, prefix } = repository
  const owners = await ownCodeowners(root, prefix)
  await settleLeft(session, root, [`${prefix}${assessmentFile}`, ...owners])
}
