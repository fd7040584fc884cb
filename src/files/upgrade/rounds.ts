import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ModelPin } from '../../assessment/assessment.ts'
import { isSamePin, pinOf } from '../../assessment/pins.ts'
import { dayInWords, roundState } from '../../assessment/rounds.ts'
import type { Session } from '../../env.ts'
import { failure, TiexError } from '../../problem.ts'
import { consensusPath } from '../consensus.ts'
import { listFolder } from '../disk/bytes.ts'
import { isFaulty, readKind } from '../kinds/read.ts'
import { signaturesPath } from '../signoff/signatures.ts'
import { uncommittedIn } from '../uncommitted.ts'
import type { Workspace } from '../workspace.ts'

/** Whether anybody has answered in a round, or it was merged. */
export function hasBegun({ root }: Pick<Workspace, 'root'>, round: string): boolean {
  if (existsSync(join(root, consensusPath(round)))) return true
  const shown = `rounds/${round}/responses`
  const entries = listFolder({ path: join(root, shown), shown })
  return entries !== 'missing' && entries.some(({ name }) => name.endsWith('.yaml'))
}

/** Throws a `TiexError` where a round does not go over to another model: it is closed or signed, or people are just looking at it again. */
export function refuseFinished({ root, assessment, round }: Workspace, now: Date): void {
  const begin = 'it keeps the model it was answered with; begin a new round in tiex.yaml, and go over then'
  if (round !== assessment.round)
    throw failure(
      'round',
      `${round} is not the current round, and keeps its model`,
      `the current one is ${assessment.round}`,
    )
  const state = roundState(assessment.rounds[round]!, now, assessment.timezone)
  if (state.state === 'closed')
    throw failure('round-closed', `the round ${round} closed on ${dayInWords(state.on)}`, begin)
  if (existsSync(join(root, signaturesPath(round))))
    throw failure('signed', `the round ${round} is being signed (${signaturesPath(round)})`, begin)
  const look = `rounds/${round}/second-look.yaml`
  if (existsSync(join(root, look)))
    throw failure('second-look', `people were asked to look again at statements of ${round} (${look})`, begin)
}

/** Throws a `TiexError` where files are to be changed that hold something which was not committed: the upgrade is to be one commit of its own. */
export async function refuseUncommitted(
  session: Session,
  workspace: Workspace,
  files: readonly string[],
): Promise<void> {
  const changed = await uncommittedIn(session, workspace, files)
  if (changed.length === 0) return
  throw new TiexError(
    changed.map((file) => ({
      severity: 'error',
      rule: 'uncommitted',
      message: 'what stands here is not committed, and would become part of the upgrade',
      hint: `commit it first: git commit ${file}`,
      place: { file },
    })),
    'Nothing was changed.',
  )
}

/** The models of the other rounds that have begun and of which tiex.yaml does not say so: by their consensus, else the pinned one. Only those that are not the new one. */
export async function othersKeep(
  workspace: Workspace,
  target: ModelPin,
): Promise<ReadonlyMap<string, ModelPin>> {
  const { data } = workspace.file
  const keep = new Map<string, ModelPin>()
  for (const [round, { model }] of Object.entries(data.rounds)) {
    if (round === data.round || model !== undefined || !hasBegun(workspace, round)) continue
    const shown = consensusPath(round)
    const file = { path: join(workspace.root, shown), shown }
    const read = await readKind<{ readonly model: ModelPin }>('consensus', file)
    const merged = read === 'missing' || isFaulty(read) ? undefined : read.data.model
    const pin = merged ?? pinOf(data, round)
    if (!isSamePin(pin, target)) keep.set(round, { id: pin.id, version: pin.version, digest: pin.digest })
  }
  return keep
}
