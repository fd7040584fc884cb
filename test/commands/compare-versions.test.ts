import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { parse, stringify } from 'yaml'
import { findGit } from '../../src/files/git/run.ts'
import { readModel, shippedModels } from '../../src/files/models.ts'
import type { Model } from '../../src/model/model.ts'
import { councils, recordOf, writeExchange } from '../an-exchange.ts'
import { isolated, openExample, projectRoot } from '../world.ts'

interface StatementPart {
  text: string
  was?: string
}

async function modelIn(path: string): Promise<Model> {
  const read = await readModel({ path, shown: 'model' })
  if (read === 'missing' || 'problems' in read) throw new Error(JSON.stringify(read))
  return read.model
}

/** Writes a next version of the shipped model into a folder: every statement says what it was, but for `without`. */
async function writeNext(folder: string, without: string): Promise<{ before: Model; now: Model }> {
  const before = await modelIn(shippedModels().at(-1)!.path)
  cpSync(join(projectRoot, `model/${before.id}-${before.version}`), folder, { recursive: true })
  const edit = (file: string, change: (data: never) => void) => {
    const data = parse(readFileSync(join(folder, file), 'utf8'))
    change(data as never)
    writeFileSync(join(folder, file), stringify(data))
  }
  edit('model.yaml', (data: { version: string; previous: object }) => {
    data.version = '2027.1'
    data.previous = { version: before.version, digest: before.digest }
  })
  const tell = (part: StatementPart, id: string) => {
    if (id !== without) part.was = id
  }
  for (const file of readdirSync(join(folder, 'characteristics')))
    edit(
      `characteristics/${file}`,
      (data: { id: string; cells: Record<string, { statements: Record<string, StatementPart> }> }) => {
        for (const [mode, { statements }] of Object.entries(data.cells))
          for (const [stage, part] of Object.entries(statements)) tell(part, `${data.id}/${mode}/${stage}`)
      },
    )
  for (const file of readdirSync(join(folder, 'success-factors')))
    edit(
      `success-factors/${file}`,
      (data: { id: string; statements: (StatementPart & { id: string })[] }) => {
        for (const part of data.statements) tell(part, `${data.id}/${part.id}`)
      },
    )
  return { before, now: await modelIn(folder) }
}

/** The example council, which has the next version of the model too, and an exchange in which all answered the one before. */
async function council() {
  const world = openExample()
  onTestFinished(() => world.remove())
  const without = 'managing-income/service/do'
  const { before, now } = await writeNext(join(world.folder, 'model/tiex-2027.1'), without)
  writeExchange(join(dirname(world.folder), 'exchange'), before)
  const own = { ...councils[0]!, id: 'exampleshire', name: 'Exampleshire County Council' }
  const text = recordOf(now, own, { round: '2027-autumn', published: '2027-11-02', seed: 5 })
  writeFileSync(join(world.folder, 'new.yaml'), text)
  const compareWith =
    (variables: Readonly<Record<string, string>>) =>
    (...args: readonly string[]) =>
      world.tiex(['compare', ...args], { variables })
  const exchange = join(dirname(world.folder), 'exchange')
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: exchange, env: world.variables, stdio: 'pipe' })
  return { compare: compareWith({}), compareWith, exchange, git, without }
}

it('two versions are compared over what the newer one says of the older, and the rest is listed', async () => {
  const { compare, without } = await council()
  const { code, stdout } = await compare('2026-autumn', 'new.yaml')
  expect(code).toBe(0)
  const flat = stdout.replace(/\s+/g, ' ')
  expect(flat).toContain('other versions of the model: 2026.1 and 2027.1')
  expect(flat).toContain(`Not comparable in 2027.1: ${without}. Not comparable in 2026.1: ${without}.`)
  const json = JSON.parse((await compare('new.yaml', '2026-autumn', '--format', 'json')).stdout)
  expect(json.model.version).toBe('2027.1')
  expect(json.notComparable).toHaveLength(2)
  const line = json.sections.find(({ section }: { section: string }) => section === 'managing-income/service')
  expect(line).toMatchObject({
    statements: { compared: 3, of: 4 },
    first: { stageReached: null, ambition: null },
  })
  const { code: failed, stderr } = await compare('2026-autumn', 'new.yaml', '--fail-on', 'not-comparable')
  expect([failed, stderr]).toEqual([
    1,
    expect.stringContaining(`${without} of version 2027.1 cannot be compared`),
  ])
})

it('peers that answered another version count by the statements that carry over, and the rest is listed', async () => {
  const { compare, without } = await council()
  const peers = ['new.yaml', '--peers', 'all', '--exchange', '../exchange']
  const json = JSON.parse((await compare(...peers, '--format', 'json')).stdout)
  expect(new Set(json.sections.map(({ peers: number }: { peers: number }) => number))).toEqual(new Set([12]))
  expect(json.peers.councils[0]).toMatchObject({ organisation: 'alderham', version: '2026.1' })
  expect(
    json.notComparable.map(({ statement, version }: Record<string, string>) => [statement, version]),
  ).toEqual([
    [without, '2027.1'],
    [without, '2026.1'],
  ])
  const text = (await compare(...peers)).stdout.replace(/\s+/g, ' ')
  expect(text).toContain('Another version of the model was answered by Alderham')
  expect(text).toContain(`Not comparable in 2027.1: ${without}.`)
})

it('every record is read once, however many versions there are, and none again', async () => {
  const { compareWith, exchange, git } = await council()
  git('init', '-q', '-b', 'main', '.')
  git('add', '-A')
  git('commit', '-qm', 'publish')
  const folder = join(exchange, '../programs')
  mkdirSync(folder)
  const real = findGit(isolated(folder))!
  writeFileSync(
    join(folder, 'git'),
    `#!/bin/bash\ncase "$*" in *--batch) tee -a ${folder}/asked | ${real} "$@";; *) exec ${real} "$@";; esac\n`,
    { mode: 0o755 },
  )
  const peers = ['new.yaml', '--peers', 'all', '--exchange', '../exchange', '--format', 'json']
  const compare = compareWith({ PATH: `${folder}:${process.env.PATH}` })
  const [first, second] = [await compare(...peers), await compare(...peers)]
  expect([first.code, second.stdout]).toEqual([0, first.stdout])
  expect(readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n')).toHaveLength(12)
})
