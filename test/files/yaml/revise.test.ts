import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Lexer } from 'yaml'
import { formatYaml, type YamlStyle } from '../../../src/files/yaml/format.ts'
import { composeYaml } from '../../../src/files/yaml/guarded/compose.ts'
import { reviseYaml } from '../../../src/files/yaml/revising/revise.ts'
import { anyMap, anyStyle, anyValue, asRead, runs } from './arbitrary.ts'

type Data = Record<string, unknown>

const block: YamlStyle = { flow: () => false }

async function dataOf(text: string): Promise<Data> {
  const result = await composeYaml('f', text)
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  return result.data as Data
}

/** The data of a text as `change` leaves it, written into the text. */
async function revise(text: string, change: (data: never) => unknown, style = block): Promise<string> {
  const data = await dataOf(text)
  const changed = change(structuredClone(data) as never)
  return reviseYaml(text, changed ?? {}, style)
}

const set = (path: readonly (string | number)[], value: unknown) => (data: Data) => {
  let holder = data
  for (const step of path.slice(0, -1)) holder = holder[step] as Data
  holder[path.at(-1)!] = value
  return data
}

const people = `# who takes part
people:
  # the first
  - id: alice   # lead
    name: 'Alice'

  # the second
  - id: bob
    name: "Bob"
# end
`

describe('only what changes is written', () => {
  test.each<[string, string, (data: Data) => Data, string]>([
    ['a value', 'a:   1   # one\nb: 2\n', set(['a'], 3), 'a:   3   # one\nb: 2\n'],
    ['a quoted value', "a: 'x'\n", set(['a'], 'z'), 'a: z\n'],
    ['a value on several lines', 'a: x\n  y # c\nb: 1\n', set(['a'], 'z'), 'a: z # c\nb: 1\n'],
    [
      'a deep value',
      'a:\n    b:\n        c: 1\n        d: 2\n',
      set(['a', 'b', 'c'], 9),
      'a:\n    b:\n        c: 9\n        d: 2\n',
    ],
    ['a value in brackets', 'a: { b: 1,c: "x" }\n', set(['a', 'b'], 'z'), 'a: { b: z,c: "x" }\n'],
    ['a value in JSON', '{"a": {"b": 1}}\n', set(['a', 'b'], 2), '{"a": {"b": 2}}\n'],
    ['a text that gets lines', 'a: x # c\nb: 1\n', set(['a'], 'y\nz'), 'a: |- # c\n  y\n  z\nb: 1\n'],
    ['a block text that loses its lines', 'a: | # c\n  x\n\nb: 1\n', set(['a'], 'z'), 'a: z # c\n\nb: 1\n'],
    [
      'a value that becomes a map',
      'a: x # c\nb: 1\n',
      set(['a'], { c: [1] }),
      'a: # c\n  c:\n    - 1\nb: 1\n',
    ],
    ['an empty map that gets a key', 'a: {}\nb: 1\n', set(['a', 'c'], 1), 'a:\n  c: 1\nb: 1\n'],
    ['a map that becomes empty', 'a:\n  b: 1\nc: 1\n', set(['a'], {}), 'a: {}\nc: 1\n'],
    ['a folded text beside', 'a: >-\n  x\n  y\nb: 1\n', set(['b'], 2), 'a: >-\n  x\n  y\nb: 2\n'],
    [
      'a value in an entry of a list',
      people,
      set(['people', 1, 'name'], 'Rob'),
      people.replace('"Bob"', 'Rob'),
    ],
    ['a value behind a dash', people, set(['people', 0, 'id'], 'al'), people.replace('alice', 'al')],
  ])('%s', async (_, text, change, revised) => {
    expect(await revise(text, change)).toBe(revised)
  })
})

