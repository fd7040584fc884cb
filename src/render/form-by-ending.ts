import { listed } from '../did-you-mean.ts'
import { failure } from '../problem.ts'
import { oneLine } from './text.ts'

interface Asked<Form extends string> {
  /** As `--format` names it; undefined where it is left out. */
  readonly format: Form | undefined
  /** The file of `-o`; undefined, or `-`, for the screen. */
  readonly file: string | undefined
  /** The form of each ending, in lower case. */
  readonly endings: Readonly<Record<string, Form>>
  /** Of the screen, where nothing is said. */
  readonly usual: Form
}

/** The form that `--format` and the ending of a file come to. Throws a `TiexError` where they say different things, and where neither says any. */
export function formFor<Form extends string>({ format, file, endings, usual }: Asked<Form>): Form {
  if (file === undefined || file === '-') return format ?? usual
  const ending = /\.([a-z]+)$/i.exec(file)?.[1]?.toLowerCase() ?? ''
  const meant = Object.hasOwn(endings, ending) ? endings[ending] : undefined
  const known = Object.keys(endings).map((one) => `.${one}`)
  if (format === undefined && meant === undefined)
    throw failure(
      'usage',
      `the ending of ${oneLine(file)} names no form`,
      `end it in ${listed(known, 'or')}, or name the form with --format`,
    )
  if (format !== undefined && meant !== undefined && format !== meant)
    throw failure(
      'usage',
      `${oneLine(file)} is to hold ${format}, and its ending says ${meant}`,
      'leave out --format, or give the file another ending',
    )
  return format ?? meant!
}
