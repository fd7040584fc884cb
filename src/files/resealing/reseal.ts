import { join } from 'node:path'
import { failure, type Problem, TiexError } from '../../problem.ts'
import { padded } from '../../response/padding.ts'
import { checkPlace } from '../../response/place.ts'
import {
  type Binding,
  type Inside,
  isSealed,
  type ResponseFile,
  type SealedResponse,
} from '../../response/sealed.ts'
import { consensusPath } from '../consensus.ts'
import { listFolder } from '../disk/bytes.ts'
import { isFaulty, type Loaded, parseKind, placedErrors } from '../kinds/read.ts'
import { styleOf } from '../kinds/styles.ts'
import { noKeyFor, responseFile } from '../responses/read.ts'
import { revised } from '../responses/save.ts'
import { checkSealed, type OpenedResponse, openResponse, recipientsIn } from '../responses/sealed.ts'
import { checkSigned, messageOf, responseNamespace } from '../responses/signed.ts'
import { findSigner, type Signer, signMessage } from '../ssh/sign.ts'
import type { Workspace } from '../workspace.ts'
import { formatYaml } from '../yaml/format.ts'
import { reviseYaml } from '../yaml/revising/revise.ts'
import { resealCounts } from './counts.ts'
import { change, isSame, type Resealing, type State } from './file.ts'

/** A response that was not sealed again, and why. */
interface Refused {
  readonly person: string
  readonly problems: readonly Problem[]
}

/** What became of the files of a round; people in the order of their files. */
export interface Resealed {
  readonly round: string
  readonly people: Readonly<Record<Exclude<State, 'missing'>, readonly string[]>>
  readonly refused: readonly Refused[]
  /** The counts of a small group, sealed within the consensus. */
  readonly counts: State | { readonly problems: readonly Problem[] }
  /** What was written, from the root of the workspace. */
  readonly files: readonly string[]
}

/**
 * Seals every response of a round again that a key at hand opens, to the key inside of it and to everybody who may facilitate now, and
 * the counts of the consensus. Files that are sealed to just these stay as they are. What people answered keeps its bytes. A response
 * that cannot be opened or trusted is refused with its problems and keeps no other from being sealed. Throws a `TiexError` where there
 * is something sealed and no key at all.
 */
export async function resealRound(work: Resealing, round: string): Promise<Resealed> {
  const sealing = await prepared(work)
  const people: Record<Exclude<State, 'missing'>, string[]> = { resealed: [], same: [], plain: [] }
  const refused: Refused[] = []
  for (const person of answering(work.workspace, round)) {
    const state = await resealResponse(sealing, { round, person })
    if (typeof state === 'object') refused.push({ person, ...state })
    else if (state !== 'missing') people[state].push(person)
  }
  if (refused.length > 0 && (await work.workspace.vault.keyring()) === undefined) throw noKeyAtAll()
  const counts = await resealCounts(work, round)
  const files = people.resealed.map((person) => responseFile(work.workspace, round, person).shown)
  if (counts === 'resealed') files.push(consensusPath(round))
  return { round, people, refused, counts, files: work.dryRun ? [] : files }
}

/**
 * Seals the response of one person again with another key of theirs, inside and outside of the block. Throws a `TiexError` where there
 * is none, it is not sealed, or it cannot be opened and trusted; the file then stays as it is.
 */
export async function handBack(
  work: Resealing,
  { person, key }: { readonly person: string; readonly key: string },
): Promise<'resealed' | 'same'> {
  const { round } = work.workspace
  const state = await resealResponse({ ...(await prepared(work)), key }, { round, person })
  if (state === 'missing')
    throw failure('no-response', `${person} has not answered anything in ${round}`, 'there is nothing to do')
  if (state === 'plain')
    throw failure('plain', `the answers of ${person} in ${round} are not sealed`, 'there is nothing to do')
  if (typeof state === 'object') throw new TiexError(state.problems, 'Nothing was changed.')
  return state
}

/** With the keys looked for, since nobody may be asked for a passphrase while a file is locked. A signing key that is registered and not at hand leaves what is sealed unsigned. */
async function prepared(work: Resealing): Promise<Sealing> {
  const registered = work.caller['signing-key']
  await work.workspace.vault.keyring()
  const signer = registered === undefined ? undefined : await findSigner(work.session, registered)
  return { ...work, signer }
}

function answering({ root }: Workspace, round: string): readonly string[] {
  const shown = `rounds/${round}/responses`
  const entries = listFolder({ path: join(root, shown), shown })
  if (entries === 'missing') return []
  return entries.flatMap(({ name }) =>
    name.endsWith('.yaml') && !name.startsWith('.') ? [name.replace(/\.yaml$/, '')] : [],
  )
}

interface Sealing extends Resealing {
  readonly signer: Signer | undefined
  /** The key of the person from now on; the one inside the block where absent. */
  readonly key?: string
}

interface Spot {
  readonly round: string
  readonly person: string
}

async function resealResponse(work: Sealing, spot: Spot) {
  const file = responseFile(work.workspace, spot.round, spot.person)
  return change(work, file, (bytes) => sealedAnew(work, spot, { shown: file.shown, bytes }))
}

async function sealedAnew(
  work: Sealing,
  spot: Spot,
  { shown, bytes }: { readonly shown: string; readonly bytes: Uint8Array },
): Promise<State | { readonly text: string }> {
  const { workspace } = work
  const read = await parseKind<ResponseFile>('response', shown, bytes)
  if (isFaulty(read)) throw new TiexError(read.problems)
  if (!isSealed(read.data)) return 'plain'
  const loaded = { data: read.data, yaml: read.yaml }
  const opened = await openTrusted(workspace, loaded, spot)
  const key = work.key ?? opened.inside.key
  const to = recipientsIn(workspace, key)
  if (opened.inside.key === key && isSame(opened.inside['sealed-to'], to)) return 'same'
  const binding = {
    seq: (opened.inside.seq ?? 0) + 1,
    ...(key === undefined ? {} : { key }),
    'sealed-to': to,
  }
  const sealed = await workspace.vault.seal(await boundAnew(opened, binding), to)
  const { signature, sealed: _, seq: __, key: ___, ...head } = read.data
  const written: SealedResponse = {
    ...head,
    seq: binding.seq,
    ...(key === undefined ? {} : { key }),
    sealed,
  }
  return { text: await revised(loaded, await signedAnew(work, written, { signature, person: spot.person })) }
}

/** What is sealed is opened and believed only where it stands in its place, is whole, and nobody else signed it. Whether the model knows the answers does not matter here. */
async function openTrusted(
  workspace: Workspace,
  loaded: Loaded<SealedResponse>,
  spot: Spot,
): Promise<OpenedResponse> {
  const { data, yaml } = loaded
  const people = workspace.assessment.people.map(({ id }) => id)
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
  const { person, round, model, seq: _, key: __, 'sealed-to': ___, ...answers } = inside
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
async function signedAnew(
  { session, workspace, signer }: Sealing,
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

function noKeyAtAll(): TiexError {
  return failure(
    'key',
    'there is no key here that could open anything',
    'bring yours with --identity FILE, TIEX_IDENTITY, or tiex keys restore FILE',
  )
}
