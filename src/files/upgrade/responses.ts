import { join } from 'node:path'
import type { Session } from '../../env.ts'
import type { Mapping } from '../../model/mapping.ts'
import { modelName } from '../../model/model.ts'
import { type Problem, TiexError } from '../../problem.ts'
import { inFileOrder } from '../../response/answers.ts'
import { checkAnswers } from '../../response/check.ts'
import { checkPlace } from '../../response/place.ts'
import type { Response } from '../../response/response.ts'
import { isSealed, type ResponseFile, type SealedResponse } from '../../response/sealed.ts'
import { type CarriedResponse, carryResponse } from '../../upgrade/response.ts'
import { listFolder, readBytes } from '../disk/bytes.ts'
import type { FileName } from '../disk/faults.ts'
import { byteLimit, isFaulty, type Loaded, parseKind, placedErrors } from '../kinds/read.ts'
import { openTrusted, signedAnew } from '../resealing/response.ts'
import { digestedText, responseFile } from '../responses/read.ts'
import { revised } from '../responses/save.ts'
import { type OpenedResponse, recipientsIn, sealResponse } from '../responses/sealed.ts'
import type { Signer } from '../ssh/sign.ts'
import type { Workspace } from '../workspace.ts'
import { equalData } from '../yaml/equal.ts'
import type { Committed } from './committed.ts'
import { changedSince, equalBytes, type NewText } from './texts.ts'

/** Who carries the responses of a round to which version. */
export interface Carrying {
  readonly session: Session
  readonly workspace: Workspace
  readonly mapping: Mapping
  readonly signer: Signer | undefined
  /** Where an earlier run ended is told by the last commit; absent where there is none. */
  readonly committed: Committed | undefined
}

/** A response before and after. `carried` is absent where nobody knows what it was in the older version: its person began in the newer one. */
export interface FoundToCarry {
  readonly person: string
  readonly file: FileName
  readonly bytes: Uint8Array
  readonly before: Loaded<ResponseFile>
  readonly opened?: OpenedResponse
  readonly carried?: CarriedResponse
  /** What stands on disk, where an earlier run has written it: `before` is then what was committed. */
  readonly written?: Loaded<ResponseFile>
}

/** Every response of the round, opened and carried, by person; nothing is written. Throws a `TiexError` with what is wrong in any of them, named by file. */
export async function carryResponses(work: Carrying): Promise<readonly FoundToCarry[]> {
  const { workspace } = work
  const shown = `rounds/${workspace.round}/responses`
  const entries = listFolder({ path: join(workspace.root, shown), shown })
  const people = (entries === 'missing' ? [] : entries).flatMap(({ name }) =>
    name.endsWith('.yaml') && !name.startsWith('.') ? [name.replace(/\.yaml$/, '')] : [],
  )
  const problems: Problem[] = []
  const found: FoundToCarry[] = []
  for (const person of people) {
    try {
      const one = await carryOne(work, person)
      if (one !== undefined) found.push(one)
    } catch (error) {
      if (!(error instanceof TiexError)) throw error
      problems.push(...error.problems)
    }
  }
  if (problems.length > 0) throw new TiexError(problems, 'Nothing was changed.')
  return found
}

async function carryOne(work: Carrying, person: string): Promise<FoundToCarry | undefined> {
  const { workspace, mapping, committed } = work
  const file = responseFile(workspace, workspace.round, person)
  const bytes = await readBytes(file, byteLimit('response'))
  if (bytes === 'missing') return undefined
  const before = await parseKind<ResponseFile>('response', file.shown, bytes)
  if (isFaulty(before)) throw new TiexError(before.problems)
  const place = { person, file, bytes, before }
  const newer = modelName(mapping.newer)
  if (before.data.model !== newer) return { ...place, ...(await carriedFrom(work, place)) }
  const was = committed?.bytes(file.shown, 'response')
  const earlier = was && (await parseKind<ResponseFile>('response', file.shown, was))
  if (earlier === undefined || isFaulty(earlier) || earlier.data.model === newer) return place
  const carried = await carriedFrom(work, { ...place, before: earlier })
  const now = isSealed(before.data) ? await openOf(work, before, person) : undefined
  const data = now?.data ?? (before.data as Response)
  if (!equalData(inFileOrder(data, mapping.newer), carried.carried.response)) throw changedSince(file)
  return { ...place, before: earlier, ...carried, written: before }
}

async function carriedFrom(
  work: Carrying,
  { person, before }: Pick<FoundToCarry, 'person' | 'before'>,
): Promise<Required<Pick<FoundToCarry, 'carried'>> & Pick<FoundToCarry, 'opened'>> {
  const { workspace, mapping } = work
  const opened = isSealed(before.data) ? await openOf(work, before, person) : undefined
  const loaded = opened ?? (before as Loaded<Response>)
  const ids = new Set(workspace.assessment.people.map(({ id }) => id))
  const errors = await placedErrors(loaded, [
    ...(opened === undefined ? checkPlace(before.data, { person, round: workspace.round }, ids) : []),
    ...checkAnswers(loaded.data, mapping.older),
  ])
  if (errors.length > 0) throw new TiexError(errors)
  return { ...(opened === undefined ? {} : { opened }), carried: carryResponse(loaded.data, mapping) }
}

function openOf({ workspace }: Carrying, loaded: Loaded<ResponseFile>, person: string) {
  return openTrusted(workspace, loaded as Loaded<SealedResponse>, { round: workspace.round, person })
}

/**
 * What is to be written, and what then counts in the digest of a consensus. Where it was sealed it is sealed again, to the person's own key
 * and those who may facilitate, and counted on; how far they are stays until they save it themselves.
 */
export async function writtenResponse(
  work: Carrying,
  { person, bytes, before, file, opened, carried, written }: FoundToCarry,
): Promise<NewText & { readonly digested: string }> {
  if (carried === undefined || written !== undefined) {
    const { data, yaml } = written ?? before
    return { file, digested: digestedText(data, yaml.text), isAsRead: () => true, text: undefined }
  }
  const data =
    opened === undefined ? carried.response : await sealedAgain(work, { person, before, opened, carried })
  const text = await revised(before, data)
  return { file, digested: digestedText(data, text), text, isAsRead: (now) => equalBytes(now, bytes) }
}

async function sealedAgain(
  { session, workspace, signer }: Carrying,
  {
    person,
    before,
    opened,
    carried,
  }: Required<Pick<FoundToCarry, 'person' | 'before' | 'opened' | 'carried'>>,
): Promise<SealedResponse> {
  const { key, seq = 0 } = opened.inside
  const { signature, progress } = before.data as SealedResponse
  const sealed = await sealResponse(carried.response, {
    vault: workspace.vault,
    binding: {
      seq: seq + 1,
      // Counted anew it would tell who had answered the statements that are gone.
      progress: opened.inside.progress ?? progress,
      ...(key === undefined ? {} : { key }),
      'sealed-to': recipientsIn(workspace, key),
    },
  })
  return signedAnew({ session, workspace, signer }, sealed, { signature, person })
}
