import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseYaml } from '../../../src/files/yaml/read.ts'
import { everyRow } from '../../every.ts'
import { spending } from '../../spent.ts'
import { bytesOf } from './arbitrary.ts'

/** How large the worst texts are; four times as large in the long tests. */
const kibibytes = everyRow ? 256 : 64

// 256 KiB take under a second on a quiet machine, as the benchmark measures; here only a quadratic reader is to fail, which took minutes.
const tooLong = 40 * kibibytes

interface Case {
  readonly file: string
  readonly class: string
  readonly expect: 'refuse' | 'accept' | 'neutralise'
  readonly mustSay: readonly string[]
  readonly twin?: string
}

const folder = new URL('../../data/hostile/', import.meta.url)
const bytes = (name: string) => readFileSync(new URL(name, folder))
const cases: Case[] = JSON.parse(bytes('index.json').toString())

const classes = new Set([
  'control',
  'yaml',
  'shape',
  'tag',
  'proto',
  'encoding',
  'control-char',
  'plain-text',
])
const limit = 512 * 1024

// good YAML, so only the check of a file's fields can refuse it
const leftToFields = new Set(
  [
    ...[
      'response-shape-root-list',
      'config-shape-root-list',
      'consensus-shape-root-list',
      'official-shape-root-list',
    ],
    ...['response-shape-truncated-clean-cut', 'response-shape-html-page', 'response-shape-git-lfs-pointer'],
    ...['response-proto-option-proto'],
  ].map((name) => `${name}.yaml`),
)

const ours = cases.filter((entry) => classes.has(entry.class) && !leftToFields.has(entry.file))

describe('hostile files', () => {
  test.each(ours.filter((entry) => entry.expect === 'refuse'))(
    '$file is refused',
    async ({ file, mustSay }) => {
      const spent = spending()
      const result = await parseYaml(file, bytes(file), limit)
      expect(spent()).toBeLessThan(tooLong)
      const problems = 'problems' in result ? result.problems : []
      expect(problems.length).toBeGreaterThan(0)
      expect(problems.length).toBeLessThan(100)
      expect(problems.every((problem) => problem.place?.file === file && problem.message.length < 300)).toBe(
        true,
      )
      const said = JSON.stringify(problems).toLowerCase()
      if (mustSay.length > 0) expect(mustSay.some((word) => said.includes(word.toLowerCase()))).toBe(true)
    },
  )

  test.each(ours.filter((entry) => entry.expect === 'accept'))('$file is read', async ({ file, twin }) => {
    const result = await parseYaml(file, bytes(file), limit)
    expect(result).toHaveProperty('yaml')
    const same = twin && (await parseYaml(file, bytes(twin), limit))
    if (same) expect('yaml' in result && result.yaml.data).toEqual('yaml' in same && same.yaml.data)
  })

  test('nothing but these is left to the check of fields', async () => {
    for (const file of leftToFields) expect(await parseYaml(file, bytes(file), limit)).toHaveProperty('yaml')
  })

  test('no file of any class makes the reader throw or changes what objects inherit', async () => {
    const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
    const tried = new Set(ours.map(({ file }) => file))
    const others = names.filter((name) => !tried.has(name))
    for (const name of others) await parseYaml(name, bytes(name), limit)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect(names.length).toBeGreaterThan(400)
    expect(others.length).toBeGreaterThan(200)
  })
})

const size = kibibytes * 1024
const full = (text: string) => text.repeat(Math.floor(size / text.length))

/** The worst that was found for the library alone, each as large as the others. */
const worst: Record<string, string> = {
  ...{
    'open brackets': '['.repeat(size),
    'open braces': full('{a: '),
    dashes: full('- '),
    'explicit keys': full('? '),
  },
  ...{
    'closing brackets': full('] '),
    commas: `[${full(',')}]`,
    items: `[${full('a,')}]`,
    'quoted chains': `{${full('"a":')}}`,
  },
  ...{
    'keys in block': Array.from({ length: 80 * kibibytes }, (_, index) => `k${index}: {}\n`).join(''),
    'equal keys': full('a: 1\n'),
  },
  ...{
    anchors: full('- &a b\n'),
    aliases: full('- *a\n'),
    tags: full('!a\n'),
    directives: full('%a\n'),
    documents: full('---\n'),
  },
  ...{
    comments: full('# c\n'),
    'quotation marks': full('"'),
    escapes: `a: "${full('\\q')}"`,
    'empty keys': full(':\n'),
  },
  ...{
    'empty lists': full('[]'),
    'blank lines': `a: |\n${'\n'.repeat(size)}`,
    'block texts': full('a: |\n'),
    digits: `a: 0.${'0'.repeat(size)}1`,
  },
  ...{
    conflicts: `${full('<<<<<<< a\n')}>>>>>>> b\n`,
    controls: full('\u001b'),
    tabs: full('\ta: 1\n'),
    minus: full('-\n'),
  },
}

test.each(Object.entries(worst))(`${kibibytes} KiB of %s do not hang the reader`, async (_, text) => {
  const spent = spending()
  await parseYaml('f', bytesOf(text), 2 * size)
  expect(spent()).toBeLessThan(tooLong)
})

test('hundreds of deep files in one process are all refused, and nothing aborts', async () => {
  for (let index = 0; index < 800; index += everyRow ? 1 : 3) {
    const open = ['[', '{a: ', '- ', '{"a":'][index % 4]!
    const result = await parseYaml('f', bytesOf(open.repeat(800 + index)), limit)
    if (!('problems' in result)) expect.fail(`${open} ${800 + index} times was read`)
  }
})
