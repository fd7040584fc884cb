import { carriedTo } from '../../../compare/carried.ts'
import type { PublishedRound } from '../../../compare/published.ts'
import { type Figures, recordNumbers } from '../../../compare/record-numbers.ts'
import { checkRecord, type Standing } from '../../../exchange/check.ts'
import type { Exchange } from '../../../exchange/exchange.ts'
import { isWithdrawn, type PublishedFile } from '../../../exchange/record.ts'
import type { Model } from '../../../model/model.ts'
import type { Problem } from '../../../problem.ts'
import { byteLimit, isFaulty, parseKind, placedErrors } from '../../kinds/read.ts'
import { type PlainRecord, plainReader } from './plain-record.ts'
import { firstOf } from './problems.ts'

/** What the bytes of a record come to, wherever they stand: all that is kept of them. Places of problems have no file. */
export type Reading =
  | { readonly kind: 'round'; readonly round: PublishedRound }
  | { readonly kind: 'withdrawn'; readonly organisation: string; readonly round: string }
  | { readonly kind: 'faulty'; readonly problems: readonly Problem[] }

/** Reads records of one exchange over a model; other versions of it are among the `known`. What is said again and again is kept once. */
export type RecordReader = (bytes: Uint8Array | undefined) => Reading | Promise<Reading>

export function recordReader(model: Model, known: readonly Model[] = []): RecordReader {
  const kept = keeping()
  const numbers = recordNumbers(model, known)
  const parse = recordParser([model, ...carriedTo(model, known).map(({ from }) => from)])
  const roundOf = (
    { organisation, round, scope, published, respondents }: PlainRecord['about'],
    figures: Figures,
  ): Reading => ({
    kind: 'round',
    round: {
      organisation: kept.value(organisation),
      ...{ round: kept.text(round), scope: kept.text(scope), published: kept.text(published), respondents },
      ...figures,
    },
  })
  const readingOf = (read: Parsed): Reading => {
    if ('problems' in read) return { kind: 'faulty', problems: read.problems.map(withoutFile) }
    if ('about' in read) return roundOf(read.about, numbers.from(read.about.model.digest, read))
    const { file } = read
    if (!isWithdrawn(file)) return roundOf(file, numbers.of(file))
    return { kind: 'withdrawn', organisation: kept.text(file.organisation.id), round: kept.text(file.round) }
  }
  return (bytes) => {
    const read = parse(bytes)
    return read instanceof Promise ? read.then(readingOf) : readingOf(read)
  }
}

/** A record, right by schema, calendar and, where it is about one that is known, its model; else what is wrong, the first few things. */
export type Parsed =
  | PlainRecord
  | { readonly file: PublishedFile }
  | { readonly problems: readonly Problem[] }

/** Parses records that are about any of these models. What it says of one holds until it is asked for the next. */
export function recordParser(
  models: readonly Model[],
): (bytes: Uint8Array | undefined) => Parsed | Promise<Parsed> {
  const readPlain = plainReader(models)
  return (bytes) => {
    if (bytes === undefined) return { problems: [tooLarge] }
    const plain = readPlain(bytes)
    return plain !== undefined && isRight(plain) ? plain : parseWhole(bytes, models)
  }
}

/** Whether the calendar too takes a record of which all else is settled. */
function isRight({ about }: PlainRecord): boolean {
  const findings = checkRecord(
    about,
    standingOf(about, () => undefined),
  )
  return findings.every(({ severity }) => severity !== 'error')
}

async function parseWhole(bytes: Uint8Array, models: readonly Model[]): Promise<Parsed> {
  const loaded = await parseKind<PublishedFile>('official', '', bytes)
  if (isFaulty(loaded)) return { problems: firstOf(loaded.problems) }
  const { data } = loaded
  const modelOf: Standing['modelOf'] = ({ id, version }) =>
    models.find((model) => model.id === id && model.version === version)
  const problems = await placedErrors(loaded, checkRecord(data, standingOf(data, modelOf)))
  return problems.length > 0 ? { problems: firstOf(problems) } : { file: data }
}

/** As if it stood where it belongs, in an exchange that takes everything: what an exchange takes is for `exchange check` to say, and for nobody who reads. */
function standingOf(
  { organisation, round }: Pick<PublishedFile, 'organisation' | 'round'>,
  modelOf: Standing['modelOf'],
): Standing {
  const entry = { kind: 'record', organisation: organisation.id, id: round } as const
  return { entry, exchange: anyExchange, modelOf }
}

const anyExchange: Exchange = { format: 'tiex-exchange/1', name: '', audience: 'sector' }

const tooLarge: Problem = {
  severity: 'error',
  rule: 'too-large',
  message: `is larger than ${byteLimit('official') / 1024} kB, the most that is read`,
  hint: 'a record holds nothing but what tiex publish writes',
}

function withoutFile({ place, ...problem }: Problem): Problem {
  if (place?.line === undefined) return problem
  return { ...problem, place: { ...place, file: '' } }
}

/** Copies that stand alone: a part of a text would keep all of the text in memory. */
function keeping() {
  const texts = new Map<string, string>()
  const values = new Map<string, unknown>()
  return {
    text: (text: string): string => {
      const known = texts.get(text)
      if (known !== undefined) return known
      const copy = Buffer.from(text, 'utf8').toString('utf8')
      texts.set(copy, copy)
      return copy
    },
    value: <Value>(value: Value): Value => {
      const json = JSON.stringify(value)
      const known = values.get(json)
      if (known !== undefined) return known as Value
      const copy = JSON.parse(json) as Value
      values.set(json, copy)
      return copy
    },
  }
}
