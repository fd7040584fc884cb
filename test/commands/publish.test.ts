import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Assessment } from '../../src/assessment/assessment.ts'
import { signedPart } from '../../src/exchange/published.ts'
import type { OfficialRecord } from '../../src/exchange/record.ts'
import { digestOf } from '../../src/files/signoff/content.ts'
import { parseStatement } from '../../src/signoff/statement.ts'
import { startWorker } from '../files/disk/scratch.ts'
import { councilAndExchange, recordFile, signOff } from './exchange-world.ts'
import { publishAtOnce } from './publish-at-once.ts'
import { consensusFile, makeKey } from './signing-council.ts'

type Council = Awaited<ReturnType<typeof councilAndExchange>>

/** Nothing but the founding commit is in the exchange. */
function untouched({ at }: Council) {
  return at('x.git', 'log', '--format=%s') === 'Begin Our exchange\n'
}

describe('tiex publish refuses', () => {
  it.each<[string, readonly string[], (council: Council) => void, RegExp]>([
    ['without an audience', ['--to', '../x.git'], () => {}, /^error: --audience is missing\nhint: /],
    [
      'without an exchange',
      ['--audience', 'sector'],
      () => {},
      /^error: there is no exchange to publish to\nhint: .*--to/,
    ],
    [
      'a place that is not there',
      ['--audience', 'sector', '--to', '../y'],
      () => {},
      /^error: there is no folder "..\/y"/,
    ],
    [
      'a repository that is no exchange',
      ['--audience', 'sector', '--to', '.'],
      () => {},
      /there is no exchange.yaml in \., so that it is no exchange/,
    ],
    [
      'an address with a password',
      ['--audience', 'sector', '--to', 'https://sam:secret@example.org/x'],
      () => {},
      /^error: the address must not hold a user name or password(?!.*secret)/s,
    ],
    [
      'an address that runs a program',
      ['--audience', 'sector', '--to', 'ext::sh -c date'],
      () => {},
      /^error: (only https and ssh|the address has)/,
    ],
    [
      'an address in the open',
      ['--audience', 'sector', '--to', 'http://example.org/x'],
      () => {},
      /^error: only https and ssh/,
    ],
    [
      'unasked without a terminal',
      ['--audience', 'sector', '--to', '../x.git'],
      () => {},
      /^error: --yes is missing\nhint: read what leaves with --dry-run/,
    ],
    [
      'one who may only answer',
      ['--audience', 'sector', '--to', '../x.git', '--as', 'priya-shah'],
      () => {},
      /^error: priya-shah may not publish\nhint: .*sam-okafor/,
    ],
    [
      'a round without a consensus',
      ['--audience', 'sector', '--to', '../x.git'],
      ({ folder }) => execFileSync('rm', [join(folder, consensusFile)]),
      /^error: there is no consensus of 2026-autumn to publish/,
    ],
    [
      'a round in which nothing is agreed',
      ['--audience', 'sector', '--to', '../x.git'],
      ({ read, write }) => write(consensusFile, read(consensusFile).replace(/^ {4}agreed: .*\n/gm, '')),
      /^error: nothing is agreed in 2026-autumn yet/,
    ],
    [
      'what tiex.yaml asks for and is not there',
      ['--audience', 'sector', '--to', '../x.git'],
      ({ edit }) => edit('tiex.yaml', 'minimum-group', 'publish-needs: [signed, all-agreed]\nminimum-group'),
      /leader has still to sign[\s\S]*chief-executive has still to sign[\s\S]*only 31 of 93 statements are agreed[\s\S]*Nothing was published/,
    ],
    [
      'a text with a name in it',
      ['--audience', 'sector', '--to', '../x.git'],
      ({ edit }) => edit('tiex.yaml', 'scope: whole council', 'scope: as priya shah sees it'),
      /^error: the name of priya-shah stands in scope, which would leave/,
    ],
  ])('%s', async (_, flags, change, message) => {
    const council = await councilAndExchange()
    change(council)
    const { code, stderr, stdout } = await council.tiex(['publish', ...flags])
    expect(stderr).toMatch(message)
    expect([code, stdout]).toEqual([2, ''])
    expect(untouched(council)).toBe(true)
  })

  it('what is for the sector in an exchange for everybody', async () => {
    const council = await councilAndExchange('public')
    const { code, stderr } = await council.publish()
    expect(stderr).toMatch(
      /^error: the exchange does not take this record: it is for the sector, but everybody can read/,
    )
    expect([code, untouched(council)]).toEqual([2, true])
    expect((await council.publish('--audience', 'public')).code).toBe(0)
  })

  it('a model that the exchange does not take', async () => {
    const council = await councilAndExchange()
    const models = `models: [{id: other, version: "1", digest: "sha256:${'0'.repeat(64)}"}]`
    council.push({ 'exchange.yaml': `${council.settings()}\n${models}\n` }, 'Take one model')
    expect((await council.publish()).stderr).toMatch(
      /does not take the model tiex 2026.1\nhint: it takes other 1/,
    )
  })

  it('for an organisation that others write for, before anything is pushed', async () => {
    const council = await councilAndExchange()
    const members = 'organisations:\n  exampleshire: {writers: [digital@exampleshire.gov.uk]}\n'
    council.push({ 'exchange.yaml': council.settings() + members }, 'Name the writers')
    const { code, stderr } = await council.publish()
    expect(stderr).toMatch(
      /would not take this commit: "sam.okafor@exampleshire.gov.uk" may not write for exampleshire/,
    )
    expect(code).toBe(2)
  })

  it('a signature of something else, and says what changed', async () => {
    const council = await councilAndExchange()
    council.edit('tiex.yaml', 'minimum-group', 'publish-needs: [signed]\nminimum-group')
    await signOff(council)
    council.edit('tiex.yaml', 'scope: whole council', 'scope: one service')
    const { code, stderr } = await council.publish()
    expect(stderr).toMatch(
      /leader signed something else: the scope: whole council -> one service\nhint: .*tiex sign/,
    )
    expect([code, untouched(council)]).toEqual([2, true])
  })
})

