import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { openExample, projectRoot } from '../world.ts'

interface Workflow {
  readonly on: readonly string[]
  readonly permissions: object
  readonly jobs: {
    readonly compare: {
      readonly env: Readonly<Record<string, string>>
      readonly steps: readonly { readonly run?: string; readonly with?: Readonly<Record<string, unknown>> }[]
    }
  }
}
const workflow = parse(readFileSync(join(projectRoot, 'templates/workflow-compare.yml'), 'utf8')) as Workflow
const { env, steps } = workflow.jobs.compare
const file = 'rounds/2026-autumn/consensus.yaml'

/** What a runner checks out of a pull request that changes the consensus: the merge, cut off below the branch it goes into. */
function pullRequest(change: (text: string) => string, before: 'a consensus' | 'none' = 'a consensus') {
  const world = openExample()
  onTestFinished(() => world.remove())
  const path = join(world.folder, file)
  const text = readFileSync(path, 'utf8')
  if (before === 'none') rmSync(path)
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: world.folder, env: world.variables, encoding: 'utf8', stdio: 'pipe' })
  git('init', '-q', '-b', 'main')
  git('add', '-A')
  git('commit', '-qm', 'start')
  git('checkout', '-qb', 'change')
  if (change(text) !== '') writeFileSync(path, change(text))
  git('add', '-A')
  git('commit', '-qm', 'change', '--allow-empty')
  git('checkout', '-q', 'main')
  git('merge', '-q', '--no-ff', '-m', 'merge', 'change')
  const merge = git('rev-parse', 'HEAD').trim()
  const runner = join(world.folder, '../runner')
  git('init', '-q', runner)
  execFileSync(
    'git',
    ['fetch', '-q', '--depth', String(steps[0]!.with!['fetch-depth']), `file://${world.folder}`, 'main'],
    {
      cwd: runner,
      env: world.variables,
    },
  )
  execFileSync('git', ['checkout', '-q', merge], { cwd: runner, env: world.variables, stdio: 'pipe' })
  const summary = join(world.folder, '../summary.md')
  // The step as a runner has it, with a tiex that only writes down how it is called.
  const programs = join(world.folder, '../programs')
  mkdirSync(programs)
  writeFileSync(join(programs, 'tiex'), '#!/bin/sh\nprintf "%s\\n" "$@" > ../called\n', { mode: 0o755 })
  const variables = { ...world.variables, ...env, PATH: `${programs}:${world.variables.PATH}` }
  const run = async () => {
    const options = { cwd: runner, env: variables, encoding: 'utf8' } as const
    const stdout = execFileSync('bash', ['-e', '-c', steps.at(-1)!.run!], { ...options, stdio: 'pipe' })
    const called = join(runner, '../called')
    if (!existsSync(called)) return { code: 0, stdout }
    const words = readFileSync(called, 'utf8').trimEnd().split('\n')
    return world.tiex(words, { cwd: runner, variables: { GITHUB_STEP_SUMMARY: summary } })
  }
  return { run, summary }
}

describe('the workflow that compares', () => {
  it('may read only, and runs nothing of a pull request but its data', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' })
    expect(workflow.on).toEqual(['pull_request'])
    expect(steps[0]!.with!['persist-credentials']).toBe(false)
  })

  it('fails where a level falls, and says so in annotations and the summary', async () => {
    const { run, summary } = pullRequest((text) => text.replace('agreed: fully', 'agreed: not-yet'))
    const { code, stdout } = await run()
    expect([code, stdout]).toEqual([
      1,
      expect.stringMatching(/^::error title=tiex%3A regression::.* fell by 1\.00/),
    ])
    expect(readFileSync(summary, 'utf8')).toContain('**1 failure**')
  })

  it('passes where none falls, and shows the levels all the same', async () => {
    const { run, summary } = pullRequest((text) => text)
    expect(await run()).toMatchObject({
      code: 0,
      stdout: '::notice title=tiex compare::nothing of --fail-on holds\n',
    })
    expect(existsSync(summary)).toBe(true)
    expect(readFileSync(summary, 'utf8')).toContain('Nothing fails.')
  })

  it.each([
    ['brings the first consensus', (text: string) => text, 'brings the first consensus of 2026-autumn'],
    ['comes before there is one', () => '', 'nothing is merged in 2026-autumn yet'],
  ])('passes where the pull request %s, and says so', async (_, change, says) => {
    const { run } = pullRequest(change, 'none')
    expect(await run()).toEqual({ code: 0, stdout: expect.stringContaining(says) })
  })
})
