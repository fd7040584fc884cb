import { entryAt } from '../../../exchange/paths.ts'
import { isWithdrawn, type OfficialRecord } from '../../../exchange/record.ts'
import type { Model } from '../../../model/model.ts'
import type { Problem } from '../../../problem.ts'
import type { Variables } from '../../git/run.ts'
import { contentsOf, listRecords, openSource } from './listing.ts'
import { misplaced } from './misplaced.ts'
import type { PlainRecord } from './plain-record.ts'
import { type Parsed, recordParser } from './reading.ts'

/** What stands at one path of an exchange: a record, or what is wrong there. */
export type Found = { readonly record: OfficialRecord } | { readonly problems: readonly Problem[] }

/**
 * Every record of an exchange in the order of their paths, one at a time and none of them kept, from where `readPublished` reads them.
 * Withdrawn ones are passed over. Throws a `TiexError` where there is no folder, and where git fails.
 */
export async function* streamRecords(
  path: string,
  models: readonly Model[],
  variables: Variables,
): AsyncGenerator<Found> {
  const source = await openSource(path, variables)
  const { records, problems } = listRecords(source)
  if (problems.length > 0) yield { problems }
  const parse = recordParser(models)
  let at = 0
  for await (const contents of contentsOf(source, records))
    for (const { bytes, problems: found } of contents) {
      const { path: file } = records[at]!
      at += 1
      if (found === undefined) yield* recordAt(file, await parse(bytes))
      else yield { problems: found }
    }
}

function* recordAt(path: string, read: Parsed): Generator<Found> {
  if ('problems' in read) return yield { problems: inFile(read.problems, path) }
  const file = 'about' in read ? wholeRecord(read) : read.file
  const { organisation, round } = file
  const entry = entryAt(path)!
  const isThere = organisation.id === entry.organisation && round === entry.id
  if (!isThere) yield { problems: [misplaced(path, { organisation: organisation.id, round })] }
  else if (!isWithdrawn(file)) yield { record: file }
}

/** In the order in which it was written. */
export function wholeRecord({ about, model, agreed, ambitions }: PlainRecord): OfficialRecord {
  const statements = model.statements.flatMap(({ id }, place) => {
    const answer = agreed[place]
    return answer === undefined ? [] : [[id, { agreed: answer }] as const]
  })
  const cells = model.sections.flatMap(({ id }, place) => {
    const ambition = ambitions[place]
    return ambition === undefined ? [] : [[id, { ambition }] as const]
  })
  return {
    ...{ ...about, statements: Object.fromEntries(statements) },
    ...(about.cells === undefined ? {} : { cells: Object.fromEntries(cells) }),
  }
}

function inFile(problems: readonly Problem[], file: string): readonly Problem[] {
  return problems.map((problem) => ({ ...problem, place: { ...problem.place, file } }))
}
