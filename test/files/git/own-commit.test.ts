import { execFileSync } from 'node:child_process'
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { objectName } from '../../../src/files/git/blob.ts'
import { makeCommit, signingWith } from '../../../src/files/git/committing/make-commit.ts'
import { cleanMessage } from '../../../src/files/git/committing/message.ts'
import { formatZone, ownCommit, zoneOf } from '../../../src/files/git/committing/own-commit.ts'
import { readPrograms } from '../../../src/files/git/programs.ts'
import { world } from './world.ts'

afterEach(() => vi.unstubAllEnvs())

const zones = [
  'UTC',
  'Europe/London',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'America/St_Johns',
  'Pacific/Marquesas',
  'Pacific/Kiritimati',
  'Pacific/Niue',
  'Etc/GMT+5',
]

/** Mostly as people have them, and whatever else: what git cuts, refuses or writes anew. */
const text = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('Bo', 'Zoë Ní Bhriain', 'bo@council.test', 'J. R. Hartley', '王 芳'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', ' Bo', 'Bo.', 'B<o>', '"Bo"', 'a\nb', '\ufdd0', 'a\u{1fffe}', "O'Neil"),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
)
const keys = ['user', 'author', 'committer'].flatMap((who) => [`${who}.name`, `${who}.email`])
const settings = fc.dictionary(fc.constantFrom(...keys), text, { maxKeys: 3 })
const variables = fc.dictionary(
  fc.constantFrom(...['AUTHOR', 'COMMITTER'].flatMap((who) => [`GIT_${who}_NAME`, `GIT_${who}_EMAIL`])),
  text.map((value) => value.replaceAll('\0', '')),
)
const own = fc.constant({ 'user.name': 'Bo', 'user.email': 'bo@council.test' })

/** A configuration that says so. */
function written(all: Readonly<Record<string, string>>): string {
  const lines = Object.entries(all).map(([key, value]) => {
    const [section, name] = key.split('.')
    const quoted = value
      .replace(/[\0\r]/g, '')
      .replace(/["\\]/g, '\\$&')
      .replaceAll('\n', '\\n')
    return `[${section}]\n\t${name} = "${quoted}"\n`
  })
  return lines.join('')
}

interface Case {
  readonly global: Readonly<Record<string, string>>
  readonly local: Readonly<Record<string, string>>
  readonly given: Readonly<Record<string, string>>
  readonly message: string
  readonly zone: string
  readonly isFirst: boolean
}

describe.each(['sha1', 'sha256'] as const)(
  'a commit that is made without git, in a repository of %s',
  (by) => {
    test('is the one that git would make at that moment', async () => {
      const council = await world()
      council.git('init', '-q', `--object-format=${by}`, '../own')
      const root = join(council.root, '../own')
      const tree = execFileSync('git', ['mktree'], { cwd: root, encoding: 'utf8', input: '' }).trim()
      const parent = council.git('-C', root, 'commit-tree', '-m', 'first', tree)
      const configuration = join(root, '.git/config')
      const plain = readFileSync(configuration, 'utf8')
      let made = 0
      fc.assert(
        fc.property(
          fc.record<Case>({
            global: fc.oneof(own, settings),
            local: fc.oneof(fc.constant({}), settings),
            given: fc.oneof(fc.constant({}), variables),
            message: text,
            zone: fc.constantFrom(...zones),
            isFirst: fc.boolean(),
          }),
          ({ global, local, given, message, zone, isFirst }) => {
            vi.stubEnv('TZ', zone)
            writeFileSync(council.variables.GIT_CONFIG_GLOBAL!, written(global))
            writeFileSync(configuration, plain)
            appendFileSync(configuration, written(local))
            const run = { root, variables: { ...council.variables, ...given, TZ: zone } }
            const tip = { commit: isFirst ? undefined : parent }
            const signing = signingWith(undefined, readPrograms(run))
            const making = { run, tree, tip, signing, message: cleanMessage(message) }
            const before = ownCommit(making, new Date())
            if (before === undefined) return
            const expected = makeCommit(making)
            const after = ownCommit(making, new Date())!
            made += 1
            expect([before, after].map(({ bytes }) => objectName('commit', bytes, by))).toContain(expected)
          },
        ),
        { numRuns: 60 },
      )
      expect(made).toBeGreaterThan(10)
    })
  },
)

test('a zone is that of git at any date', async () => {
  const council = await world()
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1_000_000_000, max: 2_100_000_000 }), { minLength: 20, maxLength: 20 }),
      fc.constantFrom(...zones),
      (dates, zone) => {
        const input = dates
          .map((date, at) => `commit refs/heads/x${at}\ncommitter B <b> ${date} +0000\ndata 0\n`)
          .join('\n')
        execFileSync('git', ['fast-import', '--force', '--quiet'], { cwd: council.root, input })
        vi.stubEnv('TZ', zone)
        const told = execFileSync(
          'git',
          ['for-each-ref', '--sort=v:refname', '--format=%(committerdate:format-local:%z)', 'refs/heads'],
          { cwd: council.root, env: { ...council.variables, TZ: zone }, encoding: 'utf8' },
        )
        const found = dates.map((date) => formatZone(zoneOf(new Date(date * 1000), { TZ: zone })!))
        expect(found).toEqual(told.trim().split('\n'))
      },
    ),
    { numRuns: 20 },
  )
})

