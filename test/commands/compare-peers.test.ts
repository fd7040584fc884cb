import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { councils, writeRecord } from '../an-exchange.ts'
import { beside, besideOnce, model, record } from './compare-world.ts'

/** For tests that write nothing. */
const shared = besideOnce()

describe('the peers', () => {
  it('are never the subject itself, and are listed by name, not by level', async () => {
    const { among, exchange } = beside()
    const own = { ...councils[0]!, id: 'exampleshire', name: 'Exampleshire County Council' }
    writeRecord(exchange, 'exampleshire', '2025-autumn', record({ round: '2025-autumn' }, own))
    const { stdout } = await among('2026-autumn', '--peers', 'all', '--format', 'json')
    const { councils: shown } = JSON.parse(stdout).peers
    const names = shown.map(({ name }: { name: string }) => name)
    expect(names).toEqual(names.toSorted())
    expect(names).toHaveLength(12)
    expect(names).not.toContain('Exampleshire County Council')
  })

  it('below five show nothing but their names', async () => {
    const { stdout } = await shared().among('2026-autumn', '--peers', 'alderham,dunmere,ivybridge,larkmoor')
    expect(stdout).toContain('shown from 5 councils on')
    expect(stdout).not.toMatch(/middle half|median|percentile|rank/)
  })

  it('below ten give a rank and no percentile', async () => {
    const { stdout } = await shared().among('2026-autumn', '--peers', 'type', '--format', 'md')
    expect(stdout).toMatch(/\d(?:st|nd|rd|th) of 8/)
    expect(stdout).not.toContain('percentile')
  })

  it('say who is not there any more, or cannot be read, and who is no peer of its own', async () => {
    const { among, exchange } = beside()
    const tombstone = 'organisation: {id: ivybridge}\nround: 2026-autumn\nwithdrawn: 2026-11-12\n'
    writeRecord(exchange, 'ivybridge', '2026-autumn', `format: tiex-official/1\n${tombstone}`)
    writeRecord(exchange, 'dunmere', '2026-autumn', 'format: [')
    const { code, stdout } = await among('2026-autumn', '--peers', 'alderham,ivybridge,dunmere,exampleshire')
    expect(code).toBe(0)
    expect(stdout).toContain('ivybridge has withdrawn what was published.')
    expect(stdout).toContain('Nothing is published of dunmere.')
    expect(stdout).toContain('no peer of its own')
  })

  it('that nobody knows are an error, each with the nearest', async () => {
    const { code, stdout, stderr } = await shared().among('2026-autumn', '--peers', 'dunmer,alderham,bogus')
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('dunmer has published nothing in this exchange\nhint: dunmere?')
    expect(stderr).toContain('bogus has published nothing in this exchange')
  })

  it('are never the subject from outside: its tiex.yaml says whose it is', async () => {
    const { world, exchange } = beside()
    const own = { ...councils[0]!, id: 'exampleshire', name: 'Exampleshire County Council' }
    writeRecord(exchange, 'exampleshire', '2025-autumn', record({ round: '2025-autumn' }, own))
    const cwd = dirname(world.folder)
    const peers = async (file: string) => {
      const line = ['compare', file, '--peers', 'all', '--exchange', 'exchange']
      const { stdout } = await world.tiex([...line, '--format', 'json'], { cwd })
      const text = (await world.tiex(line, { cwd })).stdout.replace(/\s+/g, ' ')
      return { number: JSON.parse(stdout).peers.councils.length, text }
    }
    const { number, text } = await peers(join(world.folder, 'rounds/2026-autumn/consensus.yaml'))
    expect(number).toBe(12)
    expect(text).not.toContain('may be among the peers')
    cpSync(join(world.folder, 'rounds/2026-autumn/consensus.yaml'), join(cwd, 'copy.yaml'))
    const copied = await peers('copy.yaml')
    expect(copied.number).toBe(13)
    expect(copied.text).toContain('Nothing says which council this is')
  })

  it('that were published after tomorrow are named and do not count, nor are they the newest of a council', async () => {
    const { among, exchange } = beside()
    const to = (published: string) => record({ round: '2030-autumn', published })
    writeRecord(exchange, 'alderham', '2030-autumn', to('2030-11-02'))
    const { stdout, stderr } = await among('2026-autumn', '--peers', 'all', '--format', 'json')
    expect(stderr).toContain(
      'organisations/alderham/2030-autumn.yaml: error: published on 2030-11-02, a day to come',
    )
    expect(JSON.parse(stdout).peers.councils[0]).toMatchObject({
      organisation: 'alderham',
      round: '2026-autumn',
    })
    expect((await among('alderham', 'dunmere')).stdout).toContain('Alderham County Council, 2026 autumn')
    expect((await among('alderham@2030-autumn', 'dunmere')).code).toBe(2)
    // Tomorrow it may be, somewhere on earth.
    writeRecord(exchange, 'alderham', '2030-autumn', to('2026-11-20'))
    expect((await among('alderham', 'dunmere')).stdout).toContain('Alderham County Council, 2030 autumn')
  })

  it('with few statements scored do not count there, and how many these are is told', async () => {
    const { among, exchange } = beside()
    const [, ...rest] = model.cells[0]!.statements
    const gaps = rest.reduce((text, { id }) => text.replace(new RegExp(`  ${id}: .*\n`), ''), record())
    writeRecord(exchange, 'alderham', '2026-autumn', gaps)
    const { stdout } = await among('2026-autumn', '--peers', 'all', '--format', 'json')
    expect(JSON.parse(stdout).sections.slice(0, 2)).toMatchObject([
      { peers: 11, peersLeftOut: 1 },
      { peers: 12, peersLeftOut: 0 },
    ])
    expect((await among('2026-autumn', '--peers', 'all')).stdout.replace(/\s+/g, ' ')).toContain(
      `fewer than half of the statements of the section are scored with them: 1 peer in ${model.cells[0]!.title}.`,
    )
  })

  it('are listed up to twenty, with their ids where two have the same name; all of them in JSON', async () => {
    const many = Array.from({ length: 30 }, (_, at) => ({
      ...councils[0]!,
      ...{ id: `c${String(at).padStart(2, '0')}`, name: at < 2 ? 'Aldham' : `Council ${at + 10}` },
    }))
    const { among } = beside(many)
    for (const format of ['text', 'md']) {
      const { stdout } = await among('2026-autumn', '--peers', 'all', '--format', format)
      expect(stdout).toContain('Aldham (c00), 2026 autumn')
      expect(stdout).toContain('Aldham (c01), 2026 autumn')
      expect(stdout).toContain('and 10 more')
      expect(stdout).not.toContain('Council 39')
    }
    const { stdout } = await among('2026-autumn', '--peers', 'all', '--format', 'json')
    expect(JSON.parse(stdout).peers.councils).toHaveLength(30)
  })

  it('of a region are refused where no region is known', async () => {
    const { among, path, read } = beside()
    writeFileSync(path('tiex.yaml'), read('tiex.yaml').replace(/\n {2}region: .*/, ''))
    const { code, stderr } = await among('2026-autumn', '--peers', 'region')
    expect([code, stderr]).toEqual([2, expect.stringContaining('which region the council has')])
  })

  it('need an exchange, and one that is one', async () => {
    const { compare, path } = beside()
    expect((await compare('2026-autumn', '--peers', 'all')).stderr).toContain('name it with --exchange PATH')
    mkdirSync(path('empty'))
    expect((await compare('2026-autumn', '--peers', 'all', '--exchange', 'empty')).stderr).toContain(
      'is no exchange',
    )
    expect((await compare('2026-autumn', '--peers', 'all', '--exchange', 'nowhere')).code).toBe(2)
  })

  it('that are faulty are named, and the others still count', async () => {
    const { among, exchange } = beside()
    writeRecord(exchange, 'dunmere', '2026-autumn', 'format: [')
    writeRecord(exchange, 'ivybridge', '2026-autumn', record({}, councils[0]))
    symlinkSync('/etc', join(exchange, 'organisations/linked'))
    const { code, stdout, stderr } = await among('2026-autumn', '--peers', 'all')
    expect(code).toBe(0)
    expect(stdout).toContain('Peers: 10 councils')
    for (const path of [
      'organisations/dunmere/2026-autumn.yaml',
      'organisations/ivybridge/2026-autumn.yaml',
      'organisations/linked',
    ])
      expect(stderr).toContain(path)
  })

  it.each(['\\u202e', '\\e[31m', '\\u0007'])('with %s in a name are no peers, and are named', async (bad) => {
    const { among, exchange } = beside()
    writeRecord(exchange, 'dunmere', '2026-autumn', record({}, { ...councils[3]!, name: `"Dun${bad}mere"` }))
    const { stdout, stderr } = await among('2026-autumn', '--peers', 'all')
    expect(stdout + stderr).not.toMatch(/\u001b|\u202e|\u0007/)
    expect(stdout + stderr).toMatch(/organisations\/dunmere\/2026-autumn\.yaml|<U\+/)
  })

  it('with names that act on a page, a build log or a spreadsheet are made harmless', async () => {
    const { among, exchange, path, read } = beside()
    const bad = {
      ...councils[3]!,
      name: '"::error::x <b>=HYPERLINK(1)</b> [x](http://y) |"',
      region: '"=1+1"',
    }
    writeRecord(exchange, 'dunmere', '2026-autumn', record({}, bad))
    expect((await among('2026-autumn', '--peers', 'all')).stdout).not.toMatch(/^\s*::error/m)
    const page = (await among('2026-autumn', '--peers', 'all', '--format', 'md')).stdout
    expect(page).not.toContain('<b>')
    expect(page).not.toContain('[x](http')
    writeFileSync(path('=1+1.yaml'), record())
    await among('=1+1.yaml', '2026-autumn', '-o', 'x.csv', '-o', 'x.md')
    expect(read('x.csv')).toContain("\r\n'=1+1.yaml,")
    expect(read('x.csv')).not.toMatch(/(?:^|,)[=+@]/m)
  })
})
