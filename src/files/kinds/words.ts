import { listed } from '../../did-you-mean.ts'
import type { Path } from '../../problem.ts'
import type { Kind } from './schema.ts'

/** A file of the kind with its article: `a response`, `an official response`. */
export function kindInWords(kind: Kind): string {
  const words: Partial<Record<Kind, string>> = {
    assessment: 'a tiex.yaml',
    'second-look': 'a second look',
    signatures: 'a file of signatures',
    forms: 'a list of forms that were made',
    official: 'an official response',
    exchange: 'an exchange.yaml',
    'success-factor': 'a success factor',
    resources: 'a file of resources',
  }
  return words[kind] ?? `a ${kind}`
}

/** A path as people read it: `people[2].email` becomes "email (in people 3)", `people[2].may[0]` "may (in people 3)". */
export function place(path: Path): string {
  if (path.length === 0) return 'the file'
  const words = path.map((step) =>
    typeof step === 'number' ? String(step + 1) : step.length > 60 ? `${step.slice(0, 57)}...` : step,
  )
  if (typeof path.at(-1) === 'number') {
    if (words.length === 2) return words.join(' ')
    words.pop()
  }
  return words.length === 1 ? words[0]! : `${words.at(-1)} (in ${words.slice(0, -1).join(' ')})`
}

/** The types of a schema, for a hint. */
export function typeWords(type: unknown): string {
  const words: Record<string, string> = {
    string: 'text',
    object: 'a map',
    array: 'a list',
    integer: 'a whole number',
    number: 'a number',
    boolean: 'true or false',
  }
  return listed(
    (Array.isArray(type) ? type : [type]).map((name) => words[String(name)] ?? String(name)),
    'or',
  )
}
