import { describe, expect, test } from 'vitest'
import { composeYaml } from '../../../src/files/yaml/guarded/compose.ts'

const file = 'alice.yaml'

async function problemsOf(text: string): Promise<string[]> {
  const result = await composeYaml(file, text)
  const problems = 'problems' in result ? result.problems : []
  return problems.map(({ place, message }) => `${place?.line ?? '-'}:${place?.column ?? '-'} ${message}`)
}

async function dataOf(text: string): Promise<unknown> {
  const result = await composeYaml(file, text)
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  return result.data
}

describe('what lies outside our subset of YAML is refused with its place', () => {
  test.each([
    ['a: &x 1', '1:4 the anchor "&x" is not allowed'],
    ['a: *x', '1:4 the alias "*x" is not allowed'],
    ['*x : 1', '1:1 the alias "*x" is not allowed'],
    ['a: !!int 1', '1:4 the tag "!!int" is not allowed'],
    ['!x\na: 1', '1:1 the tag "!x" is not allowed'],
    ['%YAML 1.1\n---\na: no', '1:1 the directive "%YAML 1.1" is not allowed'],
    ['? a\n: b', '1:1 a key marked with "?" is not allowed'],
    ['[a]: b', '1:1 a list or map cannot be a key'],
    ['{a: 1}: b', '1:1 a list or map cannot be a key'],
    ['a: {[b]: c}', '1:5 a list or map cannot be a key'],
    ['a:\n  <<: 1', '2:3 the merge key "<<" is not allowed'],
    ['a: [b,, c]', '1:7 nothing stands before this comma'],
    ['a: [, b]', '1:5 nothing stands before this comma'],
    ['a: 1\n---\nb: 2', '2:1 a second document starts here'],
    ['a: 1\n...\nb: 2', '3:1 a second document starts here'],
    [`a: ${'['.repeat(24)}${']'.repeat(24)}`, '1:27 nested too deeply: the limit is 24 levels'],
    ['- '.repeat(25), '1:49 nested too deeply: the limit is 24 levels'],
    [`a: [${'1, '.repeat(2001)}]`, '1:4 too many entries in one map or list: 2001, the limit is 2000'],
    ['- \n'.repeat(2001), '1:1 too many entries in one map or list: 2001, the limit is 2000'],
    [
      `- [${'1, '.repeat(1999)}]\n`.repeat(11),
      '1:1 the file has too many entries: 22000, the limit is 20000',
    ],
  ])('%j', async (text, problem) => {
    expect(await problemsOf(text)).toEqual([problem])
  })
})

describe('what is not YAML is explained in words', () => {
  test.each([
    ['a: 1\nb: "x\nc: 2\n', '2:4 a quotation mark is not closed'],
    ['a: "b" c', '1:8 the value ended before "c"'],
    ['a: note: b', '1:4 a second ": " stands in this line'],
    ['a: 1\n b: 2', '1:4 the next line is indented as if it belonged to this value'],
    ['a:\n\tb: 1', '2:1 a tab stands where spaces indent'],
    ['a: 1\n\tb: 1', '2:1 a tab stands where spaces indent'],
    ['a: [1, 2\nb: 3', '2:1 a bracket is not closed, or its lines are not indented enough'],
    ['[1, 2', '1:6 a bracket is not closed'],
    ['a: @b', '1:4 a text cannot start with this character'],
    ['a:\n  b: 1\n c: 2', '3:1 the indentation does not match the lines above'],
    ['a:\n  - b\n - c', '3:2 the indentation does not match the lines above'],
    ['a: 1\nb\nc: 3', '2:1 a colon is missing after the key'],
    ['a: "\\q"', '1:5 a \\ in double quotation marks does not start a known escape'],
    ['a: "x"#y', '1:7 a space is missing before the comment'],
    [`${'a'.repeat(1100)}: 1`, '1:1 a key is longer than 1024 characters'],
  ])('%j', async (text, problem) => {
    expect((await problemsOf(text))[0]).toBe(problem)
  })
})

