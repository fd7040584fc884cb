import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { councilAndExchange, recordFile } from './exchange-world.ts'

type Council = Awaited<ReturnType<typeof councilAndExchange>>

const judge = async (council: Council, range: string) =>
  (await council.tiex(['exchange', 'check', '../x.git', '--range', range])).output

describe('who keeps an exchange', () => {
  it('is who began it', async () => {
    const council = await councilAndExchange()
    expect(council.settings()).toContain('keepers:\n  writers: [sam.okafor@exampleshire.gov.uk]\n')
    expect(await judge(council, '..main')).toMatch(/^Everything is in order/)
  })

  it.each([
    [
      'who may write',
      { 'exchange.yaml': 'organisations: {exampleshire: {writers: [mallory@example.org]}}\n' },
    ],
    ['what checks it', { '.github/workflows/tiex-exchange.yml': 'on: push\n' }],
    ['a schema', { 'schemas/official.schema.json': '{}\n' }],
    ['the root, with a file of its own', { 'new.txt': 'x' }],
  ])('alone changes %s, in two pushes as well', async (_, files) => {
    const council = await councilAndExchange('sector', 'kept and published')
    const changed = Object.entries(files).map(([file, text]) => [
      file,
      file === 'exchange.yaml' ? council.settings() + text : text,
    ])
    council.push(Object.fromEntries(changed), 'mine', 'mallory')
    for (const range of ['main~1..main', '..main']) {
      const said = await judge(council, range)
      expect(said).toMatch(/error: [0-9a-f]{7} changes what only whoever keeps the exchange may/)
    }
    council.push(Object.fromEntries(changed.map(([file, text]) => [file, `${text}# x\n`])), 'kept', 'keeper')
    expect(await judge(council, 'main~1..main')).not.toContain('error: ')
  })

  it('is anybody where nobody is named, and the check says so', async () => {
    const council = await councilAndExchange()
    const open = council.settings().replace(/^keepers:\n.*\n/m, '')
    council.push({ 'exchange.yaml': open }, 'open', 'keeper')
    council.push({ 'exchange.yaml': `${open}# more\n` }, 'anybody', 'mallory')
    const said = await judge(council, 'main~1..main')
    expect(said).toContain('warning: exchange.yaml names nobody who keeps the exchange')
    expect(said).not.toContain('error: ')
  })

  it('may put the note of a withdrawal, or take a file away, and nobody else may', async () => {
    const council = await councilAndExchange('sector', 'kept and published')
    const note =
      'format: tiex-official/1\norganisation: {id: exampleshire}\nround: 2026-autumn\nwithdrawn: 2026-11-19\n'
    council.push({ [recordFile]: note }, 'purge', 'mallory')
    expect(await judge(council, 'main~1..main')).toContain('may not write here: "mallory@example.org"')
    council.at('x.git', 'update-ref', 'refs/heads/main', 'main~1')
    council.push({ [recordFile]: note }, 'purge', 'keeper')
    const said = await judge(council, 'main~1..main')
    expect(said).toMatch(
      /warning: [0-9a-f]{7}, made by whoever keeps the exchange, takes away what a council/,
    )
    expect(said).not.toContain('error: ')
    // The folder is still that of the council.
    expect(await council.publish()).toMatchObject({ code: 0 })
    council.push({ [recordFile]: note.replace('withdrawn: 2026-11-19', 'scope: x') }, 'forge', 'keeper')
    expect(await judge(council, 'main~1..main')).toContain('may not write here: "keeper@example.org"')
  })

  it('is not whoever merges another history in, or takes back by a merge what was done', async () => {
    const council = await councilAndExchange('sector', 'kept')
    council.at('x', 'fetch', '-q', 'origin')
    council.at('x', 'reset', '-q', '--hard', 'origin/main')
    const mallory = ['-c', 'user.name=m', '-c', 'user.email=m@m']
    const old = council.at('x', 'rev-parse', 'HEAD~1').trim()
    const tree = council.at('x', 'rev-parse', `${old}^{tree}`).trim()
    const merge = (...parents: string[]) => {
      const made = council.at(
        'x',
        ...mallory,
        'commit-tree',
        tree,
        '-m',
        'merge',
        ...parents.flatMap((p) => ['-p', p]),
      )
      council.at('x', 'update-ref', 'refs/heads/main', made.trim())
      council.at('x', 'push', '-q', '--force', 'origin', 'main')
    }
    const tip = council.at('x', 'rev-parse', 'HEAD').trim()
    const orphan = council.at('x', ...mallory, 'commit-tree', tree, '-m', 'orphan').trim()
    merge(tip, orphan)
    expect(await judge(council, `${tip}..main`)).toMatch(
      /error: [0-9a-f]{7} is the beginning of another history/,
    )
    const side = council.at('x', ...mallory, 'commit-tree', tree, '-m', 'side', '-p', old).trim()
    merge(tip, side)
    expect(await judge(council, `${tip}..main`)).toMatch(
      /exchange.yaml: error: [0-9a-f]{7} changes what only/,
    )
  })
})