describe('what tiex publish publishes', () => {
  it('is byte for byte what it showed', async () => {
    const council = await councilAndExchange()
    const dry = await council.publish('--dry-run')
    expect(untouched(council)).toBe(true)
    const shown = dry.stdout.split('\n').filter((line) => line.startsWith('+') && !line.startsWith('+++'))
    expect((await council.publish()).code).toBe(0)
    const files = council.at('x.git', 'diff', '--name-only', 'main~1', 'main').trim().split('\n')
    const text = files.map((file) => council.at('x.git', 'show', `main:${file}`)).join('')
    expect(text).toBe(shown.map((line) => `${line.slice(1)}\n`).join(''))
  })

  it('has the digest that was signed, and signatures that hold', async () => {
    const council = await councilAndExchange('sector', 'signed and published with spreads')
    const record = council.published() as OfficialRecord
    const digest = digestOf(signedPart(record))
    const signed = record.signatures!.map(({ statement }) => parseStatement(statement)!.official)
    expect(signed).toEqual([digest, digest])
    expect(record.signatures!.map(({ key }) => key?.split(' ')[0])).toEqual([
      'ssh-ed25519',
      'ecdsa-sha2-nistp256',
    ])
    expect((await council.tiex(['exchange', 'check', '../x.git', '--range', '..main'])).stdout).toMatch(
      /^warning: who wrote for exampleshire is told by an e-mail alone[^\n]*\n[^\n]*\n\n1 warning in 1 record/,
    )
  })

  it('holds nobody and nothing that was written, in no file and no commit of the exchange', async () => {
    const council = await councilAndExchange('sector', 'signed and published with spreads')
    const all = council.at('x.git', 'log', '-p', '-1', '--format=%an%n%cn%n%B')
    const { people } = parse(council.read('tiex.yaml')) as Assessment
    for (const { id, name, email } of people)
      for (const word of [id, name, email]) expect(all).not.toContain(word)
    const reasons = Array.from(
      council.read(consensusFile).matchAll(/^ {4}(?:reason|dissent|note): (.{20,})$/gm),
      ([, text]) => text!,
    )
    expect(reasons.length).toBeGreaterThan(5)
    for (const reason of reasons) expect(all).not.toContain(reason)
    expect(council.at('x.git', 'rev-list', '--count', 'main')).toBe('2\n')
  })

  it('is committed in the name of the council, with the e-mail of git', async () => {
    const council = await councilAndExchange('sector', 'published')
    expect(council.at('x.git', 'log', '-1', '--format=%an <%ae> %cn <%ce>')).toBe(
      'Exampleshire County Council <sam.okafor@exampleshire.gov.uk> Exampleshire County Council <sam.okafor@exampleshire.gov.uk>\n',
    )
    expect(council.git('status', '--porcelain')).toBe('')
  })

  it('has spreads only of statements that enough people answered', async () => {
    const council = await councilAndExchange()
    council.edit('tiex.yaml', 'minimum-group: 5', 'minimum-group: 8')
    const { stdout } = await council.publish('--with-spreads')
    const { spreads = {}, respondents, statements } = council.published() as OfficialRecord
    expect(respondents).toBe(8)
    for (const answers of Object.values(spreads))
      expect(Object.values(answers).reduce((a, b) => a + b)).toBe(8)
    for (const answers of Object.values(spreads)) expect(Object.keys(answers).length).toBeGreaterThan(1)
    const told = stdout.replaceAll('\n', ' ').matchAll(/how (\d+) statements? w/g)
    const hidden = Array.from(told, ([, number]) => Number(number)).reduce((a, b) => a + b, 0)
    expect(hidden).toBe(Object.keys(statements).length - Object.keys(spreads).length)
  })

  it('is a round of the past as well, about the council as it was signed', async () => {
    const council = await councilAndExchange()
    council.edit('tiex.yaml', 'round: 2026-autumn\nrounds', 'round: 2025-autumn\nrounds')
    council.commit('the round before')
    await signOff(council)
    council.edit('tiex.yaml', 'round: 2025-autumn\nrounds', 'round: 2026-autumn\nrounds')
    council.edit('tiex.yaml', 'population: 750000', 'population: 760000')
    council.edit('tiex.yaml', 'minimum-group', 'publish-needs: [signed]\nminimum-group')
    council.commit('the next round')
    const { code, stderr } = await council.publish('--round', '2025-autumn')
    expect(stderr).toContain('Published: organisations/exampleshire/2025-autumn.yaml')
    expect(code).toBe(0)
    const record = council.published('organisations/exampleshire/2025-autumn.yaml') as OfficialRecord
    expect(record.organisation.context?.population).toBe(750000)
    expect(record.signatures).toHaveLength(2)
    expect((await council.tiex(['exchange', 'check', '../x.git'])).code).toBe(0)
  })
})

