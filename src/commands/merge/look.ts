import type { Person } from '../../assessment/assessment.ts'
import { dayIn, dayInWords, roundState, usualTimezone } from '../../assessment/rounds.ts'
import { hasLooked } from '../../assessment/second-look.ts'
import { isDay } from '../../day.ts'
import { listed, quoted } from '../../did-you-mean.ts'
import { type Session, timestamp } from '../../env.ts'
import type { FoundResponse } from '../../files/responses/read.ts'
import type { Submitted } from '../../files/responses/submitted.ts'
import { sealNotes } from '../../files/sealed-notes.ts'
import { lateIn, type Met, saveSecondLook, secondLookPath } from '../../files/second-look.ts'
import type { Workspace } from '../../files/workspace.ts'
import type { Consensus } from '../../merge/consensus.ts'
import { failure, type TiexError } from '../../problem.ts'
import { minutesFor } from '../../questionnaire/duration.ts'
import { lookedWords } from '../../render/merge/movement.ts'
import { counted, wrap } from '../../render/text.ts'
import { isHalfWay } from '../../second-look/changes.ts'
import { type Movement, movementSince } from '../../second-look/movement.ts'
import { mostPasses, openSecondLook, type SecondLook, wideStatements } from '../../second-look/second-look.ts'
import { datesOf, type RoundDates } from '../../status/dates.ts'

export interface LookFlags {
  readonly secondLook?: boolean
  readonly until?: string
  readonly early?: boolean
  readonly close?: boolean
  readonly dryRun?: boolean
  readonly commit: boolean
}

/** Throws a `TiexError` where the flags ask for what the round, or the second look there is, does not allow. */
export function refuseLook(
  { secondLook, until, early, close }: LookFlags,
  met: Met,
  { workspace, now }: { readonly workspace: Workspace; readonly now: Date },
): void {
  if (until !== undefined && !secondLook)
    throw failure('usage', '--until goes with --second-look', 'tiex merge --second-look --until 2026-11-24')
  if (secondLook && early)
    throw failure('usage', '--early writes nothing and --second-look opens one', 'leave one of them out')
  if (met.isOpen && secondLook) throw alreadyOpen(met, workspace)
  if (met.isOpen && !early && !close) throw lookStillOpen(met, workspace)
  if (!secondLook) return
  if (until !== undefined) refuseDay(until, workspace, now)
  if ((met.look?.pass ?? 1) >= mostPasses)
    throw failure(
      'passes',
      `people have gone through ${workspace.round} ${mostPasses} times, which is the most`,
      'settle the rest together: tiex workshop',
    )
  if (!close && isTakingAnswers(workspace, now))
    throw failure(
      'round-open',
      `the round ${workspace.round} still takes answers, so that nobody can look at them a second time`,
      'close it in the same step: tiex merge --second-look --close',
    )
}

/** Whether answers can be given by the dates of the round, even if everybody has. */
export function isTakingAnswers({ assessment, round }: Workspace, now: Date): boolean {
  return roundState(assessment.rounds[round]!, now, assessment.timezone).state !== 'closed'
}

function refuseDay(until: string, { assessment }: Workspace, now: Date): void {
  const hint = 'write the last day on which people may look again, such as 2026-11-24'
  if (!/^\d{4}-\d{2}-\d{2}$/.test(until) || !isDay(until))
    throw failure('usage', `--until ${quoted(until)} is not a day`, hint)
  const today = dayIn(now, assessment.timezone ?? usualTimezone)
  if (until < today) throw failure('usage', `--until ${until} is before today, ${today}`, hint)
}

function alreadyOpen(met: Met, { round }: Workspace): TiexError {
  return failure(
    'second-look-open',
    `a second look is open in ${round}${untilWords(met.look)}: ${lookedWords(met)}`,
    'remind people: tiex status --reminders; or end it now: tiex merge --close',
  )
}

function lookStillOpen(met: Met, { round }: Workspace): TiexError {
  return failure(
    'second-look-open',
    `a second look is open in ${round}${untilWords(met.look)}; ${lookedWords(met)} so far`,
    'look without writing anything: tiex merge --early; or end it now: tiex merge --close',
  )
}

function untilWords(look: SecondLook | undefined): string {
  return look?.closes === undefined ? '' : ` until the end of ${dayInWords(look.closes)}`
}

/** Throws a `TiexError` where there is nothing that people are far apart on. */
export function refuseNothing(consensus: Consensus, { model, round }: Workspace): void {
  if (wideStatements(model, consensus).length > 0) return
  throw failure(
    'nothing-to-look-at',
    `there is nothing to look at again in ${round}: no statement that is still to be agreed divides people`,
    'go on together: tiex workshop',
  )
}

