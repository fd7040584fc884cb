import { dirname, join } from 'node:path'
import { type Assessment, type ModelPin, may, type Person, type Right } from '../assessment/assessment.ts'
import { checkAssessment } from '../assessment/check.ts'
import { isSamePin, pinOf, seenFrom } from '../assessment/pins.ts'
import { peopleWhoMay } from '../assessment/rights.ts'
import { hintFor, listed } from '../did-you-mean.ts'
import type { Session } from '../env.ts'
import type { Model } from '../model/model.ts'
import { failure, type Problem, TiexError } from '../problem.ts'
import { listFolder, readBytes } from './disk/bytes.ts'
import type { FileName } from './disk/faults.ts'
import { findRepository, type Repository, userEmail } from './git/repository.ts'
import type { KeySource } from './keys/keyring.ts'
import { closedVault, openVault, type Vault } from './keys/vault.ts'
import { byteLimit, isFaulty, type Loaded, parseKind, placed, readKind } from './kinds/read.ts'
import { modelFolders, type ReadModel, readModel } from './models.ts'

/** A council's folder, opened: tiex.yaml is right and its model is the pinned one. */
export interface Workspace {
  /** Absolute folder that holds tiex.yaml. */
  readonly root: string
  /** tiex.yaml, its model being that of the round. */
  readonly assessment: Assessment
  readonly file: Loaded<Assessment>
  readonly model: Model
  readonly modelFolder: FileName
  /** The round that is worked on: `--round`, else the current one. */
  readonly round: string
  /** The keys of who runs tiex. */
  readonly vault: Vault
}

export const assessmentFile = 'tiex.yaml'

/** Opens the folder of the session, or the nearest above it that holds tiex.yaml; with `keys: 'none'` no key is ever looked for. Throws a `TiexError` with everything wrong in tiex.yaml and the model. */
export async function openWorkspace(
  session: Session,
  options: KeySource & { readonly round?: string | undefined; readonly keys?: 'none' } = {},
): Promise<Workspace> {
  const found = await findAssessment(session.folder)
  if (found === undefined) throw noAssessment()
  const file = await readAssessment(found.bytes)
  const rounds = Object.keys(file.data.rounds)
  const round = options.round ?? file.data.round
  const isKnown = rounds.includes(round)
  const opened = await openRound(found.root, file, isKnown ? round : file.data.round)
  if (!isKnown) throw failure('round', `there is no round "${round}"`, hintFor(round, rounds, 'rounds'))
  const vault = options.keys === 'none' ? closedVault(session) : openVault(session, options)
  return { root: found.root, file, ...opened, vault }
}

/** The workspace as it is for one of its rounds: with the model that is, or was, answered there. */
export async function workspaceIn(workspace: Workspace, round: string): Promise<Workspace> {
  if (round === workspace.round) return workspace
  return { ...workspace, ...(await openRound(workspace.root, workspace.file, round)) }
}

/** What a round is worked on with. A round before the current one, of which tiex.yaml does not say with which model it was answered, has that of its consensus where somebody has it. */
async function openRound(
  root: string,
  file: Loaded<Assessment>,
  round: string,
): Promise<Pick<Workspace, 'assessment' | 'model' | 'modelFolder' | 'round'>> {
  const { data } = file
  const isSaid = round === data.round || data.rounds[round]?.model !== undefined
  const merged = isSaid ? undefined : await mergedModel(root, round)
  const { model, folder } =
    merged !== undefined && merged.model.digest !== data.model.digest
      ? merged
      : await readPinnedModel(root, file, round)
  return { assessment: seenFrom(data, model), model, modelFolder: folder, round }
}

/** The model of the consensus of a round; undefined where there is none or nobody has the model. */
async function mergedModel(root: string, round: string): Promise<ReadModel | undefined> {
  try {
    const shown = `rounds/${round}/consensus.yaml`
    const read = await readKind<{ readonly model: ModelPin }>('consensus', { path: join(root, shown), shown })
    if (read === 'missing' || isFaulty(read)) return undefined
    for (const folder of modelFolders(root, read.data.model)) {
      const found = await readModel(folder)
      if (found !== 'missing' && 'model' in found && isSamePin(found.model, read.data.model)) return found
    }
    return undefined
  } catch (error) {
    if (error instanceof TiexError) return undefined
    throw error
  }
}

/** What to say where no folder above holds a tiex.yaml. */
export function noAssessment(): TiexError {
  return failure(
    'no-assessment',
    `there is no ${assessmentFile} here or in a folder above`,
    'go to the folder of the assessment, name it with -C DIR, or begin one with: tiex init',
  )
}

/** The nearest folder from `folder` upwards with a tiex.yaml, and its bytes; never above the repository the folder is in. */
export async function findAssessment(
  folder: string,
): Promise<{ root: string; bytes: Uint8Array } | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    const bytes = await readBytes(
      { path: join(at, assessmentFile), shown: assessmentFile },
      byteLimit('assessment'),
    )
    if (bytes !== 'missing') return { root: at, bytes }
    const entries = at === folder ? listFolder({ path: at, shown: at }) : 'missing'
    const isRepository = entries !== 'missing' && entries.some((entry) => entry.name === '.git')
    if (isRepository || dirname(at) === at) return undefined
  }
}

