import type { Command } from 'commander'
import type { Person } from '../assessment/assessment.ts'
import { tooFewToHide } from '../assessment/readers.ts'
import { dayInWords, roundState, usualTimezone } from '../assessment/rounds.ts'
import type { Run } from '../catalogue.ts'
import { type Session, timestamp } from '../env.ts'
import { readAnswersFile } from '../files/answers-file.ts'
import { readyToSave } from '../files/kinds/ready.ts'
import { earlierWordings } from '../files/past/models.ts'
import { record, savedWords } from '../files/record.ts'
import { courseFor } from '../files/responses/asked.ts'
import { readResponse, responsePath } from '../files/responses/read.ts'
import { readersOf } from '../files/responses/readers.ts'
import { changeResponse, newResponse } from '../files/responses/save.ts'
import { signOwn } from '../files/responses/sign.ts'
import { refuseUnlessAnswering } from '../files/second-look.ts'
import { openWorkspace, type Workspace, whoAmI } from '../files/workspace.ts'
import { Interrupted } from '../interrupted.ts'
import { interview } from '../interview/interview.ts'
import { fewWords, newReadersWords, whoReads } from '../interview/welcome.ts'
import { failure, TiexError } from '../problem.ts'
import { isPlain, openPrompter } from '../prompts/prompter.ts'
import { unlocking } from '../prompts/secret.ts'
import {
  type Change,
  sharingNotes,
  starting,
  submittingAfter,
  taking,
  together,
} from '../questionnaire/changes.ts'
import type { Course } from '../questionnaire/course.ts'
import { refuseUnfit } from '../questionnaire/demands.ts'
import { parseEntries } from '../questionnaire/entries.ts'
import { renderChange, shortState, stateOf } from '../render/answered.ts'
import { sameAgain } from '../render/same-again.ts'
import { wrap } from '../render/text.ts'
import type { Response } from '../response/response.ts'
import {
  type ConsentFlags,
  consentMessage,
  isConsentAlone,
  offerConsent,
  refuseBoth,
  takesConsent,
  tellConsent,
} from './assess/consent.ts'
import { withAs, withCommit, withDryRun, withExamples, withIdentity, withRound } from './flags.ts'

export interface AssessFlags extends ConsentFlags {
  readonly as?: string
  readonly round?: string
  readonly identity?: string
  readonly revise?: boolean
  readonly commit: boolean
  readonly dryRun?: boolean
}

export function define(command: Command, run: Run): void {
  const several = (value: string, before: readonly string[] = []) => [...before, value]
  command
    .option(
      '--answer <statement=option>',
      'give one answer without being asked: CELL/STAGE=OPTION or FACTOR/STATEMENT=OPTION (repeatable)',
      several,
    )
    .option('--ambition <cell=n>', 'say where the council wants to be in a cell (repeatable)', several)
    .option(
      '--note <cell/note=text>',
      'write a note; a link is a title, a blank and an address (repeatable)',
      several,
    )
    .option('--from <file>', 'take answers from a file: a response of yours, or its answers only')
    .option('--submit', 'submit, without being asked')
    .option('--revise', 'look again at what a second look asks about: keep or change your answers')
  const consent = offerConsent(command)
  withDryRun(withCommit(withIdentity(withRound(withAs(command)))))
  withExamples(command, [
    'tiex assess',
    'tiex assess --plain',
    'tiex assess --answer data-and-intelligence/community/do=partly --submit',
    'tiex assess --from answers.yaml --dry-run',
    'tiex assess --revise',
  ])
  command.action(
    run<AssessFlags>((flags, session) => {
      refuseBoth(consent.both())
      return assess(flags, session)
    }),
  )
}

/** Who answers what, and where that goes. */
interface Work {
  readonly session: Session
  readonly flags: AssessFlags
  readonly workspace: Workspace
  readonly person: Person
  readonly course: Course
}

export async function assess(flags: AssessFlags, session: Session): Promise<void> {
  if (flags.revise && !isConsentAlone(flags)) {
    const { assessAgain } = await import('./assess/again.ts')
    return assessAgain(flags, session)
  }
  const workspace = await openWorkspace(session, { ...flags, ...unlocking(session) })
  const person = await whoAmI(session, workspace, flags.as)
  const isLate = isConsentAlone(flags) && (await takesConsent(workspace, session))
  // Where there is no response, there is nothing to say anything of.
  if (!isLate || (await readResponse(workspace, person.id)) === undefined)
    await refuseUnlessAnswering(workspace, session)
  const course = courseFor(workspace, person)
  const work = { session, flags, workspace, person, course }
  const given = await givenChange(work)
  if (given !== undefined) return takeGiven(work, given)
  if (flags.dryRun) {
    throw failure(
      'usage',
      '--dry-run goes with --answer, --ambition, --note, --from, --submit or --share-notes',
      'leave it out to be asked',
    )
  }
  if (!session.interactive) {
    throw failure(
      'no-terminal',
      'there is no terminal to ask you on',
      'give answers with --answer CELL/STAGE=OPTION (repeatable), or take them from a file with --from FILE',
    )
  }
  await askPerson(work)
}

