import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { openExample } from '../world.ts'
import { sealedCouncil } from './sealed-council.ts'

const file = 'rounds/2026-autumn/plan.yaml'
const consensus = 'rounds/2026-autumn/consensus.yaml'

/** The example council with a plan of one action, in a repository. */
function planned(actions = '  - id: fees\n    title: Cost the fees\n    status: proposed\n') {
  const world = openExample()
  onTestFinished(() => world.remove())
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: world.folder, env: world.variables, encoding: 'utf8' }).trim()
  const path = join(world.folder, file)
  writeFileSync(path, `format: tiex-plan/1\nround: 2026-autumn\nactions:\n${actions}`)
  git('init', '-q', '-b', 'main')
  git('add', '-A')
  git('commit', '-qm', 'start')
  const plan = (...args: readonly string[]) => world.tiex(['plan', ...args])
  return { world, git, path, plan, read: () => readFileSync(path, 'utf8') }
}

describe('a change of the plan', () => {
  it('is one commit of the plan alone, as the person who acts', async () => {
    const { world, git, plan } = planned()
    writeFileSync(join(world.folder, 'besides.txt'), 'x')
    git('add', 'besides.txt')
    expect(await plan('set', 'fees', 'owner=priya-shah')).toMatchObject({ code: 0 })
    expect(git('show', '--format=%an: %s', '--name-only')).toBe(`Sam Okafor: Change owner of fees\n\n${file}`)
    expect(git('status', '--porcelain')).toBe('A  besides.txt')
  })

  it('that says nothing new writes nothing and commits nothing', async () => {
    const { git, plan, read } = planned()
    const before = [read(), git('rev-parse', 'HEAD')]
    for (const line of [
      ['set', 'fees', 'status=proposed'],
      ['move', 'fees', 'last'],
      ['set', 'fees', 'due='],
    ])
      expect((await plan(...line)).stderr).toContain('says so already: nothing was changed')
    expect([read(), git('rev-parse', 'HEAD')]).toEqual(before)
  })

  it('is left to be committed with --no-commit', async () => {
    const { git, plan } = planned()
    const { stderr } = await plan('set', 'fees', 'owner=priya-shah', '--no-commit')
    expect(stderr).toContain('not committed')
    expect(git('status', '--porcelain')).toBe(`M ${file}`)
  })

  it('needs no repository', async () => {
    const { world, plan, read } = planned()
    execFileSync('rm', ['-rf', join(world.folder, '.git')])
    expect((await plan('set', 'fees', 'owner=priya-shah', '--as', 'sam-okafor')).code).toBe(0)
    expect(read()).toContain('    owner: priya-shah\n')
  })

  it.each([['tom-reed'], ['cllr-lee']])('is not for %s, who may not facilitate', async (person) => {
    const { plan, read } = planned()
    const before = read()
    for (const line of [
      ['set', 'fees', 'owner=x'],
      ['add', '--title', 'x'],
      ['move', 'fees', 'first'],
      ['propose'],
    ]) {
      expect(await plan(...line, '--as', person)).toMatchObject({ code: 2, stdout: '' })
    }
    expect(read()).toBe(before)
  })

  it.each([
    ['owner=a\u001b[31mb'],
    ['title=a\u202eb'],
    ['measure={a: b}'],
    ['reason=x\nactions: []'],
    ['result=- a # b'],
    [`owner=${'x'.repeat(300)}`],
    ['expected-level=1e9'],
    ['why=../../etc/passwd'],
  ])('is written as it was said, or refused: %j', async (word) => {
    const { plan, read } = planned()
    const before = read()
    const { code } = await plan('set', 'fees', word)
    if (code === 2) return expect(read()).toBe(before)
    const [key, value] = [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]
    expect(parse(read()).actions[0][key]).toBe(value)
  })
})

describe('a plan that cannot be trusted', () => {
  it.each([
    ['no YAML', 'a: [\n'],
    ['of a newer tiex', 'format: tiex-plan/2\n'],
    ['with an unknown field', 'format: tiex-plan/1\nround: 2026-autumn\nactions: []\nextra: 1\n'],
    ['of another round', 'format: tiex-plan/1\nround: 2025-autumn\nactions: []\n'],
  ])('is refused, with its place, and stays as it is: %s', async (_, text) => {
    const { path, plan, read, world } = planned()
    writeFileSync(path, text)
    for (const line of [
      [],
      ['check'],
      ['propose'],
      ['add', '--title', 'x'],
      ['set', 'fees', 'due='],
      ['export'],
    ]) {
      const { code, stderr } = await plan(...line)
      expect([code, stderr.includes(`${file}:`)], line.join(' ')).toEqual([2, true])
    }
    expect(read()).toBe(text)
    expect((await world.tiex(['check'])).stdout).toContain(`${file}:`)
  })

  it('is not followed where it is a link', async () => {
    const { path, plan, world } = planned()
    execFileSync('rm', [path])
    symlinkSync(join(world.folder, 'tiex.yaml'), path)
    expect((await plan('add', '--title', 'x')).code).toBe(2)
    expect((await plan()).code).toBe(2)
  })
})

it('a faulty consensus hides no plan', async () => {
  const { world, plan } = planned()
  writeFileSync(join(world.folder, consensus), 'format: tiex-consensus/1\n')
  const { code, stdout, stderr } = await plan()
  expect([code, stdout.includes('Cost the fees')]).toEqual([0, true])
  expect(stderr).toContain(`${consensus}:`)
  expect((await plan('propose')).code).toBe(2)
})

it('before anything is merged there is nothing to propose, and a plan can be written all the same', async () => {
  const { world, plan } = planned()
  execFileSync('rm', [join(world.folder, consensus), join(world.folder, file)])
  expect((await plan('propose')).stderr).toContain('tiex merge')
  expect((await plan('add', '--title', 'Ask', '--cell', 'managing-income/service')).code).toBe(0)
  const { code, stderr } = await plan('check')
  expect([code, stderr.includes('Nothing is merged yet')]).toEqual([1, true])
})

it('a sealed assessment needs no key for its plan', async () => {
  const { as, folder, configOf } = await sealedCouncil()
  execFileSync('rm', ['-rf', configOf('sam-okafor')])
  expect((await as('sam-okafor', ['plan', 'add', '--title', 'Ask everybody'])).code).toBe(0)
  for (const line of [['plan'], ['plan', 'export'], ['plan', 'set', 'ask-everybody', 'owner=bo-reed']]) {
    const { code, output } = await as('sam-okafor', line)
    expect(code, output).toBe(0)
  }
  expect(existsSync(configOf('sam-okafor'))).toBe(false)
  expect(readFileSync(join(folder, file), 'utf8')).toContain('owner: bo-reed')
})
