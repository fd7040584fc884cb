import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { complete } from '../../src/complete.ts'
import type { Completing } from '../../src/completion/tree.ts'
import { openExample, openWorld, projectRoot, type World } from '../world.ts'

let council: World
beforeAll(() => {
  if (!existsSync(built))
    execFileSync(process.execPath, ['--import', 'tsx', 'src/build/build.ts'], { cwd: projectRoot })
  council = openExample()
  for (const id of ['northshire', 'southshire'])
    mkdirSync(join(council.folder, 'exchange/organisations', id), { recursive: true })
  mkdirSync(join(council.folder, 'below'))
})
afterAll(() => council.remove())

/** The tree of the commands, which everywhere.test.ts holds to what the commands say. */
const built = join(projectRoot, 'dist/completion.json')

/** What is offered for a line whose last word is being typed, and whether paths are. */
async function offered(line: readonly string[], at: { world?: World; shell?: string; cwd?: string } = {}) {
  const world = at.world ?? council
  const words = line.map((word, index) => (index === line.length - 1 ? `=${word}` : word))
  const env = { cwd: at.cwd ?? world.folder, variables: world.variables }
  const [paths, ...rows] = (await complete([at.shell ?? 'zsh', '--', ...words], env)).trimEnd().split('\n')
  return { paths, words: rows.map((row) => row.split('\t')[0]!), rows }
}

describe('completion offers', () => {
  it.each<[line: readonly string[], words: readonly string[]]>([
    [['mer'], ['merge']],
    [['people', 'r'], ['remove']],
    [
      ['help', 'model', ''],
      ['list', 'show', 'check', 'diff', 'upgrade'],
    ],
    [['merge', '--lea'], ['--leave-out']],
    // flags of the subcommand that is meant where none is named, and of every command
    [['people', '--form'], ['--format']],
    [['merge', '--pl'], ['--plain']],
    [['merge', '--early', '--ea'], []],
    [
      ['results', '--format', ''],
      ['text', 'json', 'csv', 'md'],
    ],
    [['results', '--format=j'], ['--format=json']],
    [
      ['publish', '--audience', ''],
      ['sector', 'public'],
    ],
    [
      ['results', '--chart', ''],
      ['rings', 'factors'],
    ],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish', 'powershell'],
    ],
    [
      ['results', '--round', ''],
      ['2026-autumn', '2025-autumn'],
    ],
    [['merge', '--leave-out', 'to'], ['tom-reed']],
    [['form', '--for', 'priya'], ['priya-shah']],
    [['status', '--reminders', 'tom-reed', 'beth'], ['beth-harding']],
    [['people', 'set', 'anwen'], ['anwen-osei']],
    [['results', 'cons'], ['consensus']],
    [['plan', 'set', 'owners-'], ['owners-for-savings']],
    [
      ['plan', 'set', '--round', '2026-autumn', 'owners-for-savings', 'st'],
      ['status=', 'start='],
    ],
    [
      ['plan', 'move', 'owners-for-savings', ''],
      ['before', 'after', 'first', 'last'],
    ],
    [
      ['plan', 'move', 'owners-for-savings', 'before', 'one'],
      ['one-agreement-for-hospital-leavers', 'one-view-of-debt'],
    ],
    [
      ['plan', 'add', '--cell', 'managing-income/c'],
      ['managing-income/customer', 'managing-income/community'],
    ],
    [['plan', 'add', '--why', 'managing-income/service/u'], ['managing-income/service/understand']],
    [['plan', 'check', '--fail-on', 'overdue,no-o'], ['overdue,no-owner']],
    [['practice', 'show', 'blue'], ['blue-badges-in-four-days']],
    [['assess', '--answer', 'managing-income/service/do'], ['managing-income/service/do=']],
    [
      ['assess', '--answer', 'managing-income/service/do=n'],
      ['managing-income/service/do=not-yet', 'managing-income/service/do=not-applicable'],
    ],
    [
      ['assess', '--answer', 'leadership-and-management/vision=agr'],
      ['leadership-and-management/vision=agree'],
    ],
    [['assess', '--note', 'managing-income/service/ev'], ['managing-income/service/evidence=']],
    [['workshop', '--priority', 'managing-income/service=h'], ['managing-income/service=high']],
    [['workshop', '--take-back', 'managing-income/service/r'], ['managing-income/service/review']],
    [['sign', '--for', 'l'], ['leader']],
    [['resources', '--stage', 're'], ['review']],
    [['model', 'diff', 'tiex-2026'], ['tiex-2026.1']],
    [['compare', '2025'], ['2025-autumn']],
    [['compare', '--exchange', 'exchange', 'north'], ['northshire']],
    [
      ['compare', '--exchange=exchange', '2026-autumn', '--peers', 'southshire,no'],
      ['southshire,northshire'],
    ],
    [['no-such-command', ''], []],
    [['people', '--', '--na'], []],
  ])('for tiex %j: %j', async (line, words) => expect((await offered(line)).words).toEqual(words))

  it.each<[line: readonly string[], paths: string]>([
    [['assess', '--from', ''], 'files'],
    [['import', 'a.yaml', ''], 'files'],
    [['results', '-o', ''], 'files'],
    [['-C', ''], 'folders'],
    [['export', '--exchange', ''], 'folders'],
    [['compare', ''], 'files'],
    [['merge', '--as', ''], ''],
  ])('beside words the paths a shell knows, for tiex %j: %j', async (line, paths) =>
    expect((await offered(line)).paths).toBe(paths),
  )

  it('every statement of the pinned model', async () => {
    expect((await offered(['plan', 'add', '--why', ''])).words).toHaveLength(93)
  })

  it('what is in the folder of -C, and from below it too', async () => {
    const away = { cwd: join(council.folder, '..') }
    expect((await offered(['-C', 'council', 'people', 'set', 'tom'], away)).words).toEqual(['tom-reed'])
    const below = { cwd: join(council.folder, 'below') }
    expect((await offered(['people', 'set', 'tom'], below)).words).toEqual(['tom-reed'])
  })

  it('a description where the shell shows one', async () => {
    expect((await offered(['people', 'set', 'tom'])).rows).toEqual(['tom-reed\tTom Reed'])
    expect((await offered(['people', 'set', 'tom'], { shell: 'bash' })).rows).toEqual(['tom-reed'])
  })

  it('in a folder without an assessment only what ships', async () => {
    const world = emptyWorld()
    expect((await offered(['people', 'set', ''], { world })).words).toEqual([])
    expect((await offered(['model', 'show', ''], { world })).words).toEqual(['tiex-2026.1'])
  })

  it('a value of every flag whose value has a name that stands for something', () => {
    const { tree } = JSON.parse(readFileSync(built, 'utf8')) as Completing
    const names = new Set(flagsIn(tree).flatMap(({ value }) => value?.name ?? []))
    for (const name of ['person', 'round', 'statement=option', 'cell', 'practice', 'exchange', 'file'])
      expect(names).toContain(name)
  })
})

