import { carriedTo } from '../../compare/carried.ts'
import type { PublishedRound } from '../../compare/published.ts'
import { recordPath } from '../../exchange/paths.ts'
import type { Model } from '../../model/model.ts'
import type { Problem } from '../../problem.ts'
import type { Variables } from '../git/run.ts'
import { indexFile, readIndex, writeIndex } from './published/index-file.ts'
import type { Index, IndexedReading, ReadIndex } from './published/index-format.ts'
import { contentsOf, type Listed, listRecords, openSource, type Source, treeOf } from './published/listing.ts'
import { misplaced } from './published/misplaced.ts'
import { type Reading, recordReader } from './published/reading.ts'

/** All that can be compared of an exchange, and what is wrong there. */
export interface PublishedRounds {
  /** In the order of organisation and round. */
  readonly rounds: readonly PublishedRound[]
  /** By path from the root of the exchange. */
  readonly problems: readonly Problem[]
}

/** The same, and who withdrew something. */
export interface AllPublished extends PublishedRounds {
  /** Ids of councils, each once. */
  readonly withdrawn: readonly string[]
}

/**
 * What councils published in the exchange at a path, as numbers over a model: of a git repository, bare or not, what its HEAD holds; of
 * a plain folder what stands there. Each record is read once: what it came to is kept in an index by the name of its bytes, in `.git/tiex/`
 * or the user's cache, and made anew where that is damaged. Records that are withdrawn are passed over; what is faulty is named in a
 * problem, and the rest still counts. Throws a `TiexError` where there is no folder, and where git fails.
 */
export async function readPublished(
  path: string,
  model: Model,
  variables: Variables = process.env,
): Promise<PublishedRounds> {
  const { rounds, problems } = await readPublishedOver(path, { model, known: [] }, variables)
  return { rounds, problems }
}

/** What records are turned into numbers by: a model, and others among which its other versions are. */
interface Over {
  readonly model: Model
  readonly known: readonly Model[]
}

/** As `readPublished`; a record that answered another version of the model has figures over the statements that carry over. */
export async function readPublishedOver(
  path: string,
  over: Over,
  variables: Variables,
): Promise<AllPublished> {
  const source = await openSource(path, variables)
  const { model, known: models } = over
  const others = carriedTo(model, models).map(({ from }) => from.digest)
  // The first number is of the rules by which records are read: another one makes every index anew.
  const key = ['2', model.id, model.version, model.digest, ...others.sort()].join(' ')
  const file = indexFile(source, key, variables)
  const known = await readIndex(file, key)
  if (known !== undefined && known.tree !== '' && known.tree === treeOf(source)) return told(known)
  const { index, blobs, isNew } = await readAnew(source, over, known)
  if (isNew) await writeIndex(file, key, { index, blobs })
  return told(index)
}

/** The index as it is to be. A record whose bytes are known is not read again. */
async function readAnew(
  source: Source,
  { model, known: models }: Over,
  known: ReadIndex | undefined,
): Promise<{ readonly index: Index; readonly blobs: readonly string[]; readonly isNew: boolean }> {
  const listing = listRecords(source)
  const readings = new Map<string, Reading>()
  for (const [at, blob] of known?.blobs().entries() ?? []) readings.set(blob, known!.readings[at]!.reading)
  const before = readings.size
  const read = recordReader(model, models)
  const fresh = onceEach(listing.records.filter(({ blob }) => blob === undefined || !readings.has(blob)))
  const problems: Problem[] = [...listing.problems]
  const named: { readonly record: Listed; readonly blob: string }[] = []
  let at = 0
  for await (const contents of contentsOf(source, fresh))
    for (const { bytes, blob, problems: found } of contents) {
      const record = fresh[at]!
      at += 1
      if (found !== undefined) problems.push(...found)
      else if (source.kind === 'git' || bytes !== undefined) {
        const reading = readings.get(blob) ?? read(bytes)
        // Nearly all are there at once, and waiting for each would take longer than reading it.
        readings.set(blob, reading instanceof Promise ? await reading : reading)
        if (source.kind === 'folder') named.push({ record, blob })
      }
    }
  const all =
    source.kind === 'folder' ? named : listing.records.map((record) => ({ record, blob: record.blob! }))
  const index: Index = {
    tree: listing.tree ?? '',
    readings: all.map(({ record, blob }) => indexed(record.path, readings.get(blob)!)),
    problems,
  }
  const isNew =
    known === undefined || readings.size > before || known.tree !== index.tree || all.length !== before
  return { index, blobs: all.map(({ blob }) => blob), isNew }
}

/** One record for each blob; in a plain folder blobs are not known yet. */
function onceEach(records: readonly Listed[]): readonly Listed[] {
  const seen = new Set<string>()
  return records.filter(({ blob }) => blob === undefined || (!seen.has(blob) && seen.add(blob)))
}

function indexed(path: string, reading: Reading): IndexedReading {
  const own =
    reading.kind === 'round'
      ? recordPath(reading.round.organisation.id, reading.round.round)
      : reading.kind === 'withdrawn'
        ? recordPath(reading.organisation, reading.round)
        : undefined
  return own === path ? { reading } : { reading, path }
}

function told({ readings, problems }: Index): AllPublished {
  const rounds: PublishedRound[] = []
  const withdrawn = new Set<string>()
  const found: Problem[] = [...problems]
  for (const { reading, path } of readings) {
    if (reading.kind === 'faulty')
      found.push(
        ...reading.problems.map((problem) => ({ ...problem, place: { ...problem.place, file: path! } })),
      )
    else if (path !== undefined) found.push(misplaced(path, standsFor(reading)))
    else if (reading.kind === 'round') rounds.push(reading.round)
    else withdrawn.add(reading.organisation)
  }
  return { rounds, problems: found, withdrawn: [...withdrawn] }
}

function standsFor(reading: Exclude<Reading, { kind: 'faulty' }>): { organisation: string; round: string } {
  if (reading.kind === 'withdrawn') return reading
  return { organisation: reading.round.organisation.id, round: reading.round.round }
}
