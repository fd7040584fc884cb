import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { councils, writeExchange, writeRecord } from '../an-exchange.ts'
import { openWorld } from '../world.ts'
import { beside, besideOnce, model, record } from './compare-world.ts'

/** For tests that write nothing. */
const shared = besideOnce()

describe('a subject', () => {
  it('is a round, a file, a file of a commit, or a council of an exchange', async () => {
    const { git, among, path, exchange } = beside()
    git('init', '-q', '-b', 'main')
    git('add', '-A')
    git('commit', '-qm', 'start')
    writeFileSync(path('there.yaml'), record())
    for (const subject of [
      '2025-autumn',
      'rounds/2025-autumn/consensus.yaml',
      path('rounds/2025-autumn/consensus.yaml'),
      'there.yaml',
      join(exchange, 'organisations/dunmere/2026-autumn.yaml'),
      'HEAD:rounds/2025-autumn/consensus.yaml',
      'main:./rounds/2025-autumn/consensus.yaml',
      'dunmere',
      'dunmere@2026-autumn',
      'council:dunmere',
      'round:2025-autumn',
      'file:there.yaml',
      'git:HEAD:rounds/2025-autumn/consensus.yaml',
    ])
      expect(await among(subject, '2026-autumn'), subject).toMatchObject({ code: 0 })
  })

  it('of a commit is what was committed, whatever the file says now', async () => {
    const { git, compare, path } = beside()
    git('init', '-q', '-b', 'main')
    git('add', '-A')
    git('commit', '-qm', 'start')
    const file = 'rounds/2026-autumn/consensus.yaml'
    const text = readFileSync(path(file), 'utf8')
    writeFileSync(path(file), text.replace('agreed: fully', 'agreed: not-yet'))
    const { stdout, code } = await compare(
      `HEAD:${file}`,
      '2026-autumn',
      '--fail-on',
      'regression',
      '--format',
      'json',
    )
    expect(code).toBe(1)
    expect(JSON.parse(stdout).failures).toMatchObject([{ rule: 'regression' }])
  })

  it('of a commit that is not there is refused with what is missing', async () => {
    const { git, compare } = beside()
    git('init', '-q', '-b', 'main')
    git('add', '-A')
    git('commit', '-qm', 'start')
    for (const [named, says] of [
      ['HEAD^1:rounds/2026-autumn/consensus.yaml', 'there is no commit HEAD^1 in the repository'],
      ['HEAD:rounds/2020/consensus.yaml', 'there is no rounds/2020/consensus.yaml in the commit HEAD ('],
      ['main:../x', '"../x" is no path in a commit'],
    ] as const) {
      const { code, stderr } = await compare(named, '2026-autumn')
      expect([code, stderr]).toEqual([2, expect.stringContaining(says)])
    }
  })

  it('that may be two things is refused with both, and each can be forced', async () => {
    const { among, path } = beside()
    writeFileSync(path('dunmere'), record({}, councils[5]))
    const { code, stderr } = await among('dunmere', '2026-autumn')
    expect(code).toBe(2)
    expect(stderr).toContain('"dunmere" may be the file dunmere or the council dunmere of the exchange')
    expect(stderr).toContain('write file:dunmere or council:dunmere')
    const json = async (named: string) =>
      JSON.parse((await among(named, '2026-autumn', '--format', 'json')).stdout)
    expect((await json('file:dunmere')).subjects[0].organisation).toBe('farringdale')
    expect((await json('council:dunmere')).subjects[0].organisation).toBe('dunmere')
  })

  it('of an exchange is the newest round that is not withdrawn', async () => {
    const { among, exchange } = beside()
    writeRecord(exchange, 'alderham', '2024-old', record({ round: '2024-old', published: '2024-11-02' }))
    writeRecord(
      exchange,
      'alderham',
      '2027-new',
      'format: tiex-official/1\norganisation: {id: alderham}\nround: 2027-new\nwithdrawn: 2027-12-01\n',
    )
    const { stdout } = await among('alderham', '2026-autumn', '--format', 'json')
    expect(JSON.parse(stdout).subjects[0]).toMatchObject({ round: '2026-autumn', published: '2026-11-02' })
    const { code, stderr } = await among('alderham@2027-new', '2026-autumn')
    expect([code, stderr]).toEqual([2, expect.stringContaining('alderham has withdrawn 2027-new')])
  })

  it.each<[readonly string[], string, string]>([
    [['2025-autum', '2026-autumn'], 'nothing called "2025-autum"', '2025-autumn?'],
    [['council:dunmer', '2026-autumn'], 'dunmer has published nothing', 'dunmere?'],
    [['dunmere@1999', '2026-autumn'], 'has not published 1999', '2026-autumn'],
    [['round:1999', '2026-autumn'], 'no round "1999"', '2025-autumn'],
    [['file:nowhere.yaml', '2026-autumn'], 'no file nowhere.yaml', ''],
    [
      ['git:HEAD:x', '2026-autumn'],
      'HEAD:x is looked for in git, and no repository is here',
      'inside of one',
    ],
    [['HEAD^1:rounds/x.yaml', '2026-autumn'], 'no repository is here', 'inside of one'],
    [['../../etc/passwd', '2026-autumn'], 'nothing called', 'a subject is'],
    [['council:../x', '2026-autumn'], 'no id of a council', 'ID@ROUND'],
    [['rounds/2026-autumn/responses/priya-shah.yaml', '2026-autumn'], 'answers of one person', 'tiex trend'],
    [['tiex.yaml', '2026-autumn'], 'this is a tiex.yaml, not a consensus', 'tiex-consensus/1'],
    [['--peers', 'all', '2026-autumn', '2025-autumn'], '--peers goes with one subject', 'leave out'],
    [['2026-autumn'], 'one subject has nothing to stand beside', '--peers'],
    [['2026-autumn', '--peers', '../x'], '--peers cannot be', 'nearest:15'],
    [
      ['2026-autumn', '2025-autumn', '--fail-on', 'below-peers'],
      'says nothing about two subjects',
      '--peers',
    ],
    [['2026-autumn', '2025-autumn', '--fail-on', 'worse'], 'knows no "worse"', 'regression'],
    [['2026-autumn', '2025-autumn', '--format', 'github'], 'shows what fails', '--fail-on'],
    [['2026-autumn', '2025-autumn', '-o', 'a.pdf'], 'names no form', '.csv'],
    [['2026-autumn', '2025-autumn', '-o', 'tiex.yaml', '-o', 'a.md'], 'names no form', '.csv'],
  ])('%j is refused in words', async (args, message, hint) => {
    const { code, stdout, stderr } = await shared().among(...args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(message)
    expect(stderr).toContain(hint)
  })

  it('and another one have all their problems told at once', async () => {
    const { stderr } = await shared().among('nothing', 'nowhere')
    expect(stderr.match(/^error:/gm)).toHaveLength(2)
  })

  it('that is faulty is named with its line', async () => {
    const { among, path } = beside()
    writeFileSync(path('there.yaml'), record().replace(/agreed: \S+}/, 'agreed: fuly}'))
    const { code, stderr } = await among('there.yaml', '2026-autumn')
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^there\.yaml:\d+:\d+: error: "fuly"/)])
  })

  it('about a model that nobody has is refused', async () => {
    const { among, path } = beside()
    writeFileSync(path('there.yaml'), record().replace(/sha256:\w{4}/, 'sha256:0000'))
    const { code, stderr } = await among('there.yaml', '2026-autumn')
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('nobody has the model tiex@2026.1 with the statements'),
    ])
  })

  it('needs no assessment where it is a file or a council', async () => {
    const world = openWorld()
    onTestFinished(() => world.remove())
    writeExchange(join(world.folder, 'exchange'), model)
    const { code, stdout } = await world.tiex([
      'compare',
      'alderham',
      '--peers',
      'type',
      '--exchange',
      'exchange',
    ])
    expect(code).toBe(0)
    expect(stdout).toContain('Peers: 6 councils of the type county')
    expect(await world.tiex(['compare', 'alderham', 'dunmere', '--exchange', 'exchange'])).toMatchObject({
      code: 0,
    })
  })

  it('asks for no key where answers are sealed: what is agreed is readable', async () => {
    const { world, compare, path, read } = beside()
    writeFileSync(
      path('tiex.yaml'),
      read('tiex.yaml').replace('confidentiality: open', 'confidentiality: sealed'),
    )
    const { code, stderr } = await compare('2025-autumn', '2026-autumn')
    expect(`${code} ${stderr}`).not.toMatch(/key|passphrase/)
    expect(existsSync(join(dirname(world.folder), 'home', '.config'))).toBe(false)
  })
})
