import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hintFor, listed, quoted } from '../../did-you-mean.ts'
import type { Finding, Path } from '../../problem.ts'
import { shippedFolder } from '../shipped.ts'
import { type SchemaError, validatorOf } from './validator.ts'
import { kindInWords, place, typeWords } from './words.ts'

/** The kinds of files tiex knows, as in `format: tiex-<kind>/1` and `<kind>.schema.json`. */
export const kinds = [
  'assessment',
  'response',
  'consensus',
  'second-look',
  'plan',
  'signatures',
  'forms',
  'practice',
  'official',
  'exchange',
  'model',
  'characteristic',
  'success-factor',
  'resources',
  'glossary',
] as const
export type Kind = (typeof kinds)[number]

type Schema = Readonly<Record<string, unknown>>

/** What is wrong with the data of a file by its schema, in the order of the schema's checks; [] for a file of the right form. */
export function checkSchema(kind: Kind, data: unknown): Finding[] {
  const format = checkFormat(kind, data)
  if (format !== undefined) return [format]
  const validate = validatorOf(kind)
  if (validate(data)) return []
  const schema = readSchema(kind)
  const findings = new Map<string, Finding>()
  for (const error of validate.errors ?? [])
    for (const finding of explain(error, schema, data)) {
      const about = `${finding.message}\0${finding.path.join('\0')}`
      if (!findings.has(about)) findings.set(about, finding)
    }
  return [...findings.values()]
}

/** The schema of a kind as shipped: what editors read. */
export function readSchema(kind: Kind): Schema {
  return JSON.parse(readFileSync(join(shippedFolder('src/schemas'), `${kind}.schema.json`), 'utf8'))
}

/** The first thing to be right: a map with the format this tiex reads. Anything else would be guessing. */
function checkFormat(kind: Kind, data: unknown): Finding | undefined {
  const wanted = `tiex-${kind}/1`
  const wrong = (path: Path, message: string, hint: string): Finding => ({
    severity: 'error',
    rule: 'format',
    path,
    message,
    hint,
  })
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    return wrong(
      [],
      `this is ${quoted(data)}, not ${kindInWords(kind)}`,
      `the file begins with format: ${wanted}`,
    )
  }
  const format = Object.hasOwn(data, 'format') ? (data as Schema).format : undefined
  if (format === wanted) return undefined
  if (format === undefined)
    return wrong([], 'the file has no format', `its first key must be format: ${wanted}`)
  const newer = typeof format === 'string' && format.match(new RegExp(`^tiex-${kind}/(\\d{1,9})$`))
  if (newer)
    return wrong(
      ['format'],
      `${format} was made by a newer tiex (this one reads ${wanted})`,
      'install the newer version; nothing was changed',
    )
  const other = kinds.find((one) => typeof format === 'string' && format.startsWith(`tiex-${one}/`))
  if (other !== undefined && other !== kind)
    return wrong(
      ['format'],
      `this is ${kindInWords(other)}, not ${kindInWords(kind)}`,
      `put it where it belongs; what stands here begins with format: ${wanted}`,
    )
  return wrong(['format'], `${quoted(format)} is not the format of this file`, `it must be ${wanted}`)
}

/** For a place of which the schema says in no other words what belongs there. */
const described = 'the schemas say what each field holds; an editor shows it on hover'

