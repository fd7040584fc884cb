import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { catalogue } from '../../src/catalogue.ts'
import type { Forge } from '../../src/files/codeowners.ts'
import { foundingFiles } from '../../src/files/founding.ts'
import { readModel, shippedModels } from '../../src/files/models.ts'

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
    readonly with?: Readonly<Record<string, unknown>>
  }
  interface Job {
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

  it('verify the whole history as the main branch would, running nothing of a pull request', () => {
    const { on, permissions, jobs } = workflow('tiex-verify.yml')
    expect(Object.keys(on as object)).toEqual(['push', 'pull_request_target'])
    expect(permissions).toEqual({ contents: 'read' })
    const [checkout] = Object.values(jobs).flatMap((job) => job.steps ?? [])
    expect(checkout?.with).toEqual({ 'fetch-depth': 0 })
    expect(gitlab.variables).toEqual({ GIT_DEPTH: 0 })
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

describe('the README of a council', () => {
  it.each(all)('leaves no word open, and says who changes what: %j', (more) => {
    const readme = founded(more).get('README.md')!
    expect(readme).not.toMatch(/\{\{|\}\}|undefined/)
    expect(readme).toContain('## Nobody changes what is not theirs')
    expect(readme).toContain('tiex verify')
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