describe('tiex publish', () => {
  it('publishes nothing a second time, nor on another day', async () => {
    const council = await councilAndExchange('sector', 'published')
    const again = await council.tiex(['publish', '--audience', 'sector', '--to', '../x.git'], {
      now: '2027-01-05T09:00:00Z',
    })
    expect(again.stderr).toBe('Nothing was published: ../x.git says all of this already.\n')
    expect([again.code, council.at('x.git', 'rev-list', '--count', 'main')]).toEqual([0, '2\n'])
  })

  it('publishes nothing while the consensus is out of date', async () => {
    const council = await councilAndExchange()
    council.edit('rounds/2026-autumn/responses/priya-shah.yaml', 'understand: ', 'understand: not-yet # ')
    const { code, stderr } = await council.publish()
    expect(stderr).toMatch(
      /^Nothing was published: responses of 2026 autumn have changed[\s\S]*Next: tiex merge\n$/,
    )
    expect([code, untouched(council)]).toEqual([0, true])
  })

  it('shows as a difference what was published before', async () => {
    const council = await councilAndExchange('sector', 'published')
    council.edit(consensusFile, 'agreed: fully', 'agreed: partly')
    const { stdout } = await council.publish()
    expect(stdout).toMatch(
      /^-\s+role-of-the-authority\/service\/understand: \{agreed: fully\}\n\+.*\{agreed: partly\}$/m,
    )
    expect(council.at('x.git', 'rev-list', '--count', 'main')).toBe('3\n')
  })

  it('writes what leaves into a file, for who must approve it', async () => {
    const council = await councilAndExchange()
    await council.publish('--dry-run', '-o', 'leaves.diff')
    expect(council.read('leaves.diff')).toContain(`+++ b/${recordFile}\n`)
  })

  it('takes along the practice that is marked for that audience, and says what is still there', async () => {
    const council = await councilAndExchange()
    const path = 'organisations/exampleshire/practice/blue-badges-in-four-days.yaml'
    expect((await council.publish()).stdout).toContain(`+++ b/${path}\n`)
    expect(council.published(path)).toMatchObject({ organisation: { id: 'exampleshire' }, share: 'sector' })
    expect(council.at('x.git', 'ls-tree', '-r', '--name-only', 'main')).not.toContain('recovery-rehearsed')
    council.edit('practice/blue-badges-in-four-days.yaml', 'share: sector', '')
    expect((await council.publish()).stderr.replaceAll('\n', ' ')).toContain(
      `Still published, though not marked to be shared: ${path}`,
    )
  })

  it('puts nothing into the way of a public record that is for the sector alone', async () => {
    const council = await councilAndExchange('public')
    expect((await council.publish('--audience', 'public')).code).toBe(0)
    expect(council.at('x.git', 'ls-tree', '-r', '--name-only', 'main')).not.toContain('practice/')
  })

  it('commits to a clone, over nothing that was not committed there', async () => {
    const council = await councilAndExchange()
    council.at('x', 'checkout', '-q', '-b', 'here')
    const { code, stderr } = await council.publish('--to', '../x')
    expect(stderr).toMatch(
      /Committed: organisations\/exampleshire\/2026-autumn.yaml[\s\S]*Next: git -C ..\/x push\n/,
    )
    expect([code, council.at('x', 'status', '--porcelain')]).toEqual([0, ''])
    council.edit(consensusFile, 'agreed: fully', 'agreed: partly')
    writeFileSync(join(council.beside('x'), recordFile), 'by hand\n')
    expect((await council.publish('--to', '../x')).stderr).toMatch(
      /2026-autumn.yaml: error: was changed in this clone and not committed/,
    )
    expect(readFileSync(join(council.beside('x'), recordFile), 'utf8')).toBe('by hand\n')
  })

  it('commits to a clone whose index another git holds, and says how that is put right', async () => {
    const council = await councilAndExchange()
    const lock = join(council.beside('x'), '.git/index.lock')
    writeFileSync(lock, '')
    const { code, stderr } = await council.publish('--to', '../x')
    expect([code, stderr]).toEqual([0, expect.stringContaining(`git -C ../x reset -q -- ${recordFile}`)])
    rmSync(lock)
    expect((await council.publish('--to', '../x')).stderr).toContain('says all of this already')
    expect(council.at('x', 'status', '--porcelain')).toBe('')
  })

  it('writes into a plain folder', async () => {
    const council = await councilAndExchange()
    mkdirSync(council.beside('plain'))
    cpSync(join(council.beside('x'), 'exchange.yaml'), join(council.beside('plain'), 'exchange.yaml'))
    expect((await council.publish('--to', '../plain')).code).toBe(0)
    expect(readFileSync(join(council.beside('plain'), recordFile), 'utf8')).toContain('round: 2026-autumn\n')
    expect((await council.publish('--to', '../plain')).stderr).toContain('says all of this already')
  })

  it('leaves nothing in the temporary folder', async () => {
    const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('tiex-exchange-'))
    const before = left()
    const council = await councilAndExchange()
    await council.publish()
    await council.publish('--to', '../nothing.git')
    expect(left().filter((name) => !before.includes(name))).toEqual([])
  })

  it('signs the commit of somebody with a key, which the exchange can ask for', async () => {
    const council = await councilAndExchange()
    const key = makeKey(council.keyFile('sam'))
    council.register('sam-okafor', key)
    council.git('config', 'user.signingkey', council.keyFile('sam'))
    council.commit('a key of Sam')
    const members = `organisations:\n  exampleshire: {keys: ["${key}"]}\n`
    council.push({ 'exchange.yaml': council.settings() + members }, 'Name the key')
    expect(await council.publish()).toMatchObject({ code: 0 })
    expect(council.at('x.git', 'cat-file', 'commit', 'main')).toContain('-----BEGIN SSH SIGNATURE-----')
    const checked = await council.tiex(['exchange', 'check', '../x.git', '--range', 'main~1..main'])
    expect(checked.output).toMatch(/^Everything is in order/)
  })
})