/** An error of the validator in tiex's words. The schema's `x-expected` says what belongs there; a value of an `x-secret` place is not repeated. */
function explain(error: SchemaError, schema: Schema, data: unknown): Finding[] {
  // What is wrong inside a key is told by the error about the key itself.
  if (error.propertyName !== undefined) return []
  const path = pathOf(error.instancePath, data)
  const rule = error.keyword === 'additionalProperties' ? 'unknown-field' : 'schema'
  const finding = (at: Path, message: string, hint: string, where?: 'key'): Finding[] => [
    {
      severity: 'error',
      rule,
      path: at,
      message,
      hint,
      ...(where === undefined ? {} : { at: where }),
    },
  ]
  const parent = schemaAt(path, schema)
  const name = path.length === 0 ? 'the file' : String(path.at(-1))
  const expected = typeof parent['x-expected'] === 'string' ? `write ${parent['x-expected']}` : undefined
  const value = parent['x-secret'] === true ? 'what is written there' : quoted(valueAt(data, path))
  switch (error.keyword) {
    case 'required':
      return finding(
        path,
        `${String(error.params.missingProperty)} is missing${path.length === 0 ? '' : ` in ${place(path)}`}`,
        additionOf(
          String(error.params.missingProperty),
          schemaAt([...path, String(error.params.missingProperty)], schema),
        ),
      )
    case 'additionalProperties': {
      const key = String(error.params.additionalProperty)
      const known = Object.keys((parent.properties as Schema | undefined) ?? {})
      return finding(
        [...path, key],
        `${quoted(key)} is not a field here`,
        hintFor(key, known, 'fields'),
        'key',
      )
    }
    case 'propertyNames':
      return finding(
        [...path, String(error.params.propertyName)],
        `${quoted(String(error.params.propertyName))} cannot be a key in ${place(path)}`,
        `each key must be ${expectedOf(schema, 'id')}`,
        'key',
      )
    case 'enum':
    case 'const': {
      const allowed = (error.params.allowedValues ?? [error.params.allowedValue]) as readonly unknown[]
      return finding(
        path,
        `${value} is not possible for ${place(path)}`,
        hintFor(
          typeof valueAt(data, path) === 'string' ? String(valueAt(data, path)) : '',
          allowed.map(String),
          'possible values',
        ),
      )
    }
    case 'type':
      return finding(
        path,
        `${place(path)} must not be ${value}`,
        expected ?? `write ${typeWords(error.params.type)}`,
      )
    case 'uniqueItems':
      return finding(
        [...path, Number(error.params.i)],
        `${name} says the same thing twice`,
        'take one of them out',
      )
    case 'maxItems':
    case 'maxProperties':
      return finding(
        path,
        `${place(path)} has too many entries; the limit is ${String(error.params.limit)}`,
        'take some of them out',
      )
    case 'minItems':
    case 'minProperties':
      if (error.params.limit !== 1)
        return finding(
          path,
          `${place(path)} has too few entries`,
          expected ?? `name at least ${error.params.limit}`,
        )
      return finding(path, `${place(path)} is empty`, expected ?? 'name at least one')
    // Which branch of the schema holds is told by what is wrong in it.
    case 'if':
      return []
    case 'false schema':
      return finding(
        path,
        `${place(path)} cannot stand in this file`,
        String(schema[error.schemaPath.startsWith('#/then/') ? 'x-then' : 'x-else']),
        'key',
      )
    case 'not':
      return finding(
        path,
        `${value} cannot be used for ${place(path)}`,
        'choose another word: this one has a meaning of its own for computers',
      )
    default:
      return finding(path, `${value} is not right for ${place(path)}`, expected ?? described)
  }
}

function expectedOf(schema: Schema, definition: string): string {
  const definitions = schema.definitions as Readonly<Record<string, Schema>> | undefined
  return String(definitions?.[definition]?.['x-expected'] ?? 'an id')
}

/** JSON pointer to path; a step into a list becomes its index. */
function pathOf(pointer: string, data: unknown): Path {
  let value: unknown = data
  return pointer
    .split('/')
    .slice(1)
    .map((raw) => {
      const step = raw.replaceAll('~1', '/').replaceAll('~0', '~')
      const key = Array.isArray(value) ? Number(step) : step
      value = valueAt(value, [key])
      return key
    })
}

function valueAt(data: unknown, path: Path): unknown {
  let value: unknown = data
  for (const step of path)
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string, unknown>)[step]
        : undefined
  return value
}

/** What to write where a key is missing. */
function additionOf(key: string, { enum: values, 'x-expected': expected }: Schema): string {
  const what = Array.isArray(values) ? listed(values.map(String), 'or') : expected
  return typeof what === 'string' ? `add ${key}, ${what}` : `add ${key}`
}

/** What the schema says of the value at a path, references followed; {} where it says nothing. */
function schemaAt(path: Path, schema: Schema): Schema {
  let part = schema
  for (const step of path) {
    const named = typeof step === 'string' ? valueAt(part.properties, [step]) : part.items
    part = resolved(named ?? part.additionalProperties, schema)
  }
  return part
}

function resolved(part: unknown, schema: Schema): Schema {
  if (typeof part !== 'object' || part === null) return {}
  const { $ref } = part as Schema
  if (typeof $ref !== 'string') return part as Schema
  return { ...(valueAt(schema, $ref.split('/').slice(1)) as Schema | undefined), ...part }
}
