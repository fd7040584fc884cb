import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readPublished } from '../../src/files/exchange/published-rounds.ts'
import type { Model } from '../../src/model/model.ts'
import { renderProblems } from '../../src/render/problems.ts'
import { commitAll, git, put, recordText, shippedModel } from '../files/exchange/exchanges.ts'
import { spending } from '../spent.ts'
import { openWorld, type World } from '../world.ts'
import { bytesOf, type Entry, everyEntry, titleOf } from './corpus.ts'
import { expectOneBad } from './many-councils.ts'
import { expectComposed, expectShort } from './rules.ts'

/** A good exchange of two councils into which hostile entries are put; whatever they are, these two stay. */
let world: World
let exchange: string
let model: Model

beforeAll(async () => {
  model = await shippedModel()
})
beforeEach(() => {
  world = openWorld()
  exchange = join(world.folder, 'exchange')
  put(exchange, 'exchange.yaml', 'format: tiex-exchange/1\nname: Sector\naudience: sector\n')
  for (const organisation of ['aldershire', 'zedshire'])
    put(
      exchange,
      `organisations/${organisation}/first.yaml`,
      recordText(model, { organisation, round: 'first' }),
    )
})
afterEach(() => world.remove())

const official = everyEntry.filter(({ kind }) => kind === 'official')

/** What does not hold yet, with what is to be done: these tests fail, and say so as soon as they no longer do. */
const open: Readonly<Record<string, string>> = {}

const placeOf = (entry: Entry) => entry.place ?? 'organisations/testshire/2026-autumn.yaml'

/** What every reader makes of the exchange, whether it comes from the records or from the index. */
async function readAll() {
  const read = async () => {
    const { rounds, problems } = await readPublished(exchange, model, world.variables)
    return { ids: rounds.map(({ organisation }) => organisation.id), rounds, told: renderProblems(problems) }
  }
  const [cold, warm] = [await read(), await read()]
  expect(warm).toEqual(cold)
  const exported = await world.tiex(['export', '--exchange', 'exchange'])
  // Lines of CSV end with CR LF.
  expectComposed({ ...exported, output: exported.output.replaceAll('\r\n', '\n') }, 'export')
  expect(exported.code).toBe(0)
  const lines = await world.tiex(['export', '--exchange', 'exchange', '--format', 'jsonl'])
  expectComposed(lines, 'export')
  return { ...cold, csv: exported.stdout, stderr: exported.stderr, jsonl: lines.stdout }
}

