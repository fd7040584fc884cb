import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { formatStatement } from '../../src/signoff/statement.ts'
import { shippedModel } from '../files/exchange/exchanges.ts'
import { openTestshire } from './council.ts'
import { furnish } from './every-kind.ts'
import { expectComposed, expectShort, untouched } from './rules.ts'

// The attacks of the corpus on the fields of those kinds that it has no files of.
const council = await openTestshire()
const round = 'rounds/2026-autumn'
let digest = ''
beforeAll(async () => {
  const model = await shippedModel()
  digest = model.digest
  furnish(council, model)
})
beforeEach(() => {
  for (const [kind, { place }] of Object.entries(kinds)) council.put(place, stringify(good(kind)))
})
afterAll(() => council.remove())

type Data = Record<string, unknown>
const pin = () => ({ id: 'tiex', version: '2026.1', digest })
const token = `sha256:${'0'.repeat(64)}`
const statement = 'role-of-the-authority/customer/plan'

/** Each kind with where it stands, a good file, and the commands that read it; the first tells what is wrong with it. */
const kinds: Readonly<
  Record<
    string,
    { readonly place: string; readonly data: () => Data; readonly commands: readonly (readonly string[])[] }
  >
> = {
  plan: {
    place: `${round}/plan.yaml`,
    data: () => ({
      ...{ format: 'tiex-plan/1', round: '2026-autumn' },
      actions: [{ id: 'one', title: 'Count them', status: 'proposed', owner: 'sue', due: '2027-03-31' }],
    }),
    commands: [['check'], ['plan'], ['plan', 'export', '--format', 'md']],
  },
  signatures: {
    place: `${round}/signatures.yaml`,
    data: () => ({
      ...{ format: 'tiex-signatures/1', round: '2026-autumn' },
      signatures: [
        {
          role: 'leader',
          recorded: 'Minute 14',
          'recorded-by': 'sue',
          at: '2026-10-23T10:00:00Z',
          statement: formatStatement({
            ...{ kind: 'tiex-signoff/1', organisation: 'testshire', round: '2026-autumn', role: 'leader' },
            ...{ model: pin(), official: token, consensus: token, plan: null },
          }),
        },
      ],
    }),
    commands: [['check'], ['status']],
  },
  'second-look': {
    place: `${round}/second-look.yaml`,
    data: () => ({
      ...{
        format: 'tiex-second-look/1',
        model: pin(),
        round: '2026-autumn',
        pass: 2,
        opened: '2026-10-01T10:00:00Z',
      },
      statements: { [statement]: { label: 'split' } },
      notes: { 'role-of-the-authority/customer': { rationale: ['We count.'] } },
    }),
    commands: [['check'], ['status']],
  },
  forms: {
    place: `${round}/forms.yaml`,
    data: () => ({
      ...{ format: 'tiex-forms/1', round: '2026-autumn' },
      forms: { alice: { token, made: '2026-10-01T10:00:00Z' } },
    }),
    commands: [['check'], ['form', '--all', '--dry-run', '--as', 'sue']],
  },
  practice: {
    place: 'practice/a-practice.yaml',
    data: () => ({
      ...{ format: 'tiex-practice/1', id: 'a-practice', title: 'A practice', what: 'We did it.' },
      links: [{ title: 'More', url: 'https://a.example/b' }],
    }),
    commands: [['check'], ['practice'], ['practice', 'show', 'a-practice']],
  },
  exchange: {
    place: 'exchange/exchange.yaml',
    data: () => ({
      ...{ format: 'tiex-exchange/1', name: 'Sector', audience: 'sector' },
      organisations: { aldershire: { name: 'Aldershire', writers: ['a@a.example'] } },
    }),
    commands: [
      ['exchange', 'check', 'exchange'],
      ['practice', '--exchange', 'exchange'],
    ],
  },
}

function good(kind: string): Data {
  return kinds[kind]!.data()
}