describe('keys are texts, and each stands once', () => {
  test.each([
    ['a: 1\nb: 2\na: 3', '3:1 the key "a" stands twice: here and in line 1'],
    ['1: a\n"1": b', '2:1 the key "1" stands twice: here and in line 1'],
    ['a: {b: 1, "b": 2}', '1:11 the key "b" stands twice: here and in line 1'],
    ['__proto__: 1', '1:1 "__proto__" cannot be a key'],
    ['a: {constructor: 1}', '1:5 "constructor" cannot be a key'],
    ['prototype: 1', '1:1 "prototype" cannot be a key'],
    ['"\\u0068asOwnProperty": 1', '1:1 "hasOwnProperty" cannot be a key'],
    [': 1', '1:1 a key is missing before the colon'],
    ['"a\\u001b": 1', '1:1 "a\u001b" holds the control character U+001B'],
  ])('%j', async (text, problem) => {
    expect(await problemsOf(text)).toEqual([problem])
  })

  test('a key that has a meaning as a value is only its text', async () => {
    expect(await dataOf('1: a\ntrue: b\nnull: c\n~: d\n2026-11-02: e\n')).toEqual({
      ...{ '1': 'a', true: 'b', null: 'c', '~': 'd', '2026-11-02': 'e' },
    })
  })

  test('maps have no prototype', async () => {
    const data = (await dataOf('a: {b: 1}')) as Record<string, object>
    expect(Object.getPrototypeOf(data)).toBeNull()
    expect(Object.getPrototypeOf(data.a)).toBeNull()
  })
})

describe('values say exactly one thing', () => {
  test.each([
    ['a:', '1:1 "a" has no value'],
    ['a:\n  b: ~', '2:6 "a.b" has no value'],
    ['a: [null]', '1:5 "a[0]" has no value'],
    ['a: {b}', '1:5 "a.b" has no value'],
    ['- a\n-', '2:2 "[1]" has no value'],
    ...[
      '.nan',
      '.inf',
      '-.INF',
      '0x1F',
      '0o17',
      '1e400',
      '1e3',
      '007',
      '+1',
      '.5',
      '1.',
      '12345678901234567890',
    ].map((number) => [`a: ${number}`, `1:4 "${number}" is not a plain number`]),
    ['a: 0.1234567890123456789', '1:4 "0.1234567890123456789" is not a plain number'],
    ['a: "\\e[31m"', '1:4 "a" holds the control character U+001B'],
    ['a: "\\ud800"', '1:4 "a" holds half a character, U+D800'],
    ['a: "b\\r"', '1:4 "a" holds the control character U+000D'],
  ])('%j is refused', async (text, problem) => {
    expect(await problemsOf(text!)).toEqual([problem])
  })

  test.each([
    ['1', 1],
    ['-2.50', -2.5],
    ['-0', 0],
    ['0.1', 0.1],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['true', true],
    ['False', false],
    ['no', 'no'],
    ['2026-11-02', '2026-11-02'],
    ['1/2', '1/2'],
    ['12:30', '12:30'],
    ['"1"', '1'],
    ["''", ''],
    ['|\n  a\n  b', 'a\nb\n'],
    ['>-\n  a\n  b', 'a b'],
    ['"\\ud83d\\ude00"', '😀'],
  ])('a: %j', async (text, value) => {
    expect(await dataOf(`a: ${text}`)).toEqual({ a: value })
  })

  test('a file may start with --- and end with ...', async () => {
    expect(await dataOf('--- # c\na: 1\n...\n')).toEqual({ a: 1 })
  })

  test.each(['# only a comment\n', '---\n', '...\n'])('%j says nothing', async (text) => {
    expect(await problemsOf(text)).toEqual(['-:- the file is empty but for comments'])
  })
})

test('everything that is wrong with the values of a file is said at once, in order', async () => {
  expect(await problemsOf('a: 0x1\nb:\nc: {toString: 1}\na: 2\n')).toEqual([
    '1:4 "0x1" is not a plain number',
    '2:1 "b" has no value',
    '3:5 "toString" cannot be a key',
    '4:1 the key "a" stands twice: here and in line 1',
  ])
})

test('past twenty of one kind the rest is counted, and other kinds are still said', async () => {
  const problems = await problemsOf(
    `${Array.from({ length: 50 }, (_, index) => `k${index}:\n`).join('')}a: 0x1\n`,
  )
  expect(problems).toHaveLength(22)
  expect(problems.slice(19)).toEqual([
    '20:1 "k19" has no value',
    '51:4 "0x1" is not a plain number',
    '-:- and 30 more like this',
  ])
})

test('a long text is cut in a message', async () => {
  const [problem] = await problemsOf(`a: ${'9'.repeat(200)}`)
  expect(problem).toBe(`1:4 "${'9'.repeat(59)}…" is not a plain number`)
})
