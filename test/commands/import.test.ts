import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { main } from '../../src/main.ts'
import { formFor, type Returned, returned, round } from './returned.ts'
import { answer, blockOf, responseOf, type SealedCouncil, sealedCouncil } from './sealed-council.ts'

const priya = 'priya-shah'
const mine = responseOf(priya)

/** A sealed council in which Priya Shah has a form. */
async function withForm() {
  const council = await sealedCouncil()
  const token = await formFor(council, priya)
  const base = { person: priya, token, recipients: [council.keys.sam.recipient] }
  const put = (name: string, text: string | Uint8Array) =>
    writeFileSync(join(council.folder, '..', name), text)
  return {
    ...council,
    token,
    put,
    give: async (name: string, more: Partial<Returned> = {}) => {
      const text = await returned({ ...base, ...more })
      put(name, text)
      return text
    },
    import: (...args: readonly string[]) => council.as('sam-okafor', ['import', ...args]),
    has: (file: string) => existsSync(join(council.folder, file)),
  }
}

const head = ({ git }: SealedCouncil) => git('log', '-1', '--format=%an <%ae>|%cn <%ce>|%B').trim()

describe('a sealed answer from a form', () => {
  it('is imported as it was sealed, committed as its person by the facilitator, and counts in the merge', async () => {
    const council = await withForm()
    const text = await council.give('a.yaml')
    const ran = await council.import('../a.yaml')
    expect(ran.code, ran.output).toBe(0)
    expect(ran.stdout).toContain('priya-shah  Priya Shah: 1 of 93 answered, submitted 2026-11-02 10:00 UTC')
    expect(ran.stdout).toContain('from the form made for them; sealed, and left')
    expect(head(council)).toBe(
      `Priya Shah <priya-shah@exampleshire.gov.uk>|Sam Okafor <sam.okafor@exampleshire.gov.uk>|Import ${round} of priya-shah: 1 of 93, submitted\n\nTiex-Import: priya-shah`,
    )
    expect(blockOf(council.read(mine))).toBe(blockOf(text))
    expect(parse(council.read(mine))).toEqual(parse(text))
    expect(council.git('status', '--short')).toBe('')
    const merged = await council.as('sam-okafor', ['merge', '--close', '--dry-run'])
    expect(merged.output).toContain('Would')
    expect((await council.as('sam-okafor', ['verify', '--range', 'HEAD~1..HEAD'])).output).not.toContain(
      'error',
    )
    expect((await council.as('sam-okafor', ['check'])).output).not.toContain('error')
  })

  it('is not imported twice', async () => {
    const council = await withForm()
    await council.give('a.yaml')
    await council.import('../a.yaml')
    const before = council.git('rev-parse', 'HEAD')
    const again = await council.import('../a.yaml')
    expect([again.code, again.stderr]).toEqual([0, 'Nothing new: nothing was written.\n'])
    expect(again.stdout).toContain('the same is here already')
    expect(council.git('rev-parse', 'HEAD')).toBe(before)
  })

  it('is shown and not written with --dry-run, and written and not committed with --no-commit', async () => {
    const council = await withForm()
    await council.give('a.yaml')
    const dry = await council.import('../a.yaml', '--dry-run')
    expect(dry.stderr).toContain('Would import 1 response; nothing was written.')
    expect(council.has(mine)).toBe(false)
    const before = council.git('rev-parse', 'HEAD')
    expect((await council.import('../a.yaml', '--no-commit')).code).toBe(0)
    expect(council.has(mine)).toBe(true)
    expect(council.git('rev-parse', 'HEAD')).toBe(before)
    const later = await council.import('../a.yaml')
    expect(later.stderr).toContain('Committed 1 response that had been imported before.')
    expect(head(council)).toContain('Tiex-Import: priya-shah')
  })

  it('takes the place of an older one, and never of a newer one unless forced', async () => {
    const council = await withForm()
    await council.give('old.yaml', { at: '2026-11-02T08:00:00Z', plan: 'not-yet' })
    await council.give('new.yaml', { at: '2026-11-02T11:00:00Z', finished: 1, plan: 'fully' })
    expect((await council.import('../old.yaml')).code).toBe(0)
    const newer = await council.import('../new.yaml')
    expect([newer.code, newer.stdout]).toEqual([0, expect.stringContaining('newer than what is here')])
    const kept = council.read(mine)

    const refused = await council.import('../old.yaml')
    expect([refused.code, refused.stdout, council.read(mine)]).toEqual([2, '', kept])
    expect(refused.stderr).toContain('../old.yaml: error: there are newer answers of priya-shah here already')
    expect(refused.stderr).toContain('Nothing was imported.')

    const forced = await council.import('../old.yaml', '--force')
    expect(forced.code, forced.output).toBe(0)
    expect(forced.stdout).toContain('sealed again')
    expect(parse(council.read(mine)).seq).toBe(3)
    const shown = await council.as('sam-okafor', ['results', priya, '--explain'])
    expect(shown.stdout).toMatch(/plan\s.*not.yet/i)
    expect((await council.as('sam-okafor', ['verify', '--range', 'HEAD~3..HEAD'])).output).not.toContain(
      'error',
    )
  })

  it('that came twice is taken once, the newer one of two', async () => {
    const council = await withForm()
    await council.give('old.yaml', { at: '2026-11-02T08:00:00Z' })
    const text = await council.give('new.yaml', { at: '2026-11-02T11:00:00Z', finished: 1, plan: 'fully' })
    council.put('copy.txt', `Here again:\n\n${text.replace(/^/gm, '> ')}\n`)
    const ran = await council.import('../old.yaml', '../new.yaml', '../copy.txt')
    expect(ran.code, ran.output).toBe(0)
    expect(ran.stderr).toContain('Left out: ../old.yaml of priya-shah; a newer one came too (../new.yaml).')
    expect(blockOf(council.read(mine))).toBe(blockOf(text))
  })

  it('that came twice and differs in nothing that tells which is newer is refused by both names', async () => {
    const council = await withForm()
    await council.give('a.yaml')
    await council.give('b.yaml', { plan: 'fully' })
    const ran = await council.import('../a.yaml', '../b.yaml')
    expect(ran.code).toBe(2)
    expect(ran.stderr).toContain('../a.yaml: error: there are other answers of priya-shah in ../b.yaml')
  })

  it('is sealed again where those who may facilitate are others now', async () => {
    const council = await withForm()
    await council.give('a.yaml')
    await council.done('sam-okafor', 'people', 'set', 'bo-reed', '--may', 'answer,facilitate')
    await council.done('sam-okafor', 'keys', 'add', 'bo-reed', council.keys.bo.recipient)
    const ran = await council.import('../a.yaml')
    expect(ran.code, ran.output).toBe(0)
    expect(ran.stdout).toContain('sealed again')
    expect((await council.as('bo-reed', ['results', priya])).code).toBe(0)
    expect(council.read(mine)).not.toContain('key:')
  })

  it('in plain text is sealed before it reaches the repository', async () => {
    const council = await withForm()
    council.put('a.yaml', await returned({ person: priya, token: council.token }))
    const ran = await council.import('../a.yaml')
    expect(ran.code, ran.output).toBe(0)
    expect(ran.stdout.replace(/\s+/g, ' ')).toContain('came in plain text, and is sealed now')
    expect(ran.stderr.replace(/\s+/g, ' ')).toContain('delete those files and mails')
    expect(council.read(mine)).toContain('-----BEGIN AGE')
    expect(council.git('log', '-p', '--', mine)).not.toContain('plan:')
  })
})

