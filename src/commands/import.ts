import { type Command, Option } from 'commander'
import type { Person } from '../assessment/assessment.ts'
import { refuseUnlessOpen, roundState } from '../assessment/rounds.ts'
import type { Run } from '../catalogue.ts'
import type { Session } from '../env.ts'
import { choose, type Told } from '../files/importing/chosen.ts'
import { gatherIncoming } from '../files/importing/gathered.ts'
import { type Present, presentOf } from '../files/importing/present.ts'
import { refusals, tokenProblem } from '../files/importing/refusals.ts'
import { problemsOf, type Taken, takenFrom, writeTaken } from '../files/importing/taken.ts'
import { record } from '../files/record.ts'
import { responsePath } from '../files/responses/read.ts'
import { uncommittedIn } from '../files/uncommitted.ts'
import { callerWhoMay, openWorkspace, personNamed, type Workspace } from '../files/workspace.ts'
import { isConfirmed } from '../interview/confirm.ts'
import { failure, type Problem, TiexError } from '../problem.ts'
import { unlocking } from '../prompts/secret.ts'
import { courseOf } from '../questionnaire/course.ts'
import { type ImportedResponse, importMessage, renderImported } from '../render/importing.ts'
import { renderProblems } from '../render/problems.ts'
import { counted, oneLine, wrap } from '../render/text.ts'
import { progressOf } from '../response/answers.ts'
import { isSealed } from '../response/sealed.ts'
import { withAs, withCommit, withDryRun, withExamples, withIdentity, withRound } from './flags.ts'

interface ImportFlags {
  readonly as?: string
  readonly round?: string
  readonly identity?: string
  readonly acceptToken: readonly string[]
  readonly force?: boolean
  readonly skipFaulty?: boolean
  readonly dryRun?: boolean
  readonly commit: boolean
}

export function define(command: Command, run: Run): void {
  command
    .argument(
      '<files...>',
      'files or saved mails with answers: .yaml, .txt, .eml, .xlsx; - for standard input',
    )
    .addOption(
      new Option(
        '--accept-token <person>',
        'take their answers though the form they came from is not the last one made for them (repeatable)',
      )
        .argParser((id: string, before: readonly string[]) => [...new Set([...before, id])])
        .default([], 'nobody'),
    )
    .option('--force', 'take answers also in the place of newer ones, or of what was not committed')
    .option('--skip-faulty', 'import the others where something is wrong with some')
  withCommit(withDryRun(withIdentity(withRound(withAs(command)))))
  withExamples(command, [
    'tiex import 2026-autumn-priya-shah.tiex.yaml',
    'tiex import mails/*.eml --dry-run',
    'tiex import -   then paste the text of the mail',
  ])
  command.action(async (...given: unknown[]) => {
    // The names come as one list.
    const [files, ...rest] = given as [readonly string[], ...unknown[]]
    await run<ImportFlags>((flags, session) => importFiles(files, flags, session))(...rest)
  })
}

async function importFiles(files: readonly string[], flags: ImportFlags, session: Session): Promise<void> {
  if (files.filter((file) => file === '-').length > 1)
    throw failure('usage', '- for standard input can be named once', 'take one of them out')
  const workspace = await openWorkspace(session, { ...flags, ...unlocking(session) })
  const caller = await callerWhoMay('facilitate', { session, workspace, as: flags.as })
  refuseClosed(workspace, session.env.now())
  for (const id of flags.acceptToken) personNamed(workspace, id)

  if (files.includes('-') && session.interactive)
    tell(session, 'Paste the answers, then press Enter and Ctrl-D (on Windows Ctrl-Z and Enter).')
  const { told, problems: faulty } = await gatherIncoming(session, workspace, files)
  const chosen = choose(told)
  for (const { told: one, instead } of chosen.left) sayLeft(one, instead, session)
  const work = { flags, workspace, session, caller, canAsk: session.interactive && !files.includes('-') }
  const judged = await judge(chosen.told, work)
  const problems = [...faulty, ...chosen.problems, ...judged.problems]
  if (problems.length > 0 && !flags.skipFaulty)
    throw new TiexError(problems, nothingImported(judged.good.length))
  if (problems.length > 0) {
    session.say(renderProblems(problems, session.screen))
    session.answerNo()
  }
  await take(judged.good, work)
}

