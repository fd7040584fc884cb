import { hintFor, quoted } from './did-you-mean.ts'
import { type Finding, finding } from './problem.ts'

/** What can be set of something by words such as `owner=priya-shah`. */
interface Settable<Field extends string> {
  readonly fields: readonly Field[]
  /** What it is the field of: `an action`. */
  readonly of: string
  readonly example: string
  /** What is wrong with a value; undefined where nothing is. An empty one takes the field away. */
  readonly judge: (field: Field, value: string) => Finding | undefined
}

/** The values in words such as `owner=priya-shah` and `due=`, trimmed. Findings have the field as their path, or the word where it names none. */
export function parseAssignments<Field extends string>(
  words: readonly string[],
  { fields, of, example, judge }: Settable<Field>,
): { readonly values: { readonly [Key in Field]?: string }; readonly findings: readonly Finding[] } {
  const values: { [Key in Field]?: string } = {}
  const findings: Finding[] = []
  for (const word of words) {
    const at = word.indexOf('=')
    const name = word.slice(0, Math.max(0, at))
    const value = word.slice(at + 1).trim()
    const field = fields.find((known) => known === name)
    const wrong =
      at === -1
        ? finding('usage', [word], `${quoted(word)} sets nothing`, {
            hint: `write KEY=VALUE, such as ${example}; quotation marks hold several words together`,
          })
        : field === undefined
          ? finding('unknown-field', [word], `${quoted(name)} is not a field of ${of}`, {
              hint: hintFor(name, fields.toSorted(), 'fields'),
            })
          : values[field] === undefined
            ? judge(field, value)
            : finding('usage', [field], `${field} is set twice`, { hint: 'leave one of them out' })
    if (wrong === undefined) values[field!] = value
    else findings.push(wrong)
  }
  return { values, findings }
}

/** The words between commas, each once. */
export function listOf(text: string): readonly string[] {
  return [...new Set(text.split(',').map((word) => word.trim()))].filter((word) => word !== '')
}
