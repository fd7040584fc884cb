import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { openTerminal } from '../terminal.ts'
import { openExample } from '../world.ts'
import { answer, sealedCouncil } from './sealed-council.ts'
import { signingCouncil } from './signing-council.ts'

const now = '2026-11-30T09:30:00Z'
const statement = 'managing-income/community/plan'

function example() {
  const world = openExample()
  onTestFinished(() => world.remove())
  return world
}

describe('the report of the example', () => {
  it('is the same, byte for byte, the whole day long', async () => {
    const world = example()
    const at = async (time: string) => (await world.tiex(['report', '--format', 'md'], { now: time })).stdout
    const morning = await at('2026-11-30T00:00:00Z')
    expect(morning).toBe(await at('2026-11-30T23:59:59Z'))
    expect(morning).not.toBe(await at('2026-12-01T00:00:00Z'))
  })

  it('names nobody but the sponsor, signatories and those of actions', async () => {
    const world = example()
    const people = parse(readFileSync(join(world.folder, 'tiex.yaml'), 'utf8')).people as { name: string }[]
    const { stdout } = await world.tiex(['report', '--format', 'md'], { now })
    const { stdout: json } = await world.tiex(['report', '--format', 'json'], { now })
    const named = people.map(({ name }) => name).filter((name) => stdout.includes(name))
    expect(named.sort()).toEqual(['Helen Marsh', 'Priya Shah', 'Ruth Adeyemi', 'Tom Reed'])
    expect(
      people
        .map(({ name }) => name)
        .filter((name) => json.includes(name))
        .sort(),
    ).toEqual(named)
  })

  it('has the levels of tiex results', async () => {
    const world = example()
    const data = async (...words: readonly string[]) =>
      JSON.parse((await world.tiex([...words, '--format', 'json'], { now })).stdout)
    const { sections } = await data('report')
    const { cells, factors } = await data('results', 'consensus')
    const levels = (some: readonly { id: string; level: number }[]) =>
      some.map(({ id, level }) => [id, level])
    expect(levels(sections)).toEqual(levels([...cells, ...factors]))
  })

  it('goes to a file and names what comes next on the other stream', async () => {
    const world = example()
    const { code, stdout, stderr } = await world.tiex(['report', '-o', 'report.md'], { now })
    expect([code, stdout]).toEqual([0, ''])
    expect(stderr).toBe(
      'The report goes to report.md\nNext: tiex workshop · tiex agenda --workshop 2 · tiex plan check\n',
    )
    expect(existsSync(join(world.folder, 'report.md'))).toBe(true)
  })

  it('goes on without what cannot be read, which is a warning', async () => {
    const world = example()
    mkdirSync(join(world.folder, 'resources'), { recursive: true })
    writeFileSync(
      join(world.folder, 'resources/broken.yaml'),
      'format: tiex-resources/1\nresources: nothing\n',
    )
    const { code, stderr } = await world.tiex(['report', '-o', 'report.md'], { now })
    expect(code).toBe(0)
    expect(stderr).toMatch(/^resources\/broken\.yaml\S* warning: /)
    expect(stderr).toContain('What is wrong is left out of the report.\nThe report goes to report.md\n')
    expect(stderr).not.toContain('error:')
  })

  it('of an earlier round names commands that work on it', async () => {
    const { code, stdout, stderr } = await example().tiex(
      ['report', '--format', 'md', '--round', '2025-autumn'],
      { now },
    )
    expect(code).toBe(0)
    expect(stdout).toContain('Nothing is planned yet.')
    expect(stderr).toContain('Next: tiex plan propose --round 2025-autumn')
  })
})

it('tells of a second look from its file alone', async () => {
  const world = example()
  const done = (words: readonly string[], at: string) =>
    world.tiex(words, { now: at, variables: { TIEX_PERSON: 'sam-okafor' } })
  const opened = await done(['merge', '--second-look', '--until', '2026-12-10'], now)
  expect(opened.code, opened.stderr).toBe(0)
  const told = async (at: string) => (await done(['report', '--format', 'md'], at)).stdout
  expect(await told(now)).toMatch(
    /A second look at \d+ statements was opened on 30 November 2026, until 10 December 2026/,
  )
  const later = await told('2026-12-11T09:30:00Z')
  expect(later).toContain('- Second look: 30 November 2026 to 10 December 2026\n')
  expect(later).toMatch(
    /A second look was taken at \d+ statements, from 30 November 2026 to 10 December 2026/,
  )
})

