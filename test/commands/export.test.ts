import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { columns } from '../../src/export/rows.ts'
import { writeParquet } from '../../src/files/exporting/parquet.ts'
import { makeExchange } from '../bench/exchange.ts'
import { put, recordText, shippedModel } from '../files/exchange/exchanges.ts'
import { openExample, openWorld, type World } from '../world.ts'

const model = await shippedModel()
const names = columns.map(({ name }) => name)

/** What an analyst is shown in the README; the tables are called `exchange`. */
const recipe = `SELECT region, id, median(value) AS level, count(*) AS councils
FROM exchange
WHERE measure = 'level' AND kind = 'cell' AND round = '2026-autumn' AND model = 'tiex@2026.1'
GROUP BY region, id
HAVING count(*) >= 5
ORDER BY id, region`

let world: World
afterEach(() => world.remove())

describe('an exchange', () => {
  let exchange: string
  beforeEach(async () => {
    world = openWorld()
    exchange = join(world.folder, 'exchange')
    await makeExchange(exchange, model, { councils: 3, rounds: 2, form: 'folder' })
  })
  const run = (...args: string[]) => world.tiex(['export', '--exchange', 'exchange', ...args])

  it('has the same rows in CSV and JSON lines', async () => {
    const csv = await run()
    const lines = (await run('--format', 'jsonl')).stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const [head, ...rows] = csv.stdout
      .trim()
      .split('\r\n')
      .map((line) => line.split(','))
    expect(head).toEqual(names)
    expect(rows).toEqual(
      lines.map((row) => names.map((name) => (row[name] === null ? '' : String(row[name])))),
    )
    expect(new Set(lines.map(({ organisation, round }) => `${organisation} ${round}`)).size).toBe(6)
    expect(csv.stderr).toContain(
      `Exported ${rows.length.toLocaleString('en')} rows of 6 rounds of 3 organisations.`,
    )
    expect(csv.stderr).toContain('Next: ')
  })

  it('comes as CSV with metadata of every column beside it, as CSVW', async () => {
    const { code, stdout } = await run('-o', 'all.csv')
    expect([code, stdout]).toEqual([0, ''])
    const metadata = JSON.parse(readFileSync(join(world.folder, 'all.csv-metadata.json'), 'utf8'))
    expect(metadata['@context'][0]).toBe('http://www.w3.org/ns/csvw')
    expect(metadata.url).toBe('all.csv')
    const described = metadata.tableSchema.columns.map((column: { name: string }) => column.name)
    expect(described).toEqual(
      readFileSync(join(world.folder, 'all.csv'), 'utf8').split('\r\n')[0]!.split(','),
    )
    expect(readdirSync(world.folder).toSorted()).toEqual(['all.csv', 'all.csv-metadata.json', 'exchange'])
  })

  it('comes as Parquet', async () => {
    expect((await run('-o', 'all.parquet')).code).toBe(0)
    const bytes = readFileSync(join(world.folder, 'all.parquet'))
    expect(bytes.toString('latin1', 0, 4)).toBe('PAR1')
    expect(bytes.toString('latin1', bytes.length - 4)).toBe('PAR1')
  })

  it('with a bad entry is exported without it, which is named; the exit code stays 0', async () => {
    put(exchange, 'organisations/badshire/first.yaml', 'format: tiex-official/1\n')
    const { code, stdout, stderr } = await run()
    expect(code).toBe(0)
    expect(stdout).not.toContain('badshire')
    expect(stderr).toMatch(/^organisations\/badshire\/first\.yaml:.*error: /m)
    expect(stderr).toContain('1 entry left out, see above')
  })

  it('whose model is not known has answers and no levels', async () => {
    const other = recordText(model, { organisation: 'other', round: 'first' }).replace(
      model.digest,
      `sha256:${'0'.repeat(64)}`,
    )
    put(exchange, 'organisations/other/first.yaml', other.replace(`id: ${model.id},`, 'id: own,'))
    const { stdout } = await run()
    const rows = stdout.split('\r\n').filter((line) => line.startsWith('other,'))
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatch(/,own@[^,]+,statement,[^,]+,agreed,[^,]+,$/)
  })

  it.each([
    [['--exchange', 'nowhere'], 'there is no folder'],
    [['--exchange', '.'], 'there is no exchange'],
    [['--exchange', 'exchange', '--round', 'x'], '--round goes with the own assessment'],
    [['--exchange', 'exchange', '-o', 'no/folder.csv'], 'there is no folder no for folder.csv'],
    [['--exchange', 'exchange', '-o', 'exchange', '--format', 'csv'], 'is not a plain file'],
    [['--exchange', 'exchange', '-o', 'all.txt'], 'the ending of all.txt names no form'],
    [['--exchange', 'exchange', '-o', 'all.csv', '--format', 'jsonl'], 'its ending says csv'],
    [['--format', 'pdf'], '--format cannot be "pdf"'],
    [[], 'tiex.yaml'],
  ])('%j is refused with what to do', async (args, says) => {
    const { code, stderr } = await world.tiex(['export', ...args])
    expect(code).toBe(2)
    expect(stderr).toContain(says)
    expect(stderr).toContain('hint: ')
    expect(readdirSync(world.folder)).toEqual(['exchange'])
  })

  it('leaves the file that was there where the export fails', async () => {
    writeFileSync(join(world.folder, 'all.csv'), 'before')
    expect((await world.tiex(['export', '--exchange', 'nowhere', '-o', 'all.csv'])).code).toBe(2)
    expect(readFileSync(join(world.folder, 'all.csv'), 'utf8')).toBe('before')
    expect(readdirSync(world.folder).toSorted()).toEqual(['all.csv', 'exchange'])
  })

  it('can be asked as the README says: every column is there, and every word it looks for stands in it', async () => {
    const rows = (await run('--format', 'jsonl')).stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    for (const word of ['region', 'id', 'value', 'measure', 'kind', 'round', 'model'])
      if (new RegExp(`\\b${word}\\b`).test(recipe)) expect(names).toContain(word)
    for (const [, column, literal] of recipe.matchAll(/\b(measure|kind|model) = '([^']+)'/g))
      expect(
        rows.some((row) => row[column!] === literal),
        `${column} = ${literal}`,
      ).toBe(true)
  })
})

