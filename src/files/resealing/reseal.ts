import { join } from 'node:path'
import { failure, type Problem, TiexError } from '../../problem.ts'
import { consensusPath } from '../consensus.ts'
import { listFolder } from '../disk/bytes.ts'
import { responsePath } from '../responses/read.ts'
import { recipientsIn } from '../responses/sealed.ts'
import { findSigner } from '../ssh/sign.ts'
import type { Workspace } from '../workspace.ts'
import { type ResealedConsensus, resealConsensus } from './consensus.ts'
import { digestWith, submittedTexts } from './digests.ts'
import type { Resealing, State } from './file.ts'
import { resealResponse, type Sealing } from './response.ts'
import { findUncommitted, type Uncommitted } from './uncommitted.ts'

/** A response that was not sealed again, and why. */
interface Refused {
  readonly person: string
  readonly problems: readonly Problem[]
}

/** What became of the responses; people in the order of their files. */
interface Responses {
  readonly people: Readonly<Record<Exclude<State, 'missing'>, readonly string[]>>
  readonly refused: readonly Refused[]
  /** The blocks that are there now, by those they took the place of. */
  readonly blocks: ReadonlyMap<string, string>
}

/** What became of the files of a round. */
export interface Resealed extends Omit<Responses, 'blocks'> {
  readonly round: string
  /** The counts of a small group, sealed within the consensus. */
  readonly counts: ResealedConsensus['counts']
  /** The consensus is of other responses than all that were submitted: it has to be merged again. */
  readonly isOutdated: boolean
  /** People whose response the caller sealed again earlier, which was not committed. */
  readonly earlier: readonly string[]
  /** People whose response was sealed again and holds more that was not committed: that is theirs to commit. */
  readonly uncommitted: readonly string[]
  /** How many responses are to be committed. */
  readonly responses: number
  /** What is to be committed, from the root of the workspace: just what was sealed again, now or earlier. None for a dry run. */
  readonly files: readonly string[]
}

/**
 * Seals every response of a round again that a key at hand opens, to the key inside of it and to everybody who may facilitate now, and
 * the counts of the consensus, which stays that of the same responses. Files that are sealed to just these stay as they are. What
 * people answered keeps its bytes. A response that cannot be opened or trusted is refused with its problems and keeps no other from
 * being sealed. Throws a `TiexError` where there is something sealed and no key at all, or nobody to seal it to.
 */
export async function resealRound(work: Resealing, round: string): Promise<Resealed> {
  const sealing = await prepared(work)
  const before = await lookedAt(work, round)
  const sealed = await resealResponses(sealing, round, before.people)
  if (sealed.refused.length > 0) {
    if ((await work.workspace.vault.keyring()) === undefined) throw noKeyAtAll()
    recipientsIn(work.workspace, undefined)
  }
  return finished(sealing, before, sealed)
}

/**
 * Seals the response of one person again with another key of theirs, inside and outside of the block. Throws a `TiexError` where there
 * is none, it is not sealed, or it cannot be opened and trusted; the file then stays as it is.
 */
export async function handBack(
  work: Resealing,
  { person, key }: { readonly person: string; readonly key: string },
): Promise<Resealed> {
  const { round } = work.workspace
  const sealing = { ...(await prepared(work)), key }
  const before = await lookedAt(work, round)
  const sealed = await resealResponses(sealing, round, [person])
  const [refused] = sealed.refused
  if (refused !== undefined) throw new TiexError(refused.problems, 'Nothing was changed.')
  if (sealed.people.plain.length > 0)
    throw failure('plain', `the answers of ${person} in ${round} are not sealed`, 'there is nothing to do')
  if (sealed.people.resealed.length + sealed.people.same.length === 0)
    throw failure('no-response', `${person} has not answered anything in ${round}`, 'there is nothing to do')
  return finished(sealing, before, sealed)
}

/** With the keys looked for, since nobody may be asked for a passphrase while a file is locked. A signing key that is registered and not at hand leaves what is sealed unsigned. */
async function prepared(work: Resealing): Promise<Sealing> {
  const registered = work.caller['signing-key']
  await work.workspace.vault.keyring()
  const signer = registered === undefined ? undefined : await findSigner(work.session, registered)
  return { ...work, signer }
}

/** A round before anything in it is sealed again. */
interface Before {
  readonly round: string
  /** Those who have a response. */
  readonly people: readonly string[]
  /** What counts in the digest of each who submitted. */
  readonly submitted: readonly string[]
  readonly uncommitted: Uncommitted
}

async function lookedAt(work: Resealing, round: string): Promise<Before> {
  const people = answering(work.workspace, round)
  const uncommitted = await findUncommitted(work, round, people)
  return { round, people, submitted: await submittedTexts(work.workspace, round, people), uncommitted }
}

function answering({ root }: Workspace, round: string): readonly string[] {
  const shown = `rounds/${round}/responses`
  const entries = listFolder({ path: join(root, shown), shown })
  if (entries === 'missing') return []
  return entries.flatMap(({ name }) =>
    name.endsWith('.yaml') && !name.startsWith('.') ? [name.replace(/\.yaml$/, '')] : [],
  )
}

async function resealResponses(
  sealing: Sealing,
  round: string,
  persons: readonly string[],
): Promise<Responses> {
  const people: Record<Exclude<State, 'missing'>, string[]> = { resealed: [], same: [], plain: [] }
  const refused: Refused[] = []
  const blocks = new Map<string, string>()
  for (const person of persons) {
    const { state, blocks: changed } = await resealResponse(sealing, { round, person })
    if (changed !== undefined) blocks.set(...changed)
    if (typeof state === 'object') refused.push({ person, ...state })
    else if (state !== 'missing') people[state].push(person)
  }
  return { people, refused, blocks }
}

/** The consensus brought along, and what is to be committed with it. */
async function finished(
  sealing: Sealing,
  { round, submitted, uncommitted }: Before,
  { people, refused, blocks }: Responses,
): Promise<Resealed> {
  const digests = {
    // The consensus may be of the blocks that an earlier run found, or of those that it left.
    before: [digestWith(submitted, new Map()), digestWith(submitted, new Map(uncommitted.resealed.values()))],
    after: digestWith(submitted, blocks),
  }
  const onlyDigest = sealing.key !== undefined
  const { counts, isOutdated, isWritten } = await resealConsensus(sealing, round, { digests, onlyDigest })
  const earlier = [...uncommitted.resealed.keys()]
  const toCommit = people.resealed.filter((person) => !uncommitted.changed.includes(person))
  const responses = [...new Set([...toCommit, ...earlier])].map((person) => responsePath(round, person))
  const files = [...responses, ...(isWritten || uncommitted.consensus ? [consensusPath(round)] : [])]
  return {
    ...{ round, people, refused, counts, isOutdated, earlier },
    uncommitted: people.resealed.filter((person) => uncommitted.changed.includes(person)),
    responses: responses.length,
    files: sealing.dryRun ? [] : files,
  }
}

function noKeyAtAll(): TiexError {
  return failure(
    'key',
    'there is no key here that could open anything',
    'bring yours with --identity FILE, TIEX_IDENTITY, or tiex keys restore FILE',
  )
}