describe('a new key comes behind the key before it in the data', () => {
  test.each<[string, string, Data, string]>([
    ['at the end', 'a: 1 # c\n\n# end\n', { a: 1, b: 2 }, 'a: 1 # c\nb: 2\n\n# end\n'],
    ['in the middle', 'a: 1\n\nc: 3\n', { a: 1, b: 2, c: 3 }, 'a: 1\nb: 2\n\nc: 3\n'],
    ['at the start', '# head\nb: 2\n', { a: 1, b: 2 }, '# head\na: 1\nb: 2\n'],
    ['several', 'a: 1\nd: 4', { a: 1, b: 2, c: 3, d: 4, e: 5 }, 'a: 1\nb: 2\nc: 3\nd: 4\ne: 5\n'],
    [
      'behind a deeper comment',
      'a:\n  b: 1\n  # deep\nd: 4\n',
      { a: { b: 1 }, c: 3, d: 4 },
      'a:\n  b: 1\n  # deep\nc: 3\nd: 4\n',
    ],
    [
      'in a map that is indented by four',
      'a:\n    b: 1\n',
      { a: { b: 1, c: { d: 2 } } },
      'a:\n    b: 1\n    c:\n      d: 2\n',
    ],
    ['in brackets', 'a: {b: 1, d: 4} # c\n', { a: { b: 1, c: 3, d: 4 } }, 'a: {b: 1, c: 3, d: 4} # c\n'],
    ['at the start of brackets', 'a: { b: 1 }\n', { a: { c: [1], b: 1 } }, 'a: { c: [1], b: 1 }\n'],
    [
      'before the first key behind a dash',
      'a:\n  - c: 1 # c\n',
      { a: [{ b: 0, c: 1 }] },
      'a:\n  - b: 0\n    c: 1 # c\n',
    ],
    ['before ...', 'a: 1\n...\n', { a: 1, b: 2 }, 'a: 1\nb: 2\n...\n'],
  ])('%s', async (_, text, data, revised) => {
    expect(await reviseYaml(text, data, block)).toBe(revised)
  })
})

describe('a key that goes takes its own lines with it', () => {
  test.each<[string, string, Data, string]>([
    [
      'in the middle',
      '# a\na: 1\n# b\nb: 2 # two\n# c\nc: 3\n',
      { a: 1, c: 3 },
      '# a\na: 1\n# b\n# c\nc: 3\n',
    ],
    ['with all below it', 'a:\n  b:\n    - 1\n    # deep\nc: 3\n', { c: 3 }, 'c: 3\n'],
    ['behind a dash', 'a:\n  - b: 1\n    # c\n    c: 2\n', { a: [{ c: 2 }] }, 'a:\n  # c\n  - c: 2\n'],
    ['in brackets', 'a: {b: 1, c: 2, d: 3}\n', { a: { b: 1, d: 3 } }, 'a: {b: 1, d: 3}\n'],
    ['at the start of brackets', 'a: { b: 1, c: 2 }\n', { a: { c: 2 } }, 'a: { c: 2 }\n'],
    [
      'in brackets on several lines',
      'a: {\n  b: 1, # one\n  c: 2\n}\n',
      { a: { b: 1 } },
      'a: {\n  b: 1 # one\n\n}\n',
    ],
    ['while another takes its place', 'a: 1\nb: 2\n', { a: 1, c: 3 }, 'a: 1\nc: 3\n'],
  ])('%s', async (_, text, data, revised) => {
    expect(await reviseYaml(text, data, block)).toBe(revised)
  })
})

describe('a list changes only where it differs', () => {
  const alice = { id: 'alice', name: 'Alice' }
  const bob = { id: 'bob', name: 'Bob' }
  const sue = { id: 'sue', name: 'Sue' }

  test.each<[string, Data, string]>([
    [
      'an entry more at the end',
      { people: [alice, bob, sue] },
      people.replace('# end', '  - id: sue\n    name: Sue\n# end'),
    ],
    [
      'an entry more in the middle',
      { people: [alice, sue, bob] },
      people.replace("'Alice'\n", "'Alice'\n  - id: sue\n    name: Sue\n"),
    ],
    ['the last goes', { people: [alice] }, people.replace('  - id: bob\n    name: "Bob"\n', '')],
    ['the first goes', { people: [bob] }, people.replace("  - id: alice   # lead\n    name: 'Alice'\n", '')],
    ['all go', { people: [] }, '# who takes part\n# the first\npeople: []\n# end\n'],
  ])('%s', async (_, data, revised) => {
    expect(await reviseYaml(people, data, block)).toBe(revised)
  })

  test.each<[string, unknown[], string]>([
    ['one more', [1, 2, 3, 4], 'a: [1, 2,  3, 4] # c\n'],
    ['one more at the start', [0, 1, 2, 3], 'a: [0, 1, 2,  3] # c\n'],
    ['one less', [1, 3], 'a: [1,  3] # c\n'],
    ['another value', [1, 'x', 3], 'a: [1, x,  3] # c\n'],
    ['none', [], 'a: [] # c\n'],
  ])('in brackets: %s', async (_, list, revised) => {
    expect(await reviseYaml('a: [1, 2,  3] # c\n', { a: list }, block)).toBe(revised)
  })
})