/** A round that is over by its date takes what was submitted in time; who closed it by hand has closed it. */
function refuseClosed({ assessment, round }: Workspace, now: Date): void {
  const state = roundState(assessment.rounds[round]!, now, assessment.timezone)
  if (state.state === 'not-open-yet' || assessment.rounds[round]!.closed !== undefined)
    refuseUnlessOpen(assessment, round, now)
}

function nothingImported(good: number): string {
  if (good === 0) return 'Nothing was imported.'
  return `Nothing was imported: mend this, or take in the ${good === 1 ? 'other one' : `other ${good}`} with --skip-faulty`
}

function sayLeft({ arrived, token }: Told, instead: Told, session: Session): void {
  const why =
    token !== instead.token && instead.token === 'right'
      ? 'the one from their form counts'
      : 'a newer one came too'
  tell(
    session,
    `Left out: ${oneLine(arrived.shown)} of ${arrived.person.id}; ${why} (${oneLine(instead.arrived.shown)}).`,
  )
}

/** What is to be written for a person. */
interface Good extends Told {
  readonly present: Present
  readonly taken: Taken
}

interface Work {
  readonly flags: ImportFlags
  readonly workspace: Workspace
  readonly session: Session
  readonly caller: Person
  /** Nobody can answer on a standard input that brought the answers. */
  readonly canAsk: boolean
}

/** Those that may be taken, with what is to be written, and why others may not. Who runs it is asked about tokens last. */
async function judge(
  all: readonly Told[],
  work: Work,
): Promise<{ readonly good: readonly Good[]; readonly problems: readonly Problem[] }> {
  const { flags, workspace, session, caller } = work
  const good: Good[] = []
  const problems: Problem[] = []
  for (const told of all) {
    const { arrived } = told
    const present = await presentOf(workspace, arrived)
    const path = responsePath(workspace.round, arrived.person.id)
    const isCommitted = (await uncommittedIn(session, workspace, [path])).length === 0
    const wrong = refusals({ arrived, present, isCommitted, force: flags.force === true })
    problems.push(...wrong)
    if (wrong.length > 0) {
      // Both are told at once where nobody is asked.
      if (!work.canAsk && told.token !== 'right' && !isAccepted(told, flags))
        problems.push(tokenProblem(arrived, told.token))
      continue
    }
    if (present.state === 'the same') {
      good.push({ ...told, present, taken: { file: present.file, how: 'as it came' } })
      continue
    }
    const answer = await accepts(told, work)
    if (answer === 'no') continue
    if (answer !== 'yes') problems.push(answer)
    else {
      try {
        const taken = await takenFrom(session, workspace, { arrived, present, caller })
        good.push({ ...told, present, taken })
      } catch (error) {
        problems.push(...problemsOf(error).map((one) => ({ ...one, place: { file: arrived.shown } })))
      }
    }
  }
  return { good, problems }
}

function isAccepted({ arrived, token }: Told, { acceptToken }: ImportFlags): boolean {
  return token === 'right' || acceptToken.includes(arrived.person.id)
}

/** Whether answers are taken by what their token says; asked where there is somebody to ask. */
async function accepts(told: Told, { flags, session, canAsk }: Work): Promise<'yes' | 'no' | Problem> {
  const { arrived, token } = told
  const { id } = arrived.person
  if (isAccepted(told, flags) || token === 'right') return 'yes'
  const problem = tokenProblem(arrived, token)
  if (!canAsk) return problem
  const question = `${oneLine(arrived.shown)}: ${problem.message}. Ask ${id} whether they sent it, by another way than the one it came.`
  if (await isConfirmed(session, { question, yes: 'take it', no: 'leave it out' })) return 'yes'
  tell(session, `Left out: ${oneLine(arrived.shown)} of ${id}.`)
  return 'no'
}

