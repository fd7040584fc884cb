import type { Session } from '../../env.ts'
import { timestamp } from '../../env.ts'
import { readDecisionsFile } from '../../files/decisions-file.ts'
import type { Workspace } from '../../files/workspace.ts'
import type { Consensus } from '../../merge/consensus.ts'
import type { Model } from '../../model/model.ts'
import { failure, TiexError } from '../../problem.ts'
import {
  type Accepted,
  acceptingShared,
  type Decide,
  lastAccepted,
  takingBackAccepted,
  together,
} from '../../workshop/decide.ts'
import { parseDecisions, type WrittenDecisions } from '../../workshop/entries.ts'
import { agreedIn, taking } from '../../workshop/taking.ts'

/** The flags that decide. */
export interface DecidingFlags extends WrittenDecisions {
  readonly acceptShared?: boolean
  readonly undoShared?: boolean
  readonly from?: string
}

interface Asked {
  readonly session: Session
  readonly flags: DecidingFlags
  readonly workspace: Workspace
  readonly consensus: Consensus
}

/** What the flags decide; `settles` are the statements of which an agreement is set or taken back. */
export interface Given {
  readonly decide: Decide
  readonly settles: readonly string[]
  /** What was accepted in one step and is taken back. */
  readonly undone: readonly Accepted[]
}

/** What the flags say; undefined where they say nothing, so that the group is to be asked. Throws with all their faults at once. A flag has the last word over the file. */
export async function givenDecisions({
  session,
  flags,
  workspace,
  consensus,
}: Asked): Promise<Given | undefined> {
  const { model } = workspace
  const at = timestamp(session.env.now())
  const entries = parseDecisions(flags, model, at)
  const problems = entries.flatMap((entry) => ('problem' in entry ? [entry.problem] : []))
  if (problems.length > 0) throw new TiexError(problems, 'Nothing was saved.')
  const undone = flags.undoShared ? acceptedBefore(model, consensus, flags) : []
  if (entries.length === 0 && flags.from === undefined && !flags.acceptShared && !flags.undoShared)
    return undefined
  const file = flags.from === undefined ? [] : [await readDecisionsFile(session, workspace, flags.from)]
  const settled = entries.flatMap((entry) => ('settles' in entry ? [entry.settles] : []))
  return {
    undone,
    decide: together([
      takingBackAccepted(undone),
      ...(flags.acceptShared ? [acceptingShared(model, consensus, at)] : []),
      ...file.map((decisions) => taking(decisions, model, at)),
      ...entries.flatMap((entry) => ('decide' in entry ? [entry.decide] : [])),
    ]),
    settles: [
      ...undone.map(({ statement }) => statement.id),
      ...file.flatMap(agreedIn),
      ...settled.filter((id) => id !== undefined),
    ],
  }
}

function acceptedBefore(model: Model, consensus: Consensus, flags: DecidingFlags): readonly Accepted[] {
  if (flags.acceptShared)
    throw failure('usage', '--accept-shared and --undo-shared contradict each other', 'leave one of them out')
  const accepted = lastAccepted(model, consensus)
  if (accepted.length > 0) return accepted
  throw failure(
    'nothing-accepted',
    'there is no step in which several shared views were accepted',
    'take agreements back one by one: --take-back CELL/STAGE (repeatable)',
  )
}
