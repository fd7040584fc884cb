import type { Person } from '../../assessment/assessment.ts'
import { dayInWords } from '../../assessment/rounds.ts'
import { hasLooked } from '../../assessment/second-look.ts'
import { listed } from '../../did-you-mean.ts'
import { type Session, timestamp } from '../../env.ts'
import { readConsensus } from '../../files/consensus.ts'
import { closedVault } from '../../files/keys/vault.ts'
import { readyToSave } from '../../files/kinds/ready.ts'
import { record, savedWords } from '../../files/record.ts'
import { courseFor } from '../../files/responses/asked.ts'
import { readResponse, responsePath } from '../../files/responses/read.ts'
import { readersOf } from '../../files/responses/readers.ts'
import { changeResponse } from '../../files/responses/save.ts'
import { signOwn } from '../../files/responses/sign.ts'
import { openNotes } from '../../files/sealed-notes.ts'
import { currentLook } from '../../files/second-look.ts'
import { openWorkspace, type Workspace, whoAmI } from '../../files/workspace.ts'
import { Interrupted } from '../../interrupted.ts'
import { lookAgain } from '../../interview/again/again.ts'
import { newReadersWords } from '../../interview/welcome.ts'
import type { Statement } from '../../model/model.ts'
import { failure, TiexError } from '../../problem.ts'
import { isPlain, openPrompter } from '../../prompts/prompter.ts'
import { unlocking } from '../../prompts/secret.ts'
import { type Change, sharingNotes, together } from '../../questionnaire/changes.ts'
import type { Course } from '../../questionnaire/course.ts'
import { refuseUnfit } from '../../questionnaire/demands.ts'
import { parseEntries } from '../../questionnaire/entries.ts'
import { renderChange } from '../../render/answered.ts'
import { sameAgain } from '../../render/same-again.ts'
import { counted, wrap } from '../../render/text.ts'
import type { Response } from '../../response/response.ts'
import { finishing, hasLookedAt, lookingEntries } from '../../second-look/changes.ts'
import { type SecondLook, statementsLookedAt } from '../../second-look/second-look.ts'
import { type ConsentFlags, tellConsent } from './consent.ts'

interface LookAgainFlags extends ConsentFlags {
  readonly as?: string
  readonly round?: string
  readonly identity?: string
  readonly commit: boolean
  readonly dryRun?: boolean
}

/** Who looks again at what, and where that goes. */
interface Work {
  readonly session: Session
  readonly flags: LookAgainFlags
  readonly workspace: Workspace
  readonly person: Person
  readonly course: Course
  readonly look: SecondLook
  readonly statements: readonly Statement[]
  /** As it stands on disk. */
  readonly before: Response
}

/** `tiex assess --revise`: a person looks again at what people are far apart on. */
export async function assessAgain(flags: LookAgainFlags, session: Session): Promise<void> {
  refuseOtherFlags(flags)
  const workspace = await openWorkspace(session, { ...flags, ...unlocking(session) })
  const person = await whoAmI(session, workspace, flags.as)
  const course = courseFor(workspace, person)
  const look = await currentLook(workspace, session)
  if (look === undefined) throw noLook(workspace)
  const statements = statementsLookedAt(look, course.statements)
  if (statements.length === 0) throw noneOfTheirs(workspace, person)
  const before = await readResponse(workspace, person.id)
  if (before?.submitted === undefined) throw notSubmitted(workspace, person)
  const work = { session, flags, workspace, person, course, look, statements, before }
  await tellAgreed(work)
  const given = givenChange(work)
  if (given !== undefined) return takeGiven(work, given)
  if (flags.dryRun)
    throw failure('usage', '--dry-run goes with --answer, --note or --submit', 'leave it out to be asked')
  if (!session.interactive)
    throw failure(
      'no-terminal',
      'there is no terminal to ask you on',
      `change answers with --answer ${statements[0]!.id}=OPTION (repeatable), and end with --submit, which keeps the others`,
    )
  await askPerson(work)
}

function refuseOtherFlags({ from, ambition }: LookAgainFlags): void {
  const flags = [...(from === undefined ? [] : ['--from']), ...(ambition === undefined ? [] : ['--ambition'])]
  if (flags.length === 0) return
  throw failure(
    'usage',
    `${flags.join(', ')} cannot go with --revise`,
    'a second look takes --answer, --note, --share-notes and --submit',
  )
}

function noLook({ round }: Workspace): TiexError {
  return failure(
    'no-second-look',
    `no second look is open in ${round}`,
    'while the round is open, change any answer with: tiex assess; a facilitator opens a second look with: tiex merge --second-look',
  )
}

function noneOfTheirs({ round }: Workspace, { id }: Person): TiexError {
  return failure(
    'sections',
    `the second look in ${round} asks about none of the sections of ${id}`,
    'there is nothing for you to do',
  )
}

function notSubmitted({ round }: Workspace, { id }: Person): TiexError {
  return failure(
    'first-look',
    `${id} submitted no answers in ${round}, so that there are none to look at again`,
    'your view is wanted in the workshop all the same',
  )
}

/** What the flags say; undefined where they say nothing, so that the person is to be asked. Throws with all their faults at once. */
function givenChange({ session, flags, course, look, statements }: Work): Change | undefined {
  const { changes, problems } = lookingEntries(look, parseEntries(flags, course), statements)
  if (problems.length > 0) throw new TiexError(problems, 'Nothing was saved.')
  if (changes.length === 0 && !flags.submit) return undefined
  return together([
    ...changes,
    ...(flags.shareNotes === undefined ? [] : [sharingNotes(flags.shareNotes)]),
    ...(flags.submit ? [finishing(look, timestamp(session.env.now()))] : []),
  ])
}