const terminal = '\u001b[2J\u202eabc'
const huge = 'x'.repeat(200_000)
const many = <Value>(value: Value, count = 2_500): Value[] => Array.from({ length: count }, () => value)
const first = (data: Data, list: string) => (data[list] as Data[])[0]!

type Spoil = (data: Data) => void
/** `JSON` is what is written, so that a key may be called `__proto__`. */
const attacks: readonly (readonly [kind: string, what: string, spoil: Spoil])[] = [
  ...Object.keys(kinds).flatMap((kind): (readonly [string, string, Spoil])[] => [
    [
      kind,
      'a key __proto__',
      (data) => Object.defineProperty(data, '__proto__', { value: { a: 1 }, enumerable: true }),
    ],
    [kind, 'a key constructor', (data) => Object.assign(data, { constructor: { prototype: 1 } })],
    [kind, 'an unknown field that hides', (data) => Object.assign(data, { [`a${'\u200b'}b`]: 1 })],
    [kind, 'a newer format', (data) => Object.assign(data, { format: `tiex-${kind}/2` })],
    [kind, 'the format of a response', (data) => Object.assign(data, { format: 'tiex-response/1' })],
  ]),
  ...['plan', 'signatures', 'second-look', 'forms'].map(
    (kind) =>
      [kind, 'a round that is a path', (data: Data) => Object.assign(data, { round: '../../etc' })] as const,
  ),
  [
    'plan',
    'a title with terminal commands',
    (data) => Object.assign(first(data, 'actions'), { title: terminal }),
  ],
  ['plan', 'an id that is a path', (data) => Object.assign(first(data, 'actions'), { id: '../../pwned' })],
  ['plan', 'an id of a device', (data) => Object.assign(first(data, 'actions'), { id: 'con' })],
  ['plan', 'an owner without end', (data) => Object.assign(first(data, 'actions'), { owner: huge })],
  ['plan', 'a due day that is none', (data) => Object.assign(first(data, 'actions'), { due: '2027-02-30' })],
  [
    'plan',
    'a due day with a command',
    (data) => Object.assign(first(data, 'actions'), { due: '2027-03-31\nX:y' }),
  ],
  ['plan', 'actions without end', (data) => Object.assign(data, { actions: many(first(data, 'actions')) })],
  [
    'plan',
    'a link that runs',
    (data) =>
      Object.assign(first(data, 'actions'), { reading: [{ title: 'a', url: 'javascript:alert(1)' }] }),
  ],
  [
    'plan',
    'a link with a password',
    (data) =>
      Object.assign(first(data, 'actions'), { reading: [{ title: 'a', url: 'https://u:geheim@a.example' }] }),
  ],
  [
    'plan',
    'a statement that is a path',
    (data) => Object.assign(first(data, 'actions'), { why: ['../../x'] }),
  ],
  [
    'plan',
    'a level that is no number',
    (data) => Object.assign(first(data, 'actions'), { 'expected-level': '1e9' }),
  ],
  [
    'signatures',
    'a name with terminal commands',
    (data) => Object.assign(first(data, 'signatures'), { recorded: terminal }),
  ],
  [
    'signatures',
    'a role twice',
    (data) => Object.assign(data, { signatures: many(first(data, 'signatures'), 2) }),
  ],
  [
    'signatures',
    'a statement that is no statement',
    (data) => Object.assign(first(data, 'signatures'), { statement: '{"a":1e999}' }),
  ],
  [
    'signatures',
    'a signature that is none',
    (data) => Object.assign(first(data, 'signatures'), { signature: 'AGE-SECRET-KEY-1GEHEIM' }),
  ],
  [
    'signatures',
    'entries without end',
    (data) => Object.assign(data, { signatures: many(first(data, 'signatures')) }),
  ],
  ['second-look', 'a pass without end', (data) => Object.assign(data, { pass: 1e21 })],
  [
    'second-look',
    'a statement that is not asked',
    (data) => Object.assign(data, { statements: { '../../x': { label: 'split' } } }),
  ],
  ['second-look', 'a time that is none', (data) => Object.assign(data, { opened: '2026-02-30T10:00:00Z' })],
  [
    'second-look',
    'notes without end',
    (data) => Object.assign(data, { notes: { 'role-of-the-authority/customer': { rationale: many('a') } } }),
  ],
  [
    'second-look',
    'a note with terminal commands',
    (data) => Object.assign(data, { notes: { 'role-of-the-authority/customer': { rationale: [terminal] } } }),
  ],
  [
    'forms',
    'a person that is a path',
    (data) => Object.assign(data, { forms: { '../../pwned': { token, made: '2026-10-01T10:00:00Z' } } }),
  ],
  [
    'forms',
    'a token in clear',
    (data) =>
      Object.assign(data, { forms: { alice: { token: '0a'.repeat(16), made: '2026-10-01T10:00:00Z' } } }),
  ],
  [
    'practice',
    'a link that runs',
    (data) => Object.assign(data, { links: [{ title: 'a', url: 'javascript:alert(1)' }] }),
  ],
  [
    'practice',
    'a link with a password',
    (data) => Object.assign(data, { links: [{ title: 'a', url: 'https://u:geheim@a.example' }] }),
  ],
  ['practice', 'a title with terminal commands', (data) => Object.assign(data, { title: terminal })],
  ['practice', 'the id of another file', (data) => Object.assign(data, { id: '../other' })],
  [
    'practice',
    'cells without end',
    (data) => Object.assign(data, { cells: many('role-of-the-authority/customer') }),
  ],
  ['practice', 'a day that is none', (data) => Object.assign(data, { added: '2026-02-30' })],
  ['exchange', 'a name with terminal commands', (data) => Object.assign(data, { name: terminal })],
  [
    'exchange',
    'an organisation that is a path',
    (data) => Object.assign(data, { organisations: { '../../pwned': {} } }),
  ],
  [
    'exchange',
    'a keeper with a secret for a key',
    (data) => Object.assign(data, { keepers: { keys: [`geheim ${huge}`] } }),
  ],
  [
    'exchange',
    'a writer that is an option',
    (data) => Object.assign(data, { keepers: { writers: ['--upload-pack=x'] } }),
  ],
  [
    'exchange',
    'organisations without end',
    (data) =>
      Object.assign(data, { organisations: Object.fromEntries(many(0).map((_, at) => [`o${at}`, {}])) }),
  ],
]

describe('a good file', () => {
  it.each(Object.keys(kinds))('of kind %s is not refused', async (kind) => {
    const { place, commands } = kinds[kind]!
    const { output } = await council.tiex(commands[0]!)
    expect(output).not.toMatch(new RegExp(`${place.replace(/^exchange\//, '')}.*: error: `))
  })
})

describe('an attack on the fields of', () => {
  it.each(attacks)('a %s is refused by name: %s', async (kind, _, spoil) => {
    const { place, commands } = kinds[kind]!
    const data = good(kind)
    spoil(data)
    council.put(place, `${JSON.stringify(data, null, 1)}\n`)
    const [check, ...others] = commands
    const { code, output } = await untouchedByUser(() => council.tiex(check!))
    expectComposed({ code, output, stdout: '', stderr: output })
    expectShort(output)
    expect([1, 2], output).toContain(code)
    expect(output).toMatch(
      new RegExp(`^${place.replace(/^exchange\//, '')}(:\\d+:\\d+)?: (error|warning): .*\nhint: `, 'm'),
    )
    expect(output).not.toContain('geheim')
    for (const args of others) expectComposed(await council.tiex(args), args.join(' '))
  })
})

const untouchedByUser = <Value>(action: () => Promise<Value>) => untouched(council, action)