describe('what is in the way in an exchange', () => {
  it('is no link that is followed', async () => {
    const council = await councilAndExchange()
    council.at('x', 'fetch', '-q', 'origin')
    symlinkSync(council.folder, join(council.beside('x'), 'organisations'))
    council.pushFromClone({}, 'A link')
    const { code, stderr } = await council.publish()
    expect(stderr).toMatch(/organisations\/exampleshire\/2026-autumn.yaml: error: is no plain file/)
    expect(code).toBe(2)
    expect(existsSync(join(council.folder, 'exampleshire'))).toBe(false)
  })

  it('is told in the words of a server that refuses', async () => {
    const council = await councilAndExchange()
    const hook = join(council.beside('x.git'), 'hooks/pre-receive')
    mkdirSync(join(council.beside('x.git'), 'hooks'), { recursive: true })
    writeFileSync(hook, '#!/bin/sh\necho "not on a Friday" >&2\nexit 1\n')
    chmodSync(hook, 0o755)
    const { code, stderr } = await council.publish()
    expect(stderr).toMatch(
      /^error: the exchange did not take it: nothing was published \(pre-receive hook declined\); remote: not on a Friday/m,
    )
    expect([code, untouched(council)]).toEqual([2, true])
  })

  it.each([
    ['before the exchange took it', 'pre-receive', 1],
    ['after the exchange took it', 'post-receive', 2],
  ])('is finished by the next run, where this one was killed %s', async (_, hook, commits) => {
    const council = await councilAndExchange()
    const pid = council.keyFile('pid')
    mkdirSync(join(council.beside('x.git'), 'hooks'), { recursive: true })
    const file = join(council.beside('x.git'), 'hooks', hook)
    writeFileSync(file, `#!/bin/sh\nkill -9 $(cat ${pid})\nexit 1\n`)
    chmodSync(file, 0o755)
    const worker = startWorker(
      new URL('publish.worker.ts', import.meta.url),
      [
        council.folder,
        '2026-11-30T09:00:00Z',
        'publish',
        '--audience',
        'sector',
        '--to',
        '../x.git',
        '--yes',
      ],
      // What a killed run leaves there goes with the tests.
      { ...council.variables, PID_FILE: pid, TMPDIR: tmpdir() },
    )
    await worker.ready
    worker.go()
    expect((await worker.end).code).toBe(null)
    rmSync(file)
    expect(council.at('x.git', 'rev-list', '--count', 'main')).toBe(`${commits}\n`)
    expect((await council.publish()).code).toBe(0)
    expect(council.at('x.git', 'rev-list', '--count', 'main')).toBe('2\n')
  })
})

