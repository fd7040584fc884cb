import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { Command, type Option } from 'commander'
import { afterAll, describe, expect, it } from 'vitest'
import { catalogue } from '../src/catalogue.ts'
import { main } from '../src/main.ts'
import { completing } from '../src/program-tree.ts'
import { everyRow, someHere } from './every.ts'
import { digestsOf } from './folder.ts'
import { openExample, openWorld, projectRoot, type Ran, type World } from './world.ts'

/*
 * What DESIGN promises of every command, tried on every command of the catalogue and each of its subcommands. A new command is
 * tried too as soon as it is in the catalogue; where it needs arguments, they go into `withArguments`.
 */

interface Tried {
  /** The words of the command: `model show`. */
  readonly name: string
  readonly words: readonly string[]
  readonly options: readonly Option[]
}

/** Every command that does something, as its own definition has it. */
async function triedCommands(): Promise<readonly Tried[]> {
  const program = new Command('tiex')
  const all: Tried[] = []
  for (const entry of catalogue) {
    const command = program.command(entry.name)
    ;(await entry.load()).define(command, () => async () => {})
    const leaves = command.commands.length === 0 ? [command] : command.commands
    for (const leaf of leaves) {
      const words = leaf === command ? [entry.name] : [entry.name, leaf.name()]
      all.push({ name: words.join(' '), words, options: leaf.options })
    }
  }
  return all
}

/** Command lines that work in the example, for commands that need more than their name. */
const withArguments: Readonly<Record<string, readonly string[]>> = {
  assess: ['assess', '--as', 'tom-reed', '--answer', 'managing-income/community/plan=partly'],
  merge: ['merge', '--no-commit'],
  'people add': [
    ...['people', 'add', 'jo-field', '--dry-run', '--name', 'Jo Field', '--role', 'parks'],
    ...['--email', 'jo@example.org'],
  ],
  'people set': ['people', 'set', 'tom-reed', '--role', 'care', '--dry-run'],
  'people remove': ['people', 'remove', 'tom-reed', '--dry-run'],
  'keys add': [
    ...['keys', 'add', 'tom-reed', '--dry-run'],
    'age1delu464w04yp45ccc4ahevzkgs8700vqhzhrmck7406ta3n6z4ts4p86r3',
  ],
  'model diff': ['model', 'diff', 'tiex-2026.1', 'tiex@2026.1'],
  compare: ['compare', '2025-autumn', '2026-autumn', '--fail-on', 'regression'],
  workshop: ['workshop', '--agree', 'managing-income/service/do=partly', '--no-commit'],
  'plan propose': ['plan', 'propose', '--no-commit'],
  'plan add': ['plan', 'add', '--title', 'Cost the fees', '--cell', 'managing-income/service', '--no-commit'],
  'plan set': ['plan', 'set', 'owners-for-savings', 'status=accepted', '--no-commit'],
  'plan move': ['plan', 'move', 'owners-for-savings', 'first', '--no-commit'],
  'practice show': ['practice', 'show', 'blue-badges-in-four-days'],
  'practice search': ['practice', 'search', 'blue', 'badge'],
  'practice add': ['practice', 'add', '--title', 'Fees by hand', '--what', 'We counted.', '--no-commit'],
  'practice set': ['practice', 'set', 'blue-badges-in-four-days', 'share=public', '--no-commit'],
  publish: ['publish', '--audience', 'sector', '--to', 'exchange', '--dry-run'],
  withdraw: ['withdraw', '--round', '2025-autumn', '--to', 'exchange', '--dry-run'],
  'exchange check': ['exchange', 'check', 'exchange'],
  form: ['form', '--for', 'tom-reed', '--dry-run'],
  completion: ['completion', 'bash'],
  sign: ['sign', '--recorded', 'Cabinet minute 14', '--for', 'leader', '--yes', '--no-commit'],
}

/** They need an empty folder, make a key that is another each time, or work on a file outside: each has tests of its own. */
const apart = [
  ...['init', 'demo', 'keys make', 'keys back-up', 'keys restore', 'keys hand-back', 'exchange init'],
  'import',
]

/** Lines beside the plain command that have output of their own. */
const more: readonly (readonly string[])[] = [
  ['results', 'consensus', '--explain'],
  ['results', 'consensus', '--lines-of-enquiry'],
  ['results', 'priya-shah'],
  ['merge', '--dry-run', '--all'],
  ['trend', '--cells'],
  ['trend', 'priya-shah'],
  ['resources', 'search', 'unit', 'costs'],
  ['model', 'show', 'tiex-2026.1', 'managing-income', '--details'],
  ['check', '--all'],
  ['status', '--reminders'],
  ['status', '--invitations'],
]