/** What the flags say; undefined where they say nothing, so that the person is to be asked. Throws with all their faults at once. */
async function givenChange({ session, flags, workspace, person, course }: Work): Promise<Change | undefined> {
  const entries = parseEntries(flags, course)
  const problems = entries.flatMap((entry) => ('problem' in entry ? [entry.problem] : []))
  if (problems.length > 0) throw new TiexError(problems, 'Nothing was saved.')
  const { from, submit, shareNotes } = flags
  if (entries.length === 0 && from === undefined && !submit && shareNotes === undefined) return undefined
  const file = from === undefined ? [] : [await readAnswersFile(session, workspace, person.id, from)]
  const change = together([
    ...file.map((response) => taking(response, course.model)),
    ...entries.flatMap((entry) => ('change' in entry ? [entry.change] : [])),
    ...(shareNotes === undefined ? [] : [sharingNotes(shareNotes)]),
  ])
  return submit ? submittingAfter(change, timestamp(session.env.now())) : change
}

async function takeGiven(work: Work, given: Change): Promise<void> {
  const { session, flags, workspace, person, course } = work
  const change = starting(given, timestamp(session.env.now()), person.role)
  const before = (await readResponse(workspace, person.id)) ?? newResponse(workspace, person)
  const after = change(before)
  refuseUnfit(after, course)
  if (flags.dryRun)
    return session.print(
      renderChange(responsePath(workspace.round, person.id), course, {
        before,
        after,
        width: session.screen.width,
      }),
    )
  const { readers, newReaders } = await prepare(work)
  const saved = await save(work, change)
  const few = tooFewToHide(workspace.assessment)
  const first =
    before.started === undefined ? [whoReads(readers), ...(few === undefined ? [] : [fewWords(few)])] : []
  for (const told of [...first, newReadersWords(newReaders).trim()].filter((words) => words !== ''))
    session.say(`${wrap(told, session.screen.width)}\n`)
  await tellConsent(workspace, flags, session)
  await finish(work, saved)
}

/** Who can read the answers, and who of them could not before. Tells of a key that was made for the person. */
async function prepare({ session, workspace, person }: Work) {
  const { readers, strangers, madeKey } = await readersOf(workspace, person)
  if (madeKey !== undefined) {
    const told = `A key was made for you: ${madeKey}. Only with it can you read your answers; keep a copy with: tiex keys back-up FILE`
    session.say(`${wrap(told, session.screen.width)}\n\n`)
  }
  return {
    readers: readers === 'everybody' ? readers : readers.map(({ name }) => name),
    newReaders: strangers.map(({ name }) => name),
  }
}

async function askPerson(work: Work): Promise<void> {
  const { session, workspace, person, course } = work
  const { assessment, round } = workspace
  const readers = await prepare(work)
  const few = tooFewToHide(assessment)
  // Also finds out, before the first question, whether answers can be saved at all.
  let response = await save(work, (current) => current)
  const closes = roundState(
    assessment.rounds[round]!,
    session.env.now(),
    assessment.timezone ?? usualTimezone,
  )
  await readyToSave('response')
  const prompter = await openPrompter(session)
  try {
    await interview({
      course,
      prompter,
      screen: isPlain(session) ? { ...session.screen, plain: true } : session.screen,
      about: {
        council: assessment.organisation.name,
        round,
        name: person.name,
        role: person.role,
        ...('closes' in closes ? { closes: dayInWords(closes.closes!) } : {}),
        ...readers,
        ...(few === undefined ? {} : { few }),
      },
      ...(response.reworded === undefined ? {} : { earlier: await earlierWordings(workspace) }),
      now: () => session.env.now(),
      say: (text) => session.say(text),
      response,
      save: async (change) => {
        response = await save(work, starting(change, timestamp(session.env.now()), person.role))
        return response
      },
    })
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error
    throw new Interrupted(await kept(work, response))
  } finally {
    prompter.close()
  }
  await finish(work, response)
}

function save({ workspace, person }: Work, change: Change): Promise<Response> {
  return changeResponse(workspace, person.id, change)
}

async function finish(work: Work, response: Response): Promise<void> {
  work.session.say(`${await kept(work, response)}\n`)
}

/** Commits what is saved; tells it, and how to come back. A commit that fails takes nothing from what is saved. */
async function kept(work: Work, response: Response): Promise<string> {
  const { session, flags, workspace, person, course } = work
  const path = responsePath(workspace.round, person.id)
  const back = wrap(`Come back with: ${comeBack(work)}`, session.screen.width)
  if (response.started === undefined && response.submitted === undefined)
    return `Nothing was answered, so nothing was saved.\n${back}`
  const state = stateOf(response, course)
  const next =
    response.submitted === undefined
      ? back
      : `${wrap(`To change it: ${comeBack(work)}`, session.screen.width)}\nNext: tiex results ${person.id}`
  const message = isConsentAlone(flags)
    ? consentMessage(workspace.round, person.id)
    : `Answer ${workspace.round} as ${person.id}: ${shortState(response, course)}`
  try {
    await signOwn(session, workspace, person)
    if (!flags.commit) return `Saved, not committed: ${path}\n${state}.\n${next}`
    const recorded = await record(session, workspace.root, { files: [path], message, person })
    return `${savedWords[recorded]}: ${path}\n${state}.\n${next}`
  } catch (error) {
    if (error instanceof TiexError) session.say(`Saved, not committed: ${path}\n${state}.\n`)
    throw error
  }
}

/** The command that leads back to where the person left. */
function comeBack({ session, flags }: Work): string {
  return sameAgain(session, 'assess', flags)
}
