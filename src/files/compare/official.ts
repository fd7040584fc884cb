import { checkRecord } from '../../exchange/check.ts'
import type { Exchange } from '../../exchange/exchange.ts'
import type { Entry } from '../../exchange/paths.ts'
import { isWithdrawn, type OfficialRecord, type PublishedFile } from '../../exchange/record.ts'
import type { Model } from '../../model/model.ts'
import { TiexError } from '../../problem.ts'
import { fault } from '../disk/faults.ts'
import { isFaulty, parseKind, placedErrors } from '../kinds/read.ts'
import { modelPinned } from './model-of.ts'

/** An official response with the model that was answered. */
export interface Official {
  readonly record: OfficialRecord
  readonly model: Model
}

/** What the bytes of a record say; `entry` is where it stands in an exchange, absent elsewhere. Throws a `TiexError` with everything wrong, and where the record was withdrawn. */
export async function readOfficial(
  shown: string,
  bytes: Uint8Array,
  { entry, roots }: { readonly entry?: Entry; readonly roots: readonly (string | undefined)[] },
): Promise<Official> {
  const loaded = await parseKind<PublishedFile>('official', shown, bytes)
  if (isFaulty(loaded)) throw new TiexError(loaded.problems)
  const { data } = loaded
  const model = isWithdrawn(data) ? undefined : await modelPinned(data.model, shown, roots)
  const findings = checkRecord(data, {
    entry: entry ?? { kind: 'record', organisation: data.organisation.id, id: data.round },
    exchange: anyExchange,
    modelOf: () => model,
  })
  const problems = await placedErrors(loaded, findings)
  if (problems.length > 0) throw new TiexError(problems)
  if (isWithdrawn(data) || model === undefined)
    throw fault(
      shown,
      'withdrawn',
      `${data.organisation.id} has withdrawn ${data.round}`,
      'name another round, or ask the council',
    )
  return { record: data, model }
}

/** Takes everything: what an exchange takes is for `exchange check` to say. */
const anyExchange: Exchange = { format: 'tiex-exchange/1', name: '', audience: 'sector' }