test('new maps and lists stand on one line where the style says so', async () => {
  const style: YamlStyle = { flow: (path) => path[0] === 'rounds' && path.length === 2 }
  const data = { rounds: { r1: { opens: '2026-09-01' }, r2: { opens: '2027-09-01', closes: '2027-10-01' } } }
  expect(await reviseYaml('rounds:\n  r1: {opens: 2026-09-01}\n', data, style)).toBe(
    'rounds:\n  r1: {opens: 2026-09-01}\n  r2: {opens: 2027-09-01, closes: 2027-10-01}\n',
  )
})

test('line ends of Windows become LF', async () => {
  expect(await reviseYaml('a: 1\r\nb: 2\r\n', { a: 1, b: 3 }, block)).toBe('a: 1\nb: 3\n')
})

test.each(['- a\n', 'text\n', 'a: &x 1\n', 'a:\n'])('%j is not a text to revise', async (text) => {
  await expect(reviseYaml(text, { a: 1 }, block)).rejects.toThrow(/^only a/)
})

const styled = `# head
a:   'single'   # trailing a

# about b
b:
    # inside b
    x: 1 # one
    y: "two"   # two


    z: >-
      folded text
      more

      end
    # end of b
c: [1, 2,   3] # c
people:
# p1
- id: a   # ida
  name: 'A'

# p2
-   id: b
    may: [x, y]
    # tail of b
-
  id: c
- - n1
  - n2 # n2
- plain
d: {k: v, "q": 'w', l: [a, {b: c}] }
e: {
  m: 1, # m
  n: 2, # n
  o: 3
}
t: |+ # keep
  text

# after keep
u: | # clip
  clip

# after clip
v:
  # before v value
  hello
    world # after v
w: "dq
  multi" # w
`

const texts = [
  styled,
  people,
  'a: 1\nl:\n  - x: 1 # x1\n    # between\n    y: 2\n    z: 3\n  - - - deep\n    - q: |-\n        lit\n      r: s\n',
  '---\n{"a": 1, "b": {"c": [1, 2], "d": "e"},\n "f": "g"}\n...\n',
  ...[
    'config-shape-comments-and-blank-lines.yaml',
    'response-shape-json.yaml',
    'consensus-control-valid.yaml',
  ].map((name) => readFileSync(new URL(`../../data/hostile/${name}`, import.meta.url), 'utf8')),
]

type Edit = (data: unknown) => unknown

const step = fc.noBias(fc.nat())
const editHere = (apply: (entries: [string, unknown][], at: number) => [string, unknown][]) =>
  step.map<Edit>((at) => (data) => {
    if (typeof data !== 'object' || data === null) return data
    const entries = apply(Object.entries(data), at)
    return Array.isArray(data) ? entries.map(([, value]) => value) : Object.fromEntries(entries)
  })

const replaced = anyValue.chain((value) =>
  editHere((entries, at) =>
    entries.map((entry, index) => (index === at % entries.length ? [entry[0], value] : entry)),
  ),
)
const added = fc
  .tuple(fc.constantFrom('new', 'k', '0', 'a b'), anyValue)
  .chain(([key, value]) =>
    editHere((entries, at) =>
      entries.toSpliced(
        at % (entries.length + 1),
        0,
        ...(entries.some(([k]) => k === key) ? [] : [[key, value] as [string, unknown]]),
      ),
    ),
  )