function flagsIn(branch: Completing['tree']): readonly Completing['tree']['flags'][number][] {
  return [...branch.flags, ...branch.commands.flatMap(flagsIn)]
}

function emptyWorld(): World {
  const world = openWorld()
  onTestFinished(() => world.remove())
  return world
}

describe('what files say', () => {
  const people = (...ids: readonly string[]) =>
    `people:\n${ids.map((id) => `  - id: ${id}\n    name: "A\u001b[31m\u202eB \`touch x\`"\n`).join('')}`

  it('is offered only where it is an id, with a description that does nothing', async () => {
    const world = emptyWorld()
    const hostile = ['$(touch', '`x`', 'a;b', '-rf', '"q r"', '\u001b[2J', '../up', 'a\u202eb', 'x\u0000y']
    writeFileSync(join(world.folder, 'tiex.yaml'), people('good-one', ...hostile))
    const { rows } = await offered(['people', 'set', ''], { world })
    expect(rows).toEqual(['good-one\tA 31m B touch x'])
  })

  it.each<[what: string, text: string | Uint8Array]>([
    ['binary', new Uint8Array([0, 255, 254, 10, 58, 32, 10])],
    ['too large', `people:\n${'  - id: x\n'.repeat(200_000)}`],
    ['not YAML', '{{{{:\n\t- [\n&a *a !!x\n- - - -\n'],
    ['about a prototype', '__proto__:\n  - id: x\nconstructor: {id: y}\n'],
    ['a round elsewhere', 'round: ../../etc\n'],
  ])('that is %s disturbs nobody', async (_, text) => {
    const world = emptyWorld()
    writeFileSync(join(world.folder, 'tiex.yaml'), text)
    for (const line of [
      ['people', 'set', ''],
      ['plan', 'set', ''],
      ['results', '--round', ''],
    ])
      expect((await offered(line, { world })).words).toEqual([])
  })

  it('is not read through a link, nor from a pipe', async () => {
    const world = emptyWorld()
    writeFileSync(join(world.folder, '../elsewhere.yaml'), people('stranger'))
    symlinkSync('../elsewhere.yaml', join(world.folder, 'tiex.yaml'))
    expect((await offered(['people', 'set', ''], { world })).words).toEqual([])
    rmSync(join(world.folder, 'tiex.yaml'))
  })

  it('is found in what a person wrote with comments, quotation marks and lists of their own', async () => {
    const world = emptyWorld()
    const text = `# ours
model: # pinned
  id: 'tiex'
  version: "2026.1" # this year's
round: spring
rounds:
  spring: {opens: 2026-01-01}
  "autumn":
    opens: 2025-10-01
objectives:
  - |
    id: not-a-person
      - id: nor-this
people:
- id: ann   # the first
  name: 'Ann'
- {id: bob, name: Bob}
sign-off: [leader]
`
    writeFileSync(join(world.folder, 'tiex.yaml'), text)
    expect((await offered(['people', 'set', ''], { world })).words).toEqual(['ann', 'bob'])
    expect((await offered(['results', '--round', ''], { world })).words).toEqual(['autumn', 'spring'])
    expect((await offered(['plan', 'add', '--cell', 'managing-income/s'], { world })).words).toEqual([
      'managing-income/service',
    ])
  })
})
