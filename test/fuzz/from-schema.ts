import fc from 'fast-check'

type Schema = Readonly<Record<string, unknown>>

/** Keys for maps whose keys a schema leaves open; pointing at nothing, or at something. */
const anyKey = fc.oneof(
  fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/),
  fc.constantFrom('a/b', 'x y', '2026', 'é'),
)
const anyText = fc.oneof(
  fc.constantFrom(
    'a',
    'yes',
    '2026-11-02',
    'a\nb',
    'a\n\n  b\n',
    '=1+1',
    '<b>',
    '# a',
    '- a',
    '1e3',
    ' a',
    'é',
  ),
  fc.string({ unit: 'grapheme-ascii', maxLength: 12 }),
)

/** Patterns of digests and keys are long: one text of each is as good as any, and much faster. */
const usual: Readonly<Record<string, string>> = {
  '^sha256:[0-9a-f]{64}$': `sha256:${'0a'.repeat(32)}`,
  '^https?://': 'https://a.example/b',
  '\\S': 'A title',
  '^\\{[^\\r\\n]*\\}$': '{}',
  '^age1[02-9ac-hj-np-z]{58}$|^age1pq1[02-9ac-hj-np-z]{100,2400}$':
    'age1delu464w04yp45ccc4ahevzkgs8700vqhzhrmck7406ta3n6z4ts4p86r3',
}

/**
 * What a JSON Schema takes, made from the schema itself, so that every kind of file comes for free: small values, every optional key
 * now there and now not. Draft 7 as the shipped schemas use it; `checkSchema` says whether that is all of it.
 */
export function fromSchema(schema: Schema): fc.Arbitrary<unknown> {
  return branches(schema, schema)
}

/** One part of `root`. */
function partOf(part: unknown, root: Schema): fc.Arbitrary<unknown> {
  if (typeof part !== 'object' || part === null) return anyText
  const { $ref, ...own } = part as Schema
  const schema = typeof $ref === 'string' ? { ...definition($ref, root), ...own } : (part as Schema)
  if ('const' in schema) return fc.constant(schema.const)
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum)
  const types = Array.isArray(schema.type) ? schema.type : [schema.type]
  return fc.oneof(...types.map((type) => typed(type, schema, root)))
}

function typed(type: unknown, schema: Schema, root: Schema): fc.Arbitrary<unknown> {
  if (type === 'object') return branches(schema, root)
  if (type === 'array') return listOf(schema, root)
  if (type === 'integer' || type === 'number') return numberOf(schema, type === 'integer')
  if (type === 'boolean') return fc.boolean()
  return textOf(schema)
}

function definition($ref: string, root: Schema): Schema {
  return (root.definitions as Readonly<Record<string, Schema>>)[$ref.split('/').at(-1)!]!
}

/** Both ways of a schema with `if`. */
function branches(schema: Schema, root: Schema): fc.Arbitrary<unknown> {
  const { if: condition, then: so, else: otherwise } = schema as Readonly<Record<string, Schema>>
  if (condition === undefined) return mapOf(schema, root)
  const key = (condition.required as readonly string[])[0]!
  return fc.oneof(
    mapOf(together(schema, { ...so, required: [...((so?.required as string[]) ?? []), key] }), root),
    mapOf(
      together(schema, { ...otherwise, properties: { ...(otherwise?.properties as Schema), [key]: false } }),
      root,
    ),
  )
}

function together(schema: Schema, more: Schema): Schema {
  const required = [...((schema.required as string[]) ?? []), ...((more.required as string[]) ?? [])]
  const properties: Record<string, unknown> = { ...(schema.properties as Schema) }
  for (const [key, part] of Object.entries((more.properties as Schema) ?? {}))
    if (part === false) delete properties[key]
  return { ...schema, required, properties }
}

function mapOf(schema: Schema, root: Schema): fc.Arbitrary<unknown> {
  const properties = (schema.properties ?? {}) as Readonly<Record<string, unknown>>
  const required = ((schema.required ?? []) as readonly string[]).filter((key) => key in properties)
  const known = fc.record(
    Object.fromEntries(Object.entries(properties).map(([key, part]) => [key, partOf(part, root)])),
    { requiredKeys: required },
  )
  const rest = schema.additionalProperties
  const least = Number(schema.minProperties ?? 0)
  if (typeof rest !== 'object') return known.filter((map) => Object.keys(map).length >= least)
  const keys = schema.propertyNames === undefined ? anyKey : partOf(schema.propertyNames, root)
  const others = fc.dictionary(keys as fc.Arbitrary<string>, partOf(rest, root), {
    minKeys: Math.max(0, least - required.length),
    maxKeys: 3,
    noNullPrototype: true,
  })
  return fc.tuple(known, others).map(([one, other]) => ({ ...other, ...one }))
}

function listOf(schema: Schema, root: Schema): fc.Arbitrary<unknown> {
  const item = partOf(schema.items, root)
  const minLength = Number(schema.minItems ?? 0)
  const bounds = { minLength, maxLength: Math.max(minLength, 3) }
  if (schema.uniqueItems !== true) return fc.array(item, bounds)
  return fc.uniqueArray(item, { ...bounds, selector: (value) => JSON.stringify(value) })
}

function numberOf({ minimum, maximum }: Schema, isInteger: boolean): fc.Arbitrary<number> {
  const min = Number(minimum ?? -1000)
  const max = Number(maximum ?? 1000)
  const whole = fc.integer({ min: Math.ceil(min), max: Math.floor(max) })
  if (isInteger) return whole
  return fc.oneof(
    whole,
    fc.integer({ min: Math.ceil(min * 4), max: Math.floor(max * 4) }).map((quarters) => quarters / 4),
  )
}

function textOf({ pattern, minLength, maxLength, not }: Schema): fc.Arbitrary<string> {
  const least = Number(minLength ?? 0)
  const text =
    typeof pattern !== 'string'
      ? anyText.filter((value) => value.length >= least)
      : pattern in usual
        ? fc.constant(usual[pattern]!)
        : fc.stringMatching(new RegExp(pattern), { size: '-1' })
  const forbidden = ((not as Schema | undefined)?.enum ?? []) as readonly unknown[]
  return text.filter(
    (value) =>
      !forbidden.includes(value) && value.length >= least && value.length <= Number(maxLength ?? 1e9),
  )
}
