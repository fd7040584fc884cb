import type { Command } from 'commander'
import { dayInWords } from '../assessment/rounds.ts'
import type { Run } from '../catalogue.ts'
import type { Session } from '../env.ts'
import { addressOf, readStatus } from '../files/status.ts'
import { openWorkspace, type Workspace } from '../files/workspace.ts'
import { failure, TiexError } from '../problem.ts'
import { statusCsv, statusJson, statusMarkdown } from '../render/status/data.ts'
import { lettersCsv, lettersJson, lettersMarkdown, renderLetters } from '../render/status/letter-forms.ts'
import { writeLetter } from '../render/status/letters.ts'
import { renderStatus } from '../render/status/status.ts'
import { counted, wrap } from '../render/text.ts'
import { type LetterKind, recipientsOf } from '../status/letters.ts'
import type { RoundStatus } from '../status/status.ts'
import { withExamples, withFormat, withRound } from './flags.ts'

interface StatusFlags {
  readonly round?: string
  /** True where nobody is named. */
  readonly invitations?: true | readonly string[]
  readonly reminders?: true | readonly string[]
  readonly format: string
}

export function define(command: Command, run: Run): void {
  command
    .option('--invitations [person...]', 'a text to mail to each person who has not begun, or to those named')
    .option(
      '--reminders [person...]',
      'a text to mail to each person who has not submitted, or not looked again, or to those named',
    )
  withRound(withFormat(command, ['text', 'json', 'csv', 'md']))
  withExamples(command, [
    'tiex status',
    'tiex status --invitations',
    'tiex status --reminders tom-reed beth-harding',
    'tiex status --reminders --format csv -o reminders.csv   for mail merge',
  ])
  command.action(run<StatusFlags>((flags, session) => status(flags, session)))
}

async function status(flags: StatusFlags, session: Session): Promise<void> {
  const { invitations, reminders } = flags
  if (invitations !== undefined && reminders !== undefined)
    throw failure('usage', '--invitations and --reminders exclude each other', 'ask for one, then the other')
  const workspace = await openWorkspace(session, { round: flags.round, keys: 'none' })
  const told = await readStatus(workspace, session)
  if (invitations !== undefined)
    return write('invitation', invitations, { workspace, told, format: flags.format, session })
  if (reminders !== undefined)
    return write('reminder', reminders, { workspace, told, format: flags.format, session })
  await show(told, workspace, { format: flags.format, session })
  if (flags.format === 'text') tellNext(told, session)
}

interface Output {
  readonly format: string
  readonly session: Session
}

async function show(told: RoundStatus, workspace: Workspace, { format, session }: Output): Promise<void> {
  const { timezone } = workspace.assessment
  if (format === 'json') return session.print(statusJson(told))
  if (format === 'csv') return session.print(statusCsv(told))
  if (format === 'md') return session.print(statusMarkdown(told, timezone))
  await session.print(renderStatus(told, timezone, session.screen))
}

function tellNext({ next }: RoundStatus, { say, screen }: Session): void {
  say(`${wrap(`Next: ${next.join(' · ')}`, screen.width)}\n`)
}

/** The letters of one kind, to everybody who needs one or to those who are named. */
async function write(
  kind: LetterKind,
  named: true | readonly string[],
  { workspace, told, format, session }: Output & { workspace: Workspace; told: RoundStatus },
): Promise<void> {
  refuseUntimely(kind, told)
  const { people, findings } = recipientsOf(kind, told, named === true ? [] : named)
  if (findings.length > 0)
    throw new TiexError(
      findings.map(({ path: _, at: __, ...problem }) => problem),
      'No letter was written.',
    )
  const address = await addressOf(workspace, session)
  const { assessment } = workspace
  const occasion = { kind, assessment, status: told, ...(address === undefined ? {} : { address }) }
  const letters = people.map((person) => writeLetter(occasion, person))
  if (format === 'json') return session.print(lettersJson(letters, kind, told.round))
  if (format === 'csv') return session.print(lettersCsv(letters))
  if (format === 'md') return session.print(lettersMarkdown(letters))
  await session.print(renderLetters(letters, session.screen))
  if (letters.length > 0) tellWritten(letters.length, address !== undefined, session)
  else tellNobody(kind, told, session)
}

/** A letter asks for answers: there is none to write where they are not taken, and nobody is reminded of what has not begun. */
function refuseUntimely(kind: LetterKind, { round, secondLook, dates: { state } }: RoundStatus): void {
  if (kind === 'reminder' && secondLook !== undefined) return
  if (state.state === 'closed')
    throw failure(
      'round-closed',
      `the round ${round} closed on ${dayInWords(state.on)}`,
      'somebody who may administer can open it again: closes, or closed, of the round in tiex.yaml',
    )
  if (state.state === 'not-open-yet' && kind === 'reminder')
    throw failure(
      'round-closed',
      `the round ${round} opens on ${dayInWords(state.opens)}, so that nobody is late`,
      'invite people with: tiex status --invitations',
    )
}

function tellWritten(letters: number, isShared: boolean, { say, screen }: Session): void {
  const stale = isShared ? ' What colleagues pushed since your last git pull is not counted.' : ''
  const said = `${counted(letters, 'letter')} to paste into mail; nothing was sent.${stale}`
  say(`\n${wrap(said, screen.width)}\nNext, once they are on their way: tiex status\n`)
}

function tellNobody(kind: LetterKind, told: RoundStatus, session: Session): void {
  const done = kind === 'invitation' ? 'begun' : 'submitted'
  const who =
    kind === 'reminder' && told.secondLook !== undefined
      ? 'who is asked to has looked again'
      : `who may answer has ${done}`
  session.say(`Nobody to write to: everybody ${who}.\n`)
  tellNext(told, session)
}
