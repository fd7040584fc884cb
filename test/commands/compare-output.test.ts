import { existsSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { beside, besideOnce } from './compare-world.ts'

/** For tests that write nothing. */
const shared = besideOnce()

describe('the output', () => {
  it('goes into several files at once, in the form of their endings, CSV with its metadata', async () => {
    const { among, read } = beside()
    const files = ['x.json', 'x.csv', 'x.md', 'x.txt'].flatMap((file) => ['-o', file])
    const { code, stdout, stderr } = await among('2026-autumn', '--peers', 'all', ...files)
    expect([code, stdout]).toEqual([0, ''])
    expect(stderr).toContain('Written: x.json, x.csv, x.csv-metadata.json, x.md, x.txt')
    expect(JSON.parse(read('x.json')).format).toBe('tiex-compare/1')
    expect(read('x.md')).toMatch(/^## Exampleshire/)
    expect(read('x.txt')).toMatch(/^Exampleshire County Council/)
    const [head = '', ...rows] = read('x.csv').trimEnd().split('\r\n')
    const metadata = JSON.parse(read('x.csv-metadata.json'))
    expect(metadata).toMatchObject({ '@context': 'http://www.w3.org/ns/csvw', url: 'x.csv' })
    expect(metadata.tableSchema.columns.map(({ name }: { name: string }) => name)).toEqual(head.split(','))
    for (const row of rows) expect(Number.isFinite(Number(row.split(',')[9])), row).toBe(true)
  })

  it('as CSV holds each observation once', async () => {
    const { stdout } = await shared().among('2025-autumn', '2026-autumn', '--format', 'csv')
    const keys = stdout
      .trimEnd()
      .split('\r\n')
      .map((row) =>
        row
          .split(',')
          .filter((_, at) => [0, 4, 8].includes(at))
          .join(),
      )
    expect(new Set(keys).size).toBe(keys.length)
    expect(stdout).toContain(
      '2026-autumn,exampleshire,2026-autumn,tiex@2026.1,role-of-the-authority/service,cell,role-of-the-authority,service,change,1,level',
    )
  })

  it('is written in no file where one of them cannot be', async () => {
    const { compare, path } = beside()
    const lines = [
      ['-o', 'x.md', '-o', 'nowhere/y.csv'],
      ['-o', 'x.md', '-o', './x.md'],
      ['-o', 'x.csv', '-o', 'rounds/y.json'],
      ['-o', 'x.csv', '--format', 'json'],
    ]
    for (const line of lines) {
      const { code, stdout } = await compare('2025-autumn', '2026-autumn', ...line)
      expect([code, stdout], line.join(' ')).toEqual([2, ''])
      expect(['x.md', 'x.csv', 'x.csv-metadata.json'].filter((file) => existsSync(path(file)))).toEqual([])
    }
  })

  it('as CSV has a place only where it is clear, and words for every measure', async () => {
    const { among, read } = beside()
    await among('2026-autumn', '--peers', 'all', '-o', 'x.csv', '-o', 'x.json')
    const { sections } = JSON.parse(read('x.json'))
    const rows = read('x.csv')
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .map((row) => row.split(','))
    const { tableSchema } = JSON.parse(read('x.csv-metadata.json'))
    const words = tableSchema.columns.find(({ name }: { name: string }) => name === 'measure')[
      'dc:description'
    ]
    for (const [, , , , , , , , measure] of rows) expect(words).toContain(` ${measure}: `)
    const places = { below: '-1', within: '0', above: '1' } as Readonly<Record<string, string>>
    for (const { section, place, own, levels } of sections) {
      const found = rows.filter((row) => row[4] === section && row[8]!.startsWith('place'))
      const side = own.level < levels.q1 ? '-1' : '1'
      const expected = place === 'unclear' ? ['place-unclear', side] : ['place', places[place]]
      expect(found.map((row) => [row[8], row[9]])).toEqual([expected])
    }
    expect(sections.some(({ place }: { place: string }) => place === 'unclear')).toBe(true)
  })

  it('holds no figure of all sections together', async () => {
    const { stdout } = await shared().among('2026-autumn', '--peers', 'all', '--format', 'json')
    const { sections, ...rest } = JSON.parse(stdout)
    expect(sections).toHaveLength(21)
    expect(JSON.stringify(rest)).not.toMatch(/level|score|overall/)
  })
})

describe('gates', () => {
  it('that hold end with 1 and name each, one that does not with 0', async () => {
    const { compare } = beside()
    const falling = await compare('2025-autumn', '2026-autumn', '--fail-on', 'regression')
    expect(falling.code).toBe(1)
    expect(falling.stderr).toContain(
      'error: Managing expenditure / community fell by 0.50, from 1.00 to 0.50',
    )
    const allowed = await compare('2025-autumn', '2026-autumn', '--fail-on', 'regression:0.5')
    expect([allowed.code, allowed.stderr]).toEqual([0, expect.stringContaining('Nothing of --fail-on holds')])
    expect(await compare('2026-autumn', '2026-autumn', '--fail-on', 'changed,regression')).toMatchObject({
      code: 0,
    })
  })

  it('are annotations, a report or JUnit for CI', async () => {
    const { compare } = beside()
    const as = async (format: string) =>
      (await compare('2025-autumn', '2026-autumn', '--fail-on', 'regression', '--format', format)).stdout
    expect(await as('github')).toMatch(/^::error title=tiex%3A regression::Managing expenditure/)
    expect(JSON.parse(await as('gitlab'))).toHaveLength(2)
    expect(await as('junit')).toContain('failures="2"')
    expect(await as('junit')).toContain('name="Managing expenditure / community"')
  })

  it('that all pass say so in a build', async () => {
    const { stdout } = await shared().compare(
      ...['2026-autumn', '2026-autumn', '--fail-on', 'changed', '--format', 'github'],
    )
    expect(stdout).toBe('::notice title=tiex compare::nothing of --fail-on holds\n')
  })

  it('go on where the summary of a step has no folder, and say so', async () => {
    const line = ['compare', '2025-autumn', '2026-autumn', '--fail-on', 'regression', '--format', 'github']
    const variables = { GITHUB_STEP_SUMMARY: shared().path('nowhere/summary.md') }
    const { code, stderr } = await shared().world.tiex(line, { variables })
    expect([code, stderr]).toEqual([1, expect.stringContaining('warning: there is no folder for the file')])
  })

  it('write the summary of a GitHub step behind what is there, and only there', async () => {
    const { world, path, read } = beside()
    writeFileSync(path('summary.md'), 'before')
    const line = ['compare', '2025-autumn', '2026-autumn', '--fail-on', 'regression', '--format', 'github']
    const variables = { GITHUB_STEP_SUMMARY: path('summary.md') }
    await world.tiex(line, { variables })
    await world.tiex(line, { variables })
    expect(read('summary.md')).toMatch(/^before\n## Side by side/)
    expect(read('summary.md').match(/2 failures/g)).toHaveLength(2)
    await world.tiex([...line.slice(0, 5)], { variables })
    expect(read('summary.md').match(/2 failures/g)).toHaveLength(2)
  })
})
