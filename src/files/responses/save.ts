import { modelName } from '../../model/model.ts'
import { failure, TiexError } from '../../problem.ts'
import { courseOf } from '../../questionnaire/course.ts'
import { inFileOrder, progressOf } from '../../response/answers.ts'
import { checkAnswers } from '../../response/check.ts'
import type { Response } from '../../response/response.ts'
import type { ResponseFile } from '../../response/sealed.ts'
import { fingerprintOf, recipientOf } from '../age/identity.ts'
import { writeDurably } from '../disk/write.ts'
import { type Loaded, parseKind } from '../kinds/read.ts'
import { schemaLine, styleOf } from '../kinds/styles.ts'
import { personNamed, type Workspace } from '../workspace.ts'
import { equalData } from '../yaml/equal.ts'
import { formatYaml } from '../yaml/format.ts'
import { reviseYaml } from '../yaml/revising/revise.ts'
import { responseFile, trusted } from './read.ts'
import { type OpenedResponse, recipientsIn, sealResponse } from './sealed.ts'

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
 * model's order with every comment kept. Two writers never lose each other's answers. Where the assessment is sealed, only the sealed
 * form ever reaches the disk, and answers that stay the same are not sealed again. Throws a `TiexError` where the file is faulty or
 * belongs to another key; it then stays as it is.
 */
function saveResponse(
  workspace: Workspace,
  person: string,
  change: (current: Response) => Response,
): Promise<'written' | 'unchanged'> {
  const owner = personNamed(workspace, person)
  const file = responseFile(workspace, workspace.round, owner.id)
  return writeDurably(file, async (bytes) => {
    if (bytes === 'missing') {
      const before = newResponse(workspace, owner)
      const after = change(before)
      if (after === before) return undefined
      refuseFaults(workspace, after, file.shown)
      const written = await asWritten(workspace, owner, { after: inFileOrder(after, workspace.model) })
      return formatYaml(written, styleOf('response'), [schemaLine('response', 3)])
    }
    const read = await parseKind<ResponseFile>('response', file.shown, bytes)
    const loaded = await trusted(workspace, read, { person, round: workspace.round })
    if (!('inside' in loaded)) return revisePlain(workspace, loaded, change)
    const key = await ownKeyOf(workspace, loaded, person)
    const after = inFileOrder(change(loaded.data), workspace.model)
    if (equalData(after, inFileOrder(loaded.data, workspace.model))) return undefined
    refuseFaults(workspace, after, file.shown)
    const written = await asWritten(workspace, owner, { after, before: loaded, key })
    return revised(read as Loaded<ResponseFile>, written)
  })

  async function revisePlain(
    { model, assessment }: Workspace,
    loaded: Loaded<Response>,
    apply: (current: Response) => Response,
  ): Promise<string | undefined> {
    const changed = apply(loaded.data)
    if (changed === loaded.data && assessment.confidentiality === 'open') return undefined
    refuseFaults(workspace, changed, file.shown)
    const after = inFileOrder(changed, model)
    if (assessment.confidentiality === 'open') return reviseYaml(loaded.yaml.text, after, styleOf('response'))
    const written = await asWritten(workspace, owner, { after })
    return formatYaml(written, styleOf('response'), [schemaLine('response', 3)])
  }
}

/** As `saveResponse`; the response as it then is on disk. */
export async function changeResponse(
  workspace: Workspace,
  person: string,
  change: (current: Response) => Response,
): Promise<Response> {
  let saved: Response | undefined
  await saveResponse(workspace, person, (current) => {
    saved = change(current)
    return saved
  })
  return saved!
}

interface Writing {
  /** In the order of files. */
  readonly after: Response
  readonly before?: OpenedResponse
  /** The person's own recipient; theirs at hand where absent. */
  readonly key?: string | undefined
}

/** What is to stand in the file: the response itself, or sealed. */
async function asWritten(
  workspace: Workspace,
  owner: { readonly sections?: readonly string[] },
  { after, before, key }: Writing,
): Promise<ResponseFile> {
  if (workspace.assessment.confidentiality === 'open' && before === undefined) return after
  const { vault } = workspace
  const own = key ?? (await vault.own()).recipient
  const { statements } = courseOf(workspace.model, owner.sections)
  const { answered, of } = progressOf(after, workspace.model, statements)
  const binding = {
    seq: (before?.inside.seq ?? 0) + 1,
    progress: { answered, of },
    key: own,
    'sealed-to': recipientsIn(workspace, own),
  }
  return sealResponse(after, { vault, binding })
}

/** The text with its comments where it has any; the canonical form is written anew, which is faster. */
export async function revised({ yaml, data }: Loaded<ResponseFile>, written: ResponseFile): Promise<string> {
  const style = styleOf('response')
  const head = [schemaLine('response', 3)]
  if (formatYaml(data, style, head) === yaml.text) return formatYaml(written, style, head)
  return reviseYaml(yaml.text, written, style)
}

/** The newest key of the person, where the response is sealed to one of theirs at hand. Who can open it only because they facilitate does not answer in their place. */
async function ownKeyOf({ vault }: Workspace, loaded: OpenedResponse, person: string): Promise<string> {
  const keys = await vault.keyring()
  const { key } = loaded.inside
  const mine = await Promise.all((keys?.identities ?? []).map(recipientOf))
  if (keys !== undefined && (key === undefined || mine.includes(key))) return keys.recipient
  throw failure(
    'key',
    `the answers of ${person} are sealed with another key than yours (${key === undefined ? 'none' : fingerprintOf(key)})`,
    'bring the key they were given with (--identity FILE, or tiex keys restore FILE); if it is lost, ask a facilitator for: tiex keys hand-back',
  )
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
