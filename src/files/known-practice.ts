import type { Session } from '../env.ts'
import type { Practice } from '../practice/practice.ts'
import type { Problem } from '../problem.ts'
import { readPractice } from './practice.ts'
import type { Workspace } from './workspace.ts'

/**
 * All practice that is at hand: the council's own where there is a workspace, by id, then that of the others in the exchange at a path, as it was
 * typed. What is wrong is `told`, and passed over. Throws a `TiexError` where there is no exchange.
 */
export async function knownPractice(
  session: Session,
  workspace: Pick<Workspace, 'root' | 'assessment' | 'model'> | undefined,
  exchange: string | undefined,
): Promise<{ readonly practices: readonly Practice[]; readonly told: readonly Problem[] }> {
  const own = workspace === undefined ? { practices: [], problems: [] } : await readPractice(workspace)
  if (exchange === undefined) return { practices: own.practices, told: own.problems }
  const { readExchangePractice } = await import('./exchange/practice.ts')
  const id = workspace?.assessment.organisation.id
  const others = await readExchangePractice(session.folder, exchange, id)
  return {
    practices: [...own.practices, ...others.practices],
    told: [...own.problems, ...others.problems],
  }
}
