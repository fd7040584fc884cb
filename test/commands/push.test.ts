import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../world.ts'
import { madeOnce } from './made-once.ts'
import { answering, clonesOf, putHook, responseOf, withBare } from './pushing.ts'
import { makeKey } from './signing-council.ts'

const council = madeOnce(async (world) => {
  cpSync(join(projectRoot, 'examples/exampleshire'), world.folder, { recursive: true })
  withBare(world)
})
const [priya, tom] = [responseOf('priya-shah'), responseOf('tom-reed')]

describe('a commit', () => {
  it('is sent to where the branch comes from, and once', async () => {
    const { clone, there, remote } = await clonesOf(council)
    const here = clone('here')
    const ran = await here.tiex(...answering('priya-shah'))
    expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining(`Sent to ${remote}.`) })
    expect(there('rev-parse', 'main')).toBe(here.git('rev-parse', 'HEAD'))
    expect(here.git('rev-parse', 'origin/main')).toBe(here.git('rev-parse', 'HEAD'))
    expect((await here.tiex(...answering('priya-shah'))).stderr).toContain('Nothing new to send')
    expect(there('rev-list', '--count', 'main')).toBe('2')
  })

  it('that was not sent the last time goes with the next run', async () => {
    const { clone, there } = await clonesOf(council)
    const here = clone('here')
    await here.tiex(...answering('priya-shah').filter((word) => word !== '--push'))
    expect(there('rev-list', '--count', 'main')).toBe('1')
    expect((await here.tiex(...answering('priya-shah'))).stderr).toContain('Sent to ')
    expect(there('rev-list', '--count', 'main')).toBe('2')
  })

  it('goes to the upstream, whatever it is called there', async () => {
    const { clone, there } = await clonesOf(council)
    const here = clone('here')
    here.git('remote', 'rename', 'origin', 'forge')
    here.git('switch', '--quiet', '--create', 'mine')
    here.git('config', 'branch.mine.remote', 'forge')
    here.git('config', 'branch.mine.merge', 'refs/heads/answers')
    expect((await here.tiex(...answering('priya-shah'))).code).toBe(0)
    expect(there('rev-parse', 'answers')).toBe(here.git('rev-parse', 'HEAD'))
  })

  it('is not sent by --dry-run, and --no-commit leaves nothing to send', async () => {
    const { clone, there } = await clonesOf(council)
    const here = clone('here')
    expect((await here.tiex(...answering('priya-shah'), '--dry-run')).code).toBe(0)
    const neither = await here.tiex(...answering('priya-shah'), '--no-commit')
    expect(neither.code).toBe(2)
    expect(neither.stderr).toContain("option '--push' cannot be used with option '--no-commit'")
    expect([there('rev-list', '--count', 'main'), here.git('status', '--short')]).toEqual(['1', ''])
  })
})