it('is not made where the second look cannot be trusted', async () => {
  const world = example()
  writeFileSync(join(world.folder, 'rounds/2026-autumn/second-look.yaml'), 'format: tiex-second-look/1\n')
  const { code, stdout, stderr } = await world.tiex(['report', '--format', 'md'], { now })
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain('rounds/2026-autumn/second-look.yaml')
})

it('where nothing is merged it says what to do first', async () => {
  const council = await sealedCouncil()
  const { code, stderr } = await council.as('sam-okafor', ['report'])
  expect([code, stderr]).toEqual([
    2,
    'error: nothing is merged in 2026-autumn yet\nhint: merge the responses first: tiex merge\n',
  ])
})

it('tells who signed, and what changed since', async () => {
  const council = signingCouncil()
  await council.signAs('cllr-lee', 'lee')
  expect((await council.tiex(['report', '--format', 'md'], { now })).stdout).toMatch(
    /\| leader \| signed by Cllr Lee on \d+ \w+ 2026 /,
  )
  council.edit('rounds/2026-autumn/plan.yaml', 'owner: tom-reed', 'owner: priya-shah')
  expect((await council.tiex(['report', '--format', 'md'], { now })).stdout).toContain(
    'it no longer holds, as this changed afterwards: the plan changed',
  )
})

describe('where the counts are sealed', () => {
  it.each([
    ['with the key of a facilitator at hand', 'sam-okafor', {}],
    ['without any key', 'bo-reed', { XDG_CONFIG_HOME: '/nowhere' }],
  ])('they stay so, %s', async (_, person, variables) => {
    const council = await sealedCouncil()
    await answer(council, 'sam-okafor')
    await answer(council, 'bo-reed')
    await answer(council, 'priya-shah', 'fully')
    await council.done('sam-okafor', 'merge', '--close')
    expect(council.read('rounds/2026-autumn/consensus.yaml')).not.toMatch(/answers:|divergence:/)
    const told = await council.as(person, ['report', '--format', 'md'], { variables })
    expect(told).toMatchObject({ code: 0 })
    expect(told.stdout).toContain('only the label is shown')
    expect(told.stdout).not.toMatch(/Answers: [^\n]*\d|alpha|% of the time|Bo Reed|Priya Shah/)
    const data = JSON.parse((await council.as(person, ['report', '--format', 'json'], { variables })).stdout)
    const all = data.sections.flatMap(({ statements }: { statements: object[] }) => statements)
    expect(all).toHaveLength(93)
    for (const one of all) expect(one).toMatchObject({ answers: null, divergence: null })
    expect(all.find(({ id }: { id: string }) => id === statement)).toMatchObject({ basis: 'suggested' })
    expect(data.agreement.map(({ pairwise, alpha }: Record<string, unknown>) => [pairwise, alpha])).toEqual([
      [null, null],
      [null, null],
    ])
  })
})

describe('the page', () => {
  it('is a file of its own on a terminal, which shows no HTML', async () => {
    const { folder, variables } = example()
    const terminal = openTerminal(['report'], { cwd: folder, variables })
    expect(await terminal.exit).toBe(0)
    expect(terminal.raw()).toContain('The report goes to report-2026-autumn.html')
    expect(terminal.raw()).not.toContain('<!DOCTYPE')
    expect(readFileSync(join(folder, 'report-2026-autumn.html'), 'utf8')).toMatch(/^<!DOCTYPE html>/)
  })

  it('holds no counts where they are sealed', async () => {
    const council = await sealedCouncil()
    await answer(council, 'sam-okafor')
    await answer(council, 'bo-reed')
    await answer(council, 'priya-shah', 'fully')
    await council.done('sam-okafor', 'merge', '--close')
    const { code, stdout } = await council.as('sam-okafor', ['report'])
    expect(code).toBe(0)
    expect(stdout).toContain('What each person answered is sealed')
    expect(stdout).toContain('only the label is shown')
    expect(stdout).not.toMatch(/<svg[^>]*aria-hidden|alpha|% of the time|Bo Reed|Priya Shah/)
  })
})
