import { readdirSync, readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCanonical } from '../../../src/files/yaml/canonical.ts'
import { decodeText } from '../../../src/files/yaml/decode.ts'
import { composeYaml } from '../../../src/files/yaml/guarded/compose.ts'
import { bytesOf, pieces, runs } from './arbitrary.ts'

describe('the canonical reader', () => {
  test('reads comment lines and blank lines between the lines of data', () => {
    const text =
      '# head\n\na: 1\n  # deep\n\nb:\n# here\n  - c: |\n      d\n\n      e\n\n# end\n  - {f: g}\n\n# last'
    expect(readCanonical(text)).toEqual({ a: 1, b: [{ c: 'd\n\ne\n' }, { f: 'g' }] })
  })

  test.each([
    ...[
      '',
      '\n',
      '# only\n',
      'a',
      '---\na: 1\n',
      'a: 1\n...\n',
      'a: 1 # b\n',
      'a:  1\n',
      'a: 1 \n',
      'a :1\n',
      'a:\n',
    ],
    ...['a: ~\n', 'a: null\n', 'a: 0x1\n', 'a: 1e3\n', 'a: 007\n', "a: 'b'\n", 'a: >\n  b\n', 'a: |2\n  b\n'],
    ...[
      'a: |\n  b',
      'a: |\n\n  b\n',
      'a: |\n   \n  b\n',
      'a: &b c\n',
      'a: *b\n',
      'a: !b c\n',
      '? a\n: b\n',
      'a: - b\n',
    ],
    ...[
      'a: b: c\n',
      'a: b:\n',
      'a: b #c\n',
      'a: b\n  c\n',
      'a:\n   b: 1\n',
      'a:\n- b\n',
      'a:\n  b: 1\n c: 2\n',
    ],
    ...['a: 1\na: 2\n', '1: a\n"1": b\n', '__proto__: 1\n', 'a: {b: 1, b: 2}\n', 'a: {constructor: 1}\n'],
    ...[
      'a: {b:1}\n',
      'a: { b: 1 }\n',
      'a: [1,2]\n',
      'a: [1, 2,]\n',
      'a: [1\n  ]\n',
      'a: [b: c]\n',
      'a: [1] b\n',
    ],
    ...[
      'a: "b\n  c"\n',
      'a: "b" c\n',
      'a: "\\x41"\n',
      'a: "\\e"\n',
      'a: "\\\t"\n',
      'a: "\\u001b"\n',
      'a: "\\ud800"\n',
      '- a\nb: 1\n',
    ],
    ...[
      '\ta: 1\n',
      'a:\n\tb: 1\n',
      'a: b\tc\n',
      `${'a'.repeat(1001)}: 1\n`,
      `a: ${'['.repeat(24)}${']'.repeat(24)}\n`,
    ],
    ...[`a: [${'1, '.repeat(2000)}1]\n`, 'a: 1\n'.repeat(3)],
  ])('leaves %j to the library', (text) => {
    expect(readCanonical(text)).toBeUndefined()
  })

  test('reads every file of the models', () => {
    const folder = new URL('../../../model/', import.meta.url)
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.yaml'),
    )
    const unread = files.filter(
      (name) => readCanonical(readFileSync(new URL(name, folder), 'utf8')) === undefined,
    )
    expect(files.length).toBeGreaterThan(0)
    expect(unread).toEqual([])
  })
})

const samples = [
  ...['response', 'config', 'consensus', 'official', 'sealed'].map((kind) => `${kind}-control-valid.yaml`),
  ...[
    'response-plain-text-punctuation.yaml',
    'response-plain-text-block-text.yaml',
    'config-plain-text-arabic.yaml',
  ],
  ...['config-shape-comments-and-blank-lines.yaml', 'response-plain-text-looks-like-number.yaml'],
].map((name) => readFileSync(new URL(`../../data/hostile/${name}`, import.meta.url), 'utf8'))
samples.push(
  'a: |+\n  x\n\n# c\nb:\n  - - a\n    - b: |\n        z\n         y\n  - {a: [1, "2", {c: d}], "e": -0.5}\n  - []\n' +
    'c: "q\\"uo\\u00e9te"\n"d e": 2026-11-02T09:14:00Z\n',
)

type Change = (text: string) => string

const somewhere = fc.noBias(fc.nat())

const insertion = fc.tuple(somewhere, fc.constantFrom(...pieces)).map<Change>(([at, piece]) => (text) => {
  const here = at % (text.length + 1)
  return text.slice(0, here) + piece + text.slice(here)
})
const replacement = fc
  .tuple(somewhere, fc.nat({ max: 4 }), fc.constantFrom('', ...pieces))
  .map<Change>(([at, length, piece]) => (text) => {
    const here = at % (text.length + 1)
    return text.slice(0, here) + piece + text.slice(here + length)
  })
const movedLine = fc
  .tuple(somewhere, somewhere, fc.nat({ max: 5 }))
  .map<Change>(([from, to, indent]) => (text) => {
    const lines = text.split('\n')
    const [line = ''] = lines.splice(from % lines.length, 1)
    lines.splice(to % (lines.length + 1), 0, ...(indent < 4 ? [' '.repeat(indent) + line] : [line, line]))
    return lines.join('\n')
  })

/** Some lines of a text, moved to the left margin: short texts are quick, and meet an error more often. */
function excerpt(text: string, start: number, count: number): string {
  const lines = text.split('\n')
  const some = lines.slice(start % lines.length, (start % lines.length) + count)
  const margin = some[0]?.search(/\S|$/) ?? 0
  return `${some.map((line) => (line.slice(0, margin).trim() === '' ? line.slice(margin) : line)).join('\n')}\n`
}

const mutant = fc
  .tuple(
    fc.constantFrom(...samples),
    fc.option(fc.tuple(somewhere, fc.integer({ min: 1, max: 8 })), { freq: 6 }),
    fc.array(fc.oneof(insertion, replacement, movedLine), { minLength: 1, maxLength: 3 }),
  )
  .map(([text, part, changes]) =>
    changes.reduce((changed, change) => change(changed), part ? excerpt(text, ...part) : text),
  )

test('whatever the canonical reader reads, the library reads as the same data without a problem', async () => {
  let read = 0
  const numRuns = runs(3_000, 0.25)
  await fc.assert(
    fc.asyncProperty(mutant, async (content) => {
      const decoded = decodeText('f', bytesOf(content), 1_000_000)
      const data = 'text' in decoded ? readCanonical(decoded.text) : undefined
      if (!('text' in decoded) || data === undefined) return true
      read += 1
      const composed = await composeYaml('f', decoded.text)
      return 'data' in composed && isDeepStrictEqual(composed.data, data)
    }),
    { numRuns },
  )
  expect(read).toBeGreaterThan(numRuns / 10)
}, 3_600_000)
