import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { parse } from 'yaml'
import { hasAge } from '../files/age/keys.ts'
import { openWorld, type RunOptions, type World } from '../world.ts'

/*
 * Sealed responses, from the first answer to the consensus, in a real repository in which each person has a configuration folder of
 * their own.
 */

const worlds: World[] = []
afterAll(() => {
  for (const world of worlds) world.remove()
})

const during = '2026-10-05T09:00:00Z'
const after = '2026-10-20T09:00:00Z'
const people = ['alice', 'bob', 'carol', 'dan', 'erin']

/** Each as it was begun, to be copied. */
const begun = new Map<number, World>()

/** A sealed council with sam, who facilitates, and so many people who answer. */
async function council(answering: number) {
  const world = openWorld()
  worlds.push(world)
  const around = dirname(world.folder)
  const as = (person: string, options: RunOptions = {}) => ({
    now: during,
    ...options,
    variables: { TIEX_AS: person, XDG_CONFIG_HOME: join(around, `config-${person}`), ...options.variables },
  })
  const tiex = (person: string, args: readonly string[], options: RunOptions = {}) =>
    world.tiex(args, as(person, options))
  const done = async (person: string, ...args: string[]) => {
    const ran = await tiex(person, args)
    expect(ran.code, ran.output).toBe(0)
    return ran
  }
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: world.folder, env: world.variables, encoding: 'utf8' })
  const known = begun.get(answering)
  if (known === undefined) await begin()
  else cpSync(dirname(known.folder), around, { recursive: true })
  const file = (person: string) => join(world.folder, `rounds/autumn/responses/${person}.yaml`)
  return {
    ...{ world, around, tiex, done, git, file },
    read: (person: string) => readFileSync(file(person), 'utf8'),
    sealed: (person: string) => parse(readFileSync(file(person), 'utf8')),
    keyOf: (person: string) => join(around, `config-${person}`, 'tiex/identity.txt'),
  }

  async function begin() {
    await done(
      'sam-okafor',
      ...['init', '--no-input', '--id', 'testshire', '--name', 'Testshire', '--round', 'autumn'],
      ...['--opens', '2026-10-01', '--closes', '2026-10-16'],
    )
    const path = join(world.folder, 'tiex.yaml')
    const listed = people
      .slice(0, answering)
      .map(
        (id) =>
          `  - {id: ${id}, name: ${id[0]!.toUpperCase()}${id.slice(1)}, email: ${id}@testshire.example, role: finance, may: [answer]}\n`,
      )
    const text = readFileSync(path, 'utf8').replace(/( {2}# - id: priya-shah)/, `${listed.join('')}$1`)
    writeFileSync(
      path,
      text.replace('may: [answer, facilitate, administer]', 'may: [facilitate, administer]'),
    )
    git('commit', '-qam', 'Add the people')
    const kept = openWorld()
    worlds.push(kept)
    cpSync(around, dirname(kept.folder), { recursive: true })
    begun.set(answering, kept)
  }
}

type Council = Awaited<ReturnType<typeof council>>

const first = 'role-of-the-authority/service'
const answer = (option: string, stage = 'understand') => ['--answer', `${first}/${stage}=${option}`]

/** Everything git holds, and every file in and around the council. */
function everythingOnDisk({ around }: Council): string {
  return readdirSync(around, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const bytes = readFileSync(join(entry.parentPath, entry.name))
      const isObject = /\.git\/objects\/[0-9a-f]{2}$/.test(entry.parentPath)
      return (isObject ? inflateSync(bytes) : bytes).toString('latin1')
    })
    .join('\n')
}

