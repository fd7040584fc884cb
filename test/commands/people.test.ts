import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it, test } from 'vitest'
import { parse } from 'yaml'
import { digestsOf } from '../folder.ts'
import { corpusFolder } from '../untrusted/corpus.ts'
import { openTestshire } from '../untrusted/council.ts'
import { expectComposed, expectShort, untouched } from '../untrusted/rules.ts'
import { openExample } from '../world.ts'

const ids: { readonly refuse: readonly string[]; readonly accept: readonly string[] } = JSON.parse(
  readFileSync(join(corpusFolder, 'person-ids.json'), 'utf8'),
)
const named = (list: readonly string[]) =>
  list.map((id) => [JSON.stringify(id.length > 40 ? `${id.slice(0, 37)}...` : id), id] as const)

/** The flags of an ordinary person, but for what is given. */
const flagsOf = (more: Readonly<Record<string, string>> = {}) =>
  Object.entries({ name: 'Jo Field', email: 'jo@example.org', role: 'parks', ...more }).flatMap(
    ([flag, value]) => [`--${flag}=${value}`],
  )

describe('a hostile council', () => {
  const council = openTestshire()
  beforeEach(async () => (await council).reset())
  afterAll(async () => (await council).remove())

  /** Somebody of the corpus who may administer, so that only what is typed can be wrong. */
  async function administrator(): Promise<string> {
    const { people } = parse((await council).read('tiex.yaml')) as {
      people: readonly { id: string; may: readonly string[] }[]
    }
    return people.find(({ may }) => may.includes('administer'))!.id
  }

  it.each(named(ids.refuse))('takes nobody in whose id must never become a path: %s', async (_, id) => {
    const shire = await council
    const as = await administrator()
    await untouched(shire, async () => {
      for (const args of [
        ['people', 'add', '--as', as, ...flagsOf(), '--', id],
        ['people', 'add', `--as=${as}`, ...flagsOf(), '--dry-run', '--', id],
        ['people', 'set', '--as', as, '--role=it', '--', id],
        ['people', 'remove', '--as', as, '--', id],
        ['people', 'remove', 'bob', `--as=${id}`],
      ]) {
        const ran = await shire.tiex(args)
        expectComposed(ran, args.join(' '))
        expectShort(ran.output)
        expect(ran, args.join(' ')).toMatchObject({ code: 2, stdout: '' })
      }
    })
  })

  it.each(ids.accept)('takes in %s, like any other', async (id) => {
    const shire = await council
    const as = await administrator()
    expect(await shire.tiex(['people', 'add', id, '--as', as, ...flagsOf()])).toMatchObject({ code: 0 })
    expect(await shire.tiex(['people', 'remove', id, '--as', as])).toMatchObject({ code: 0 })
  })

  const texts = [
    'a\u001b[31mb',
    'a\u202eb',
    'x: y # z',
    '- a',
    '"',
    "'",
    '{a: b}',
    '*a',
    '!!js/function',
    'a\nmay: [administer]',
    'Ŵ 测试',
    '::error::x',
  ]
  it.each(texts.map((text) => [JSON.stringify(text), text]))(
    'writes a name and a role as they were said, or refuses them: %s',
    async (_, text) => {
      const shire = await council
      const before = shire.read('tiex.yaml')
      const as = await administrator()
      const ran = await shire.tiex([
        'people',
        'add',
        'jo',
        '--as',
        as,
        ...flagsOf({ name: text, role: text }),
      ])
      expectComposed(ran)
      if (ran.code !== 0) return expect(shire.read('tiex.yaml')).toBe(before)
      const { people } = parse(shire.read('tiex.yaml')) as { people: readonly unknown[] }
      expect(people.at(-1)).toMatchObject({ id: 'jo', name: text, role: text, may: ['answer'] })
      for (const format of ['text', 'json', 'csv', 'md']) {
        const shown = await shire.tiex(['people', '--format', format])
        // Lines of CSV end in CR LF.
        expectComposed({ ...shown, output: shown.output.replaceAll('\r\n', '\n') }, format)
      }
    },
  )
})

describe('a repository', () => {
  const world = openExample()
  afterAll(() => world.remove())
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: world.folder, env: world.variables, encoding: 'utf8' })
  git('init', '-q', '-b', 'main')
  git('add', '-A')
  git('commit', '-qm', 'start')

  it('gets a commit of just this change, by the person who made it', async () => {
    writeFileSync(join(world.folder, 'notes.txt'), 'mine')
    git('add', 'notes.txt')
    const { code } = await world.tiex(['people', 'add', 'jo-field', ...flagsOf(), '--as', 'sam-okafor'])
    expect(code).toBe(0)
    expect(git('show', '--format=%an <%ae> %s', '--name-only')).toBe(
      'Sam Okafor <sam.okafor@exampleshire.gov.uk> Add jo-field to the people\n\ntiex.yaml\n',
    )
    expect(git('status', '--porcelain')).toBe('A  notes.txt\n')
  })

  it('keeps what people wrote into tiex.yaml beside the people', async () => {
    const file = join(world.folder, 'tiex.yaml')
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('  - id: tom-reed\n', '  # until spring\n  - id: tom-reed # Tom\n'),
    )
    git('commit', '-qam', 'Comments')
    await world.tiex(['people', 'set', 'tom-reed', '--may', 'answer,sign'])
    expect(git('diff', '--stat=200', 'HEAD~1')).toContain('1 insertion(+), 1 deletion(-)')
    expect(readFileSync(file, 'utf8')).toContain('  # until spring\n  - id: tom-reed # Tom\n')
  })

  it('is as it was after a change that says what is so already', async () => {
    const before = [digestsOf(world.folder), git('rev-parse', 'HEAD')]
    const { code, stderr } = await world.tiex(['people', 'set', 'tom-reed', '--may', 'sign,answer'])
    expect([code, stderr]).toEqual([0, expect.stringContaining('says so already')])
    expect([digestsOf(world.folder), git('rev-parse', 'HEAD')]).toEqual(before)
  })

  it('keeps a person by name who signed something, or may have', async () => {
    const signatures = join(world.folder, 'rounds/2026-autumn/signatures.yaml')
    for (const [text, stays] of [
      ['signatures:\n  - {role: leader, person: jo-field}\n', true],
      ['signatures:\n  - {role: leader, recorded: Minute 14, recorded-by: jo-field}\n', true],
      ['signatures: [\n', true],
      ['signatures:\n  - {role: leader, person: cllr-lee}\n', false],
    ] as const) {
      writeFileSync(signatures, text)
      const { stderr } = await world.tiex(['people', 'remove', 'jo-field', '--no-commit'])
      expect(stderr).toContain(stays ? 'keeps their sign-off of 2026-autumn' : 'is taken out')
      git('checkout', '-q', 'tiex.yaml')
    }
  })
})

test('two changes at the same moment are both kept', async () => {
  const world = openExample()
  const ran = await Promise.all(
    ['ada', 'bea', 'cid', 'dot'].map((id) =>
      world.tiex(['people', 'add', id, ...flagsOf({ email: `${id}@example.org` }), '--no-commit']),
    ),
  )
  expect(ran.map(({ code }) => code)).toEqual([0, 0, 0, 0])
  const { people } = parse(readFileSync(join(world.folder, 'tiex.yaml'), 'utf8')) as {
    people: readonly { id: string }[]
  }
  expect(
    people
      .slice(-4)
      .map(({ id }) => id)
      .sort(),
  ).toEqual(['ada', 'bea', 'cid', 'dot'])
  world.remove()
})