/** How far people moved in the second look that is over; undefined where there never was one, or it goes on. */
export function movementIn(
  { look, isOpen }: Met,
  { model, assessment }: Workspace,
  merged: {
    readonly submitted: readonly Submitted[]
    readonly consensus: Consensus
    readonly closes: boolean
  },
): Movement | undefined {
  if (look === undefined || (isOpen && !merged.closes)) return undefined
  const responses = merged.submitted.map(({ response }) => response)
  const looked = responses.filter(({ pass }) => hasLooked(pass, look.pass)).length
  const halfWay = responses.filter((one) => isHalfWay(one, look)).length
  const { consensus } = merged
  return movementSince(look, {
    ...{ model, consensus, looked, halfWay },
    minimumGroup: assessment['minimum-group'] ?? 5,
  })
}

/** Names those whose second look came in after it had ended: it is merged all the same. */
export function tellLate(
  { look, isOpen }: Met,
  workspace: Workspace,
  { found, leaveOut }: { readonly found: readonly FoundResponse[]; readonly leaveOut: readonly string[] },
  { say, screen }: Session,
): void {
  if (look === undefined || isOpen) return
  const late = lateIn(look, workspace, found).filter(({ person }) => !leaveOut.includes(person))
  if (late.length === 0) return
  const names = late.map(({ person }) => person)
  const words = `Looked again after the second look had ended, by their own dates: ${listed(names)}. Their answers are in this merge as they are now; leave somebody out with --leave-out PERSON.`
  say(`${wrap(words, screen.width)}\n`)
}

interface Acting {
  readonly session: Session
  readonly person?: Person
}

/** Opens a second look at what is wide in the consensus, or says what would be opened. */
export async function openLook(
  workspace: Workspace,
  given: { readonly consensus: Consensus; readonly submitted: readonly Submitted[]; readonly met: Met },
  flags: LookFlags,
  { session, ...who }: Acting,
): Promise<void> {
  const { root, round, model, assessment } = workspace
  const { sharedNotes } = await import('../../files/responses/shared-notes.ts')
  const { notes, sealed } = await sharedNotes(workspace, given.submitted)
  const previous = given.met.look
  const look = openSecondLook({
    ...{ model, consensus: given.consensus, notes },
    minimumGroup: assessment['minimum-group'] ?? 5,
    opened: timestamp(session.env.now()),
    ...(flags.until === undefined ? {} : { closes: flags.until }),
    ...(previous === undefined ? {} : { previous }),
  })
  if (look === undefined) return refuseNothing(given.consensus, workspace)
  const count = Object.keys(look.statements).length
  const say = (text: string) => session.say(`${wrap(text, session.screen.width)}\n`)
  const what = `a second look at ${counted(count, 'statement')}${untilWords(look)}, about ${minutesFor(count)} minutes`
  if (sealed > 0)
    say(`The notes of ${counted(sealed, 'person', 'people')} could not be opened and are not shown in it.`)
  const late = tooLate(flags.until, datesOf(assessment, round, session.env.now()))
  if (late !== undefined) say(late)
  const sealedLook = await sealNotes(
    look,
    workspace,
    given.submitted.map((one) => one.sealed ?? one.response),
  )
  if (look.notes !== undefined && sealedLook.notes === undefined && sealedLook.sealed === undefined)
    say('Too many people submitted for notes to be sealed to all of them: they are not shown in it.')
  if (flags.dryRun) return say(`Would open ${what}; nothing was written.`)
  const { record } = await import('../../files/record.ts')
  await saveSecondLook(workspace, sealedLook)
  const message = `Open a second look in ${round}: ${counted(count, 'statement')}`
  const path = secondLookPath(round)
  const recorded = flags.commit ? await record(session, root, { files: [path], message, ...who }) : 'nothing'
  say(`Opened ${what}: ${path} (${recorded === 'committed' ? 'committed' : 'not committed'})`)
  say(`Next: ${recorded === 'committed' ? 'git push, so that people have it · ' : ''}tiex status --reminders`)
}

/** A warning where people could still change their answers on the day of the next workshop, or after it. */
function tooLate(until: string | undefined, { workshops, today }: RoundDates): string | undefined {
  const next = workshops.find((day) => day >= today)
  if (until === undefined || next === undefined || until < next) return undefined
  return `Warning: the second look goes on until the end of ${dayInWords(until)}, and the workshop is on ${dayInWords(next)}. An earlier --until leaves time to merge again before it.`
}
