import { may, type Person } from '../assessment/assessment.ts'
import { type Session, timestamp } from '../env.ts'
import { courseOf } from '../questionnaire/course.ts'
import { progressOf } from '../response/answers.ts'
import { isComplete, isEnough } from '../signoff/sign-off.ts'
import {
  type MergedStatus,
  type PersonStatus,
  type RoundStatus,
  type SignedStatus,
  statusOf,
} from '../status/status.ts'
import { lastChanges } from './git/last-changes.ts'
import { originAddress } from './git/origin.ts'
import { type FoundResponse, readResponses, responsePath } from './responses/read.ts'
import { answersChanged } from './signoff/answers.ts'
import { readSignable } from './signoff/content.ts'
import { readSignOff } from './signoff/signatures.ts'
import { errorsOf, repositoryOf, type Workspace } from './workspace.ts'

/**
 * Where the round stands and how far everybody is, from what everybody can read: no key is needed. Responses that cannot be used are
 * told as such. Throws a `TiexError` where consensus or signatures cannot be trusted.
 */
export async function readStatus(workspace: Workspace, session: Session): Promise<RoundStatus> {
  const { assessment, round } = workspace
  const found = await readResponses(workspace, round, 'errors')
  const merged = await mergedIn(workspace)
  const signed = merged === undefined ? undefined : await signedIn(workspace, session)
  const known = new Set(assessment.people.map(({ id }) => id))
  return statusOf(assessment, round, {
    people: await peopleIn(workspace, found, session),
    strangers: found.filter(({ person }) => !known.has(person)).map(({ file }) => file),
    ...(merged === undefined ? {} : { merged }),
    ...(signed === undefined ? {} : { signed }),
    now: session.env.now(),
  })
}

/** Those who may answer, then whoever else left a response, both in the order of tiex.yaml. */
async function peopleIn(
  workspace: Workspace,
  found: readonly FoundResponse[],
  session: Session,
): Promise<readonly PersonStatus[]> {
  const { assessment, round } = workspace
  const responses = new Map(found.map((one) => [one.person, one]))
  const changes = await changesIn(workspace, session)
  const told = (person: Person) => {
    const change = changes(responsePath(round, person.id))
    return personStatus(workspace, person, { found: responses.get(person.id), change })
  }
  const asked = assessment.people.filter((person) => may(person, 'answer'))
  const others = assessment.people.filter((person) => !may(person, 'answer') && responses.has(person.id))
  return [...asked, ...others].map(told)
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
  const isFaulty = file === undefined || errorsOf(found.problems).length > 0
  return {
    ...who,
    state: isFaulty ? 'faulty' : file.submitted === undefined ? 'draft' : 'submitted',
    ...(progress === undefined ? {} : { answered: progress.answered }),
    of: progress?.of ?? statements.length,
    ...(file?.started === undefined ? {} : { started: file.started }),
    ...(file?.submitted === undefined ? {} : { submitted: file.submitted }),
    ...(change === undefined ? {} : { changed: timestamp(new Date(change * 1000)) }),
  }
}

/** When a file of the round was last committed by hand of its person, in seconds since 1970; sealing it again for other keys changes no answer. */
async function changesIn(
  workspace: Workspace,
  session: Session,
): Promise<(path: string) => number | undefined> {
  const { variables } = session.env
  const repository = await repositoryOf(session, workspace)
  if (repository === undefined) return () => undefined
  const folder = `${repository.prefix}rounds/${workspace.round}/responses`
  const changes = lastChanges(repository, { folder, but: 'Tiex-Reseal:', variables })
  return (path) => changes.get(`${repository.prefix}${path}`)
}

async function mergedIn(workspace: Workspace): Promise<MergedStatus | undefined> {
  const { assessment, round } = workspace
  const signable = await readSignable(workspace, round, round === assessment.round ? 'pinned' : 'any')
  if (signable === undefined) return undefined
  const { consensus } = signable
  const entries = Object.values(consensus.statements)
  return {
    responses: consensus.responses.count,
    upToDate: !(await answersChanged(workspace, consensus)),
    agreed: entries.filter(({ agreed }) => agreed !== undefined).length,
    of: entries.length,
  }
}

async function signedIn(workspace: Workspace, session: Session): Promise<SignedStatus> {
  const signOff = await readSignOff(workspace, workspace.round, session)
  const required = signOff.roles.filter(({ needs }) => needs !== undefined)
  return {
    roles: required.filter(isEnough).length,
    of: required.length,
    complete: isComplete(signOff),
  }
}

/** Where colleagues clone the repository from; undefined where nobody knows. */
export async function addressOf(workspace: Workspace, session: Session): Promise<string | undefined> {
  const repository = await repositoryOf(session, workspace)
  return repository === undefined ? undefined : originAddress(repository, session.env.variables)
}
