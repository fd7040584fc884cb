import { describe, expect, test } from 'vitest'
import { locate, parseYaml, type YamlFile } from '../../../src/files/yaml/read.ts'
import type { Finding, Path } from '../../../src/problem.ts'
import { bytesOf } from './arbitrary.ts'

const text = `# head
answers:
  service:
    plan: partly # why
    "do":   fully
people:
  - id: alice
    may: [read, write]
  - id: bob
`

async function read(content: string): Promise<YamlFile> {
  const parsed = await parseYaml('f.yaml', bytesOf(content), 10_000)
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems))
  return parsed.yaml
}

const finding = (path: Path, at?: 'key' | 'value'): Finding => ({
  ...{ severity: 'error', rule: 'r', message: 'm', path, ...(at && { at }) },
})

describe('a finding gets the place of what it is about', () => {
  test.each<[Path, 'key' | 'value' | undefined, string]>([
    [['answers', 'service', 'plan'], 'value', '4:11'],
    [['answers', 'service', 'plan'], 'key', '4:5'],
    [['answers', 'service', 'plan'], undefined, '4:11'],
    [['answers', 'service', 'do'], 'value', '5:13'],
    [['answers', 'service', 'do'], 'key', '5:5'],
    [['people', 1, 'id'], 'value', '9:9'],
    [['people', 0, 'may'], 'value', '8:10'],
    [['people', 0, 'may', 1], 'value', '8:17'],
  ])('%j at its %s', async (path, at, place) => {
    const [problem] = await locate(await read(text), [finding(path, at)])
    expect(`${problem?.place?.line}:${problem?.place?.column}`).toBe(place)
  })

  test.each<[string, Path, string]>([
    ['a map or list below its key: the key', ['answers', 'service'], '3:3'],
    ['an entry of a list that is a map: the entry', ['people', 1], '9:5'],
    ['a key that is not there: the map above', ['answers', 'service', 'review'], '3:3'],
    ['a key that is not there, in an entry of a list: the entry', ['people', 1, 'name'], '9:5'],
    ['an entry that is not there: the list', ['people', 7], '6:1'],
    ['a path through a text: the text', ['answers', 'service', 'plan', 'x', 'y'], '4:5'],
    ['a key that is not there at the root: the first key', ['format'], '2:1'],
    ['the whole file: the first key', [], '2:1'],
  ])('%s', async (_, path, place) => {
    const [problem] = await locate(await read(text), [finding(path)])
    expect(`${problem?.place?.line}:${problem?.place?.column}`).toBe(place)
  })

  test('also in a file that is not canonical', async () => {
    const problems = await locate(await read('{"a": [1, {"b": 2}]}'), [finding(['a', 1, 'b'])])
    expect(problems).toEqual([
      { severity: 'error', rule: 'r', message: 'm', place: { file: 'f.yaml', line: 1, column: 17 } },
    ])
  })
})

test('problems come in the order of their places, with severity and hint', async () => {
  const problems = await locate(await read(text), [
    { severity: 'advice', rule: 'later', message: 'm', hint: 'h', path: ['people', 0] },
    finding(['answers']),
  ])
  expect(problems.map(({ rule }) => rule)).toEqual(['r', 'later'])
  expect(problems[1]).toEqual({
    ...{ severity: 'advice', rule: 'later', message: 'm', hint: 'h' },
    place: { file: 'f.yaml', line: 7, column: 5 },
  })
})

test('no findings, no problems; more than twenty of a rule are summed up', async () => {
  const yaml = await read(text)
  expect(await locate(yaml, [])).toEqual([])
  const problems = await locate(
    yaml,
    Array.from({ length: 25 }, () => finding(['people'])),
  )
  expect(problems).toHaveLength(21)
  expect(problems[20]?.message).toBe('and 5 more like this')
})

test('the text of a file that was read has LF and no byte order mark', async () => {
  expect(await read('\ufeffa: 1\r\nb: "x" # c\r\n')).toEqual({
    ...{ file: 'f.yaml', text: 'a: 1\nb: "x" # c\n', data: { a: 1, b: 'x' } },
  })
})