it('an own round has what is agreed, and nobody who answered', async () => {
  world = openExample()
  const { code, stdout, stderr } = await world.tiex(['export'])
  expect(code).toBe(0)
  expect(stderr).toContain('31 of 93 statements agreed; levels count these alone.')
  const rows = stdout
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(','))
  expect(new Set(rows.map((row) => row[names.indexOf('measure')]))).toEqual(
    new Set(['context', 'agreed', 'level', 'stage-reached', 'ambition']),
  )
  const people = readFileSync(join(world.folder, 'tiex.yaml'), 'utf8').match(/(?<=\n {4}name: ).*/g) ?? []
  expect(people.length).toBeGreaterThan(3)
  for (const name of people) expect(stdout).not.toContain(name)
})

it('Parquet of any number of rows is written group by group', async () => {
  world = openWorld()
  const about = {
    organisation: 'one',
    name: null,
    type: null,
    region: null,
    scope: 'x',
    round: 'r',
    published: null,
  }
  async function* rows() {
    for (let value = 0; value < 45_000; value += 1)
      yield {
        ...about,
        respondents: 9,
        model: 'm@1',
        kind: 'cell',
        id: `c${value}`,
        measure: 'level',
        answer: null,
        value,
      } as const
  }
  const pieces: number[] = []
  await writeParquet(rows(), columns, async (bytes) => {
    pieces.push(bytes.length)
  })
  expect(pieces.length).toBeGreaterThanOrEqual(3)
})