describe('a sealed response', () => {
  let here: Council
  beforeAll(async () => {
    here = await council(3)
    await here.done(
      'alice',
      ...['assess', ...answer('partly'), '--note', `${first}/rationale=Xylophone marker of a draft.`],
    )
  })

  it('says beside the block only what everybody may know', () => {
    const { sealed, key, ...readable } = here.sealed('alice')
    expect(readable).toEqual({
      format: 'tiex-response/1',
      model: 'tiex@2026.1',
      round: 'autumn',
      person: 'alice',
      started: during,
      progress: { answered: 1, of: 93 },
      seq: 1,
    })
    expect(sealed).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----\n/)
    expect(key).toMatch(/^age1/)
  })

  it('never leaves a readable answer on the disk or in git, drafts included', async () => {
    await here.done('alice', 'assess', ...answer('fully', 'plan'))
    const all = everythingOnDisk(here)
    expect(all).toContain('person: alice')
    expect(all).not.toContain('Xylophone')
    expect(all).not.toContain('understand: partly')
  })

  it('is sealed with a key that was made for its person, which only they may read', () => {
    expect(statSync(here.keyOf('alice')).mode & 0o777).toBe(0o600)
    const publicKey = /public key: (age1\w+)/.exec(readFileSync(here.keyOf('alice'), 'utf8'))?.[1]
    expect(here.sealed('alice').key).toBe(publicKey)
  })

  it('stays byte for byte the same where no answer changes', async () => {
    const before = here.read('alice')
    const head = here.git('rev-parse', 'HEAD')
    await here.done('alice', 'assess', ...answer('partly'))
    expect(here.read('alice')).toBe(before)
    expect(here.git('rev-parse', 'HEAD')).toBe(head)
  })

  it('counts each write', async () => {
    const { seq } = here.sealed('alice')
    await here.done('alice', 'assess', ...answer('not-yet', 'do'))
    expect(here.sealed('alice').seq).toBe(seq + 1)
  })

  it('is as large with much in it as with little', async () => {
    await here.done('bob', 'assess', ...answer('partly'))
    const reason = 'A long reason. '.repeat(600)
    const note = ['--note', `${first}/rationale=${reason}`, '--note', `${first}/impediments=${reason}`]
    await here.done('carol', 'assess', ...answer('partly'), ...note)
    const sizes = ['alice', 'bob', 'carol'].map((person) => here.sealed(person).sealed.length)
    expect(new Set(sizes).size).toBe(1)
  })

  it('is opened for its own person', async () => {
    const { stdout } = await here.done('alice', 'results', '--as', 'alice', '--format', 'json')
    expect(JSON.parse(stdout).person).toBe('alice')
    expect((await here.done('alice', 'resources', '--as', 'alice')).stdout).not.toBe('')
  })

  it('is opened for one who facilitates, by their configuration folder, --identity or TIEX_IDENTITY', async () => {
    expect((await here.done('sam-okafor', 'results', 'alice')).stdout).toContain('Alice')
    const identity = here.keyOf('sam-okafor')
    expect((await here.done('nobody', 'results', 'alice', '--identity', identity)).stdout).toContain('Alice')
    const secret = /AGE-SECRET-KEY-1\w+/.exec(readFileSync(identity, 'utf8'))![0]
    for (const value of [identity, secret]) {
      const ran = await here.tiex('nobody', ['results', 'alice'], { variables: { TIEX_IDENTITY: value } })
      expect(ran.code, ran.output).toBe(0)
    }
  })

  it('is not opened for anybody else', async () => {
    const ran = await here.tiex('bob', ['results', 'alice'])
    expect([ran.code, ran.stdout]).toEqual([2, ''])
    expect(ran.stderr).toContain('no key at hand opens the answers of alice')
  })

  it('is not changed by one who can open it only because they facilitate', async () => {
    const before = here.read('alice')
    const ran = await here.tiex('sam-okafor', ['assess', '--as', 'alice', ...answer('fully')])
    expect(ran.code).toBe(2)
    expect(ran.stderr).toContain('the answers of alice are sealed with another key than yours')
    expect(here.read('alice')).toBe(before)
  })

  it('keeps the comments around it', async () => {
    writeFileSync(here.file('bob'), here.read('bob').replace('round: autumn', 'round: autumn # ours'))
    await here.done('bob', 'assess', ...answer('fully', 'do'))
    expect(here.read('bob')).toContain('round: autumn # ours')
  })

  test.runIf(hasAge())('opens with the program age, for both keys', () => {
    for (const person of ['alice', 'sam-okafor']) {
      const inside = execFileSync('age', ['-d', '-i', here.keyOf(person)], {
        input: here.sealed('alice').sealed,
        encoding: 'utf8',
      })
      expect(parse(inside)).toMatchObject({
        person: 'alice',
        round: 'autumn',
        model: 'tiex@2026.1',
        draft: true,
        role: 'finance',
        answers: { 'role-of-the-authority': { service: { understand: 'partly', plan: 'fully' } } },
      })
    }
  })

  test.runIf(hasAge())('that the program age sealed is opened by tiex, and goes on from there', async () => {
    const { recipients } = recipientsOf(here)
    const inside = `person: dora\nround: autumn\nmodel: tiex@2026.1\nanswers:\n  role-of-the-authority:\n    service:\n      understand: fully\n`
    const block = execFileSync('age', ['-a', ...recipients.flatMap((one) => ['-r', one])], {
      input: inside.replace('dora', 'bob'),
      encoding: 'utf8',
    })
    const indented = block.replace(/^(?=.)/gm, '  ')
    writeFileSync(
      here.file('bob'),
      `format: tiex-response/1\nmodel: tiex@2026.1\nround: autumn\nperson: bob\nprogress: {answered: 1, of: 93}\nsealed: |\n${indented}`,
    )
    expect((await here.done('sam-okafor', 'results', 'bob', '--format', 'json')).stdout).toContain('"bob"')
    await here.done('bob', 'assess', ...answer('partly', 'plan'))
    expect(here.sealed('bob')).toMatchObject({ seq: 1, progress: { answered: 2, of: 93 } })
  })
})

