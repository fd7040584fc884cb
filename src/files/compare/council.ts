import { newestOf } from '../../compare/group.ts'
import type { Subject } from '../../compare/subject.ts'
import { hintFor } from '../../did-you-mean.ts'
import { isWithdrawn, type OfficialRecord, type PublishedFile } from '../../exchange/record.ts'
import { failure, TiexError } from '../../problem.ts'
import { fault } from '../disk/faults.ts'
import {
  contentsOf,
  type Listed,
  listRecords,
  recordsOf,
  type Source,
} from '../exchange/published/listing.ts'
import { isFaulty, parseKind } from '../kinds/read.ts'
import { readOfficial } from './official.ts'
import { isToCome, toCome } from './peers.ts'
import { subjectOf } from './subject.ts'

/** A council of an exchange, and one of its rounds where a person named one. */
export interface CouncilNamed {
  readonly organisation: string
  readonly round?: string
}

const ids = /^([a-z][a-z0-9-]{0,39})(?:@([a-z0-9][a-z0-9-]{0,39}))?$/

/** `council` or `council@round`; undefined for anything that is no such name, so that no path is ever made of it. */
export function councilIn(text: string): CouncilNamed | undefined {
  const [, organisation, round] = ids.exec(text) ?? []
  if (organisation === undefined) return undefined
  return { organisation, ...(round === undefined ? {} : { round }) }
}

/** The ids of councils that have a record, withdrawn ones too, in the order of the exchange. */
export function councilsIn(exchange: Source): readonly string[] {
  return [...new Set(listRecords(exchange).records.map(({ organisation }) => organisation))]
}

/** Whether a council has a record, be it a withdrawn one; looks at its folder alone. */
export function hasRecord(exchange: Source, organisation: string): boolean {
  return recordsOf(exchange, organisation).length > 0
}

/** Where what a council published is looked for, and when. */
interface Looking {
  readonly exchange: Source
  readonly roots: readonly (string | undefined)[]
  readonly now: Date
}

/** What a council published: the round that is named, else the newest. Throws a `TiexError` where there is none, or where it is faulty. */
export async function readCouncil(
  named: string,
  { organisation, round }: CouncilNamed,
  { exchange, roots, now }: Looking,
): Promise<Subject> {
  const own = recordsOf(exchange, organisation)
  if (own.length === 0) {
    const hint = hintFor(organisation, councilsIn(exchange), 'councils')
    throw failure('no-council', `${organisation} has published nothing in this exchange`, hint)
  }
  const rounds = own.map(({ id }) => id)
  if (round !== undefined && !rounds.includes(round))
    throw failure('round', `${organisation} has not published ${round}`, hintFor(round, rounds, 'rounds'))
  const wanted = round === undefined ? own : own.filter(({ id }) => id === round)
  const { listed, bytes } = await newestRecord(organisation, wanted, { exchange, now })
  const { path, id } = listed
  const entry = { kind: 'record', organisation, id } as const
  return subjectOf(named, await readOfficial(path, bytes, { entry, roots }))
}

interface Content {
  readonly listed: Listed
  readonly bytes: Uint8Array
}

/**
 * The newest record that is neither withdrawn nor published after tomorrow; a withdrawn one where it alone was asked for. A faulty one
 * could be the newest, so that it stops.
 */
async function newestRecord(
  organisation: string,
  records: readonly Listed[],
  { exchange, now }: Pick<Looking, 'exchange' | 'now'>,
): Promise<Content> {
  const found: (Content & Pick<OfficialRecord, 'organisation' | 'published' | 'round'>)[] = []
  let index = 0
  for await (const contents of contentsOf(exchange, records))
    for (const { bytes, problems } of contents) {
      const listed = records[index++]!
      if (bytes === undefined)
        throw problems === undefined
          ? fault(
              listed.path,
              'too-large',
              'is too large to be read',
              'its council can publish the round again',
            )
          : new TiexError(problems)
      const loaded = await parseKind<PublishedFile>('official', listed.path, bytes)
      if (isFaulty(loaded)) throw new TiexError(loaded.problems)
      const { data } = loaded
      if (!isWithdrawn(data)) {
        const { published, round } = data
        found.push({ listed, bytes, published, round, organisation: data.organisation })
      } else if (records.length === 1) return { listed, bytes }
    }
  const newest = newestOf(found.filter((one) => !isToCome(one, now)))
  if (newest !== undefined) return newest
  if (found.length > 0) throw new TiexError(found.map(toCome))
  throw failure(
    'withdrawn',
    `${organisation} has withdrawn everything it published`,
    'name another council, or ask this one',
  )
}
