import { join } from 'node:path'
import type { Session } from '../../env.ts'
import { readBytes } from '../../files/disk/bytes.ts'
import { settleNewest } from '../../files/record.ts'
import { uncommittedIn } from '../../files/uncommitted.ts'
import { assessmentFile } from '../../files/workspace.ts'
import { failure, type TiexError } from '../../problem.ts'

/** The tiex.yaml that is there and not committed: an earlier run may have been stopped in the middle. Throws where there is another. */
export async function refuseSecond(
  root: string,
  flags: { readonly commit: boolean; readonly dryRun?: boolean },
  session: Session,
): Promise<string> {
  const there = await readBytes({ path: join(root, assessmentFile), shown: assessmentFile }, 10_000_000)
  if (there === 'missing') return there
  const mayGoOn = flags.commit && !flags.dryRun && !session.interactive
  const left = mayGoOn ? await uncommittedIn(session, { root }, [assessmentFile]) : []
  if (left.length > 0) return new TextDecoder().decode(there)
  if (mayGoOn) await settleNewest(session, root, assessmentFile)
  throw second()
}

export function second(): TiexError {
  const hint = 'a new round is a new entry under rounds: in it; look it over with: tiex check'
  return failure('exists', `there is an assessment here already: ${assessmentFile}`, hint)
}
