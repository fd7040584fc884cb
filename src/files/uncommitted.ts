import type { Assessment } from '../assessment/assessment.ts'
import type { Session } from '../env.ts'
import { findCommit } from './git/reading/history.ts'
import { uncommittedFiles } from './git/reading/uncommitted.ts'
import { openPolicies } from './history/policies.ts'
import { repositoryOf, type Workspace } from './workspace.ts'

/** Which of the files, named from the root of the workspace, HEAD does not hold as they are on disk, in the given order; none outside of a repository. */
export async function uncommittedIn(
  session: Session,
  workspace: Pick<Workspace, 'root'>,
  files: readonly string[],
): Promise<readonly string[]> {
  const repository = await repositoryOf(session, workspace)
  if (repository === undefined) return []
  const { prefix } = repository
  const placed = files.map((file) => `${prefix}${file}`)
  return uncommittedFiles(repository, placed, session.env.variables).map((file) => file.slice(prefix.length))
}

/** tiex.yaml as HEAD holds it; undefined where HEAD holds none that is good, and outside of a repository. */
export async function committedAssessment(
  session: Session,
  workspace: Pick<Workspace, 'root'>,
): Promise<Assessment | undefined> {
  const repository = await repositoryOf(session, workspace)
  if (repository === undefined) return undefined
  const run = { root: repository.root, variables: session.env.variables }
  const commit = findCommit('HEAD', run)
  if (commit === undefined) return undefined
  const read = await openPolicies(repository.prefix, run).at(commit)
  return typeof read === 'string' ? undefined : read.assessment
}
