import fc from 'fast-check'
import type { YamlStyle } from '../../../src/files/yaml/format.ts'

/** How many random cases a law gets: `npm run fuzz` gives it thousands, fewer by as many times as a case is dearer than most. */
export function runs(usual: number, cost = 1): number {
  const wanted = process.env.TIEX_FUZZ
  return wanted === undefined ? usual : Math.ceil(Number(wanted) / cost)
}

/** Pieces of text that mean something to YAML somewhere. */
export const pieces = [
  ...['\n', '\n\n', '\n  ', '\n    ', ' ', '  ', '\t', ':', ': ', ' #', '#', '# c\n', '  # c\n', '-', '- '],
  ...['|', '|-', '|+', '>', '"', "'", '{', '}', '[', ']', ',', ', ', '{}', '[]', '""', '\\', '\\n', '/'],
  ...['0', '1', '-1', '0x1', '1e3', '.5', '~', 'null', 'true', 'no', '&a', '*a', '!x', '%', '@', '`', '?'],
  ...['? ', '<<', '=', '+', '_', '---', '...', '\n---\n', '\n...\n', 'a: b', '__proto__', 'x'.repeat(1100)],
  ...['é', '\u00a0', '\u2028', '\u3000', '\u{1f600}'],
]

const lookAlikes = [
  ...['yes', 'No', 'y', 'off', 'TRUE', 'null', '~', '', '12:30', '2026-11-02', '2026-11-02 09:14', '0x1F'],
  ...['1_000', '1/2', '007', '.5', '1e5', '-', '?', '<<', '=', 'a: b', 'a #b', 'a:', ' a', 'a ', '- a', '#a'],
  ...[
    'a\nb',
    'a\n',
    'a\n\n',
    '\na',
    ' a\nb',
    'a\n b',
    'a \nb',
    'a\n \nb',
    '# a\nb',
    'a\n\tb',
    '\n',
    '---\na',
  ],
  ...[
    '<<<<<<< a\n=======\n>>>>>>> b',
    '2026-11-02T09:14:00Z',
    'https://a.example/b?c=d#e',
    '{a}',
    'a, b',
    '[a]',
  ],
]

const refused = /[\0-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]/u

const text = fc
  .oneof(
    { arbitrary: fc.string({ unit: 'binary', maxLength: 12 }), weight: 2 },
    { arbitrary: fc.string({ unit: fc.constantFrom(...pieces), maxLength: 6 }), weight: 6 },
    { arbitrary: fc.constantFrom(...lookAlikes), weight: 3 },
    {
      arbitrary: fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '-', '1'), maxLength: 20 }),
      weight: 2,
    },
  )
  .filter((value) => !refused.test(value))

const key = fc
  .oneof(fc.constantFrom('a', 'b', 'id', 'plan', '1', '2026-autumn', 'a/b/c'), text)
  .filter((value) => !(value in {}) && value !== 'prototype' && value.length < 300)

const number = fc.oneof(
  fc.integer(),
  fc.constantFrom(0, 0.1, 1e-7, 0.30000000000000004, Number.MAX_SAFE_INTEGER, -1.5, 1e15 + 0.5),
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map((value) => value / 1000),
)

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    number.map((n) => (n === 0 ? 0 : n)),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: false }),
  ),
}))

/** Data of the kind that a file may hold, with texts that look like something else. */
export const anyValue: fc.Arbitrary<unknown> = value
export const anyMap: fc.Arbitrary<Record<string, unknown>> = fc.dictionary(key, value, { maxKeys: 5 })
export const anyRoot: fc.Arbitrary<unknown> = fc.oneof(anyMap, fc.array(value, { maxLength: 4 }))

/** Some maps and lists on one line, some not. */
export const anyStyle: fc.Arbitrary<YamlStyle> = fc
  .integer({ min: 0, max: 0xffff })
  .map((bits) => ({ flow: (path) => ((bits >> (path.length % 16)) & 1) === 1 }))

/** The same data with maps that have no prototype, as they are read. */
export function asRead(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(asRead)
  if (typeof data !== 'object' || data === null) return data
  const entries = Object.entries(data).map(([name, inner]) => [name, asRead(inner)])
  return Object.assign(Object.create(null), Object.fromEntries(entries))
}

export const bytesOf = (content: string): Uint8Array => new TextEncoder().encode(content)
