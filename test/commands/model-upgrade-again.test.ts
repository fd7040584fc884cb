import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import {
  answered,
  answeredCouncil,
  councilBetweenVersions,
  everybody,
  responseOf,
  upgradingOnce,
} from './upgrading.ts'

const consensus = 'rounds/2026-autumn/consensus.yaml'

describe('an upgrade that was not finished', () => {
  /** Everything an upgrade touches has something in it: answers, decisions, and a plan of what is gone. */
  const busy = upgradingOnce(async (council) => {
    await council.done('fay-ali', 'merge')
    council.edit(consensus, /( {2}courage\/stop:\n(?: {4}.*\n)*)/, '$1    agreed: always\n')
    writeFileSync(
      join(council.folder, plan),
      'format: tiex-plan/1\nround: 2026-autumn\nactions:\n  - {id: stop-early, title: Stop early, status: proposed, why: [courage/stop]}\n',
    )
    council.git('add', '-A')
    council.git('commit', '-qm', 'Agree', '--author', 'Fay <fay-ali@exampleshire.gov.uk>')
  }, answered)
  const busyCouncil = () => councilBetweenVersions(busy)
  const plan = 'rounds/2026-autumn/plan.yaml'

  it.each<[string, readonly string[]]>([
    ['not even tiex.yaml is missing', []],
    ['tiex.yaml was not written', ['tiex.yaml']],
    ['the plan and what follows were not', ['tiex.yaml', plan]],
    ['the consensus and what follows were not', ['tiex.yaml', plan, consensus]],
    ['one response and what follows were not', ['tiex.yaml', plan, consensus, responseOf('sam-okafor')]],
    ['no response was', ['tiex.yaml', plan, consensus, ...everybody.map(responseOf)]],
  ])('is finished, and told of in full, where %s', async (_, missing) => {
    const { done, git, as } = await busyCouncil()
    const whole = await done('sam-okafor', 'model', 'upgrade', '../next', '--dry-run')
    await done('sam-okafor', 'model', 'upgrade', '../next', '--no-commit')
    if (missing.length > 0) git('checkout', '-q', '--', ...missing)
    const { stdout, stderr } = await done('sam-okafor', 'model', 'upgrade', '../next')
    const flat = (text: string) => text.replace('would go over', 'go over').replace(/\s+/g, ' ')
    expect(flat(stdout)).toBe(flat(whole.stdout))
    expect(stdout).toMatch(/Actions of the plan[^:]*\n {2}stop-early/)
    if (missing.length < 6) expect(stderr).toContain('it is finished now')
    expect(git('status', '--short')).toBe('')
    expect(git('log', '-1', '--format=%B')).toContain('Tiex-Upgrade: sam-okafor')
    expect((await as('sam-okafor', ['verify'])).code).toBe(0)
    expect((await as('fay-ali', ['merge', '--early'])).code).toBe(0)
    const again = await done('sam-okafor', 'model', 'upgrade', '../next')
    expect(again.stderr).toContain('already: nothing was changed')
  })

  it('names the line its commit needs, and is finished without a name for the version', async () => {
    const { done, git, as } = await busyCouncil()
    const { stderr } = await done('sam-okafor', 'model', 'upgrade', '../next', '--no-commit')
    expect(stderr.replace(/\s+/g, ' ')).toMatch(/To finish it: tiex model upgrade.*Tiex-Upgrade: sam-okafor/)
    const other = await as('sam-okafor', ['model', 'upgrade', '../small'])
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('finish it first')])
    await done('sam-okafor', 'model', 'upgrade')
    expect(git('status', '--short')).toBe('')
    expect((await as('sam-okafor', ['verify'])).code).toBe(0)
  })

  it.each<[string, string, string]>([
    [responseOf('bo-reed'), 'speak: often', 'speak: never'],
    [consensus, '    suggested: often', '    suggested: often\n    agreed: often'],
    ['tiex.yaml', 'name: Bo Reed', 'name: Bo Read'],
  ])('takes in nothing that was changed in %s since', async (file, from, to) => {
    const { done, git, as, edit } = await busyCouncil()
    await done('sam-okafor', 'model', 'upgrade', '../next', '--no-commit')
    edit(file, from, to)
    const { code, stderr } = await as('sam-okafor', ['model', 'upgrade', '../next'])
    expect([code, stderr]).toEqual([2, expect.stringContaining(`${file}: error: it was changed after`)])
    git('checkout', '-q', 'HEAD', '--', file)
    await done('sam-okafor', 'model', 'upgrade', '../next')
    expect((await as('sam-okafor', ['verify'])).code).toBe(0)
  })

  it('goes on over its own half copy of the model, and not over that of others', async () => {
    const { done, as, git, folder, beside } = await busyCouncil()
    const copy = join(folder, 'model/small-2.0')
    mkdirSync(join(copy, 'characteristics'), { recursive: true })
    for (const file of ['model.yaml', 'characteristics/roads.yaml'])
      cpSync(join(beside, 'next', file), join(copy, file))
    const named = await as('sam-okafor', ['model', 'upgrade', '2.0'])
    expect([named.code, named.stderr.replace(/\s+/g, ' ')]).toEqual([
      2,
      expect.stringContaining('name the folder it was copied from'),
    ])
    const text = readFileSync(join(copy, 'characteristics/roads.yaml'), 'utf8')
    writeFileSync(join(copy, 'characteristics/roads.yaml'), `${text}# mine\n`)
    const other = await as('sam-okafor', ['model', 'upgrade', '../next'])
    expect([other.code, other.stderr]).toEqual([
      2,
      expect.stringContaining('lies another model of this name'),
    ])
    writeFileSync(join(copy, 'characteristics/roads.yaml'), text)
    await done('sam-okafor', 'model', 'upgrade', '../next')
    expect(git('status', '--short')).toBe('')
    expect((await as('sam-okafor', ['check'])).code).toBe(0)
  })

  it('does not begin where the plan is not committed', async () => {
    const { as, edit } = await busyCouncil()
    edit(plan, 'Stop early', 'Stop sooner')
    const { code, stderr } = await as('sam-okafor', ['model', 'upgrade', '../next'])
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining(`${plan}: error: what stands here is not committed`),
    ])
  })
})

