import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { madeOnce } from '../commands/made-once.ts'
import { answering, clonesOf, putHook, withBare } from '../commands/pushing.ts'
import { startWorker } from '../files/disk/scratch.ts'
import { projectRoot } from '../world.ts'

const now = '2026-11-19T09:30:00Z'
const script = new URL('../commands/publish.worker.ts', import.meta.url)
const council = madeOnce(async (world) => {
  cpSync(join(projectRoot, 'examples/exampleshire'), world.folder, { recursive: true })
  withBare(world)
})

test('six people who send at once, each in a process of their own, all get through', async () => {
  const { clone, there, world } = await clonesOf(council)
  const people = ['priya-shah', 'tom-reed', 'anwen-osei', 'marek-nowak', 'sam-okafor', 'helen-marsh']
  const clones = people.map((id) => clone(id))
  const workers = people.map((id, at) =>
    startWorker(script, [clones[at]!.root, now, ...answering(id)], world.variables),
  )
  await Promise.all(workers.map(({ ready }) => ready))
  for (const worker of workers) worker.go()
  const ends = await Promise.all(workers.map(({ end }) => end))
  expect(ends.map(({ code, complaint }) => (code === 0 ? '' : complaint))).toEqual(people.map(() => ''))
  expect(there('rev-list', '--count', '--no-merges', 'main')).toBe(`${people.length + 1}`)
  there('fsck', '--strict')
  for (const { git } of clones) expect(git('status', '--short')).toBe('')
})

test('a person who gives up while it is sent keeps the commit, and sends it later', async () => {
  const { clone, world, remote, there } = await clonesOf(council)
  const here = clone('here')
  const mark = join(world.folder, '../waiting')
  putHook(remote, 'pre-receive', `touch '${mark}'; sleep 60`)
  const args = ['--import', 'tsx', fileURLToPath(script), here.root, now, ...answering('priya-shah')]
  const child = spawn(process.execPath, args, { cwd: projectRoot, env: world.variables, detached: true })
  let told = ''
  child.stderr.on('data', (text) => {
    told += text
  })
  child.stdin.end('go\n')
  while (!existsSync(mark)) await new Promise((resolve) => setTimeout(resolve, 20))
  process.kill(-child.pid!, 'SIGINT')
  const [code] = await once(child, 'close')
  expect([code, told]).toEqual([130, expect.stringContaining('Committed here, not sent yet')])
  expect(here.git('log', '-1', '--format=%s')).toContain('as priya-shah')
  expect(there('rev-list', '--count', 'main')).toBe('1')
  putHook(remote, 'pre-receive', 'exit 0')
  expect((await here.tiex(...answering('priya-shah'))).stderr).toContain('Sent to ')
})

test.each([
  ['shallow', ['clone', '--quiet', '--depth=1', '--no-local']],
  ['partial', ['clone', '--quiet', '--filter=blob:none', '--no-local']],
  ['with objects of another clone', ['clone', '--quiet', '--shared']],
])('a clone that is %s is served alike', async (_, clones) => {
  const { clone, world, there, remote } = await clonesOf(council)
  there('config', 'uploadpack.allowFilter', 'true')
  const root = join(world.folder, '../special')
  there(...clones, `file://${remote}`, root)
  expect((await clone('other').tiex(...answering('tom-reed'))).code).toBe(0)
  const ran = await world.tiex(answering('priya-shah'), { cwd: root })
  expect([ran.code, ran.stderr]).toEqual([0, expect.stringContaining('came here')])
  expect([there('-C', root, 'status', '--short'), there('rev-list', '--count', 'main')]).toEqual(['', '3'])
  there('fsck', '--strict')
})

test('a work tree beside the clone, and names of SHA-256, are served alike', async () => {
  const { world, there } = await clonesOf(council)
  const at = (name: string) => join(world.folder, '..', name)
  there('init', '--quiet', '--object-format=sha256', '--initial-branch=main', at('first'))
  cpSync(join(projectRoot, 'examples/exampleshire'), at('first'), { recursive: true })
  there('-C', at('first'), 'add', '--all')
  there('-C', at('first'), 'commit', '--quiet', '-m', 'start')
  there('clone', '--quiet', '--bare', at('first'), at('long.git'))
  there('clone', '--quiet', at('long.git'), at('long'))
  there('clone', '--quiet', at('long.git'), at('other'))
  there('-C', at('long'), 'worktree', 'add', '--quiet', '--track', '-b', 'aside', at('aside'), 'origin/main')
  expect((await world.tiex(answering('tom-reed'), { cwd: at('other') })).code).toBe(0)
  const ran = await world.tiex(answering('priya-shah'), { cwd: at('aside') })
  expect([ran.code, ran.stderr]).toEqual([0, expect.stringContaining('came here')])
  expect(there('-C', at('aside'), 'status', '--short')).toBe('')
})

test('whoever is killed while the files of others come loses nothing, and can go on', async () => {
  const { clone, world, there } = await clonesOf(council)
  const other = clone('other')
  for (let count = 0; count < 40; count += 1) other.write(`notes/${count}.md`, `${count}\n`)
  other.git('add', '--all')
  other.git('commit', '--quiet', '-m', 'Forty notes')
  const early = clone('early')
  other.git('push', '--quiet')
  for (let run = 0; run < 12; run += 1) {
    const root = join(world.folder, `../run-${run}`)
    cpSync(early.root, root, { recursive: true })
    const worker = startWorker(script, [root, now, ...answering('priya-shah', 'not-yet')], world.variables)
    await worker.ready
    worker.go()
    const notes = join(root, 'notes', `${run * 3}.md`)
    let ended = false
    const end = worker.end.finally(() => {
      ended = true
    })
    while (!existsSync(notes) && !ended) await new Promise((resolve) => setTimeout(resolve, 1))
    worker.kill()
    const { complaint } = await end
    expect(existsSync(notes), complaint).toBe(true)
    const again = await world.tiex(answering('priya-shah', 'not-yet'), { cwd: root })
    const git = (...args: readonly string[]) => there('-C', root, ...args)
    expect(again.code === 0 || again.stderr.includes('git pull'), again.stderr).toBe(true)
    expect(git('log', '-2', '--format=%s')).toContain('as priya-shah')
    // What came stands there at most as something new: nowhere is a change that would take back what others sent.
    expect(git('diff', '--name-only', '--diff-filter=a', 'HEAD'), again.stderr).toBe('')
    expect(git('diff', '--name-only', '--cached', 'HEAD', '--diff-filter=D')).toBe('')
  }
})