const removed = editHere((entries, at) => entries.filter((_, index) => index !== at % entries.length))

const addedKey = added.map<Edit>((edit) => (data) => (Array.isArray(data) ? data : edit(data)))

/** An edit somewhere below: it goes down as long as there are maps and lists, at most `depth` times. */
function below(edit: fc.Arbitrary<Edit>): fc.Arbitrary<Edit> {
  return fc.tuple(edit, fc.array(step, { maxLength: 4 })).map(
    ([change, path]) =>
      (data) =>
        descend(data, path, change),
  )
}

function descend(data: unknown, path: readonly number[], change: Edit): unknown {
  const entries = typeof data === 'object' && data !== null ? Object.entries(data) : []
  const next = entries[(path[0] ?? 0) % (entries.length || 1)]
  if (path.length === 0 || next === undefined || typeof next[1] !== 'object') return change(data)
  const inner = descend(next[1], path.slice(1), change)
  const changed = entries.map(([key, value]) => [key, key === next[0] ? inner : value] as const)
  return Array.isArray(data) ? changed.map(([, value]) => value) : Object.fromEntries(changed)
}

const noise = fc
  .array(fc.tuple(step, fc.constantFrom('', '# c1', '    # c2', '  # c3')), { maxLength: 3 })
  .map((lines) => (text: string) => {
    const result = text.split('\n')
    for (const [at, line] of lines) result.splice(at % (result.length + 1), 0, line)
    return result.join('\n')
  })

const anyText = fc.tuple(fc.constantFrom(...texts), noise).map(([text, disturb]) => disturb(text))

function commentsOf(text: string): string[] {
  const comments: string[] = []
  let before = ''
  for (const lexeme of new Lexer().lex(text.endsWith('\n') ? text : `${text}\n`)) {
    if (lexeme.startsWith('#') && before !== '\u001f') comments.push(lexeme.trim())
    before = lexeme
  }
  return comments.toSorted()
}

async function readable(text: string): Promise<Data | undefined> {
  const result = await composeYaml('f', text)
  return 'data' in result && !Array.isArray(result.data) ? (result.data as Data) : undefined
}

describe('laws', () => {
  test('the revised text says the data', async () => {
    const edits = fc.array(below(fc.oneof(replaced, added, removed)), { minLength: 1, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(anyText, edits, anyStyle, async (text, changes, style) => {
        const data = await readable(text)
        if (data === undefined) return
        const desired = changes.reduce<unknown>((current, change) => change(current), data)
        expect(await dataOf(await reviseYaml(text, desired, style))).toStrictEqual(asRead(desired))
      }),
      { numRuns: runs(80, 12) },
    )
  })

  test('a text that says the data already stays as it is', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const data = await readable(text)
        if (data !== undefined) expect(await reviseYaml(text, asRead(data), block)).toBe(text)
      }),
      { numRuns: runs(40, 50) },
    )
  })

  test('comments stay when values change and keys are added', async () => {
    const scalar = fc.constantFrom<unknown>('x', 'a\nb', 7, true, 'k: v', '')
    const changed = scalar.chain((value) =>
      editHere((entries, at) =>
        entries.map(([key, old], index) => [
          key,
          index === at % entries.length && typeof old !== 'object' ? value : old,
        ]),
      ),
    )
    const edits = fc.array(below(fc.oneof(changed, addedKey)), { minLength: 1, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(anyText, edits, async (text, changes) => {
        const data = await readable(text)
        if (data === undefined) return
        const desired = changes.reduce<unknown>((current, change) => change(current), data)
        const revised = await reviseYaml(text, desired, block)
        const left = commentsOf(revised)
        for (const comment of commentsOf(text)) expect(left).toContain(comment)
      }),
      { numRuns: runs(60, 16) },
    )
  })

  test('from any canonical text to any data', async () => {
    await fc.assert(
      fc.asyncProperty(anyMap, anyMap, anyStyle, async (before, after, style) => {
        const revised = await reviseYaml(formatYaml(before, style), after, style)
        expect(await dataOf(revised)).toStrictEqual(asRead(after))
      }),
      { numRuns: runs(50, 33) },
    )
  })
})
