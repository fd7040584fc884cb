import type { Person } from '../../assessment/assessment.ts'
import { dayInWords } from '../../assessment/rounds.ts'
import { type Session, timestamp } from '../../env.ts'
import type { SoFar } from '../../files/responses/submitted.ts'
import { endSecondLook, type Met, secondLookPath } from '../../files/second-look.ts'
import type { Workspace } from '../../files/workspace.ts'
import { failure, type TiexError } from '../../problem.ts'
import { lookedWords } from '../../render/merge/movement.ts'
import { counted, wrap } from '../../render/text.ts'

export function stillOpen({ assessment, round }: Workspace, { submitted, asked }: SoFar): TiexError {
  const { closes } = assessment.rounds[round]!
  const until = closes === undefined ? '' : ` until the end of ${dayInWords(closes)}`
  return failure(
    'round-open',
    `the round ${round} is open for answers${until}; ${submitted} of ${counted(asked, 'person', 'people')} submitted so far`,
    'look without writing anything: tiex merge --early; or close the round now: tiex merge --close',
  )
}

/** What a merge meets that is open: the round, a second look in it, or both. */
export interface Openness {
  readonly soFar: SoFar
  readonly met: Met
}

/** While answers come in, a spread before and after one more gives that one away: only who facilitates sees it. */
export async function tellCountOnly(
  { soFar, met }: Openness,
  format: string,
  { print, screen }: Session,
): Promise<void> {
  const what = soFar.isOpen ? 'a round' : 'a second look'
  const words = `while ${what} is open only those who may facilitate see how the answers are spread`
  if (format !== 'text') throw failure('may', words, 'say who you are with --as PERSON')
  const done = soFar.isOpen
    ? `${soFar.submitted} of ${counted(soFar.asked, 'person', 'people')} submitted`
    : lookedWords(met)
  await print(`${wrap(`${done}. ${words[0]!.toUpperCase()}${words.slice(1)}.`, screen.width)}\n`)
}

export function tellNotWritten({ soFar }: Openness, { say, screen }: Session): void {
  const look = 'The second look is still open, so nothing was written. End it with: tiex merge --close'
  const round = 'The round is still open, so nothing was written. Close it with: tiex merge --close'
  say(`\n${soFar.isOpen ? round : wrap(look, screen.width)}\n`)
}

/** What `--close` puts an end to. */
export type Closing = 'round' | 'second look'

/** What is to be closed, if anything: also a round in which everybody has submitted, as long as they can change their answers by its dates. */
export function toClose(
  { close }: { readonly close?: boolean },
  { met }: Openness,
  takesAnswers: boolean,
): readonly Closing[] {
  if (!close) return []
  return [...(takesAnswers ? (['round'] as const) : []), ...(met.isOpen ? (['second look'] as const) : [])]
}

/** The same workspace after its round was closed. */
export function closedNow(workspace: Workspace, now: Date): Workspace {
  const { assessment, round } = workspace
  const closed = { ...assessment.rounds[round]!, closed: timestamp(now) }
  return { ...workspace, assessment: { ...assessment, rounds: { ...assessment.rounds, [round]: closed } } }
}

export function closingWords(closing: readonly Closing[], { round }: Workspace): readonly string[] {
  return closing.map((what) => (what === 'round' ? `close ${round}` : `end the second look in ${round}`))
}

/** Takes no more answers from now on, in a commit of its own unless there is to be none. */
export async function close(
  workspace: Workspace,
  closing: readonly Closing[],
  { session, ...acting }: { readonly session: Session; readonly person?: Person; readonly commit: boolean },
): Promise<void> {
  const { root, round } = workspace
  if (closing.includes('round')) {
    const { closeRound } = await import('../../files/closing.ts')
    await closeRound(session, workspace, acting)
    session.say(`Closed: no more answers are taken in ${round}.\n\n`)
  }
  if (!closing.includes('second look')) return
  const { record } = await import('../../files/record.ts')
  await endSecondLook(workspace, timestamp(session.env.now()))
  const { commit, ...who } = acting
  const message = `End the second look in ${round}`
  if (commit) await record(session, root, { files: [secondLookPath(round)], message, ...who })
  session.say(`Ended: nobody looks again in ${round} from now on.\n\n`)
}
