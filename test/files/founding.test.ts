import { execFileSync } from 'node:child_process'
import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { catalogue } from '../../src/catalogue.ts'
import type { Forge } from '../../src/files/codeowners.ts'
import { foundingFiles } from '../../src/files/founding.ts'
import { readModel, shippedModels } from '../../src/files/models.ts'
import { isolated } from '../world.ts'
import { scratch } from './disk/scratch.ts'

const read = await readModel(shippedModels().at(-1)!)
if (read === 'missing' || 'problems' in read) throw new Error('the shipped model cannot be read')
const { model } = read

function founded(more: { readonly forge?: Forge; readonly confidentiality?: 'open' | 'sealed' }) {
  const files = foundingFiles({
    organisation: { id: 'exampleshire', name: 'Exampleshire', type: 'county' },
    ...{ scope: 'whole council', round: '2026-autumn', dates: {}, model, version: '0.1.0' },
    person: { id: 'sam', name: 'Sam', email: 'sam@example.org', role: 'it', recipient: 'age1sam' },
    ...{ confidentiality: 'sealed', ...more },
  })
  return new Map(files.map(({ file, text }) => [file, text]))
}

const all = [{}, { forge: 'github' }, { forge: 'gitlab' }] as const
const names = (files: ReadonlyMap<string, string>) =>
  [...files.keys()].filter((file) => /^\.git(?:hub|lab)/.test(file))

it.each<[string, readonly string[]]>([
  ['', ['.github/workflows/tiex.yml']],
  [
    'github',
    [
      '.github/workflows/tiex.yml',
      '.github/workflows/tiex-verify.yml',
      '.github/CODEOWNERS',
      '.github/tiex-ruleset.json',
    ],
  ],
  ['gitlab', ['.gitlab-ci.yml', '.gitlab/CODEOWNERS']],
])('a council on %j begins with what is read there', (forge, files) => {
  expect(names(founded(forge === '' ? {} : { forge: forge as Forge }))).toEqual(files)
})

describe('the checks', () => {
  interface Step {
    readonly run?: string
    readonly uses?: string
    readonly env?: Readonly<Record<string, string>>
    readonly with?: Readonly<Record<string, unknown>>
  }
  interface Job {
    readonly name?: string
    readonly env?: Readonly<Record<string, string>>
    readonly steps?: readonly Step[]
    readonly script?: readonly string[]
  }
  const github = founded({ forge: 'github' })
  const workflow = (name: string) =>
    parse(github.get(`.github/workflows/${name}`)!) as {
      readonly on: unknown
      readonly permissions: unknown
      readonly jobs: Readonly<Record<string, Job>>
    }
  const gitlab = parse(founded({ forge: 'gitlab' }).get('.gitlab-ci.yml')!) as Readonly<Record<string, Job>>
  const steps = ['tiex.yml', 'tiex-verify.yml'].flatMap((name) =>
    Object.values(workflow(name).jobs).flatMap((job) => job.steps ?? []),
  )
  const lines = [
    ...steps.flatMap(({ run = '' }) => run.split('\n')),
    ...Object.values(gitlab).flatMap(({ script = [] }) => script),
  ].filter((line) => /^\s*tiex /.test(line))

  it.each([...new Set(lines)])('have lines that tiex knows: %s', async (line) => {
    const [, name, ...rest] = line.trim().split(' ')
    const entry = catalogue.find((known) => known.name === name)
    expect(entry).toBeDefined()
    const command = new Command(name)
    ;(await entry!.load()).define(command, () => async () => {})
    const flags = rest.filter((word) => word.startsWith('--'))
    expect(command.options.map((option) => option.long)).toEqual(expect.arrayContaining(flags))
  })

  it('look at the assessment and at its history, on both forges', () => {
    expect(lines.map((line) => line.trim().split(' ')[1])).toEqual(['check', 'verify', 'check', 'verify'])
  })

  it('use actions of a version that is said', () => {
    for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/^actions\/[a-z-]+@v\d+$/)
  })

  it('verify the whole history, running nothing of a pull request', () => {
    const { on, permissions, jobs } = workflow('tiex-verify.yml')
    expect(on).toEqual({ push: { branches: ['**'] }, pull_request_target: null, merge_group: null })
    expect(permissions).toEqual({ contents: 'read' })
    const [checkout] = Object.values(jobs).flatMap((job) => job.steps ?? [])
    expect(checkout?.with).toEqual({ 'fetch-depth': 0, 'persist-credentials': false })
    expect(gitlab.variables).toEqual({ GIT_DEPTH: 0 })
  })

  it('name no branch, since the default one may be called anything', () => {
    for (const name of ['.github/workflows/tiex.yml', '.github/workflows/tiex-verify.yml'])
      expect(github.get(name)).not.toMatch(/\b(main|master)\b/)
    expect(JSON.parse(github.get('.github/tiex-ruleset.json')!).conditions.ref_name.include).toEqual([
      '~DEFAULT_BRANCH',
    ])
  })

  it('leave no credentials to what is installed', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))
    expect(checkouts).toHaveLength(2)
    for (const { with: given } of checkouts) expect(given).toMatchObject({ 'persist-credentials': false })
    const withToken = steps.filter(({ env }) => JSON.stringify(env ?? {}).includes('github.token'))
    expect(withToken.map(({ run }) => run)).toEqual([expect.stringContaining('git fetch')])
    expect(steps.indexOf(withToken[0]!)).toBeLessThan(
      steps.findLastIndex(({ run }) => run?.includes('npm install')),
    )
  })

  it('have another name after a push, so that a push never earns what a merge needs', () => {
    const { verify } = workflow('tiex-verify.yml').jobs
    expect(verify?.name).toMatch(/^\$\{\{ github\.event_name == 'push' && 'verify-push' \|\| 'verify' \}\}$/)
    expect(founded({ forge: 'github' }).get('README.md')).toContain('`verify-push`')
  })

  it('take nothing from an event into a line of the shell', () => {
    for (const { run = '' } of steps) expect(run).not.toContain('${{')
  })

  it('are required by the ruleset under the name they have', () => {
    const ruleset = JSON.parse(github.get('.github/tiex-ruleset.json')!)
    const types = ruleset.rules.map((rule: { type: string }) => rule.type)
    expect(types).toEqual(['deletion', 'non_fast_forward', 'pull_request', 'required_status_checks'])
    const required = ruleset.rules.at(-1).parameters.required_status_checks
    expect(required.map((check: { context: string }) => check.context)).toEqual(
      Object.keys(workflow('tiex-verify.yml').jobs),
    )
    // A job of this name elsewhere would count too, even one that was skipped.
    expect(Object.keys(workflow('tiex.yml').jobs)).not.toContain('verify')
  })
})