describe('tiex publish and tiex withdraw', () => {
  it('refuse where somebody else began the folder, as the check would', async () => {
    const council = await councilAndExchange()
    const other = 'organisations/exampleshire/2020.yaml'
    council.push({ [other]: 'x\n' }, 'squat', 'mallory')
    council.push({ 'organisations/other/2020.yaml': 'x\n' }, 'more', 'mallory')
    const { code, stderr } = await council.publish()
    expect(stderr).toMatch(
      /^error: the exchange would not take this commit: "sam.okafor@exampleshire.gov.uk" may not write for exampleshire; somebody else began/,
    )
    expect(code).toBe(2)
    council.push({ [recordFile]: readRecord() }, 'squat more', 'mallory')
    const withdrawn = await council.tiex(['withdraw', '--to', '../x.git', '--yes'])
    expect(withdrawn.stderr).toContain('somebody else began organisations/exampleshire')
    expect(withdrawn.code).toBe(2)
  })

  it('say how to give a key where one is asked for', async () => {
    const council = await councilAndExchange()
    const members = `organisations:\n  exampleshire: {keys: ["${council.read('../lee.pub').trim()}"]}\n`
    council.push({ 'exchange.yaml': council.settings() + members }, 'Name the key')
    expect((await council.publish()).stderr).toContain(
      'it is not signed, and what is written for exampleshire must be\nhint: give tiex your key, whose private half is on this machine: tiex people set sam-okafor --signing-key @FILE;',
    )
  })

  it('take practice along, or alone, from a repository, a clone and a folder', async () => {
    const council = await councilAndExchange()
    const practice = 'organisations/exampleshire/practice/blue-badges-in-four-days.yaml'
    const run = (...more: string[]) => council.tiex(['withdraw', '--yes', ...more])
    await council.publish()
    const kept = await run('--to', '../x.git', '--dry-run')
    expect(kept.stdout.replaceAll('\n', ' ')).toContain(
      'Still published: practice blue-badges-in-four-days; it goes',
    )
    expect(await run('--to', '../x.git', '--with-practice')).toMatchObject({ code: 0 })
    expect(council.at('x.git', 'ls-tree', '-r', '--name-only', 'main', 'organisations')).toBe(
      `${recordFile}\n`,
    )

    council.at('x', 'checkout', '-q', '-b', 'here')
    await council.publish('--to', '../x')
    const alone = ['--to', '../x', '--practice', 'blue-badges-in-four-days']
    expect((await run(...alone)).stderr).toContain(`Committed: ${practice}\n`)
    expect(council.at('x', 'status', '--porcelain')).toBe('')
    expect(council.at('x', 'ls-tree', '-r', '--name-only', 'HEAD', 'organisations')).toBe(`${recordFile}\n`)
    expect((await run(...alone)).stderr).toContain('there is no practice "blue-badges-in-four-days"')

    mkdirSync(council.beside('plain'))
    writeFileSync(join(council.beside('plain'), 'exchange.yaml'), council.settings())
    await council.publish('--to', '../plain')
    expect(await run('--to', '../plain', '--with-practice')).toMatchObject({ code: 0 })
    expect(() => readFileSync(join(council.beside('plain'), practice))).toThrow(/ENOENT/)
  })
})

function readRecord(): string {
  return 'format: tiex-official/1\norganisation: {id: exampleshire}\nround: 2026-autumn\nscope: x\n'
}
