import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { World } from '../world.ts'
import { exampleOnce } from './made-once.ts'
import { sealedCouncil } from './sealed-council.ts'

const file = 'rounds/2026-autumn/plan.yaml'
const consensus = 'rounds/2026-autumn/consensus.yaml'

const councils = new Map<string, () => World>()

/** The example council with a plan of one action, in a repository. */
function planned(actions = '  - id: fees\n    title: Cost the fees\n    status: proposed\n') {
  const plan = `format: tiex-plan/1\nround: 2026-autumn\nactions:\n${actions}`
  const council = councils.get(actions) ?? exampleOnce((folder) => writeFileSync(join(folder, file), plan))
  councils.set(actions, council)
  return inPlan(council())
}

function inPlan(world: World) {
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: world.folder, env: world.variables, encoding: 'utf8' }).trim()
  const path = join(world.folder, file)
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

describe('what is told', () => {
  const message = async (...line: readonly string[]) => {
    const { code, stdout, stderr } = await planned().plan(...line)
    return { code, told: `${stdout}${stderr}` }
  }

  it('of half an approval names both fields', async () => {
    const { code, told } = await message('set', 'fees', 'board=CLT')
    expect([code, told.includes('board and approved go together')]).toEqual([2, true])
    expect(told).not.toContain('not right for date')
  })

  it('of a wrong day of approval names its field', async () => {
    const { told } = await message('set', 'fees', 'board=CLT', 'approved=soon')
    expect(told).toContain('error: approved: "soon"')
  })

  it('of an owner that looks like an id and is nobody is a warning, in the check too', async () => {
    const { plan } = planned()
    const { code, stderr } = await plan('set', 'fees', 'owner=nobody-at-all', 'due=2027-03-31')
    expect([code, stderr.includes('warning: owner: nobody in tiex.yaml is called "nobody-at-all"')]).toEqual([
      0,
      true,
    ])
    const checked = await plan('check', '--fail-on', 'no-owner,no-date', '--format', 'json')
    expect(checked).toMatchObject({ code: 0, stdout: expect.stringContaining('"rule": "unknown-owner"') })
  })

  it('of an action without a title is which flag is missing', async () => {
    expect(await message('add')).toMatchObject({
      code: 2,
      told: expect.stringContaining('--title is missing'),
    })
  })

  it.each([
    [[], 'The plan goes to'],
    [['export'], 'The plan goes to'],
  ])('with -o is where it goes: %j', async (line, words) => {
    expect((await message(...line, '-o', 'out.md')).told).toContain(`${words} out.md`)
    expect((await message(...line, '-o', '-')).told).not.toContain(words)
  })

  it.each([
    [[], 'tiex plan propose --round 2025-autumn · tiex plan add --round 2025-autumn'],
    [['check'], 'tiex plan set --round 2025-autumn · tiex plan --round 2025-autumn'],
    [['propose', '--top', '1', '--dry-run'], 'Next: tiex plan propose --round 2025-autumn'],
    [['add', '--title', 'x'], 'tiex plan --round 2025-autumn · tiex plan check --round 2025-autumn'],
    [['set', 'x', 'due='], 'tiex plan propose --round 2025-autumn'],
  ])('of another round names that round: %j', async (line, words) => {
    const { told } = await message(...line, '--round', '2025-autumn')
    expect(told.replaceAll(/\s+/g, ' ')).toContain(words)
  })

  it('before anything is written is how much of it is only suggested', async () => {
    const { told } = await message('propose', '--top', '20', '--dry-run')
    expect(told.replaceAll(/\s+/g, ' ')).toMatch(
      /Only suggested, not agreed yet: \d+ of 93 answers, and \d+ of \d+ ambitions here/,
    )
    expect(told).toContain('(only suggested)')
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
