import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Consensus } from '../src/merge/consensus.ts'
import { digestsOf } from './folder.ts'
import { smallModelFiles, writeFiles } from './small-model-files.ts'
import { openWorld, type Ran } from './world.ts'

/*
 * One council goes the whole way on a model of its own, unlike the shipped one in every number: each test is a step and
 * goes on where the one before it ended. All figures were worked out by hand.
 */

const world = openWorld()
afterAll(() => world.remove())
const { folder } = world

async function tiex(...args: readonly string[]): Promise<Ran> {
  const ran = await world.tiex(args, { now: '2026-11-02T09:14:00Z' })
  expect(ran.code, ran.output).toBe(0)
  return ran
}

const git = (...args: readonly string[]) =>
  execFileSync('git', args, { cwd: folder, env: world.variables, encoding: 'utf8' })
const read = (file: string) => readFileSync(join(folder, file), 'utf8')
const edit = (file: string, from: string, to: string) => {
  expect(read(file)).toContain(from)
  writeFileSync(join(folder, file), read(file).replace(from, to))
}

/** The answers of a person to the five stages of a cell, or the three statements of the factor, as flags. */
function flags(section: string, answers: string): readonly string[] {
  const keys =
    section === 'courage' ? ['speak', 'fail', 'stop'] : ['look', 'choose', 'try', 'spread', 'learn']
  return answers.split(' ').flatMap((answer, index) => ['--answer', `${section}/${keys[index]}=${answer}`])
}

const consensus = (round = '2026') => parse(read(`rounds/${round}/consensus.yaml`)) as Consensus