const tried = await triedCommands()
const has = ({ options }: Tried, long: string) => options.some((option) => option.long === long)
const lineOf = ({ name, words }: Tried) => withArguments[name] ?? words
const formatsOf = ({ options }: Tried) =>
  options.find((option) => option.long === '--format')?.argChoices ?? []
const named = (some: readonly Tried[]) => some.map((one): [string, Tried] => [`tiex ${one.name}`, one])

/** Lines whose output is looked at. */
const inExample = tried.filter(({ name }) => !apart.includes(name))
const lines: readonly (readonly string[])[] = [...inExample.map(lineOf), ...more]
const shown = lines.map((line): [string, readonly string[]] => [`tiex ${line.join(' ')}`, line])

const worlds: World[] = []
function example(line: readonly string[] = []): World {
  const world = openExample()
  if (needsExchange(line)) putExchange(join(world.folder, 'exchange'))
  worlds.push(world)
  return world
}
const needsExchange = ([word = '']: readonly string[]) => ['publish', 'withdraw', 'exchange'].includes(word)
/** All that is in a world becomes its one commit. */
function commitAll(world: World): World {
  const date = '2026-11-19T09:30:00Z'
  const env = { ...world.variables, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }
  for (const args of [
    ['init', '-q', '-b', 'main', '--template='],
    ['add', '-A'],
    ['commit', '-qm', 'Begin', '--allow-empty'],
  ])
    execFileSync('git', args, { cwd: world.folder, env })
  return world
}
/** An exchange as a plain folder, with a round that the council has published there. */
function putExchange(folder: string): void {
  const record = join(folder, 'organisations/exampleshire')
  mkdirSync(record, { recursive: true })
  writeFileSync(join(folder, 'exchange.yaml'), 'format: tiex-exchange/1\nname: Sector\naudience: sector\n')
  writeFileSync(
    join(record, '2025-autumn.yaml'),
    'format: tiex-official/1\norganisation: {id: exampleshire, name: Exampleshire, type: county}\nmodel: {id: m, version: "1", digest: "sha256:' +
      `${'a'.repeat(64)}"}\nround: 2025-autumn\nscope: all\naudience: sector\npublished: 2026-01-01\nrespondents: 8\nstatements: {}\n`,
  )
}
/** For commands that write nothing; at the end it is looked whether they did. */
const council = example(['exchange'])
const history = commitAll(example())
const found = [council, history].map(({ folder }) => digestsOf(folder))
afterAll(() => {
  expect([council, history].map(({ folder }) => digestsOf(folder))).toEqual(found)
  for (const world of worlds) world.remove()
})
const writes = (line: readonly string[]) =>
  line[0] === 'assess' || (line.includes('--no-commit') && !line.includes('--dry-run'))
/** A council in which nothing was written: a new one for a line that writes. */
function councilFor(line: readonly string[]): World {
  if (writes(line)) return example(line)
  return line[0] === 'verify' ? history : council
}

const plainly = new Map<string, Promise<Ran>>()
/** What a line says on a screen of 80 columns that is none: run once, looked at by many. */
function ranPlainly(line: readonly string[]): Promise<Ran> {
  const ran = plainly.get(line.join(' ')) ?? councilFor(line).tiex(line)
  plainly.set(line.join(' '), ran)
  return ran
}

const drawn = /[\u2500-\u257f\u2580-\u259f\u25a0-\u25ff\u2800-\u28ff]/u
const colours = /\u001b\[\d+m/g

describe('completion', () => {
  it('knows what the commands say today: npm run build keeps it for the shells', async () => {
    const kept = JSON.parse(readFileSync(join(projectRoot, 'dist/completion.json'), 'utf8'))
    expect(kept).toEqual(await completing(process))
  })
})

describe('help', () => {
  it.each(named(tried))(
    'of %s says what it does, its flags, and those of every command',
    async (_, { words }) => {
      const { code, stdout, stderr } = await ranPlainly([...words, '--help'])
      expect([code, stderr]).toEqual([0, ''])
      expect(stdout).toContain(`Usage: tiex ${words.join(' ')}`)
      for (const flag of ['-C <dir>', '--plain', '--no-input', '--help']) expect(stdout).toContain(flag)
      // An example is a line to copy, whatever its length.
      for (const line of stdout.split('\n').filter((row) => !row.startsWith('  tiex ')))
        expect(line.length).toBeLessThanOrEqual(80)
    },
  )

  it.each(named(tried))('by help COMMAND is the same: %s', async (_, { words }) => {
    const [first, second] = [await council.tiex(['help', ...words]), await ranPlainly([...words, '--help'])]
    expect([first.code, first.stdout]).toEqual([0, second.stdout])
  })

  it.each(named(tried))('of %s describes every flag and every argument', async (_, { options }) => {
    for (const option of options) expect(option.description, option.flags).not.toBe('')
  })
})

describe('flags', () => {
  it.each(named(tried))('that %s does not have are an error of use', async (_, one) => {
    const { code, stdout, stderr } = await council.tiex([...lineOf(one), '--no-such-flag'])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^error: unknown option '--no-such-flag'\n/)
  })

  it.each(named(tried.filter((one) => has(one, '--format'))))(
    'of format that %s does not have are an error of use',
    async (_, one) => {
      const { code, stdout, stderr } = await council.tiex([...lineOf(one), '--format', 'xml'])
      expect([code, stdout]).toEqual([2, ''])
      expect(stderr).toContain('xml')
      for (const format of formatsOf(one)) expect(stderr).toContain(format)
    },
  )

  it('have a --dry-run wherever something is written without asking', () => {
    expect(
      tried.filter((one) => has(one, '--no-commit') && !has(one, '--dry-run')).map(({ name }) => name),
    ).toEqual([])
  })

  it('of -C and --plain may stand before and after the command', async () => {
    const elsewhere = { cwd: projectRoot }
    const before = await council.tiex(['-C', council.folder, '--plain', 'results', 'consensus'], elsewhere)
    const after = await council.tiex(['results', 'consensus', '-C', council.folder, '--plain'], elsewhere)
    expect([before.code, before.stdout]).toEqual([0, after.stdout])
  })
})

