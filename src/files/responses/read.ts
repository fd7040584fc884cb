import { hash } from 'node:crypto'
import { join } from 'node:path'
import { type Finding, finding, type Problem, TiexError } from '../../problem.ts'
import { checkAnswers } from '../../response/check.ts'
import { checkPlace } from '../../response/place.ts'
import type { Response } from '../../response/response.ts'
import { isSealed, type ResponseFile, recipientsOf, type SealedResponse } from '../../response/sealed.ts'
import { listFolder } from '../disk/bytes.ts'
import type { FileName } from '../disk/faults.ts'
import { type Faulty, isFaulty, type Loaded, placed, placedErrors, readKind } from '../kinds/read.ts'
import { errorsOf, personNamed, type Workspace } from '../workspace.ts'
import { plainReader } from './plain.ts'
import type { OpenedResponse } from './sealed.ts'

/** A response file as it was found: `person` is the name of the file, `response` absent where the file cannot be trusted or opened. */
export interface FoundResponse {
  readonly person: string
  readonly file: string
  readonly response?: Response
  /** What a sealed file says to everybody. */
  readonly sealed?: SealedResponse
  /** No key at hand opens it. */
  readonly closed?: true
  /** What counts in the digest of a consensus; absent where the file cannot be read. */
  readonly digested?: string
  readonly problems: readonly Problem[]
}

/** From the root of the workspace, with forward slashes. */
export function responsePath(round: string, person: string): string {
  return `rounds/${round}/responses/${person}.yaml`
}

export function responseFile(workspace: Workspace, round: string, person: string): FileName {
  const shown = responsePath(round, person)
  return { path: join(workspace.root, shown), shown }
}

/** The response of a person in a round; undefined where there is none. Throws a `TiexError` with everything wrong in it, and where it is sealed and no key opens it. */
export async function readResponse(
  workspace: Workspace,
  person: string,
  round = workspace.round,
): Promise<Response | undefined> {
  return (await loadResponse(workspace, person, round))?.data
}

/** As `readResponse`, with the text it stands in, and what bound it where it was sealed. */
export async function loadResponse(
  workspace: Workspace,
  person: string,
  round = workspace.round,
): Promise<Loaded<Response> | OpenedResponse | undefined> {
  const loaded = await readKind<ResponseFile>(
    'response',
    responseFile(workspace, round, personNamed(workspace, person).id),
  )
  return loaded === 'missing' ? undefined : trusted(workspace, loaded, { person, round })
}

/** The response in a file, opened where it is sealed. Throws a `TiexError` with everything wrong in it. */
export async function trusted(
  workspace: Workspace,
  read: Loaded<ResponseFile> | Faulty,
  place: { readonly person: string; readonly round: string },
): Promise<Loaded<Response> | OpenedResponse> {
  if (isFaulty(read)) throw new TiexError(read.problems)
  const people = idsIn(workspace)
  const around = await placedErrors(read, await checkAround(workspace, read.data, { ...place, people }))
  if (around.length > 0) throw new TiexError(around)
  const opened = await open(workspace, read)
  if (opened === 'no key') throw noKeyFor(read.yaml.file, place.person, await holdsKeyToAll(workspace))
  if (isFaulty(opened)) throw new TiexError(opened.problems)
  const errors = await placedErrors(opened, checkAnswers(opened.data, workspace.model, 'errors'))
  if (errors.length > 0) throw new TiexError(errors)
  return opened
}

/** What a file says to everybody, sealed or not: errors, warnings and advice. */
async function checkAround(
  workspace: Workspace,
  file: ResponseFile,
  place: { readonly person: string; readonly round: string; readonly people: ReadonlySet<string> },
): Promise<Finding[]> {
  const misplaced = checkPlace(file, place, place.people)
  if (!isSealed(file)) return misplaced
  const { checkSealed } = await import('./sealed.ts')
  const { checkSigned } = await import('./signed.ts')
  return [...misplaced, ...checkSealed(file), ...checkSigned(workspace, file, place.person)]
}

async function open(
  { vault }: Workspace,
  { data, yaml }: Loaded<ResponseFile>,
): Promise<Loaded<Response> | OpenedResponse | Faulty | 'no key'> {
  if (!isSealed(data)) return { data, yaml }
  const { openResponse } = await import('./sealed.ts')
  return openResponse({ data, yaml }, vault)
}

/** Whether the caller has the key of one who may facilitate now. */
export async function holdsKeyToAll({ assessment, vault }: Workspace): Promise<boolean> {
  const keys = await vault.keyring()
  if (keys === undefined) return false
  const { recipientOf } = await import('../age/identity.ts')
  const mine = await Promise.all(keys.identities.map(recipientOf))
  return recipientsOf(assessment.people, undefined).some((recipient) => mine.includes(recipient))
}

/** What to say where no key opens a response; `asFacilitator`: the key at hand is one of those that open all answers. */
export function noKeyFor(file: string, person: string, asFacilitator = false): TiexError {
  const said = asFacilitator
    ? {
        message: `the answers of ${person} are not sealed to your key, though you may facilitate`,
        hint: `sealed before your key was added: another facilitator runs tiex keys rotate; else ${person} answers once more with tiex assess`,
      }
    : {
        message: `no key at hand opens the answers of ${person}`,
        hint: `only ${person} and those who may facilitate can open them; ${person} brings their key with --identity FILE or tiex keys restore FILE, and if it is lost asks a facilitator for tiex keys hand-back`,
      }
  return new TiexError([{ severity: 'error', rule: 'key', ...said, place: { file } }])
}

function idsIn(workspace: Workspace): ReadonlySet<string> {
  return new Set(workspace.assessment.people.map((person) => person.id))
}

