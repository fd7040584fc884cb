import { failure } from '../../problem.ts'
import { formFor } from '../form-by-ending.ts'
import { type Form, formByEnding, isGateForm } from './forms.ts'

/** One place the comparison is shown in. */
export interface Output {
  /** Undefined for the screen. */
  readonly file: string | undefined
  readonly form: Form
}

/** One file takes the form of --format where its ending says no other; several take those of their endings, and --format is for the screen. */
export function outputsOf({
  format,
  outputs = [],
  hasGates,
}: {
  readonly format?: Form | undefined
  readonly outputs?: readonly string[] | undefined
  readonly hasGates: boolean
}): readonly Output[] {
  if (format !== undefined && isGateForm(format) && !hasGates)
    throw failure('usage', `--format ${format} shows what fails`, 'say what is to fail with --fail-on')
  const [only, ...more] = outputs
  if (only === undefined) return [{ file: undefined, form: format ?? 'text' }]
  const fileOf = (named: string) => (named === '-' ? undefined : named)
  const endings: Readonly<Record<string, Form>> = formByEnding
  if (more.length === 0)
    return [{ file: fileOf(only), form: formFor({ format, file: only, endings, usual: 'text' }) }]
  const files = outputs.map((file): Output => {
    const own = file === '-' ? format : undefined
    return { file: fileOf(file), form: formFor({ format: own, file, endings, usual: 'text' }) }
  })
  const isShown = format !== undefined && !outputs.includes('-')
  return [...files, ...(isShown ? [{ file: undefined, form: format }] : [])]
}