function recipientsOf(here: Council) {
  const recipients = ['bob', 'sam-okafor'].map(
    (person) => /public key: (age1\w+)/.exec(readFileSync(here.keyOf(person), 'utf8'))![1]!,
  )
  return { recipients }
}

describe('what was done to a sealed file', () => {
  let here: Council
  beforeAll(async () => {
    here = await council(3)
    for (const person of ['alice', 'bob', 'carol'])
      await here.done(person, 'assess', ...answer('partly'), ...(person === 'carol' ? [] : ['--submit']))
  })

  const damage: readonly (readonly [string, string, (text: string, here: Council) => string, RegExp])[] = [
    [
      'a block swapped with that of another',
      'alice',
      (text, { read }) => text.replace(/sealed: \|[\s\S]*/, /sealed: \|[\s\S]*/.exec(read('bob'))![0]),
      /the sealed block says person "bob", the file around it "alice"/,
    ],
    [
      'a response that claims another person',
      'alice',
      (_, { read }) => read('bob'),
      /the file is alice\.yaml but says that it is "bob"/,
    ],
    [
      'a draft that somebody else submitted',
      'carol',
      (text) => text.replace('progress:', 'submitted: 2026-10-06T09:00:00Z\nprogress:'),
      /says it was submitted, but a draft was sealed/,
    ],
    [
      'a submission that somebody else took back',
      'bob',
      (text) => text.replace(/^submitted: .*\n/m, ''),
      /the sealed block says submitted "2026-10-05T09:00:00Z"/,
    ],
    ['a number that was set higher', 'bob', (text) => text.replace('seq: 1', 'seq: 9'), /says seq 1/],
    [
      'a key that was exchanged',
      'bob',
      (text) =>
        text.replace(/^key: .*$/m, 'key: age1w004jle3r40pptjw0selz3fgs4t35phhdx7rpr8pkstyzh7dgfwspf2frj'),
      /the sealed block says key/,
    ],
    [
      'a damaged block',
      'bob',
      (text) =>
        text.replace(
          /(BEGIN AGE.*\n(?:.*\n){300} {2})(.)/,
          (_, head, one) => head + (one === 'A' ? 'B' : 'A'),
        ),
      /the sealed block .*(damaged|changed)/,
    ],
    [
      'plain answers in a sealed assessment',
      'bob',
      () =>
        'format: tiex-response/1\nmodel: tiex@2026.1\nround: autumn\nperson: bob\nsubmitted: 2026-10-06T09:00:00Z\nanswers: {}\n',
      /these answers are plain text, but tiex\.yaml says they are sealed/,
    ],
  ]

  test.each(damage)(
    '%s is noticed by a merge, by name, and nothing is written',
    async (_, person, change, said) => {
      const before = here.read(person)
      writeFileSync(here.file(person), change(before, here))
      const ran = await here.tiex('sam-okafor', ['merge'], { now: after })
      writeFileSync(here.file(person), before)
      expect(ran.code, ran.output).toBe(2)
      expect(ran.stderr).toMatch(new RegExp(`^rounds/autumn/responses/${person}\\.yaml`, 'm'))
      expect(ran.stderr.replace(/\s+/g, ' ')).toMatch(said)
      expect(here.git('status', '--porcelain')).toBe('')
    },
  )

  it('is merged without the key by nobody, in one sentence', async () => {
    const ran = await here.tiex('bob', ['merge', '--as', 'sam-okafor'], { now: after })
    expect(ran.code).toBe(2)
    expect(ran.stderr).toContain('no key at hand opens the')
  })
})