describe('an entry of an exchange', () => {
  const isOpen = ({ file }: Entry) => Object.hasOwn(open, file)
  const titled = (entry: Entry) => [titleOf(entry), entry] as const
  it.each(official.filter((entry) => !isOpen(entry)).map(titled))('%s', (_, entry) => stands(entry))
  it.fails.each(official.filter(isOpen).map(titled))('%s', (_, entry) => stands(entry))

  async function stands(entry: Entry): Promise<void> {
    put(exchange, placeOf(entry), bytesOf(entry.file, model.digest))
    const spent = spending()
    const { ids, told, csv, stderr } = await readAll()
    expect(spent()).toBeLessThan(2_000)
    expect(ids).toEqual(expect.arrayContaining(['aldershire', 'zedshire']))
    expect(csv).toContain('\r\naldershire,')
    expect(csv).toContain('\r\nzedshire,')
    expectShort(told)
    const isRefused = !ids.includes('testshire')
    if (entry.expect === 'refuse' && entry.or === undefined) expect(isRefused, told).toBe(true)
    if (entry.expect !== 'refuse') expect(isRefused, told).toBe(false)
    if (!isRefused) return
    expect(told).toContain(`${placeOf(entry)}:`)
    expect(stderr).toContain(`${placeOf(entry)}:`)
    expect(told).toMatch(/hint: /)
    const words = told.toLowerCase()
    if (entry.mustSay.length > 0)
      expect(
        entry.mustSay.some((word) => words.includes(word.toLowerCase())),
        told,
      ).toBe(true)
    for (const word of entry.mustNotSay ?? []) expect(told).not.toContain(word)
  }

  it.each(official.filter(({ twin }) => twin !== undefined).map((entry) => [entry.file, entry] as const))(
    '%s comes to the same as its twin',
    async (_, entry) => {
      put(exchange, placeOf(entry), bytesOf(entry.file, model.digest))
      const { rounds } = await readAll()
      put(exchange, placeOf(entry), bytesOf('official-control-valid.yaml', model.digest))
      expect(rounds).toEqual((await readAll()).rounds)
    },
  )

  it('is harmless in a spreadsheet, on a screen and in a page', async () => {
    const hostile = [
      ['formula', `'=HYPERLINK("http://evil.example","x")'`],
      ['at', `'@SUM(1+1)*cmd|calc'`],
      ['plus', `'+44 20 7946 0000'`],
      ['wide', `'＝1+1'`],
      ['html', `'<img src=x onerror=alert(1)>'`],
      ['bidi', `"abc\\u202Edcba"`],
      ['annotation', `'::error file=x::y'`],
    ] as const
    for (const [id, name] of hostile)
      put(
        exchange,
        `organisations/${id}/first.yaml`,
        recordText(model, { organisation: id, round: 'first' }).replace(
          /name: [^,]+,/,
          () => `name: ${name},`,
        ),
      )
    const { csv } = await readAll()
    for (const line of csv.split('\r\n').slice(1)) {
      const [, cell = ''] = /^[^,]*,("(?:[^"]|"")*"|[^,]*),/.exec(line) ?? []
      expect(cell.replace(/^"/, '')).not.toMatch(/^\s*[=+\-@|%＝＋－＠｜％]/u)
    }
    for (const line of csv.split('\n')) expect(line).not.toMatch(/^\s*::/)
  })
})

describe('a path of an exchange', () => {
  it.each([
    ['another id', 'organisations/Testshire/first.yaml'],
    ['a name with a space', 'organisations/test shire/first.yaml'],
    ['a hidden file', 'organisations/aldershire/.first.yaml'],
    ['another ending', 'organisations/aldershire/second.yml'],
    ['a file where a folder belongs', 'organisations/README.md'],
    ['a line break', 'organisations/alder\n::error::shire/first.yaml'],
    ['an escape', 'organisations/\u001b]0;owned\u0007/first.yaml'],
    ['a folder more', 'organisations/aldershire/deep/first.yaml'],
  ])('with %s is named and not read', async (_, path) => {
    put(exchange, path, recordText(model, { organisation: 'testshire', round: 'first' }))
    commitAll(exchange, world.variables)
    const { ids, told } = await readAll()
    expect(ids).toEqual(['aldershire', 'zedshire'])
    expect(told).toMatch(/^organisations\/[^\n]*: (warning|error): /)
    expect(told).not.toMatch(/^::/m)
  })

  it('may be called like a device of Windows in no record', async () => {
    for (const id of ['con', 'nul', 'com1'])
      put(exchange, `organisations/${id}/first.yaml`, recordText(model, { organisation: id, round: 'first' }))
    expect((await readAll()).ids).toEqual(['aldershire', 'zedshire'])
  })

  it.each(['folder', 'git'])('is no link to elsewhere, of a %s', async (form) => {
    const outside = join(world.folder, 'outside')
    put(outside, 'first.yaml', recordText(model, { organisation: 'linked', round: 'first' }))
    symlinkSync(outside, join(exchange, 'organisations/linked'))
    mkdirSync(join(exchange, 'organisations/filed'))
    symlinkSync(join(outside, 'first.yaml'), join(exchange, 'organisations/filed/first.yaml'))
    if (form === 'git') commitAll(exchange, world.variables)
    const { ids, told } = await readAll()
    expect(ids).toEqual(['aldershire', 'zedshire'])
    expect(told).toContain('organisations/linked: error: this is a symbolic link')
    expect(told).toContain('organisations/filed/first.yaml: error: this is a symbolic link')
  })

  it('may be any in the objects of git, and leads nowhere', async () => {
    commitAll(exchange, world.variables)
    const run = (args: readonly string[], input = '') => git(exchange, args, world.variables, input).trim()
    const text = recordText(model, { organisation: 'testshire', round: 'first' })
    const blob = run(['hash-object', '-w', '--stdin'], text)
    // git's own commands refuse such names: the trees are made byte by byte.
    const treeOf = (entries: readonly (readonly [mode: string, name: string, id: string])[]) => {
      const bytes = Buffer.concat(
        entries.map(([mode, name, id]) =>
          Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')]),
        ),
      )
      return execFileSync('git', ['hash-object', '-t', 'tree', '-w', '--stdin', '--literally'], {
        cwd: exchange,
        env: world.variables,
        input: bytes,
        encoding: 'utf8',
      }).trim()
    }
    const files = treeOf([['100644', 'first.yaml', blob]])
    const good = run(['rev-parse', 'HEAD:organisations/aldershire'])
    const organisations = treeOf([
      ['40000', '..', files],
      ['40000', '.git', files],
      ['40000', 'aldershire', good],
      [
        '40000',
        'testshire',
        treeOf([
          ['100644', '../../escaped.yaml', blob],
          ['160000', 'module.yaml', '1'.repeat(40)],
        ]),
      ],
    ])
    const root = treeOf([['40000', 'organisations', organisations]])
    const commit = run(['commit-tree', '-m', 'hostile', root])
    run(['update-ref', 'HEAD', commit])
    const { ids, told } = await readAll()
    expect(ids).toEqual(['aldershire'])
    expect(told).toContain('organisations/../first.yaml')
    expect(told).toContain('organisations/testshire/../../escaped.yaml')
    expect(told).toContain('organisations/testshire/module.yaml: error: this is another repository')
    expect(readdirSync(world.folder)).toEqual(['exchange'])
  })
})

describe('a huge exchange', () => {
  it.each(['folder', 'git'])('entry is not read into memory, of a %s', async (form) => {
    put(exchange, 'organisations/bigshire/first.yaml', Buffer.alloc(40 * 1024 * 1024, 'a'))
    put(exchange, 'organisations/bigshire/second.yaml', Buffer.alloc(300 * 1024, '- '))
    if (form === 'git') commitAll(exchange, world.variables)
    const { ids, told } = await readAll()
    expect(ids).toEqual(['aldershire', 'zedshire'])
    expect(told).toContain('organisations/bigshire/first.yaml: error: is larger than 256 kB')
    expect(told).toContain('organisations/bigshire/second.yaml: error: is larger than 256 kB')
  })

  // Of 10,000 councils: npm run torture.
  it('of 300 councils with one bad works for the others, and names the one', async () => {
    rmSync(exchange, { recursive: true })
    await expectOneBad({ folder: exchange, model, variables: world.variables }, 300)
  }, 60_000)
})

afterAll(() => {
  // What a text of the corpus would write if it were run.
  expect(readdirSync(process.cwd()).filter((name) => name.startsWith('pwned'))).toEqual([])
})

it('settings of an exchange start nothing', async () => {
  commitAll(exchange, world.variables)
  const mark = join(world.folder, 'pwned')
  const script = join(world.folder, 'run.sh')
  writeFileSync(script, `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 })
  for (const [key, value] of [
    ['core.fsmonitor', script],
    ['core.pager', script],
    ['core.sshCommand', script],
    ['diff.external', script],
    ['alias.ls-tree', `!${script}`],
    ['filter.x.smudge', script],
  ])
    git(exchange, ['config', key!, value!], world.variables)
  mkdirSync(join(exchange, '.git/hooks'), { recursive: true })
  for (const hook of ['post-index-change', 'reference-transaction', 'post-checkout'])
    writeFileSync(join(exchange, '.git/hooks', hook), readFileSync(script), { mode: 0o755 })
  expect((await readAll()).ids).toEqual(['aldershire', 'zedshire'])
  expect(readdirSync(world.folder).filter((name) => name === 'pwned')).toEqual([])
})
