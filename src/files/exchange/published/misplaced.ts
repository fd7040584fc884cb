import { quoted } from '../../../did-you-mean.ts'
import { entryAt } from '../../../exchange/paths.ts'
import type { Problem } from '../../../problem.ts'

/** What is wrong with a record at a path that is not its own: somebody else's, or under another name. */
export function misplaced(
  path: string,
  is: { readonly organisation: string; readonly round: string },
): Problem {
  const entry = entryAt(path)
  const message =
    is.organisation === entry?.organisation
      ? `the file is called ${entry.id}.yaml, but its round is ${quoted(is.round)}`
      : `the file is in the folder of ${entry?.organisation}, but is of ${quoted(is.organisation)}`
  const hint = 'a record stands in the folder of its organisation and is called by its round'
  return { severity: 'error', rule: 'path', message, hint, place: { file: path } }
}