/**
 * What tiex, a desktop, an editor or a share keeps in a folder for itself: locks, pieces, and what macOS puts beside each file on
 * another disk (`._tom-reed.yaml`). Any other name is somebody's, and nobody is to wait for answers that do not count.
 */
const isOfMachine =
  /^(?:\..+\.(?:lock|tmp-[^.]+)|\.DS_Store|\._.+|\.directory|Thumbs\.db|desktop\.ini|\.#.+|\..+\.sw[a-p]|\.~lock\..+#|\.(?:nfs|fuse_hidden)[0-9a-f]+)$/

/** Which problems `readResponses` is to tell: warnings and advice take longer, because each needs its place in the file. */
export type Wanted = 'errors' | 'all problems'

/** Every response file of a round, sorted by name, faulty ones with their problems: one file's faults never hide another's answers. */
export async function readResponses(
  workspace: Workspace,
  round: string,
  wanted: Wanted,
): Promise<readonly FoundResponse[]> {
  const shown = `rounds/${round}/responses`
  const folder = { path: join(workspace.root, shown), shown }
  const entries = listFolder(folder)
  const people = idsIn(workspace)
  const files = (entries === 'missing' ? [] : entries)
    .filter(({ name }) => !isOfMachine.test(name))
    .map(({ name, kind }) => ({
      path: join(folder.path, name),
      shown: `${shown}/${name}`,
      listed: kind === 'file',
    }))
  const found: FoundResponse[] = []
  for (let at = 0; at < files.length; at += together) {
    const some = files.slice(at, at + together)
    found.push(
      ...(await Promise.all(some.map((file) => readFound(workspace, { file, round, people, wanted })))),
    )
  }
  return found
}

/** How many files are read at a time: opening sealed ones side by side takes half as long, and all of them at once would take memory. */
const together = 32

interface Looked {
  readonly file: FileName
  readonly round: string
  readonly people: ReadonlySet<string>
  readonly wanted: Wanted
}

async function readFound(workspace: Workspace, looked: Looked): Promise<FoundResponse> {
  const { file, wanted } = looked
  const name = file.shown.split('/').at(-1)!
  const person = name.replace(/\.yaml$/, '')
  if (!name.endsWith('.yaml')) {
    const problem: Problem = {
      severity: 'error',
      rule: 'odd-name',
      message: 'this file is not read as a response',
      hint: 'a response is called <person>.yaml; rename the file or take it away',
      place: { file: file.shown },
    }
    return { person, file: file.shown, problems: [problem] }
  }
  try {
    const loaded = await readKind(
      'response',
      file,
      wanted === 'errors' ? plainReader(workspace.model) : undefined,
    )
    if (loaded === 'missing') return { person, file: file.shown, problems: [] }
    if (isFaulty(loaded)) return { person, file: file.shown, problems: loaded.problems }
    return { person, file: file.shown, ...(await readLoaded(workspace, loaded, { ...looked, person })) }
  } catch (error) {
    if (error instanceof TiexError) return { person, file: file.shown, problems: error.problems }
    throw error
  }
}

async function readLoaded(
  workspace: Workspace,
  loaded: Loaded<ResponseFile>,
  { person, round, people, wanted }: Looked & { readonly person: string },
): Promise<Omit<FoundResponse, 'person' | 'file'>> {
  const choose = wanted === 'errors' ? placedErrors : placed
  const { data } = loaded
  const found = {
    digested: digestedText(data, loaded.yaml.text),
    ...(isSealed(data) ? { sealed: data } : {}),
  }
  const around = await choose(loaded, [
    ...(await checkAround(workspace, data, { person, round, people })),
    ...checkConfidential(workspace, data, round),
  ])
  if (errorsOf(around).length > 0) return { ...found, problems: around }
  const opened = await open(workspace, loaded)
  if (opened === 'no key') return { ...found, closed: true, problems: around }
  if (isFaulty(opened)) return { ...found, problems: [...around, ...opened.problems] }
  if (wanted === 'errors' && loaded.rightBy === workspace.model)
    return { ...found, problems: around, response: opened.data }
  const answers = checkAnswers(opened.data, workspace.model, wanted === 'errors' ? 'errors' : 'all')
  const problems = [...around, ...(await choose(opened, answers))]
  return { ...found, problems, ...(errorsOf(problems).length > 0 ? {} : { response: opened.data }) }
}

/** In a sealed assessment nothing is answered in plain text; rounds before the current one may have been open. */
function checkConfidential({ assessment }: Workspace, file: ResponseFile, round: string): Finding[] {
  if (assessment.confidentiality !== 'sealed' || isSealed(file) || round !== assessment.round) return []
  return [
    finding(
      'confidentiality',
      ['answers'],
      'these answers are plain text, but tiex.yaml says they are sealed',
      {
        hint: 'its person seals them by answering once more (tiex assess); what was committed stays in the history of git',
        at: 'key',
      },
    ),
  ]
}

/**
 * SHA-256 over the sorted SHA-256 of each response, in hex, a line each: of the text of its file (lines ended by LF, no byte order mark)
 * where it is open, of the block alone where it is sealed. The order of the files does not matter, and no name is in it. Where nothing is
 * sealed: `sha256sum FILE... | cut -c -64 | sort | sha256sum`.
 */
export function responsesDigest(texts: readonly string[]): string {
  const lines = texts.map((text) => `${hash('sha256', text)}\n`).sort()
  return `sha256:${hash('sha256', lines.join(''))}`
}

/** What counts in the digest of a response that stands in this text. */
export function digestedText(data: ResponseFile, text: string): string {
  return isSealed(data) ? data.sealed : text
}