describe('councils that publish at once', () => {
  // Twelve of them: npm run torture.
  it('all succeed, three of them', () => publishAtOnce(3), 120_000)

  it('the same record, one of them finds it published', async () => {
    const council = await councilAndExchange()
    const flags = ['publish', '--audience', 'sector', '--to', '../x.git', '--yes']
    const script = new URL('publish.worker.ts', import.meta.url)
    const workers = [1, 2].map(() =>
      startWorker(script, [council.folder, '2026-11-30T09:00:00Z', ...flags], council.variables),
    )
    await Promise.all(workers.map(({ ready }) => ready))
    for (const worker of workers) worker.go()
    expect((await Promise.all(workers.map(({ end }) => end))).map(({ code }) => code)).toEqual([0, 0])
    expect(council.at('x.git', 'rev-list', '--count', 'main')).toBe('2\n')
  }, 60_000)
})

describe('tiex withdraw', () => {
  it('leaves a note in the place of the record, says that the history keeps it, and does it once', async () => {
    const council = await councilAndExchange('sector', 'published')
    const run = (...more: string[]) => council.tiex(['withdraw', '--to', '../x.git', ...more])
    expect((await run()).stderr).toMatch(/^error: --yes is missing/)
    expect((await run('--dry-run')).stdout).toContain('+withdrawn: 2026-11-19\n')
    const done = await run('--yes')
    expect(done.stdout.replaceAll('\n', ' ')).toContain('The history of the exchange still has the record')
    expect(council.published()).toEqual({
      ...{ format: 'tiex-official/1', organisation: { id: 'exampleshire' }, round: '2026-autumn' },
      withdrawn: '2026-11-19',
    })
    expect((await run('--yes')).stderr).toMatch(
      /^Nothing to withdraw: 2026 autumn was withdrawn on 2026-11-19./,
    )
    expect((await council.tiex(['exchange', 'check', '../x.git'])).stdout).toContain('1 record (1 withdrawn)')
    expect((await council.publish()).code).toBe(0)
    expect((council.published() as OfficialRecord).respondents).toBe(8)
  })

  it('is for who may publish, and of what is published', async () => {
    const council = await councilAndExchange()
    const run = (...more: string[]) => council.tiex(['withdraw', '--to', '../x.git', '--yes', ...more])
    expect(await run('--as', 'tom-reed')).toMatchObject({ code: 2 })
    expect((await run()).stderr).toMatch(/^Nothing to withdraw: 2026 autumn of exampleshire is not published/)
  })
})