describe('the token of a form', () => {
  it.each<[what: string, token: string | undefined, said: string]>([
    ['of another form', '0'.repeat(32), 'its token is not that of the last form made for priya-shah'],
  ])('%s makes import ask, and refuse where nobody can be asked', async (_, token, said) => {
    const council = await withForm()
    await council.give('a.yaml', token === undefined ? {} : { token })
    const ran = await council.import('../a.yaml')
    expect([ran.code, ran.stdout, council.has(mine)]).toEqual([2, '', false])
    expect(ran.stderr.replace(/\s+/g, ' ')).toContain(said)
    expect(ran.stderr).toContain('--accept-token priya-shah')
    const taken = await council.import('../a.yaml', '--accept-token', priya)
    expect([taken.code, taken.stdout]).toEqual([0, expect.stringContaining('accepted though its token')])
  })

  it('counts no longer once a new form was made', async () => {
    const council = await withForm()
    await council.give('a.yaml')
    await formFor(council, priya)
    expect((await council.import('../a.yaml')).stderr).toContain('not that of the last form')
  })

  it('lets the true one win over a newer one without', async () => {
    const council = await withForm()
    const text = await council.give('true.yaml')
    await council.give('forged.yaml', { token: '1'.repeat(32), at: '2026-11-02T12:00:00Z', finished: 9 })
    const ran = await council.import('../forged.yaml', '../true.yaml')
    expect(ran.code, ran.output).toBe(0)
    expect(ran.stderr.replace(/\s+/g, ' ')).toContain('the one from their form counts')
    expect(blockOf(council.read(mine))).toBe(blockOf(text))
  })

  it('cannot be seen without a key', async () => {
    const council = await withForm()
    await council.give('a.yaml')
    const args = ['import', '../a.yaml']
    const blind = { variables: { XDG_CONFIG_HOME: join(council.folder, '../nobody') } }
    const ran = await council.as('sam-okafor', args, blind)
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining('no key at hand opens it')])
    const taken = await council.as('sam-okafor', [...args, '--accept-token', priya], blind)
    expect([taken.code, taken.stdout]).toEqual([0, expect.stringContaining('1 of 93 answered')])
  })
})