describe('a round that is open', () => {
  let here: Council
  beforeAll(async () => {
    here = await council(2)
    await here.done('alice', 'assess', ...answer('partly'), '--submit')
  })

  it('is not merged, and says how far it is and what to do', async () => {
    const ran = await here.tiex('sam-okafor', ['merge'])
    expect(ran.code).toBe(2)
    expect(ran.stderr).toContain(
      'open for answers until the end of Fri 16 October 2026; 1 of 2 people submitted',
    )
    expect(ran.stderr).toContain('tiex merge --early')
  })

  it('cannot be looked at and closed at once', async () => {
    const ran = await here.tiex('sam-okafor', ['merge', '--early', '--close'])
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining('exclude each other')])
  })

  it('is looked at early by one who facilitates, and nothing is written', async () => {
    const ran = await here.done('sam-okafor', 'merge', '--early', '--format', 'csv')
    expect(ran.stdout).toContain('role-of-the-authority/service/understand')
    expect(ran.stderr).toContain('nothing was written')
    expect(here.git('status', '--porcelain')).toBe('')
  })

  it('shows everybody else no more than how many have submitted', async () => {
    const { stdout } = await here.done('alice', 'merge', '--early')
    expect(stdout).toMatch(/^1 of 2 people submitted\./)
    expect(stdout).not.toMatch(/partly|divergence|understand/)
    expect((await here.done('alice', 'merge', '--close', '--dry-run')).stdout).toBe(stdout)
    expect((await here.tiex('alice', ['merge', '--early', '--format', 'json'])).code).toBe(2)
  })

  it('is not closed by somebody unknown', async () => {
    const variables = { TIEX_AS: '', GIT_AUTHOR_EMAIL: 'nobody@testshire.example' }
    const ran = await here.tiex('sam-okafor', ['merge', '--close'], { variables })
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining('tiex cannot tell who you are')])
  })

  it('is not closed by one who may not facilitate', async () => {
    const ran = await here.tiex('alice', ['merge', '--close'])
    expect(ran.code).toBe(2)
    expect(ran.stderr).toContain('alice may not facilitate')
  })

  it('is closed, then merged, each in a commit, and takes no more answers', async () => {
    const ran = await here.done('sam-okafor', 'merge', '--close')
    expect(ran.stderr).toContain('Closed: no more answers are taken in autumn')
    expect(here.git('log', '-2', '--name-only', '--format=%s')).toBe(
      'Merge autumn: 1 response\n\nrounds/autumn/consensus.yaml\nClose autumn\n\ntiex.yaml\n',
    )
    expect(parse(readFileSync(join(here.world.folder, 'tiex.yaml'), 'utf8')).rounds.autumn.closed).toBe(
      during,
    )
    const late = await here.tiex('bob', ['assess', ...answer('partly')])
    expect([late.code, late.stderr]).toEqual([2, expect.stringContaining('the round autumn closed on')])
    expect((await here.done('sam-okafor', 'merge', '--close')).stderr).toContain('is up to date')
    const early = await here.tiex('alice', ['merge', '--early'])
    expect(early.stderr).not.toContain('Written')
    expect(here.git('status', '--porcelain')).toBe('')
  })

  it('is merged when it is over by somebody git does not know, which is told', async () => {
    const over = await council(1)
    await over.done('alice', 'assess', ...answer('partly'), '--submit')
    const variables = { TIEX_AS: '', GIT_AUTHOR_EMAIL: 'nobody@testshire.example' }
    const ran = await over.tiex('sam-okafor', ['merge'], { variables, now: after })
    expect([ran.code, ran.stderr.replace(/\s+/g, ' ')]).toEqual([
      0,
      expect.stringContaining('tiex verify cannot accept this commit'),
    ])
  })

  it('is over when everybody has submitted', async () => {
    const all = await council(1)
    await all.done('alice', 'assess', ...answer('partly'), '--submit')
    await all.done('sam-okafor', 'merge')
  })
})

