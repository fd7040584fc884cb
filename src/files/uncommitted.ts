import type { Session } from '../env.ts'
import { uncommittedFiles } from './git/uncommitted.ts'
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