describe('a council with a model of its own', () => {
  it('proves the model', async () => {
    writeFiles(join(folder, 'draft'), smallModelFiles)
    const { stdout } = await tiex('model', 'check', 'draft')
    expect(stdout).toContain('small 1.0: 23 statements, 1 resource')
    expect(stdout).toContain('Everything is in order')
  })

  it('begins with it, and keeps a copy', async () => {
    await tiex(
      'init',
      '--no-input',
      '--name',
      'Little Council',
      '--round',
      '2026',
      '--opens',
      '2026-10-01',
      '--open',
      '--model',
      'draft',
    )
    for (const [file, text] of Object.entries(smallModelFiles))
      expect(read(`model/small-1.0/${file}`)).toBe(text)
    expect(git('log', '--format=%s')).toBe('Begin the assessment of Little Council\n')
    expect(read('schemas/response.schema.json')).toContain('Engineers map every pothole weekly.')
    await tiex('check')
  })

  it('adds its people and a round to tiex.yaml', async () => {
    edit(
      'tiex.yaml',
      '  # - id: priya-shah',
      '  - {id: ann-lee, name: Ann Lee, email: ann@example.gov.uk, role: roads, may: [answer]}\n  - {id: bo-ray, name: Bo Ray, email: bo@example.gov.uk, role: parks, may: [answer]}\n  # - id: priya-shah',
    )
    edit('tiex.yaml', 'rounds:\n', 'rounds:\n  2025: {opens: 2025-10-01}\n')
    await tiex('check')
    expect((await tiex('model', 'list')).stdout).toMatch(
      /^small 1\.0 {2}Small assessment\n {2}23 statements, valid 2026-01-01 to 2027-12-31, from this assessment\n/,
    )
  })

  it('answers last year’s round', async () => {
    await tiex(
      'assess',
      '--as',
      'ann-lee',
      '--round',
      '2025',
      ...flags('roads/inside', 'in-places in-places in-places in-places in-places'),
      '--submit',
    )
    await tiex('merge', '--round', '2025', '--close')
  })

  it('answers alone, three people, in one sitting or several', async () => {
    await tiex(
      'assess',
      '--as',
      'sam-okafor',
      ...flags('roads/inside', 'everywhere everywhere mostly half-way nowhere'),
      '--ambition',
      'roads/inside=5',
    )
    await tiex(
      'assess',
      '--as',
      'sam-okafor',
      ...flags('parks/outside', 'mostly mostly mostly mostly mostly'),
      ...flags('courage', 'often often often'),
      '--submit',
    )
    await tiex(
      'assess',
      '--as',
      'ann-lee',
      ...flags('roads/inside', 'everywhere mostly half-way nowhere dont-know'),
      ...flags('courage', 'seldom often always'),
      '--ambition',
      'roads/inside=4',
      '--submit',
    )
    await tiex(
      'assess',
      '--as',
      'bo-ray',
      ...flags('roads/inside', 'everywhere half-way nowhere nowhere not-applicable'),
      ...flags('courage', 'never always often'),
      '--note',
      'roads/inside/rationale=Nothing to learn from yet.',
      '--ambition',
      'roads/inside=4',
      '--submit',
    )
    expect(git('status', '--porcelain')).not.toContain('rounds/')
    expect(git('log', '-1', '--format=%s')).toBe('Answer 2026 as bo-ray: 8 of 23, submitted\n')
  })

  it('sees each person’s own results', async () => {
    const { stdout } = await tiex('results', 'bo-ray', '--format', 'json')
    const results = JSON.parse(stdout)
    // 5 stages × (1 + 0.5 + 0 + 0) / 4; not applicable is left out. Gap 4 − 1.875.
    expect(results.cells[0]).toMatchObject({
      id: 'roads/inside',
      level: 1.875,
      reached: 1,
      ambition: 4,
      gap: 2.125,
    })
    expect(results.cells[0].coverage).toEqual({ scored: 4, dontKnow: 0, notApplicable: 1, unanswered: 0 })
    // 5 × (0 + 1 + 2/3) / 3
    expect(results.factors[0]).toMatchObject({ id: 'courage', level: 2.777777777778 })
    expect(results.cells[1]).toMatchObject({ id: 'roads/outside', level: null, gap: null })
  })

  it('merges, and merging again changes nothing', async () => {
    const { stdout } = await tiex('merge')
    expect(stdout).toContain('Merged the responses of 3 of 3 people')
    const { statements, cells, responses } = consensus()
    expect(responses).toMatchObject({ count: 3, 'left-out': 0 })
    expect(statements['roads/inside/look']).toEqual({
      answers: { everywhere: 3 },
      divergence: 0,
      label: 'shared',
      suggested: 'everywhere',
    })
    // Three different answers: the middle one. -(1/3) Σ log2(1 - |i - µ| / 4) with ranks 4, 3, 2, µ = 3: -(2/3) log2(3/4) = 0.277;
    // above an even split between neighbours, -log2(1 - 0.5 / 4) = 0.193, and nobody below the middle: to discuss, no split.
    expect(statements['roads/inside/choose']).toEqual({
      answers: { 'half-way': 1, mostly: 1, everywhere: 1 },
      divergence: 28,
      label: 'discuss',
      suggested: 'mostly',
    })
    // One scored answer is too few to tell.
    expect(statements['roads/inside/learn']).toEqual({
      answers: { nowhere: 1, 'dont-know': 1, 'not-applicable': 1 },
      divergence: 0,
      label: 'too-few',
      suggested: 'nowhere',
    })
    expect(statements['parks/outside/look']).toMatchObject({
      answers: { mostly: 1, unanswered: 2 },
      label: 'too-few',
    })
    expect(cells?.['roads/inside']).toEqual({ ambitions: { 4: 2, 5: 1 }, 'suggested-ambition': 4 })

    const before = digestsOf(folder)
    expect((await tiex('merge')).stderr).toContain('is up to date')
    expect(digestsOf(folder)).toEqual(before)
  })

  it('agrees, and a merge never touches what was agreed', async () => {
    edit(
      'rounds/2026/consensus.yaml',
      '    suggested: mostly\n',
      '    suggested: mostly\n    agreed: everywhere # Bo came round\n    reason: The map covers it.\n',
    )
    const { stdout } = await tiex('merge')
    expect(stdout).not.toContain('have changed since')
    expect(read('rounds/2026/consensus.yaml')).toContain(
      '    agreed: everywhere # Bo came round\n    reason: The map covers it.\n',
    )
  })

  it('shows the consensus by what is agreed, else suggested', async () => {
    const { stdout } = await tiex('results', '--format', 'json')
    const results = JSON.parse(stdout)
    // look everywhere 1, choose agreed everywhere 1, try the median of mostly, half-way, nowhere: 0.5,
    // spread of half-way, nowhere, nowhere: 0, learn nowhere 0. 5 × 2.5 / 5.
    expect(results.cells[0]).toMatchObject({ level: 2.5, reached: 2, ambition: 4, gap: 1.5 })
    expect(results.cells[3]).toMatchObject({ id: 'parks/outside', level: 3.75, ambition: null, gap: null })
    // Medians: seldom, often, often: 5 × (1/3 + 2/3 + 2/3) / 3
    expect(results.factors[0].level).toBe(2.777777777778)
    expect([results.agreed, results.suggested]).toEqual([1, 12])
    expect(results.characteristics).toEqual([
      { id: 'roads', level: 2.5, sections: ['roads/inside'] },
      { id: 'parks', level: 3.75, sections: ['parks/outside'] },
    ])
    expect((await tiex('results')).stdout).toContain('consensus: 1 agreed, 12 suggested')
    expect((await tiex('results', '--explain')).stdout).toContain(
      'level = 5 × (1 + 1 + 0.5 + 0 + 0) / 5 = 2.5',
    )
  })

  it('sees what has moved since last year', async () => {
    const { stdout } = await tiex('trend', '--format', 'json')
    const trend = JSON.parse(stdout)
    expect(trend.rounds).toEqual(['2025', '2026'])
    expect(trend.lines).toMatchObject([
      { id: 'roads', levels: [1.25, 2.5], change: 1.25 },
      { id: 'parks', levels: [null, 3.75], change: null },
      { id: 'courage', levels: [null, 2.777777777778], change: null },
    ])
  })

  it('is told what to read next, from the model and from files of its own', async () => {
    writeFiles(folder, {
      'resources/ours.yaml': `format: tiex-resources/1
resources:
  - {id: try-kit, title: The trial kit, publisher: Little Council, url: "https://example.org/try", type: tool, summary: How to try., characteristics: [roads], modes: [inside], stages: [try]}
  - {id: dare, title: Dare, publisher: Little Council, url: "https://example.org/dare", type: training, summary: How to dare., success-factors: [courage]}
`,
    })
    const { stdout } = await tiex('resources', '--format', 'json')
    const { needs } = JSON.parse(stdout)
    expect(
      needs.map((need: { section: string; stage: string | null; gap: number }) => [
        need.section,
        need.stage,
        need.gap,
      ]),
    ).toEqual([
      ['courage', null, 2.222222222222],
      ['roads/inside', 'try', 1.5],
      ['parks/outside', 'look', 1.25],
    ])
    expect(
      needs.map((need: { resources: { id: string; match: string }[] }) =>
        need.resources.map(({ id, match }) => `${id}: ${match}`),
      ),
    ).toEqual([['dare: success factor'], ['try-kit: cell and stage', 'pothole-handbook: cell'], []])
    expect((await tiex('resources', 'search', 'pothol')).stdout).toContain('The pothole handbook')
  })

  it('is in order at the end, and notices a model that is edited in place', async () => {
    await tiex('check')
    edit(
      'model/small-1.0/success-factors/courage.yaml',
      'People say what they think.',
      'People say what they like.',
    )
    const { code, stdout, stderr } = await world.tiex(['check'])
    expect(code).toBe(1)
    expect(stdout).toContain('tiex.yaml')
    expect(stdout + stderr).toContain('the model small 1.0 is not the one that was pinned')
    expect((await world.tiex(['results'])).code).toBe(2)
  })
})
