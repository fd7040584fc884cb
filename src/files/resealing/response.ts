import { failure, TiexError } from '../../problem.ts'
import { padded } from '../../response/padding.ts'
import { checkPlace } from '../../response/place.ts'
import {
  type Binding,
  type Inside,
  isSealed,
  type ResponseFile,
  type SealedResponse,
} from '../../response/sealed.ts'
import { isFaulty, type Loaded, parseKind, placedErrors } from '../kinds/read.ts'
import { styleOf } from '../kinds/styles.ts'
import { noKeyFor, responseFile } from '../responses/read.ts'
import { revised } from '../responses/save.ts'
import { checkSealed, type OpenedResponse, openResponse, recipientsIn } from '../responses/sealed.ts'
import { checkSigned, messageOf, responseNamespace } from '../responses/signed.ts'
import { type Signer, signMessage } from '../ssh/sign.ts'
import type { Workspace } from '../workspace.ts'
import { formatYaml } from '../yaml/format.ts'
import { reviseYaml } from '../yaml/revising/revise.ts'
import { change, isSealedTo, type Resealing, type State } from './file.ts'

/** What it takes to seal the responses of people again. */
export interface Sealing extends Resealing {
  readonly signer: Signer | undefined
  /** The key of the person from now on; the one inside the block where absent. */
  readonly key?: string
}

/** Which response. */
interface Spot {
  readonly round: string
  readonly person: string
}

/** What became of a response; `blocks` are what was in the file, and what is there now. Why it was refused, if it was. */
export async function resealResponse(
  work: Sealing,
  spot: Spot,
): Promise<{ readonly state: Awaited<ReturnType<typeof change>>; readonly blocks?: Blocks }> {
  const file = responseFile(work.workspace, spot.round, spot.person)
  let made: Anew | undefined
  const state = await change(work, file, async (bytes) => {
    const anew = await sealedAnew(work, spot, { shown: file.shown, bytes })
    if (typeof anew === 'string') return anew
    made = anew
    return anew
  })
  return { state, ...(made === undefined || state !== 'resealed' ? {} : { blocks: made.blocks }) }
}

type Blocks = readonly [before: string, after: string]

interface Anew {
  readonly text: string
  readonly blocks: Blocks
}

async function sealedAnew(
  work: Sealing,
  spot: Spot,
  { shown, bytes }: { readonly shown: string; readonly bytes: Uint8Array },
): Promise<State | Anew> {
  const { workspace } = work
  const read = await parseKind<ResponseFile>('response', shown, bytes)
  if (isFaulty(read)) throw new TiexError(read.problems)
  if (!isSealed(read.data)) return 'plain'
  const loaded = { data: read.data, yaml: read.yaml }
  const opened = await openTrusted(workspace, loaded, spot)
  const key = work.key ?? opened.inside.key
  const to = recipientsIn(workspace, key)
  const { inside } = opened
  if (inside.key === key && isSealedTo(read.data.sealed, inside['sealed-to'], to)) return 'same'
  const binding = {
    seq: (inside.seq ?? 0) + 1,
    progress: inside.progress ?? read.data.progress,
    ...(key === undefined ? {} : { key }),
    'sealed-to': to,
  }
  const sealed = await workspace.vault.seal(await boundAnew(opened, binding), to)
  const { signature, sealed: before, seq: _, key: __, ...head } = read.data
  const written: SealedResponse = {
    ...head,
    seq: binding.seq,
    ...(key === undefined ? {} : { key }),
    sealed,
  }
  const signed = await signedAnew(work, written, { signature, person: spot.person })
  return { text: await revised(loaded, signed), blocks: [before, sealed] }
}

/** What is sealed is opened and believed only where it stands in its place, is whole, and nobody else signed it. Whether the model knows the answers does not matter here. */
export async function openTrusted(
  workspace: Workspace,
  loaded: Loaded<SealedResponse>,
  spot: Spot,
): Promise<OpenedResponse> {
  const { data, yaml } = loaded
  const people = new Set(workspace.assessment.people.map(({ id }) => id))
  const around = await placedErrors(loaded, [
    ...checkPlace(data, spot, people),
    ...checkSealed(data),
    ...checkSigned(workspace, data, spot.person),
  ])
  if (around.length > 0) throw new TiexError(around)
  const opened = await openResponse(loaded, workspace.vault)
  if (opened === 'no key') throw noKeyFor(yaml.file, spot.person)
  if (isFaulty(opened)) throw new TiexError(opened.problems)
  return opened
}

/** The text within the block with another binding; all else keeps its bytes, but for the padding. */
async function boundAnew({ yaml, inside }: OpenedResponse, binding: Binding): Promise<string> {
  const style = styleOf('response')
  const { person, round, model, seq: _, progress: __, key: ___, 'sealed-to': ____, ...answers } = inside
  const bound: Inside = { person, round, model, ...binding, ...answers }
  const bare = withoutPadding(yaml.text)
  const text =
    formatYaml(inside, style) === bare ? formatYaml(bound, style) : await reviseYaml(bare, bound, style)
  const filled = padded(text)
  if (filled !== undefined) return filled
  throw failure(
    'too-long',
    `there is more in the answers of ${person} than fits into a sealed file with so many recipients`,
    'they shorten their longest notes: tiex assess',
  )
}

/** No answer begins a line with a number sign: block texts are indented. */
function withoutPadding(text: string): string {
  return text.replace(/^# What follows is padding[^\n]*\n(?:#[^\n]*\n)*$(?![\s\S])/m, '')
}

/**
 * Signed by the caller in place of whoever signed before. Where somebody could have signed and did not, nobody does now: that nothing
 * proves who wrote the answers must stay to be seen.
 */
export async function signedAnew(
  { session, workspace, signer }: Pick<Sealing, 'session' | 'workspace' | 'signer'>,
  file: SealedResponse,
  { signature, person }: { readonly signature: string | undefined; readonly person: string },
): Promise<SealedResponse> {
  const owner = workspace.assessment.people.find(({ id }) => id === person)
  if (signer === undefined || (signature === undefined && owner?.['signing-key'] !== undefined)) return file
  return {
    ...file,
    signature: await signMessage(session, signer, { message: messageOf(file), namespace: responseNamespace }),
  }
}
