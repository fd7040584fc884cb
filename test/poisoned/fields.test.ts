import { expect, it } from 'vitest'
import { type Kind, kinds, readSchema } from '../../src/files/kinds/schema.ts'
import { files } from './files.ts'

interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: unknown
  readonly const?: unknown
  readonly pattern?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly propertyNames?: unknown
  readonly items?: Schema
  readonly definitions?: Readonly<Record<string, Schema>>
}

/** The fields of a kind of file that hold text of people's own: any text that has a letter, as `people` and below it `name`. */
function textFields(schema: Schema, root: Schema, path: string): readonly string[] {
  if (schema.$ref !== undefined)
    return textFields(root.definitions![schema.$ref.split('/').at(-1)!]!, root, path)
  const isText = schema.type === 'string' && schema.enum === undefined && schema.const === undefined
  if (isText) return schema.pattern === undefined || schema.pattern === '\\S' ? [path] : []
  const { properties = {}, additionalProperties, items } = schema
  const free =
    typeof additionalProperties === 'object' ? textFields(additionalProperties, root, `${path}/*`) : []
  return [
    ...Object.entries(properties).flatMap(([name, inner]) => textFields(inner, root, `${path}/${name}`)),
    ...free,
    ...(items === undefined ? [] : textFields(items, root, `${path}/*`)),
  ]
}

/** Whether the files of the poisoned council have poison where a field is. */
function isPoisoned(data: unknown, steps: readonly string[]): boolean {
  if (typeof data === 'string') return steps.length === 0 && data.includes('~')
  if (typeof data !== 'object' || data === null) return false
  const [step = '', ...rest] = steps
  const inner = step === '*' ? Object.values(data) : [(data as Record<string, unknown>)[step]]
  return inner.some((one) => isPoisoned(one, rest))
}

/** Text by its schema that is something else: an id that the model or the program must know, a block that tiex makes. */
const known = [
  ...[
    'assessment/timezone',
    'assessment/people/*/sections/*',
    'assessment/publish-needs/*',
    'assessment/sign-off/*',
  ],
  ...['consensus/sealed', 'consensus/statements/*/suggested', 'consensus/statements/*/agreed'],
  ...['second-look/sealed', 'response/sealed', 'response/signature', 'practice/cells/*'],
  ...['response/looked-at/statements/*', 'response/reworded/*', 'official/statements/*/agreed'],
]

const fields = kinds.flatMap((kind: Kind) => {
  const schema = readSchema(kind) as Schema
  return textFields(schema, schema, kind)
})

it.each(fields.filter((field) => !known.includes(field)))('%s holds poison', (field) => {
  const [kind, ...steps] = field.split('/')
  const own = Object.values(files).filter((data) => (data as { format: string }).format === `tiex-${kind}/1`)
  // written in the exchange alone, where the path begins with the name of the kind too
  expect(own.some((data) => isPoisoned(data, steps))).toBe(true)
})

it('knows no field as something else that is not there', () => {
  expect(known.filter((field) => !fields.includes(field))).toEqual([])
})