const withData = inExample.filter((one) => has(one, '--format'))

// A table for other programs and a questionnaire to send: nobody reads them as text, and they hold nothing but their rows.
const withJson = withData.filter(({ name }) => !['export', 'form'].includes(name))
// A report is a document.
const withText = withJson.filter(({ name }) => name !== 'report')

describe('data', () => {
  it.each(named(withText))('of %s is there as text and as JSON', (_, one) => {
    expect(formatsOf(one)).toEqual(expect.arrayContaining(['text', 'json']))
    expect(has(one, '--output')).toBe(true)
  })

  it.each(named(withJson))('of %s as JSON names its format, and is all that is on stdout', async (_, one) => {
    const { code, stdout } = await councilFor(one.words).tiex([...lineOf(one), '--format', 'json'])
    expect(code).toBeLessThan(2)
    expect(JSON.parse(stdout).format).toMatch(/^tiex-[a-z-]+\/1$/)
    expect(stdout.endsWith('}\n')).toBe(true)
  })

  const formats = withData
    .filter((one) => has(one, '--output'))
    // All formats of a command leave by the same door: the first of each here, and each third other one.
    .flatMap((one) => formatsOf(one).map((format): [string, string, Tried] => [one.name, format, one]))
    .filter(([, format, one], at) => everyRow || format === formatsOf(one)[0] || at % 3 === 0)
  it.each(formats)('of tiex %s as %s is the same in a file of -o, byte for byte', async (_, format, one) => {
    const line = [...lineOf(one), '--format', format]
    const world = councilFor(line)
    // A file has 100 columns.
    const screen = await world.tiex(line, { columns: 100 })
    const file = await world.tiex([...line, '-o', 'output'], { columns: 60 })
    expect([file.code, file.stdout]).toEqual([screen.code, ''])
    expect(readFileSync(join(world.folder, 'output'), 'utf8')).toBe(screen.stdout)
    // Beside a table stands what its columns mean.
    for (const name of ['output', 'output-metadata.json']) rmSync(join(world.folder, name), { force: true })
    if (format === formatsOf(one)[0])
      expect((await world.tiex([...line, '-o', '-'], { columns: 100 })).stdout).toBe(screen.stdout)
  })

  it.each(shown)('on stdout come without any talk: %s', async (_, line) => {
    const { stdout } = await ranPlainly(line)
    expect(stdout).not.toMatch(/^(?:Written|Saved|Would write)|\bis up to date\b/m)
  })
})