describe('where others were faster', () => {
  it('the commit is made again on theirs, and their files come', async () => {
    const { clone, there } = await clonesOf(council)
    const [here, other] = [clone('here'), clone('other')]
    other.git('rm', '-q', '-r', 'rounds/2025-autumn')
    other.write('notes/new.md', 'new')
    other.git('add', '--all')
    other.git('commit', '--quiet', '-m', 'Tidy up')
    await other.tiex(...answering('tom-reed'))
    here.write('README.md', 'my own words, not committed')
    here.write('todo.txt', 'staged')
    here.git('add', 'todo.txt')
    const ran = await here.tiex(...answering('priya-shah'))
    expect(ran).toMatchObject({ code: 0, stderr: expect.stringMatching(/Sent to .*meanwhile came\s+here/s) })
    expect(there('log', '--format=%s', '-3').split('\n')).toEqual([
      expect.stringContaining('as priya-shah'),
      expect.stringContaining('as tom-reed'),
      'Tidy up',
    ])
    expect(there('rev-parse', 'main')).toBe(here.git('rev-parse', 'HEAD'))
    expect(here.git('status', '--short')).toBe(' M README.md\nA  todo.txt')
    expect(here.read(tom)).toBe(other.read(tom))
    expect([existsSync(join(here.root, 'rounds/2025-autumn')), here.read('notes/new.md')]).toEqual([
      false,
      'new',
    ])
    expect(await here.tiex('verify', '--range', 'HEAD~2..HEAD')).toMatchObject({ code: 0 })
  })

  it('a file changed by hand stays, the commit too, and nothing is moved', async () => {
    const { clone, there } = await clonesOf(council)
    const [here, other] = [clone('here'), clone('other')]
    await other.tiex(...answering('tom-reed'))
    here.write(tom, 'mine')
    const ran = await here.tiex(...answering('priya-shah'))
    expect(ran.code).toBe(2)
    expect(ran.stderr).toMatch(/committed here, not sent: .*not as they were here/)
    expect(ran.stderr).toContain('git pull')
    expect([here.git('status', '--short'), here.read(tom)]).toEqual([` M ${tom}`, 'mine'])
    expect(here.git('log', '-1', '--format=%s')).toContain('as priya-shah')
    expect(there('log', '-1', '--format=%s', 'main')).toContain('as tom-reed')
  })

  it('the same file is never overwritten', async () => {
    const { clone, there } = await clonesOf(council)
    const [here, other] = [clone('here'), clone('other')]
    await other.tiex(...answering('priya-shah', 'partly'))
    const ran = await here.tiex(...answering('priya-shah'))
    expect(ran.code).toBe(2)
    expect(ran.stderr.replace(/\s+/g, ' ')).toContain(
      `committed here, not sent: somebody else has changed the same file meanwhile: ${priya}`,
    )
    expect(there('show', `main:${priya}`)).toBe(other.read(priya).trimEnd())
    expect(here.git('status', '--short')).toBe('')
  })

  it('earlier commits of the user are not made anew', async () => {
    const { clone, there } = await clonesOf(council)
    const [here, other] = [clone('here'), clone('other')]
    await other.tiex(...answering('tom-reed'))
    here.git('commit', '--quiet', '--allow-empty', '-m', 'mine')
    const ran = await here.tiex(...answering('priya-shah'))
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining('git pull') })
    expect(here.git('log', '-1', '--skip=1', '--format=%s')).toBe('mine')
    expect(there('rev-list', '--count', 'main')).toBe('2')
  })

  it('several commits of one run stay several', async () => {
    const { clone, there, world } = await clonesOf(council)
    const here = clone('here')
    await here.tiex(...answering('priya-shah'))
    const other = clone('other')
    other.git('commit', '--quiet', '--allow-empty', '-m', 'theirs')
    other.git('push', '--quiet')
    const closing = ['merge', '--close', '--as', 'sam-okafor', '--push']
    const ran = await world.tiex(closing, { cwd: here.root, now: '2026-11-19T09:30:00Z' })
    expect([ran.code, ran.stderr]).toEqual([0, expect.stringContaining('Sent to ')])
    expect(there('log', '--format=%s').split('\n')).toEqual([
      expect.stringContaining('Merge 2026-autumn'),
      'Close 2026-autumn',
      'theirs',
      expect.stringContaining('as priya-shah'),
      'start',
    ])
    expect([here.git('rev-parse', 'HEAD'), here.git('status', '--short')]).toEqual([
      there('rev-parse', 'main'),
      '',
    ])
  })

  it('all of them get through', async () => {
    const { clone, there } = await clonesOf(council)
    const people = ['priya-shah', 'tom-reed', 'anwen-osei']
    const ends = await Promise.all(people.map((id) => clone(id).tiex(...answering(id))))
    expect(ends.map(({ code, stderr }) => (code === 0 ? '' : stderr))).toEqual(people.map(() => ''))
    expect(there('rev-list', '--count', '--no-merges', 'main')).toBe('4')
  })

  it('a signed commit stays signed, dated and in its words', async () => {
    const { clone, world } = await clonesOf(council)
    const [here, other] = [clone('here'), clone('other')]
    const key = join(world.folder, '../priya')
    const edited = other
      .read('tiex.yaml')
      .replace(/(- id: priya-shah\n(?: {4}.*\n)*? {4}may: .*\n)/, `$1    signing-key: ${makeKey(key)}\n`)
    other.write('tiex.yaml', edited)
    other.git('commit', '--quiet', '-am', 'Give Priya a key')
    other.git('push', '--quiet')
    here.git('pull', '--quiet')
    here.git('config', 'user.signingkey', key)
    await other.tiex(...answering('tom-reed'))
    const date = '2026-11-19T09:30:00+00:00'
    const ran = await world.tiex(answering('priya-shah'), {
      cwd: here.root,
      variables: { GIT_AUTHOR_DATE: date },
    })
    expect(ran.stderr).toContain('came here')
    expect(here.git('log', '-1', '--format=%aI %ae')).toBe(`${date} priya.shah@exampleshire.gov.uk`)
    expect(here.git('cat-file', 'commit', 'HEAD')).toContain('gpgsig -----BEGIN SSH SIGNATURE-----')
    const verified = await here.tiex('verify', '--range', 'HEAD~1..HEAD')
    expect(verified).toMatchObject({ code: 0 })
  })
})

it('nothing is begun where there is nowhere to send to', async () => {
  const { clone } = await clonesOf(council)
  const here = clone('here')
  here.git('remote', 'remove', 'origin')
  const ran = await here.tiex(...answering('priya-shah'))
  expect(ran).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('this clone knows no other repository'),
  })
  expect([here.git('status', '--short'), here.git('rev-list', '--count', 'HEAD')]).toEqual(['', '1'])
})

describe('the other side', () => {
  it('says in its own words why it does not take a commit', async () => {
    const { clone, remote } = await clonesOf(council)
    const here = clone('here')
    putHook(remote, 'pre-receive', "printf 'main is \\033[31mprotected\\n' >&2; exit 1")
    const ran = await here.tiex(...answering('priya-shah'))
    expect(ran.code).toBe(2)
    expect(ran.stderr.replace(/\s+/g, ' ')).toMatch(
      /committed here, not sent: .* did not take it \(pre-receive hook declined\); remote: main is <U\+001B>\[31mprotected/,
    )
    expect(here.git('log', '-1', '--format=%s')).toContain('as priya-shah')
    putHook(remote, 'pre-receive', 'exit 0')
    expect((await here.tiex(...answering('priya-shah'))).stderr).toContain('Sent to ')
  })

  it('that is not there leaves the commit here, and no password is shown', async () => {
    const { clone } = await clonesOf(council)
    const here = clone('here')
    here.git('config', 'remote.origin.url', 'https://bo:secret@127.0.0.1:1/council.git')
    const ran = await here.tiex(...answering('priya-shah'))
    expect(ran).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('committed here, not sent: https://127'),
    })
    expect(ran.stderr).not.toContain('secret')
    expect(here.git('rev-list', '--count', 'HEAD')).toBe('2')
  })
})