/** Says what was agreed meanwhile of what is asked about: a group that has met need not be asked any more. */
async function tellAgreed({ workspace, session, statements }: Work): Promise<void> {
  const consensus = await readConsensus({ ...workspace, vault: closedVault(session) })
  const agreed = statements.filter(({ id }) => consensus?.statements[id]?.agreed !== undefined)
  if (agreed.length === 0) return
  const words = `Agreed on together since this second look was opened: ${listed(agreed.map(({ id }) => id))}. What you change there counts, and what is agreed stays.`
  session.say(`${wrap(words, session.screen.width)}\n`)
}

async function takeGiven(work: Work, change: Change): Promise<void> {
  const { session, flags, workspace, person, course, before } = work
  const after = change(before)
  refuseUnfit(after, course)
  if (flags.dryRun) {
    const { width } = session.screen
    const path = responsePath(workspace.round, person.id)
    await session.print(renderChange(path, course, { before, after, width }))
    return session.print(`${wrap(`${stateOf(work, after)}.`, width)}\n`)
  }
  const { newReaders } = await prepare(work)
  const response = await changeResponse(workspace, person.id, change)
  const told = newReadersWords(newReaders).trim()
  if (told !== '') session.say(`${wrap(told, session.screen.width)}\n`)
  await tellConsent(workspace, flags, session)
  session.say(`${await kept(work, response)}\n`)
}

/** Who can read the answers, and who of them could not before. */
async function prepare({ workspace, person }: Work) {
  const { readers, strangers } = await readersOf(workspace, person)
  return {
    readers: readers === 'everybody' ? readers : readers.map(({ name }) => name),
    newReaders: strangers.map(({ name }) => name),
  }
}

async function askPerson(work: Work): Promise<void> {
  const { session, workspace, person, course, statements, before } = work
  const { assessment, round } = workspace
  const look = await withNotes(work)
  const consensus = await readConsensus({ ...workspace, vault: closedVault(session) })
  const readers = await prepare(work)
  let response = before
  await readyToSave('response')
  const prompter = await openPrompter(session)
  try {
    await lookAgain({
      ...{ course, look, statements, before, response, prompter },
      screen: isPlain(session) ? { ...session.screen, plain: true } : session.screen,
      about: {
        ...{ council: assessment.organisation.name, round, name: person.name, role: person.role },
        ...(look.closes === undefined ? {} : { closes: dayInWords(look.closes) }),
        ...readers,
      },
      ...(consensus === undefined ? {} : { people: consensus.responses.count }),
      now: () => session.env.now(),
      say: (text) => session.say(text),
      save: async (change) => {
        response = await changeResponse(workspace, person.id, change)
        return response
      },
    })
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error
    throw new Interrupted(await kept(work, response))
  } finally {
    prompter.close()
  }
  session.say(`${await kept(work, response)}\n`)
}

/** The second look with the notes that are shown in it, as far as the key at hand opens them. */
async function withNotes({ look, workspace, session }: Work): Promise<SecondLook> {
  const opened = await openNotes(look, workspace)
  if (opened.sealed !== undefined) {
    const words = 'What others wrote and share could not be opened with your key, and is not shown.'
    session.say(`${wrap(words, session.screen.width)}\n`)
  }
  return opened
}

/**
 * Commits what is saved, also what an earlier sitting left that was cut off; tells it, and how to come back. Neither says how much was
 * changed: with the date of the commit even how far somebody is would tell who stopped where.
 */
async function kept(work: Work, response: Response): Promise<string> {
  const { session, flags, workspace, person, before } = work
  const { width } = session.screen
  const path = responsePath(workspace.round, person.id)
  const back = sameAgain(session, 'assess', flags, ['--revise'])
  if (response === before && !hasBegun(work, response))
    return `Nothing was looked at, so nothing was saved.\n${wrap(`Come back with: ${back}`, width)}`
  const isDone = isFinished(work, response)
  const state = wrap(`${stateOf(work, response)}.`, width)
  const next = isDone
    ? `${wrap(`To look again: ${back}`, width)}\nNext: tiex results ${person.id}`
    : wrap(`Come back with: ${back}`, width)
  const message = `Look again at ${workspace.round} as ${person.id}`
  try {
    await signOwn(session, workspace, person)
    if (!flags.commit) return `Saved, not committed: ${path}\n${state}\n${next}`
    const recorded = await record(session, workspace.root, { files: [path], message, person })
    return `${savedWords[recorded]}: ${path}\n${state}\n${next}`
  } catch (error) {
    if (error instanceof TiexError) session.say(`Saved, not committed: ${path}\n${state}\n`)
    throw error
  }
}

function hasBegun({ look, statements }: Work, response: Response): boolean {
  return hasLooked(response.pass, look.pass) || statements.some(({ id }) => hasLookedAt(response, look, id))
}

function isFinished({ look }: Work, response: Response): boolean {
  return hasLooked(response.pass, look.pass) && response['looked-at'] === undefined
}

function stateOf(work: Work, response: Response): string {
  if (isFinished(work, response))
    return `Your second look at ${counted(work.statements.length, 'statement')} is finished`
  return `${progressOf(work, response)} looked at again, not finished; what you changed counts`
}

/** `9 of 12`. */
function progressOf({ statements, look }: Work, response: Response): string {
  return `${statements.filter(({ id }) => hasLookedAt(response, look, id)).length} of ${statements.length}`
}
