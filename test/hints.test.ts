import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { fault } from '../src/files/disk/faults.ts'
import { failure, finding, TiexError } from '../src/problem.ts'
import { renderFailure } from '../src/render/problems.ts'
import { openExample, projectRoot } from './world.ts'

const world = openExample()
afterAll(() => world.remove())

describe('every error', () => {
  it('that is made by name has a hint, or does not compile', () => {
    // @ts-expect-error a failure says what to do
    failure('rule', 'message')
    // @ts-expect-error so does what is wrong with a file
    fault('file', 'rule', 'message')
    // @ts-expect-error and with a value in it
    finding('rule', [], 'message', {})
    expect.assertions(0)
  })

  it('that is written out has a hint, or takes it over with the rest of it', () => {
    const source = join(projectRoot, 'src')
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /(?<!\.d)\.ts$/.test(file),
    )
    const written = files.flatMap((file) =>
      literalsIn(readFileSync(join(source, file), 'utf8')).map((literal) => [file, literal] as const),
    )
    expect(written.length).toBeGreaterThan(20)
    const without = written.filter(([, literal]) => !/\bhint\b|\.\.\.\w/.test(literal))
    // What failed of --fail-on is an answer, no error.
    expect(without.map(([file]) => file.replaceAll('\\', '/'))).toEqual(['compare/gates.ts'])
  })
})

/** The object literals around each `severity: 'error'`. */
function literalsIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/severity: 'error'/g), ({ index }) => {
    const begin = edge(text, index, -1)
    return text.slice(begin, edge(text, begin + 1, 1))
  })
}

/** Where the braces around a place begin or end; those of a `...{` are part of what is around them. */
function edge(text: string, from: number, step: 1 | -1): number {
  const [opens, closes] = step === 1 ? ['{', '}'] : ['}', '{']
  let depth = 0
  for (let at = from; at >= 0 && at < text.length; at += step) {
    if (text[at] === opens) depth++
    if (text[at] !== closes) continue
    if (depth > 0) depth--
    else if (step === 1 || text.slice(at - 3, at) !== '...') return at
  }
  return from
}

describe('a command line that is wrong gets a hint', () => {
  it.each<[line: readonly string[], hint: string]>([
    [['people', 'set'], 'tiex help COMMAND its flags'],
    [['results', 'a', 'b'], 'tiex help COMMAND its flags'],
    [['merge', '--top'], 'tiex help COMMAND its flags'],
    [['merge', '--top', '0'], 'it must be a whole number of at least 1'],
    [['keys', 'rotate', '--all-rounds', '--round', 'x'], 'tiex help COMMAND its flags'],
    [['completion'], 'tiex help COMMAND its flags'],
    [['no-such-command'], 'tiex help lists the commands'],
    [['results', '--no-such-flag'], 'tiex help lists the commands'],
  ])('tiex %j', async (line, hint) => {
    const { code, stdout, stderr } = await world.tiex(line)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^error: /)
    expect(stderr).toMatch(new RegExp(`^hint: .*${hint}`, 'm'))
  })
})