describe('the screen', () => {
  it.each(shown)('with --plain has no boxes, no blocks and no colour: %s', async (_, line) => {
    const ways = [
      () => councilFor(line).tiex([...line, '--plain']),
      () => councilFor(line).tiex(line, { variables: { TIEX_PLAIN: '1' } }),
    ]
    for (const way of someHere(ways, 1)) {
      const ran = await way()
      expect(ran.code).toBeLessThan(2)
      expect(ran.output).not.toMatch(drawn)
      expect(ran.output).not.toContain('\u001b')
    }
  })

  it.each(shown)('with colour says the same as without: %s', async (_, line) => {
    const without = await councilFor(line).tiex(line, { variables: { NO_COLOR: '1' } })
    const piped = await ranPlainly(line)
    const coloured = await councilFor(line).tiex(line, { variables: { FORCE_COLOR: '1' } })
    expect(without.output).not.toContain('\u001b')
    expect(piped.output).toBe(without.output)
    expect(coloured.output.replace(colours, '')).toBe(without.output)
  })

  it('has colour with FORCE_COLOR', async () => {
    for (const line of [
      ['results', 'consensus'],
      ['merge', '--dry-run'],
      ['trend'],
      ['resources'],
      ['model', 'check'],
    ]) {
      const { output } = await council.tiex(line, { variables: { FORCE_COLOR: '1' } })
      expect(output, line.join(' ')).toMatch(colours)
    }
  })

  // What is exported is a document, not a screen, and a script is for a shell; what leaves for an exchange is shown to the byte; a letter is wrapped by the mail program.
  const narrow = shown.filter(
    ([, line]) =>
      !line.includes('json') &&
      !line.includes('export') &&
      !/^--(?:reminders|invitations)$/.test(line[1] ?? '') &&
      !/^(?:publish|withdraw|report|completion)$/.test(line[0]!),
  )
  it.each(narrow)(
    'of 40 and 80 columns, and 60 in the long tests, has no longer row, but for an address, a path, a digest, an id alone, a problem or a command to copy: %s',
    async (_, line) => {
      for (const columns of everyRow ? [40, 60, 80] : [40, 80]) {
        const { stdout } =
          columns === 80 ? await ranPlainly(line) : await councilFor(line).tiex(line, { columns })
        const long = stdout
          .split('\n')
          .filter(
            (row) =>
              row.length > columns &&
              !/https?:\/\/|sha256:|^\s*\S*\.yaml|^\s*[a-z-]+$|\S+\.html$|^\s*(?:hint|error|warning|advice): |^ {2}git /.test(
                row,
              ),
          )
        expect(long, `${columns} columns`).toEqual([])
      }
    },
  )
})

describe('a dry run', () => {
  const dry = tried.filter(
    (one) => has(one, '--dry-run') && (one.name === 'init' || !apart.includes(one.name)),
  )
  it.each(named(dry))('changes nothing on the disk or in git: %s', async (_, one) => {
    const isNew = one.name === 'init'
    const world = isNew ? openWorld() : openExample()
    worlds.push(world)
    if (isNew) commitAll(world)
    else cpSync(join(history.folder, '.git'), join(world.folder, '.git'), { recursive: true })
    if (needsExchange(one.words)) putExchange(join(world.folder, 'exchange'))
    const seen = () => [
      digestsOf(world.folder),
      execFileSync('git', ['status', '--porcelain=v2', '--branch', '--untracked-files=all'], {
        ...{ cwd: world.folder, env: world.variables, encoding: 'utf8' as const },
      }),
    ]
    const before = seen()
    const line = isNew ? ['init', '--no-input', '--name', 'Exampleshire', '--open'] : lineOf(one)
    const { code, output } = await world.tiex([...line.filter((word) => word !== '--no-commit'), '--dry-run'])
    expect(code, output).toBe(0)
    expect(output).not.toBe('')
    expect(seen()).toEqual(before)
  })
})

describe('without a terminal', () => {
  it.each(named(tried))('%s asks nothing and waits for nothing', async (_, { name, words }) => {
    const world = example()
    const ran = await Promise.race([
      withSilentInput(name === 'demo' ? [...words, '--into', 'demo'] : words, world),
      late(),
    ])
    expect(ran).not.toBe('late')
  })

  it('assess says which flag to give', async () => {
    const { code, stderr } = await council.tiex(['assess', '--as', 'tom-reed'])
    expect(code).toBe(2)
    expect(stderr).toContain('--answer')
  })
})

/** Runs a command whose input stays open and never says anything. */
async function withSilentInput(words: readonly string[], world: World): Promise<number> {
  const sink = () =>
    Object.assign(new Writable({ write: (_chunk, _encoding, done) => done() }), { columns: 80 })
  return main(words, {
    cwd: world.folder,
    variables: world.variables,
    stdin: new PassThrough(),
    stdout: sink(),
    stderr: sink(),
    now: () => new Date('2026-11-19T09:30:00Z'),
  })
}

function late(): Promise<'late'> {
  return new Promise((done) => setTimeout(() => done('late'), 15_000).unref())
}

describe('exit codes', () => {
  it.each<[readonly string[], number, string]>([
    [['results', 'consensus'], 0, 'done'],
    [['check'], 0, 'nothing wrong'],
    [['check', '--strict'], 1, 'a warning, and the check is strict'],
    [['merge', '--dry-run', '--exit-code'], 0, 'up to date'],
    [['resources', 'search', 'zeppelin'], 1, 'nothing found'],
    [['results', 'nobody'], 2, 'nobody of this name'],
    [['results', '--round', '1999'], 2, 'no such round'],
    [['no-such-command'], 2, 'no such command'],
    [['results', '-C', 'no-such-folder'], 2, 'no such folder'],
    [[], 0, 'help'],
    [['--version'], 0, 'the version'],
  ])('of tiex %j is %i: %s', async (line, code) => {
    expect((await council.tiex(line)).code).toBe(code)
  })
})
