import { may, type Person } from '../assessment/assessment.ts'
import { hasLooked } from '../assessment/second-look.ts'
import { type Session, timestamp } from '../env.ts'
import { courseOf } from '../questionnaire/course.ts'
import { progressOf } from '../response/answers.ts'
import { type SecondLook, statementsLookedAt } from '../second-look/second-look.ts'
import { type Facts, type PersonStatus, type RoundStatus, statusOf } from '../status/status.ts'
import { lastChanges } from './git/reading/last-changes.ts'
import { originAddress } from './git/remote/origin.ts'
import { readMade } from './ground.ts'
import { type FoundResponse, readResponses, responsePath } from './responses/read.ts'
import { meetLook } from './second-look.ts'
import { errorsOf, repositoryOf, type Workspace } from './workspace.ts'

/**
 * Where the round stands and how far everybody is, from what everybody can read: no key is needed. Responses that cannot be used are
 * told as such. Throws a `TiexError` where consensus, plan or signatures cannot be trusted.
 */
export async function readStatus(workspace: Workspace, session: Session): Promise<RoundStatus> {
  const { assessment, round } = workspace
  const found = await readResponses(workspace, round, 'errors')
  const { look, isOpen } = await meetLook(workspace, { found, now: session.env.now() })
  const openLook = isOpen ? look : undefined
  const known = new Set(assessment.people.map(({ id }) => id))
  return statusOf(assessment, round, {
    people: await peopleIn(workspace, { found, look: openLook }, session),
    strangers: found.filter(({ person }) => !known.has(person)).map(({ file }) => file),
    ...(openLook === undefined ? {} : { secondLook: factsOf(openLook) }),
    lookedAgain: look !== undefined && !isOpen,
    ...(await readMade(workspace, session)),
    ...(await publishingIn(workspace, session)),
    now: session.env.now(),
  })
}

async function publishingIn(workspace: Workspace, session: Session): Promise<Pick<Facts, 'publishing'>> {
  const { exchange } = workspace.assessment
  if (exchange === undefined) return {}
  if (!/^\.\.?\//.test(exchange)) return { publishing: {} }
  const { publishedOn } = await import('./exchange/published-here.ts')
  const on = await publishedOn(workspace, session)
  return { publishing: on === undefined ? {} : { on } }
}

function factsOf({ pass, statements, closes }: SecondLook): NonNullable<Facts['secondLook']> {
  const count = Object.keys(statements).length
  return { pass, statements: count, ...(closes === undefined ? {} : { closes }) }
}

/** What is known of the responses of a round: `look` is a second look that is open. */
interface Known {
  readonly found: readonly FoundResponse[]
  readonly look: SecondLook | undefined
}

/** Those who may answer, then whoever else left a response, both in the order of tiex.yaml. */
async function peopleIn(
  workspace: Workspace,
  { found, look }: Known,
  session: Session,
): Promise<readonly PersonStatus[]> {
  const { assessment, round } = workspace
  const responses = new Map(found.map((one) => [one.person, one]))
  const changes = await changesIn(workspace, session)
  const told = (person: Person) => {
    const change = changes(responsePath(round, person.id))
    const status = personStatus(workspace, person, { found: responses.get(person.id), change })
    const again = look && againOf(look, workspace, { person, found: responses.get(person.id) })
    return again === undefined ? status : { ...status, again }
  }
  const asked = assessment.people.filter((person) => may(person, 'answer'))
  const others = assessment.people.filter((person) => !may(person, 'answer') && responses.has(person.id))
  return [...asked, ...others].map(told)
}

/** Whether somebody who submitted has looked again; undefined of who is not asked to. */
function againOf(
  look: SecondLook,
  { model }: Workspace,
  { person, found }: { readonly person: Person; readonly found: FoundResponse | undefined },
): PersonStatus['again'] {
  const file = found?.sealed ?? found?.response
  const statements = statementsLookedAt(look, courseOf(model, person.sections).statements).length
  if (file?.submitted === undefined || statements === 0 || !may(person, 'answer')) return undefined
  const isBegun = found?.response?.['looked-at']?.pass === look.pass
  return { statements, looked: hasLooked(file.pass, look.pass), ...(isBegun ? { begun: true } : {}) }
}

function personStatus(
  { model }: Workspace,
  person: Person,
  { found, change }: { readonly found: FoundResponse | undefined; readonly change: number | undefined },
): PersonStatus {
  const { id, name, role } = person
  const { statements } = courseOf(model, person.sections)
  const who = { id, name, role, asked: may(person, 'answer') }
  if (found === undefined) return { ...who, state: 'not-started', answered: 0, of: statements.length }
  const file = found.sealed ?? found.response
  const progress = found.sealed?.progress ?? (found.response && progressOf(found.response, model, statements))
  const unconfirmed = found.response?.reworded?.length
  const isFaulty = file === undefined || errorsOf(found.problems).length > 0
  return {
    ...who,
    state: isFaulty ? 'faulty' : file.submitted === undefined ? 'draft' : 'submitted',
    ...(progress === undefined ? {} : { answered: progress.answered }),
    of: progress?.of ?? statements.length,
    ...(file?.started === undefined ? {} : { started: file.started }),
    ...(file?.submitted === undefined ? {} : { submitted: file.submitted }),
    ...(unconfirmed === undefined ? {} : { unconfirmed }),
    ...(change === undefined ? {} : { changed: timestamp(new Date(change * 1000)) }),
  }
}

/** When a file of the round was last committed by hand of its person, in seconds since 1970; sealing it again for other keys changes no answer, and carrying it over to another model is not theirs. */
async function changesIn(
  workspace: Workspace,
  session: Session,
): Promise<(path: string) => number | undefined> {
  const { variables } = session.env
  const repository = await repositoryOf(session, workspace)
  if (repository === undefined) return () => undefined
  const folder = `${repository.prefix}rounds/${workspace.round}/responses`
  const changes = lastChanges(repository, { folder, but: ['Tiex-Reseal:', 'Tiex-Upgrade:'], variables })
  return (path) => changes.get(`${repository.prefix}${path}`)
}

/** Where colleagues clone the repository from; undefined where nobody knows. */
export async function addressOf(workspace: Workspace, session: Session): Promise<string | undefined> {
  const repository = await repositoryOf(session, workspace)
  return repository === undefined ? undefined : originAddress(repository, session.env.variables)
}
