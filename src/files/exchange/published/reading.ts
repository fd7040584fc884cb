import { carriedTo } from '../../../compare/carried.ts'
import type { PublishedRound } from '../../../compare/published.ts'
import { recordNumbers } from '../../../compare/record-numbers.ts'
import { checkRecord } from '../../../exchange/check.ts'
import type { Exchange } from '../../../exchange/exchange.ts'
import { isWithdrawn, type OfficialRecord, type PublishedFile } from '../../../exchange/record.ts'
import type { Model } from '../../../model/model.ts'
import type { Problem } from '../../../problem.ts'
import { byteLimit, isFaulty, parseKind, placedErrors } from '../../kinds/read.ts'
import { firstOf } from './problems.ts'

/** What the bytes of a record come to, wherever they stand: all that is kept of them. Places of problems have no file. */
export type Reading =
  | { readonly kind: 'round'; readonly round: PublishedRound }
  | { readonly kind: 'withdrawn'; readonly organisation: string; readonly round: string }
  | { readonly kind: 'faulty'; readonly problems: readonly Problem[] }

/** Reads records of one exchange over a model; other versions of it are among the `known`. What is said again and again is kept once. */
export type RecordReader = (bytes: Uint8Array | undefined) => Promise<Reading>

export function recordReader(model: Model, known: readonly Model[] = []): RecordReader {
  const kept = keeping()
  const numbers = recordNumbers(model, known)
  const others = carriedTo(model, known).map(({ from }) => from)
  const plain = new Map(others.map((other) => [other.digest, recordNumbers(other).isPlain]))
  plain.set(model.digest, numbers.isPlain)
  return async (bytes) => {
    const read = await parseRecord(
      bytes,
      [model, ...others],
      (record) => plain.get(record.model.digest)?.(record) ?? false,
    )
    if ('problems' in read) return { kind: 'faulty', problems: read.problems.map(withoutFile) }
    const { file } = read
    if (isWithdrawn(file))
      return {
        kind: 'withdrawn',
        organisation: kept.text(file.organisation.id),
        round: kept.text(file.round),
      }
    const { organisation, round, scope, published, respondents } = file
    return {
      kind: 'round',
      round: {
        organisation: kept.value(organisation),
        ...{ round: kept.text(round), scope: kept.text(scope), published: kept.text(published), respondents },
        ...numbers.of(file),
      },
    }
  }
}

/** The record that the bytes hold, right by schema, calendar and, where it is one of these, its model; else what is wrong, the first few things. `isPlain` may settle at a look that all of it is about its model. */
export async function parseRecord(
  bytes: Uint8Array | undefined,
  models: readonly Model[],
  isPlain: (record: OfficialRecord) => boolean,
): Promise<{ readonly file: PublishedFile } | { readonly problems: readonly Problem[] }> {
  if (bytes === undefined) return { problems: [tooLarge] }
  const loaded = await parseKind<PublishedFile>('official', '', bytes)
  if (isFaulty(loaded)) return { problems: firstOf(loaded.problems) }
  const file = loaded.data
  const isSettled = !isWithdrawn(file) && isPlain(file)
  const findings = checkRecord(file, {
    entry: { kind: 'record', organisation: file.organisation.id, id: file.round },
    exchange: anyExchange,
    modelOf: ({ id, version }) =>
      isSettled ? undefined : models.find((model) => model.id === id && model.version === version),
  })
  const problems = await placedErrors(loaded, findings)
  return problems.length > 0 ? { problems: firstOf(problems) } : { file }
}

/** Takes everything: what an exchange takes is for `exchange check` to say, and for nobody who reads. */
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
