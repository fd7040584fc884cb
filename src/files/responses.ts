import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { canonicalJson } from '../canonical-json.ts'
import { modelName } from '../model/model.ts'
import { type Finding, type Problem, TiexError } from '../problem.ts'
import { inFileOrder } from '../response/answers.ts'
import { checkAnswers } from '../response/check.ts'
import { checkPlace } from '../response/place.ts'
import type { Response } from '../response/response.ts'
import { listFolder } from './disk/bytes.ts'
import type { FileName } from './disk/faults.ts'
import { writeDurably } from './disk/write.ts'
import { isFaulty, type Loaded, parseKind, placed, placedErrors, readKind } from './kinds/read.ts'
import { schemaLine, styleOf } from './kinds/styles.ts'
import { errorsOf, personNamed, type Workspace } from './workspace.ts'
import { formatYaml } from './yaml/format.ts'
import { reviseYaml } from './yaml/revising/revise.ts'

/** A response file as it was found: `person` is the name of the file, `response` absent where the file cannot be trusted. */
export interface FoundResponse {
  readonly person: string
  readonly file: string
  readonly response?: Response
  readonly problems: readonly Problem[]
}

/** From the root of the workspace, with forward slashes. */
export function responsePath(round: string, person: string): string {
  return `rounds/${round}/responses/${person}.yaml`
}

function fileOf(workspace: Workspace, round: string, person: string): FileName {
  const shown = responsePath(round, person)
  return { path: join(workspace.root, shown), shown }
}

/** The response of a person in a round; undefined where there is none. Throws a `TiexError` with everything wrong in it. */
export async function readResponse(
  workspace: Workspace,
  person: string,
  round = workspace.round,
): Promise<Response | undefined> {
  const loaded = await readKind<Response>(
    'response',
    fileOf(workspace, round, personNamed(workspace, person).id),
  )
  if (loaded === 'missing') return undefined
  return (await trusted(workspace, loaded, { person, round })).data
}

async function trusted(
  workspace: Workspace,
  read: Awaited<ReturnType<typeof parseKind<Response>>>,
  place: { person: string; round: string },
): Promise<Loaded<Response>> {
  if (isFaulty(read)) throw new TiexError(read.problems)
  const errors = await placedErrors(read, findingsIn(workspace, read, { ...place, people: idsIn(workspace) }))
  if (errors.length > 0) throw new TiexError(errors)
  return read
}

/** Errors, warnings and advice on a loaded response. */
function findingsIn(
  workspace: Workspace,
  loaded: Loaded<Response>,
  place: { readonly person: string; readonly round: string; readonly people: readonly string[] },
): Finding[] {
  return [...checkPlace(loaded.data, place, place.people), ...checkAnswers(loaded.data, workspace.model)]
}

function idsIn(workspace: Workspace): readonly string[] {
  return workspace.assessment.people.map((person) => person.id)
}

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
  const found: FoundResponse[] = []
  for (const entry of entries === 'missing' ? [] : entries) {
    if (/^\..+\.(lock|tmp-[^.]+)$/.test(entry.name)) continue
    found.push(
      await readFound(workspace, {
        file: { path: join(folder.path, entry.name), shown: `${shown}/${entry.name}` },
        ...{ round, people, wanted },
      }),
    )
  }
  return found
}

async function readFound(
  workspace: Workspace,
  {
    file,
    round,
    people,
    wanted,
  }: { file: FileName; round: string; people: readonly string[]; wanted: Wanted },
): Promise<FoundResponse> {
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
    const loaded = await readKind<Response>('response', file)
    if (loaded === 'missing') return { person, file: file.shown, problems: [] }
    if (isFaulty(loaded)) return { person, file: file.shown, problems: loaded.problems }
    const findings = findingsIn(workspace, loaded, { person, round, people })
    const problems = await (wanted === 'errors' ? placedErrors : placed)(loaded, findings)
    return {
      person,
      file: file.shown,
      problems,
      ...(errorsOf(problems).length > 0 ? {} : { response: loaded.data }),
    }
  } catch (error) {
    if (error instanceof TiexError) return { person, file: file.shown, problems: error.problems }
    throw error
  }
}

/** A response nobody has answered yet. */
export function newResponse(
  workspace: Workspace,
  person: { readonly id: string; readonly role: string },
): Response {
  return {
    format: 'tiex-response/1',
    model: modelName(workspace.model),
    round: workspace.round,
    person: person.id,
    role: person.role,
    answers: {},
  }
}

/**
 * Changes a person's response on disk: reads it anew under the lock, applies the change to what is there now, writes it durably in the
 * model's order with every comment kept. Two writers never lose each other's answers. Throws a `TiexError` where the file is faulty; it then stays as it is.
 */
export function saveResponse(
  workspace: Workspace,
  person: string,
  change: (current: Response) => Response,
): Promise<'written' | 'unchanged'> {
  const owner = personNamed(workspace, person)
  const file = fileOf(workspace, workspace.round, owner.id)
  const style = styleOf('response')
  return writeDurably(file, async (bytes) => {
    if (bytes === 'missing') {
      const before = newResponse(workspace, owner)
      const after = change(before)
      if (after === before) return undefined
      refuseFaults(workspace, after, file.shown)
      return formatYaml(inFileOrder(after, workspace.model), style, [schemaLine('response', 3)])
    }
    const loaded = await trusted(workspace, await parseKind<Response>('response', file.shown, bytes), {
      person,
      round: workspace.round,
    })
    const after = change(loaded.data)
    if (after === loaded.data) return undefined
    refuseFaults(workspace, after, file.shown)
    return reviseYaml(loaded.yaml.text, inFileOrder(after, workspace.model), style)
  })
}

/** Nothing is written that the next reader would refuse: its person could not go on. */
function refuseFaults(workspace: Workspace, response: Response, file: string): void {
  const errors = checkAnswers(response, workspace.model).filter((found) => found.severity === 'error')
  if (errors.length === 0) return
  throw new TiexError(
    errors.map(({ severity, rule, message, hint }) => ({
      severity,
      rule,
      message,
      place: { file },
      ...(hint === undefined ? {} : { hint }),
    })),
    'Nothing was saved.',
  )
}

/** SHA-256 over the canonical JSON of the responses, sorted, so that neither order nor layout of files matters. Holds no name. */
export function responsesDigest(responses: readonly Response[]): string {
  const sorted = responses.map((response) => canonicalJson(response)).sort()
  return `sha256:${createHash('sha256').update(canonicalJson(sorted)).digest('hex')}`
}