describe('what was likely meant is said', () => {
  it.each<[what: string, line: readonly string[], meant: string]>([
    ['a command', ['mrege'], 'merge'],
    ['a command behind help', ['help', 'mrege'], 'merge'],
    ['a topic', ['help', 'exit-code'], 'exit-codes'],
    ['a subcommand', ['plan', 'popose'], 'propose'],
    ['a subcommand of one without another meaning', ['model', 'shwo'], 'show'],
    ['a flag', ['results', '--fromat', 'json'], '--format'],
    ['a format', ['results', '--format', 'jsn'], 'json'],
    ['a chart', ['results', '--chart', 'ring'], 'rings'],
    ['a shell', ['completion', 'bsh'], 'bash'],
    ['an audience', ['publish', '--audience', 'sectr'], 'sector'],
    ['a person', ['results', 'tom-red'], 'tom-reed'],
    ['a person of --as', ['assess', '--as', 'tom-red', '--submit'], 'tom-reed'],
    ['a person to leave out', ['merge', '--leave-out', 'tom-red', '--dry-run'], 'tom-reed'],
    ['a person to change', ['people', 'set', 'tom-red', '--role', 'x'], 'tom-reed'],
    ['a person to remove', ['people', 'remove', 'tom-red'], 'tom-reed'],
    ['a person whose key it is', ['keys', 'add', 'tom-red'], 'tom-reed'],
    ['a person of a form', ['form', '--for', 'tom-red', '--dry-run'], 'tom-reed'],
    ['a person to remind', ['status', '--reminders', 'tom-red'], 'tom-reed'],
    ['a person of the trend', ['trend', 'tom-red'], 'tom-reed'],
    ['a round', ['results', '--round', '2026-autum'], '2026-autumn'],
    ['a round to compare', ['compare', '2025-autum', '2026-autumn'], '2025-autumn'],
    ['a round to compare alone', ['compare', '2026-autum'], '2026-autumn'],
    [
      'a statement',
      ['assess', '--as', 'tom-reed', '--answer', 'managing-income/service/pan=partly'],
      'managing-income/service/plan',
    ],
    ['an answer', ['assess', '--as', 'tom-reed', '--answer', 'managing-income/service/plan=partl'], 'partly'],
    [
      'a statement of the workshop',
      ['workshop', '--agree', 'managing-incme/service/plan=partly'],
      'managing-income/service/plan',
    ],
    [
      'a cell',
      ['plan', 'add', '--title', 'x', '--cell', 'managing-income/servic', '--dry-run'],
      'managing-income/service',
    ],
    [
      'a cell of a practice',
      ['practice', 'list', '--cell', 'managing-income/servic'],
      'managing-income/service',
    ],
    ['an action', ['plan', 'set', 'owners-for-saving', 'status=done'], 'owners-for-savings'],
    ['a field of an action', ['plan', 'set', 'owners-for-savings', 'staus=done'], 'status'],
    ['a state of an action', ['plan', 'set', 'owners-for-savings', 'status=don'], 'done'],
    ['a place in the plan', ['plan', 'move', 'owners-for-savings', 'frist'], 'first'],
    ['a rule of the plan', ['plan', 'check', '--fail-on', 'overdu'], 'overdue'],
    ['a gate', ['compare', '2025-autumn', '2026-autumn', '--fail-on', 'regresion'], 'regression'],
    ['a practice', ['practice', 'show', 'blue-badges-in-four-day'], 'blue-badges-in-four-days'],
    ['a field of a practice', ['practice', 'set', 'blue-badges-in-four-days', 'titel=x'], 'title'],
    ['a right', ['people', 'set', 'tom-reed', '--may', 'anser'], 'answer'],
    ['a role', ['sign', '--recorded', 'x', '--for', 'leadr', '--yes'], 'leader'],
    ['a type of resources', ['resources', '--type', 'case-studdy'], 'case-study'],
    ['a stage', ['resources', '--stage', 'reviw'], 'review'],
    ['a section of the model', ['model', 'show', 'tiex-2026.1', 'managing-incom'], 'managing-income'],
    ['a model', ['model', 'show', 'tiex-2026.2'], 'tiex-2026.1'],
    ['an order', ['plan', 'list', '--by', 'onwer'], 'owner'],
  ])('%s: tiex %j means %s', async (_, line, meant) => {
    const { code, stderr } = await world.tiex(line)
    expect(code, stderr).toBe(2)
    expect(stderr).toMatch(new RegExp(`^hint: (?:\\S* )*${meant.replace('.', '\\.')}\\?`, 'm'))
  })

  it('what nobody knows is said to be unknown, alone too', async () => {
    const { stderr } = await world.tiex(['compare', 'nonsense'])
    expect(stderr).toMatch(/^error: there is nothing called "nonsense" to compare\nhint: /)
  })
})

describe('a problem', () => {
  const screen = { width: 60, height: 24, plain: false, color: false, paint: undefined as never }
  const paint = { bad: (text: string) => text } as never
  const wrong = (file: string, message: string) =>
    new TiexError([
      {
        severity: 'error',
        rule: 'r',
        message,
        hint: 'run: tiex a command that somebody may copy from here to there',
        place: { file, line: 3 },
      },
    ])

  it('is wrapped on a terminal, where its place and its hint stay whole', () => {
    const text = renderFailure(
      wrong('rounds/the first one/x.yaml', 'many words that do not fit into a line of sixty'),
      { ...screen, paint },
    )
    expect(text.split('\n')).toEqual([
      'rounds/the first one/x.yaml:3: error: many words that do',
      '  not fit into a line of sixty',
      'hint: run: tiex a command that somebody may copy from here to there',
      '',
    ])
  })

  it('is one line where it is no terminal, for programs that read it', () => {
    expect(renderFailure(wrong('a.yaml', 'word '.repeat(40).trim())).split('\n')).toHaveLength(3)
  })

  it('is one line whatever the file is called', () => {
    const [first, second] = renderFailure(wrong('a\nerror: b', 'no\nerror: c')).split('\n')
    expect(first).toBe('a<U+000A>error: b:3: error: no<U+000A>error: c')
    expect(second).toMatch(/^hint: /)
  })
})