describe('a commit is left to git', () => {
  const now = new Date(1_700_000_000_000)
  const tree = 'a'.repeat(40)
  const id = { 'user.name': 'Bo', 'user.email': 'bo@council.test' }
  const base = {
    tree,
    tip: { commit: undefined },
    message: 'm\n',
    run: { root: '/', variables: { TZ: 'UTC' } },
    signing: { signs: false, settings: {}, names: new Map(Object.entries(id)) },
  }

  test('but for these', () => {
    expect(String(ownCommit(base, now)?.bytes)).toBe(
      `tree ${tree}\nauthor Bo <bo@council.test> 1700000000 +0000\ncommitter Bo <bo@council.test> 1700000000 +0000\n\nm\n`,
    )
  })

  test.each<[string, Partial<typeof base>]>([
    ['where it is signed', { signing: { ...base.signing, signs: true } }],
    ['where nobody is known', { signing: { ...base.signing, names: new Map() } }],
    [
      'where a name has no value',
      { signing: { ...base.signing, names: new Map([...base.signing.names, ['author.name', '']]) } },
    ],
    ...['Bo.', ' Bo', 'B<o', 'a\u0001b', '', 'a\ufdd0b', '\ufffd'].map(
      (name): [string, Partial<typeof base>] => [
        `where somebody is called ${JSON.stringify(name)}`,
        { signing: { ...base.signing, names: new Map([...base.signing.names, ['committer.name', name]]) } },
      ],
    ),
    ...(
      [
        { TZ: 'UTC', GIT_AUTHOR_DATE: '@1 +0000' },
        { TZ: 'UTC', GIT_COMMITTER_DATE: '@1 +0000' },
        { TZ: 'Asia/Tokyo' },
      ] as readonly { TZ: string }[]
    ).map((given): [string, Partial<typeof base>] => [
      `with ${JSON.stringify(given)}`,
      { run: { root: '/', variables: given } },
    ]),
    ['where git would write the text anew', { message: 'a\ufdd0\n' }],
  ])('%s', (_, other) => {
    vi.stubEnv('TZ', 'Europe/London')
    expect(ownCommit({ ...base, ...other }, now)).toBeUndefined()
  })

  test.each(['GMT0BST', ':Europe/London', '', '/usr/share/zoneinfo/GB'])('in the zone %j', (TZ) => {
    vi.stubEnv('TZ', TZ)
    expect(zoneOf(now, { TZ })).toBeUndefined()
  })
})