it('tells at once that answers are older and come from no form', async () => {
  const council = await withForm()
  await council.give('new.yaml', { at: '2026-11-02T11:00:00Z', finished: 1 })
  await council.give('old.yaml', { at: '2026-11-02T08:00:00Z', token: '0'.repeat(32), plan: 'fully' })
  await council.import('../new.yaml')
  const { stderr } = await council.import('../old.yaml')
  expect(stderr).toContain('there are newer answers of priya-shah here already')
  expect(stderr).toContain('its token is not that of the last form')
})

it('refuses what a form gave back that asked other questions, though the model is called the same', async () => {
  const council = await withForm()
  await council.give('a.yaml')
  const registry = join(council.folder, `rounds/${round}/forms.yaml`)
  const text = readFileSync(registry, 'utf8')
  expect(text).toMatch(/model: sha256:[0-9a-f]{64}/)
  writeFileSync(registry, text.replace(/model: sha256:[0-9a-f]{64}/, `model: sha256:${'0'.repeat(64)}`))
  const ran = await council.import('../a.yaml', '--accept-token', priya)
  expect([ran.code, ran.stderr]).toEqual([
    2,
    expect.stringContaining('the form of priya-shah asked other questions'),
  ])
})

describe('what is wrong', () => {
  it('with any is told of all, and nothing is imported unless faulty ones are to be skipped', async () => {
    const council = await withForm()
    const text = await council.give('good.yaml')
    await council.give('round.yaml', { round: '2025-autumn' })
    await council.give('model.yaml', { model: 'tiex@2025.1' })
    await council.give('who.yaml', { person: 'priya-sha' })
    await council.give('option.yaml', { plan: 'often' })
    council.put('changed.yaml', text.replace('priya-shah', 'bo-reed'))
    council.put('cut.yaml', text.slice(0, text.length - 200))
    const names = ['good', 'round', 'model', 'who', 'option', 'changed', 'cut', 'none'].map(
      (name) => `../${name}.yaml`,
    )
    const ran = await council.import(...names)
    expect([ran.code, ran.stdout, council.has(mine)]).toEqual([2, '', false])
    expect(ran.stderr.split('\n').filter((line) => line.includes('error:'))).toEqual([
      '../round.yaml:3:8: error: these are answers of the round "2025-autumn", not of 2026-autumn',
      '../model.yaml:2:8: error: these are answers to "tiex@2025.1", but 2026-autumn asks tiex@2026.1',
      '../who.yaml:4:9: error: nobody in tiex.yaml is called "priya-sha"',
      expect.stringMatching(
        /^\.\.\/option\.yaml \(inside the block\):\d+:\d+: error: "often" is not an answer here/,
      ),
      expect.stringContaining('../changed.yaml:4:9: error: the sealed block says person "priya-shah"'),
      expect.stringMatching(/^\.\.\/cut\.yaml:\d+:\d+: error: the sealed block/),
      '../none.yaml: error: is not there',
    ])
    expect(ran.stderr).toContain(
      'Nothing was imported: mend this, or take in the other one with --skip-faulty',
    )
    const skipped = await council.import(...names, '--skip-faulty')
    expect([skipped.code, council.has(mine)]).toEqual([1, true])
    expect(skipped.stderr).toContain('Imported 1 response.')
  })

  it('with who imports, and of whom, is refused', async () => {
    const council = await withForm()
    await council.give('a.yaml')
    const other = await council.as('bo-reed', ['import', '../a.yaml'])
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('bo-reed may not facilitate')])
    await council.done('sam-okafor', 'people', 'set', priya, '--may', 'none')
    expect((await council.import('../a.yaml')).stderr).toContain('priya-shah may not answer')
  })

  it('with what stands there keeps it', async () => {
    const council = await withForm()
    await council.give('a.yaml', { at: '2026-11-02T12:00:00Z', seq: 8, plan: 'fully' })
    await answer(council, priya)
    writeFileSync(join(council.folder, mine), `${council.read(mine)}# mine\n`)
    const ran = await council.import('../a.yaml')
    expect([ran.code, ran.stderr]).toEqual([
      2,
      expect.stringContaining('was not committed, and would be lost'),
    ])
    council.git('checkout', '--', mine)
    expect((await council.import('../a.yaml')).code).toBe(0)
    writeFileSync(join(council.folder, mine), 'format: nonsense\n')
    await council.give('b.yaml', { at: '2026-11-02T13:00:00Z', seq: 9 })
    expect((await council.import('../b.yaml')).stderr).toContain('what is here of priya-shah cannot be read')
    expect((await council.import('../b.yaml', '--force')).code).toBe(0)
  })

  it('with the round: closed by hand takes nothing, over by its date what was submitted in time', async () => {
    const council = await withForm()
    await council.give('late.yaml', { at: '2026-11-21T09:00:00Z' })
    await council.give('a.yaml')
    const after = { now: '2026-11-23T09:00:00Z' }
    const late = await council.as('sam-okafor', ['import', '../late.yaml'], after)
    expect([late.code, late.stderr]).toEqual([
      2,
      expect.stringContaining(
        'this arrived after the round 2026-autumn closed on 2026-11-20; it says it was submitted on 2026-11-21',
      ),
    ])
    expect((await council.as('sam-okafor', ['import', '../a.yaml'], after)).code).toBe(0)
    await council.as('sam-okafor', ['merge', '--close'])
    const closed = await council.as('sam-okafor', ['import', '../late.yaml', '--round', round])
    expect([closed.code, closed.stderr]).toEqual([2, expect.stringContaining('closed on')])
  })
})

it('takes answers on standard input', async () => {
  const council = await withForm()
  const text = await returned({
    person: priya,
    token: council.token,
    recipients: [council.keys.sam.recipient],
  })
  const sink = () => Object.assign(new Writable({ write: (_, __, done) => done() }), { columns: 80 })
  const stdin = new PassThrough()
  stdin.end(`Dear Sam\n\n${text.replaceAll('\n', '\r\n')}\r\nPriya`)
  const code = await main(['import', '-'], {
    cwd: council.folder,
    variables: {
      ...process.env,
      XDG_CONFIG_HOME: council.configOf('sam-okafor'),
      TIEX_AS: 'sam-okafor',
      GIT_CONFIG_GLOBAL: '/dev/null',
    },
    stdin,
    stdout: sink(),
    stderr: sink(),
    now: () => new Date('2026-11-02T12:00:00Z'),
  })
  expect([code, blockOf(readFileSync(join(council.folder, mine), 'utf8'))]).toEqual([0, blockOf(text)])
})