describe('the range that the workflow of GitHub verifies', () => {
  const { jobs } = parse(founded({ forge: 'github' }).get('.github/workflows/tiex-verify.yml')!) as {
    readonly jobs: { readonly verify: { readonly steps: readonly { readonly run?: string }[] } }
  }
  const script = jobs.verify.steps.at(-1)!.run!

  /** A clone whose default branch has two commits, and a branch that left it at the first; `tiex` only prints. */
  function clone() {
    const root = scratch()
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
        cwd: root,
        env: isolated(root),
        encoding: 'utf8',
      }).trim()
    git('init', '-q', '-b', 'trunk')
    const commit = (name: string) => {
      git('commit', '-q', '--allow-empty', '-m', name)
      return git('rev-parse', 'HEAD')
    }
    const first = commit('first')
    git('checkout', '-q', '-b', 'branch')
    const branch = commit('on the branch')
    git('checkout', '-q', 'trunk')
    const second = commit('second')
    git('update-ref', 'refs/remotes/origin/trunk', 'trunk')
    const run = (LEFT: string, BASE: string, AFTER: string) =>
      execFileSync('bash', ['-e', '-c', `tiex() { echo "tiex $*"; }\n${script}`], {
        cwd: root,
        env: { ...isolated(root), LEFT, BASE, AFTER },
        encoding: 'utf8',
      }).trim()
    return { first, second, branch, run }
  }
  const none = '0'.repeat(40)

  it('is what was pushed, or what is to be merged', () => {
    const { first, second, run } = clone()
    expect(run('', first, second)).toBe(`tiex verify --range ${first}..${second}`)
    expect(run('', none, second)).toBe(`tiex verify --range ${none}..${second}`)
  })

  it('is what a new branch has beside the default one, so that an old fault fails no new branch', () => {
    const { first, second, branch, run } = clone()
    expect(run('trunk', none, branch)).toBe(`tiex verify --range ${first}..${branch}`)
    expect(run('trunk', none, second)).toBe('The default branch has all of this already.')
    expect(run('gone', none, branch)).toBe(`tiex verify --range ..${branch}`)
  })
})

describe('the README of a council', () => {
  it.each(all)('leaves no word open, and says who changes what: %j', (more) => {
    const readme = founded(more).get('README.md')!
    expect(readme).not.toMatch(/\{\{|\}\}|undefined/)
    expect(readme).toContain('## Nobody changes what is not theirs')
    expect(readme).toContain('tiex verify')
  })

  it('does not promise of a required check what somebody who may change workflows can imitate', () => {
    const [, github, gitlab] = all.map((more) => founded(more).get('README.md')!.replaceAll(/\s+/g, ' '))
    expect(github).toContain('a required check is a name')
    expect(github).toContain('e-mail, which GitHub only knows where it belongs to an account')
    for (const readme of [github, gitlab]) expect(readme).toContain('`tiex verify` on a clone of their own')
  })

  it('says how a second facilitator comes to have a key, where answers are sealed', () => {
    const text = founded({}).get('README.md')!.replaceAll(/\s+/g, ' ')
    const steps = [
      'tiex people set ann --may answer,facilitate',
      'keys make',
      'keys add ann age1...',
      'keys rotate',
    ]
    expect(steps.map((step) => text.includes(step))).toEqual([true, true, true, true])
    expect(founded({ confidentiality: 'open' }).get('README.md')).not.toContain('keys rotate')
  })

  it('says who can read the answers', () => {
    const [sealed, open] = (['sealed', 'open'] as const).map((confidentiality) =>
      founded({ confidentiality }),
    )
    expect(sealed!.get('README.md')).toContain('Nobody but you and the facilitators can read your answers')
    expect(open!.get('README.md')).toContain('Everybody with access to this repository can read it')
    expect(open!.get('README.md')).not.toContain('Nobody but you')
    expect(sealed!.get('tiex.yaml')).toContain('# sealed: the answers of a person can be read by that person')
    expect(open!.get('tiex.yaml')).toContain('# open: everybody with access')
  })
})

it('keeps keys out of the repository', () => {
  expect(founded({}).get('.gitignore')!.split('\n')).toEqual(
    expect.arrayContaining(['identity.txt', '*.age-key']),
  )
})