/** tiex.yaml, checked in full. */
export async function readAssessment(bytes: Uint8Array): Promise<Loaded<Assessment>> {
  const file = await parseKind<Assessment>('assessment', assessmentFile, bytes)
  if (isFaulty(file)) throw new TiexError(file.problems)
  const problems = await placed(file, checkAssessment(file.data))
  if (problems.length > 0) throw new TiexError(problems)
  return file
}

/** The model that tiex.yaml pins for a round; refused where nobody has it, where it is faulty, and where its content is another than the pinned. */
export async function readPinnedModel(
  root: string,
  file: Loaded<Assessment>,
  round = file.data.round,
): Promise<ReadModel> {
  const pin = pinOf(file.data, round)
  const above = pin === file.data.model ? ['model'] : ['rounds', round, 'model']
  const name = `${pin.id} ${pin.version}`
  const wrong = async (path: string, message: string, hint: string) =>
    new TiexError(
      await placed(file, [{ severity: 'error', rule: 'model', path: [...above, path], message, hint }]),
    )
  for (const folder of modelFolders(root, pin)) {
    const read = await readModel(folder)
    if (read === 'missing') continue
    if ('problems' in read)
      throw new TiexError(read.problems, `The model ${name} cannot be used until this is mended.`)
    if (read.model.id !== pin.id || read.model.version !== pin.version)
      throw await wrong(
        'id',
        `the folder ${folder.shown} holds the model ${read.model.id} ${read.model.version}`,
        'the name of the folder must be <id>-<version>',
      )
    if (read.model.digest !== pin.digest) {
      throw await wrong(
        'digest',
        `the model ${name} is not the one that was pinned: its digest is ${read.model.digest}, pinned is ${pin.digest}`,
        'the statements were changed after they were pinned; put the model back as it was, or give the changed one a new version',
      )
    }
    return read
  }
  throw await wrong(
    'version',
    `nobody has the model ${name}: it neither ships with tiex nor lies in model/${pin.id}-${pin.version}`,
    'look at: tiex model list',
  )
}

/** The git repository the workspace is in; undefined outside of one, where everything works that needs no history. */
export function repositoryOf(
  session: Session,
  workspace: Pick<Workspace, 'root'>,
): Promise<Repository | undefined> {
  return findRepository(workspace.root, session.env.variables)
}

/** Who runs tiex: `--as`, else TIEX_AS unless it is empty, else the person whose e-mail git has. Throws a `TiexError` that says how to tell. */
export async function whoAmI(session: Session, workspace: Workspace, as?: string): Promise<Person> {
  const { people } = workspace.assessment
  const named = as ?? (session.env.variables.TIEX_AS || undefined)
  if (named !== undefined) return personNamed(workspace, named)
  const repository = await repositoryOf(session, workspace)
  const email = await userEmail(repository ?? workspace, session.env.variables)
  const person = people.find((candidate) => candidate.email.toLowerCase() === email?.toLowerCase())
  if (person !== undefined) return person
  const reason =
    email === undefined
      ? 'git has no user.email'
      : `nobody in ${assessmentFile} has the e-mail ${email} that git has`
  throw failure(
    'who',
    `tiex cannot tell who you are: ${reason}`,
    `say it with --as PERSON: ${shownPeople(people)}`,
  )
}

/** As `whoAmI`, of one who may do this. Throws a `TiexError` that names those who may. */
export async function callerWhoMay(
  right: Right,
  { session, workspace, as }: { session: Session; workspace: Workspace; as: string | undefined },
): Promise<Person> {
  const caller = await whoAmI(session, workspace, as)
  if (may(caller, right)) return caller
  const able = peopleWhoMay(right, workspace.assessment).map(({ id }) => id)
  throw failure('may', `${caller.id} may not ${right}`, `ask one who may: ${listed(able.slice(0, 5), 'or')}`)
}

/** The person with this id. Throws a `TiexError` with the nearest id where there is none. */
export function personNamed(workspace: Workspace, id: string): Person {
  const { people } = workspace.assessment
  const person = people.find((candidate) => candidate.id === id)
  if (person !== undefined) return person
  const shown = id.length > 60 ? `${id.slice(0, 57)}...` : id
  throw failure(
    'who',
    `nobody in ${assessmentFile} is called "${shown}"`,
    hintFor(
      id,
      people.map((candidate) => candidate.id),
      'people',
    ),
  )
}

function shownPeople(people: readonly Person[]): string {
  const ids = people.slice(0, 8).map((person) => person.id)
  return people.length > ids.length ? `${ids.join(', ')}, ...` : ids.join(', ')
}

/** Sorted for people: errors first, then by file and line as they stand. */
export function errorsOf(problems: readonly Problem[]): readonly Problem[] {
  return problems.filter((problem) => problem.severity === 'error')
}
