import type { Exchange } from '../../exchange/exchange.ts'
import { exchangeFile } from '../../exchange/paths.ts'
import { failure, TiexError } from '../../problem.ts'
import { isFaulty, type Loaded, parseKind } from '../kinds/read.ts'

/** exchange.yaml of an exchange called `shown`. Throws a `TiexError` where there is none, or it is faulty: nothing is written to what is no exchange. */
export async function readExchange(bytes: Uint8Array | 'missing', shown: string): Promise<Loaded<Exchange>> {
  if (bytes === 'missing')
    throw failure(
      'exchange',
      `there is no ${exchangeFile} in ${shown}, so that it is no exchange`,
      'mend the name, or begin an exchange with: tiex exchange init',
    )
  const loaded = await parseKind<Exchange>('exchange', exchangeFile, bytes)
  if (isFaulty(loaded))
    throw new TiexError(loaded.problems, `The exchange is ${shown}; whoever keeps it mends that file.`)
  return loaded
}
