import { describe, expect, it } from 'vitest'
import { responsesIn } from '../../src/files/importing/text.ts'
import { isFaulty, parseKind } from '../../src/files/kinds/read.ts'
import type { Kind } from '../../src/files/kinds/schema.ts'
import { renderProblems } from '../../src/render/problems.ts'
import { expectShort } from './rules.ts'

// What fuzzing (npm run fuzz) found, each as the smallest file that shows it.
const many = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => make(index)).join('')
const plan = (rest: string) => `format: tiex-plan/1\nround: 2026-autumn\nactions:\n${rest}`
const action = '  - id: a\n    title: A\n    status: proposed\n'

async function read(kind: Kind, text: string) {
  const start = process.cpuUsage()
  const loaded = await parseKind(kind, 'a.yaml', Buffer.from(text, 'utf8'))
  const { user, system } = process.cpuUsage(start)
  expect((user + system) / 1000).toBeLessThan(4_000)
  return isFaulty(loaded) ? renderProblems(loaded.problems) : loaded.data
}

describe('a file that fuzzing found', () => {
  it('has two maps in a list of which none may stand twice', async () => {
    const two = plan(`${action}    practice:\n      - id: one\n      - id: two\n        organisation: x\n`)
    expect(await read('plan', two)).toHaveProperty('actions')
    const twice = plan(
      `${action}    practice:\n      - {id: one, organisation: x}\n      - {organisation: x, id: one}\n`,
    )
    expect(await read('plan', twice)).toContain('practice says the same thing twice')
  })

  it.each<[what: string, kind: Kind, text: string]>([
    [
      'wrong answers without end',
      'response',
      `format: tiex-response/1\nmodel: tiex@2026.1\nround: a\nperson: a\nanswers:\n${many(9, (cell) => `  c${cell}:\n${many(1_999, (at) => `    m${at}: 1\n`)}`)}`,
    ],
    [
      'unknown fields without end',
      'plan',
      plan(many(500, () => `  - {${many(35, (at) => `k${at}: 1, `)}z: 1}\n`)),
    ],
    [
      'maps without end of which none may stand twice',
      'plan',
      plan(`${action}    practice:\n${many(1_900, (at) => `      - {id: p${at}}\n`)}`),
    ],
  ])('has %s, and is refused in little time', async (_, kind, text) => {
    const told = await read(kind, text)
    expect(told).toContain('a.yaml:')
    expectShort(String(told))
  })

  it('has a key in brackets that could not be written on a line of its own', async () => {
    const long = (length: number) => `{format: tiex-glossary/1, terms: [], "${'x'.repeat(length)}": 1}`
    expect(await read('glossary', long(1_001))).toContain('is longer than 1000 characters')
    expect(await read('glossary', long(900))).toContain('is not a field here')
  })

  it.each([
    ['a: [1, 2', 'a bracket is not closed'],
    ['a: [b: c, d]#e\n', 'a space is missing before the comment'],
    ['a: ["b" "c"]\n', 'a comma is missing between two entries'],
    [`${'x'.repeat(1_100)}: 1\n`, 'a key is longer than 1024 characters'],
  ])('cannot be read, and the hint says what to do: %j', async (text, message) => {
    expect(await read('plan', text)).toMatch(new RegExp(`${message}.*\nhint: \\S`))
  })

  it.each([
    ['a.yaml', 'response', 'plan', 'this is a response, not a plan'],
    ['tiex.yaml', 'assessment', 'response', 'this is a tiex.yaml, not a response'],
    ['forms.yaml', 'forms', 'exchange', 'this is a list of forms that were made, not an exchange.yaml'],
  ] as const)('is of another kind, and is said to be: %s', async (_, is, wanted, message) => {
    expect(await read(wanted, `format: tiex-${is}/1\n`)).toContain(message)
  })
})

describe('a text with answers that fuzzing found', () => {
  it.each([
    ['quoted without end', `${'> '.repeat(5_000_000)}format: tiex-response/1\n`],
    ['of beginnings without end', '-----BEGIN TIEX ANSWERS-----'.repeat(500_000)],
    ['of line ends without end', `format: tiex-response/1\n${'\n'.repeat(15_000_000)}`],
  ])('is read in little time: %s', (_, text) => {
    const start = process.cpuUsage()
    expect(responsesIn(text).texts.length).toBeLessThan(2)
    const { user, system } = process.cpuUsage(start)
    expect((user + system) / 1000).toBeLessThan(2_000)
  })
})