describe('the counts of a small group', () => {
  const consensusOf = (here: Council) =>
    parse(readFileSync(join(here.world.folder, 'rounds/autumn/consensus.yaml'), 'utf8'))
  const understand = `${first}/understand`

  it('are sealed to those who facilitate; label and suggestion stay readable', async () => {
    const here = await council(4)
    for (const person of people.slice(0, 4))
      await here.done(person, 'assess', ...answer('partly'), '--ambition', `${first}=3`, '--submit')
    const { stdout } = await here.done('sam-okafor', 'merge', '--format', 'csv')
    expect(stdout).toContain(understand)
    const consensus = consensusOf(here)
    expect(consensus.statements[understand]).toEqual({ label: 'shared', suggested: 'partly' })
    expect(consensus.cells[first]).toEqual({ 'suggested-ambition': 3 })
    expect(consensus.agreement).toBeUndefined()
    expect(consensus.sealed).toMatch(/^-----BEGIN AGE/)
    expect((await here.done('alice', 'results', 'consensus')).stdout).toContain('consensus')
    expect((await here.done('alice', 'check')).code).toBe(0)
    expect((await here.done('sam-okafor', 'merge')).stderr).toContain('is up to date')
  })

  it('are not sealed again where nothing changed, and keep what was decided', async () => {
    const here = await council(3)
    for (const person of people.slice(0, 3))
      await here.done(person, 'assess', ...answer('partly'), '--submit')
    await here.done('sam-okafor', 'merge')
    const path = join(here.world.folder, 'rounds/autumn/consensus.yaml')
    const agreed = readFileSync(path, 'utf8').replace(
      'suggested: partly\n',
      'suggested: partly\n    agreed: fully\n',
    )
    writeFileSync(path, agreed)
    expect((await here.done('sam-okafor', 'merge')).stderr).toContain('is up to date')
    expect(readFileSync(path, 'utf8')).toBe(agreed)
    await here.done('alice', 'assess', ...answer('not-yet'), '--submit')
    const { stdout } = await here.done('sam-okafor', 'merge')
    expect(stdout).toContain('agreed')
    expect(consensusOf(here).statements[understand].agreed).toBe('fully')
    expect(consensusOf(here).statements[understand]['agreed-from']).toBeUndefined()
  })

  it('leave nothing readable of a single answer, whoever else submitted without one', async () => {
    const here = await council(5)
    for (const person of people.slice(1))
      await here.done(person, 'assess', ...answer('partly', 'plan'), '--submit')
    await here.done('alice', 'assess', ...answer('fully'), '--ambition', `${first}=4`, '--submit')
    await here.done('sam-okafor', 'merge')
    const consensus = consensusOf(here)
    expect(consensus.statements[understand]).toEqual({ label: 'too-few' })
    expect(consensus.statements[`${first}/plan`]).toEqual({ label: 'shared', suggested: 'partly' })
    expect(consensus.cells).toBeUndefined()
    const { stdout } = await here.done('alice', 'results', 'consensus', '--format', 'csv')
    expect(stdout).not.toContain('fully')
    const opened = await here.done('sam-okafor', 'merge', '--dry-run', '--format', 'json')
    expect(opened.stdout).toContain('"fully"')
    expect(opened.stderr).toContain('is up to date')
  })

  it('stand in the open from the smallest group on', async () => {
    const here = await council(5)
    for (const person of people) await here.done(person, 'assess', ...answer('partly'), '--submit')
    await here.done('sam-okafor', 'merge')
    expect(consensusOf(here).statements[understand].answers).toEqual({ partly: 5 })
    expect(consensusOf(here).sealed).toBeUndefined()
  })
})

