import type { Session } from '../../env.ts'
import type { Problem } from '../../problem.ts'
import { readForms } from '../forms/registry.ts'
import type { Workspace } from '../workspace.ts'
import { checkArrived } from './arrived.ts'
import type { Told } from './chosen.ts'
import { readIncoming } from './incoming.ts'
import { problemsOf } from './taken.ts'
import { otherQuestions, tokenState } from './tokens.ts'

/** Everything in these files that is right, and all that is wrong with the rest; a file that is named twice is read once. Throws a `TiexError` where nobody can tell which forms were made. */
export async function gatherIncoming(
  session: Session,
  workspace: Workspace,
  files: readonly string[],
): Promise<{ readonly told: readonly Told[]; readonly problems: readonly Problem[] }> {
  const forms = await readForms(workspace)
  const told: Told[] = []
  const problems: Problem[] = []
  for (const file of new Set(files)) {
    const found = await readIncoming(session, file)
    problems.push(...found.problems)
    for (const incoming of found.responses) {
      const arrived = await checkArrived(workspace, incoming, session.env.now()).catch((error) => ({
        problems: problemsOf(error),
      }))
      const other = 'problems' in arrived ? undefined : otherQuestions(arrived, forms, workspace.model.digest)
      if ('problems' in arrived) problems.push(...arrived.problems)
      else if (other !== undefined) problems.push(other)
      else told.push({ arrived, token: tokenState(arrived, forms) })
    }
  }
  return { told, problems }
}
