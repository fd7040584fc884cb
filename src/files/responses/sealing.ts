import { failure } from '../../problem.ts'
import { padded } from '../../response/padding.ts'
import type { Response } from '../../response/response.ts'
import { type Binding, insideOf, type SealedResponse } from '../../response/sealed.ts'
import { styleOf } from '../kinds/styles.ts'
import { formatYaml } from '../yaml/format.ts'

// Nothing here needs Node: the form seals in the browser with the same code.

/** What is sealed of a response in the order of files, filled up to one of a few sizes. Throws a `TiexError` where it is too long. */
export function textToSeal(response: Response, binding: Binding): string {
  const text = padded(formatYaml(insideOf(response, binding), styleOf('response')))
  if (text !== undefined) return text
  throw failure(
    'too-long',
    'there is more in this response than fits into a sealed file',
    'shorten the longest notes; nothing was saved',
  )
}

/** The file around the block into which the text of the same response was sealed. */
export function sealedFile(response: Response, binding: Binding, block: string): SealedResponse {
  const { format, model, round, person, started, submitted, pass } = response
  const { seq, progress, key } = binding
  return {
    format,
    model,
    round,
    person,
    ...(started === undefined ? {} : { started }),
    ...(submitted === undefined ? {} : { submitted }),
    ...(pass === undefined ? {} : { pass }),
    progress,
    seq,
    ...(key === undefined ? {} : { key }),
    sealed: block,
  }
}