describe('a version over another', () => {
  async function threeVersions() {
    const council = await answeredCouncil()
    const { stdout } = await council.done('sam-okafor', 'model', 'show', '../next', '--format', 'json')
    const third = join(council.beside, 'third')
    cpSync(join(council.beside, 'next'), third, { recursive: true })
    const change = (file: string, from: string | RegExp, to: string) =>
      writeFileSync(join(third, file), readFileSync(join(third, file), 'utf8').replace(from, to))
    const { digest } = JSON.parse(stdout)
    change(
      'model.yaml',
      /version: "2.0"\nprevious: .*/,
      `version: "3.0"\nprevious: {version: "2.0", digest: "${digest}"}`,
    )
    change('success-factors/courage.yaml', 'courage/fail', 'courage/admit')
    return council
  }

  it('is refused where that is not at hand, since answers would be lost', async () => {
    const { as, git } = await threeVersions()
    const { code, stderr } = await as('sam-okafor', ['model', 'upgrade', '../third'])
    expect([code, stderr.replace(/\s+/g, ' ')]).toEqual([2, expect.stringContaining('go over to 2.0 first')])
    expect(git('status', '--short')).toBe('')
  })

  it('goes along through it where it is', async () => {
    const { done, read, folder, beside } = await threeVersions()
    cpSync(join(beside, 'next'), join(folder, 'model/small-2.0'), { recursive: true })
    const { stdout } = await done('sam-okafor', 'model', 'upgrade', '../third')
    expect(stdout).toContain('small@1.0 → small@3.0')
    expect(parse(read(responseOf('bo-reed')))['success-factors'].courage).toMatchObject({ admit: 'seldom' })
  })
})

describe('answers to reworded statements', () => {
  it('are told of until their people have confirmed them', async () => {
    const { done, git } = await answeredCouncil()
    const before = JSON.parse((await done('fay-ali', 'status', '--format', 'json')).stdout)
    await done('sam-okafor', 'model', 'upgrade', '../next')
    const merged = async () => (await done('fay-ali', 'merge', '--early')).output.replace(/\s+/g, ' ')
    expect(await merged()).toContain('3 answers to 1 reworded statement are not confirmed yet')
    const { stdout: status } = await done('fay-ali', 'status')
    expect(status.replace(/\s+/g, ' ')).toContain(
      '3 people have not confirmed 3 answers to reworded statements yet',
    )
    const { stdout: letters } = await done('fay-ali', 'status', '--reminders')
    expect(letters).toContain('one statement that you answered has other words')
    expect(letters).not.toContain('Only submitted answers count')
    for (const person of everybody) await done(person, 'assess', '--answer', 'parks/outside/try=half-way')
    expect(await merged()).not.toContain('confirmed')
    expect((await done('fay-ali', 'status')).stdout).not.toContain('confirmed')
    expect(git('status', '--short')).toBe('')
    expect(before.people[1].unconfirmed).toBeUndefined()
  })

  it('do not make it a change of their people that somebody carried them over', async () => {
    const { done, git } = await answeredCouncil()
    const people = async () =>
      JSON.parse((await done('fay-ali', 'status', '--format', 'json')).stdout).people.map(
        ({ changed }: { changed: string }) => changed,
      )
    const before = await people()
    await done('sam-okafor', 'model', 'upgrade', '../next', '--no-commit')
    git('add', '-A')
    const late = ['--date', '2027-01-01T00:00:00Z', '--author', 'Sam <sam.okafor@exampleshire.gov.uk>']
    git('commit', '-qm', 'Upgrade\n\nTiex-Upgrade: sam-okafor', ...late)
    expect(await people()).toEqual(before)
  })
})

it('run again after an upgrade that was stopped before the index followed it puts that right', async () => {
  const { done, git } = await answeredCouncil()
  await done('sam-okafor', 'model', 'upgrade', '../next')
  git('read-tree', 'HEAD~')
  expect(git('status', '--porcelain')).toMatch(/^D {2}model\/small-2\.0\/model\.yaml$/m)
  const { stderr } = await done('sam-okafor', 'model', 'upgrade', '../next')
  expect(stderr).toContain('already: nothing was changed')
  expect(git('status', '--porcelain')).toBe('')
})