describe('who can read', () => {
  it('is told when somebody comes who can read more, before the next answer is sealed to them', async () => {
    const here = await council(2)
    await here.done('alice', 'assess', ...answer('partly'))
    const path = join(here.world.folder, 'tiex.yaml')
    const bobs = 'age1w004jle3r40pptjw0selz3fgs4t35phhdx7rpr8pkstyzh7dgfwspf2frj'
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(
        /(id: bob.*)may: \[answer\]/,
        `$1may: [answer, facilitate], recipient: ${bobs}`,
      ),
    )
    const ran = await here.done('alice', 'assess', ...answer('fully'))
    expect(ran.stderr.replace(/\s+/g, ' ')).toContain(
      'New since your last answers: Bob can read them too from now on.',
    )
    expect((await here.done('alice', 'assess', ...answer('not-yet'))).stderr).not.toContain('New since')
  })

  it('nothing is sealed where nobody who facilitates could open it', async () => {
    const here = await council(1)
    const path = join(here.world.folder, 'tiex.yaml')
    writeFileSync(path, readFileSync(path, 'utf8').replace(/ {4}recipient: .*\n/, ''))
    const ran = await here.tiex('alice', ['assess', ...answer('partly')])
    expect(ran.code).toBe(2)
    expect(ran.stderr).toContain('nobody who may facilitate has a recipient key')
  })

  it('plain answers are sealed with the next one, once a council decides for sealing', async () => {
    const here = await council(1)
    const path = join(here.world.folder, 'tiex.yaml')
    const sealed = readFileSync(path, 'utf8')
    writeFileSync(path, sealed.replace(/^confidentiality: sealed/m, 'confidentiality: open'))
    await here.done('alice', 'assess', ...answer('partly'))
    expect(here.read('alice')).toContain('understand: partly')
    writeFileSync(path, sealed)
    await here.done('alice', 'assess', ...answer('partly'))
    expect(here.read('alice')).not.toContain('understand')
    expect((await here.done('alice', 'results', '--as', 'alice')).stdout).toContain('Alice')
  })
})

describe('a signed response', () => {
  let here: Council
  beforeAll(async () => {
    here = await council(2)
    const key = join(here.around, 'alice-key')
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'alice', '-f', key])
    mkdirSync(join(here.world.folder, 'keys'), { recursive: true })
    const path = join(here.world.folder, 'tiex.yaml')
    const publicKey = readFileSync(`${key}.pub`, 'utf8').trim()
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(/(id: alice.*may: \[answer\])/, `$1, signing-key: "${publicKey}"`),
    )
    here.git('config', 'user.signingkey', key)
    await here.done('alice', 'assess', ...answer('partly'), '--submit')
    await here.done('bob', 'assess', ...answer('partly'), '--submit')
  })

  it('carries a signature of its person over everything else in the file', async () => {
    expect(here.sealed('alice').signature).toMatch(/^-----BEGIN SSH SIGNATURE-----\n/)
    expect(here.sealed('bob').signature).toBeUndefined()
    const ran = await here.done('sam-okafor', 'check')
    expect(ran.output).not.toContain('signed')
  })

  it('is refused where anything readable was changed', async () => {
    const before = here.read('alice')
    writeFileSync(here.file('alice'), before.replace('answered: 1', 'answered: 2'))
    const ran = await here.tiex('sam-okafor', ['check'])
    writeFileSync(here.file('alice'), before)
    expect(ran.code).toBe(1)
    expect(ran.stdout).toContain('the signature is not one of alice')
  })

  it('is missed by a merge where it was taken out, unless the facilitator says otherwise', async () => {
    const before = here.read('alice')
    writeFileSync(here.file('alice'), before.replace(/signature: \|[\s\S]*/, ''))
    const ran = await here.tiex('sam-okafor', ['merge', '--dry-run'], { now: after })
    const told = await here.tiex('sam-okafor', ['merge', '--dry-run', '--unsigned', 'alice'], { now: after })
    writeFileSync(here.file('alice'), before)
    expect(ran.code).toBe(2)
    expect(ran.stderr).toContain('alice has a signing key, but these answers are not signed')
    expect(ran.stderr).toContain('--unsigned alice')
    expect(told.code, told.output).toBe(0)
  })

  it('is missed by a check too', async () => {
    const before = here.read('alice')
    writeFileSync(here.file('alice'), before.replace(/signature: \|[\s\S]*/, ''))
    const ran = await here.done('sam-okafor', 'check')
    writeFileSync(here.file('alice'), before)
    expect(ran.stdout).toContain('alice has a signing key, but these answers are not signed')
  })
})