async function take(good: readonly Good[], work: Work): Promise<void> {
  const { flags, workspace, session } = work
  const fresh = good.filter(({ present }) => present.state !== 'the same')
  await session.print(
    renderImported(
      good.map((one) => imported(one, workspace)),
      session.screen,
    ),
  )
  const doubts = fresh.flatMap((one) => [...one.arrived.doubts, ...fewerThan(one, workspace)])
  if (doubts.length > 0) session.say(renderProblems(doubts, session.screen))
  // An earlier run may have been stopped between writing and committing, or before the index of git showed it.
  let left = 0
  for (const one of flags.commit && !flags.dryRun ? good : [])
    if (one.present.state === 'the same' && (await commit(one, work)) === 'committed') left += 1
  if (left > 0) tell(session, `Committed ${counted(left, 'response')} that had been imported before.`)
  if (fresh.length === 0) return tell(session, 'Nothing new: nothing was written.')
  if (flags.dryRun)
    return tell(session, `Would import ${counted(fresh.length, 'response')}; nothing was written.`)
  for (const one of fresh) await write(one, work)
  tell(session, `Imported ${counted(fresh.length, 'response')}.`)
  if (fresh.some(({ taken }) => taken.how === 'sealed now'))
    tell(
      session,
      'What came in plain text can still be read where it came from: delete those files and mails.',
    )
  tell(session, 'Next: tiex status · tiex merge')
}

/** Somebody may have sent a form that was hardly begun in the place of one that was finished. */
function fewerThan({ arrived, present }: Good, workspace: Workspace): readonly Problem[] {
  if (present.state === 'nothing') return []
  const there = beforeOf(present, arrived.person, workspace).progress
  const { answered } = arrived.progress
  if (there === undefined || answered * 2 >= there.answered) return []
  return [
    {
      ...{ severity: 'warning', rule: 'fewer', place: { file: arrived.shown } },
      message: `${counted(answered, 'answer')} of ${arrived.person.id} in the place of ${there.answered}`,
      hint: `ask ${arrived.person.id} whether the right file was sent; git keeps what was there`,
    },
  ]
}

async function write(one: Good, work: Work): Promise<void> {
  await writeTaken(work.workspace, one.present, { ...one.taken, person: one.arrived.person })
  if (work.flags.commit) await commit(one, work)
}

/** The person stands as author, who imports as committer. */
function commit(one: Good, { workspace, session, caller }: Work): ReturnType<typeof record> {
  const { person } = one.arrived
  const isOwn = person.id === caller.id
  const file = responsePath(workspace.round, person.id)
  const message = importMessage(imported(one, workspace), { round: workspace.round, isOwn })
  return record(session, workspace.root, { files: [file], message, person, by: caller })
}

function imported({ arrived, token, present, taken }: Good, workspace: Workspace): ImportedResponse {
  const { person, shown, progress, submitted } = arrived
  return {
    ...{ person, from: shown, progress, token, how: taken.how },
    ...(submitted === undefined ? {} : { submitted }),
    ...(present.state === 'nothing' ? {} : { before: beforeOf(present, person, workspace) }),
  }
}

function beforeOf(
  present: Exclude<Present, { readonly state: 'nothing' }>,
  { sections }: Person,
  { model }: Workspace,
): NonNullable<ImportedResponse['before']> {
  if (!('file' in present)) return { state: present.state }
  const { state, file } = present
  const { submitted } = file
  const progress = isSealed(file)
    ? file.progress
    : progressOf(file, model, courseOf(model, sections).statements)
  return { state, progress, ...(submitted === undefined ? {} : { submitted }) }
}

function tell({ say, screen }: Session, text: string): void {
  say(`${wrap(text, screen.width)}\n`)
}
