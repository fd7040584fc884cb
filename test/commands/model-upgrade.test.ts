import { execFileSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { projectRoot } from '../world.ts'
import { answer, sealedCouncil, sealedOnce, responseOf as sealedResponseOf } from './sealed-council.ts'
import {
  answered,
  answeredCouncil,
  councilBetweenVersions,
  everybody,
  responseOf,
  upgradingOnce,
} from './upgrading.ts'

const consensus = 'rounds/2026-autumn/consensus.yaml'
describe('an open round', () => {
  it('goes over as one commit that verifies, with nothing else in it', async () => {
    const { done, git, read, as } = await answeredCouncil()
    const before = git('rev-parse', 'HEAD').trim()
    const { stdout, stderr } = await done('sam-okafor', 'model', 'upgrade', '../next')
    expect(stdout).toContain(
      '23 statements: 20 as before, 1 reworded, 1 moved and 1 new; 1 of before is gone.',
    )
    expect(stdout).toContain('courage/stop: 3 answers')
    expect(stderr).toContain('Next: push it')
    expect(git('rev-list', '--count', `${before}..HEAD`).trim()).toBe('1')
    expect(git('status', '--short')).toBe('')
    expect(git('log', '-1', '--format=%B')).toContain('Tiex-Upgrade: sam-okafor')
    expect(parse(read('tiex.yaml')).model.version).toBe('2.0')
    expect((await as('sam-okafor', ['verify'])).code).toBe(0)
    expect((await as('sam-okafor', ['check'])).code).toBe(0)
  })

  it('keeps answers, moves them, marks what was reworded, and leaves behind what is gone', async () => {
    const { done, read } = await answeredCouncil()
    await done('sam-okafor', 'model', 'upgrade', '../next')
    expect(parse(read(responseOf('bo-reed')))).toMatchObject({
      model: 'small@2.0',
      submitted: '2026-11-02T09:14:00Z',
      reworded: ['parks/outside/try'],
      answers: { roads: { inside: { look: 'mostly' } }, parks: { outside: { try: 'half-way' } } },
      'success-factors': { courage: { speak: 'often', admit: 'seldom' } },
    })
  })

  it.each(['half-way', 'mostly'])('is no longer marked once its person answers %s', async (given) => {
    const { done, read } = await answeredCouncil()
    await done('sam-okafor', 'model', 'upgrade', '../next')
    await done('bo-reed', 'assess', '--answer', `parks/outside/try=${given}`)
    expect(parse(read(responseOf('bo-reed'))).reworded).toBeUndefined()
    expect(parse(read(responseOf('fay-ali'))).reworded).toEqual(['parks/outside/try'])
  })

  it('takes back what was agreed in other words, and keeps the rest', async () => {
    const { done, read, edit, git } = await answeredCouncil()
    await done('fay-ali', 'merge')
    for (const id of ['parks/outside/try', 'courage/fail', 'courage/stop'])
      edit(consensus, new RegExp(`( {2}${id}:\n(?: {4}.*\n)*)`), `$1    agreed: ${agreedOn(id)}\n`)
    git('commit', '-qam', 'Agree')
    const { stdout } = await done('sam-okafor', 'model', 'upgrade', '../next')
    expect(stdout).toMatch(/taken back: agree on it again\n {2}parks\/outside\/try\n/)
    expect(stdout).toMatch(/Decided on what is not there any more\n {2}courage\/stop\n/)
    const { statements } = parse(read(consensus))
    expect(statements['courage/admit'].agreed).toBe('seldom')
    expect(statements['parks/outside/try']).toEqual({
      answers: { 'half-way': 3 },
      divergence: 0,
      label: 'shared',
      suggested: 'half-way',
    })
    expect(statements['courage/stop']).toBeUndefined()
    expect(statements['courage/ask']).toEqual({ answers: { unanswered: 3 }, label: 'too-few' })
  })

  it('has a consensus that the next merge would make too, but for what was taken back', async () => {
    const { done, read } = await answeredCouncil()
    await done('fay-ali', 'merge')
    await done('sam-okafor', 'model', 'upgrade', '../next')
    const { agreement: none, ...carried } = parse(read(consensus))
    await done('fay-ali', 'merge')
    const { agreement, ...merged } = parse(read(consensus))
    expect(none).toBeUndefined()
    expect(agreement).toBeDefined()
    expect(carried).toEqual(merged)
  })

  it('keeps comments in the files of people', async () => {
    const { done, read, edit, git } = await answeredCouncil()
    edit(responseOf('bo-reed'), '    speak: often', '    # as I see it\n    speak: often')
    git('commit', '-qam', 'Say why')
    await done('sam-okafor', 'model', 'upgrade', '../next')
    expect(read(responseOf('bo-reed'))).toContain('    # as I see it\n    speak: often\n    admit: seldom')
  })

  it('writes nothing with --dry-run, and says the same', async () => {
    const { done, git } = await answeredCouncil()
    const dry = await done('sam-okafor', 'model', 'upgrade', '../next', '--dry-run')
    expect(git('status', '--short')).toBe('')
    const real = await done('sam-okafor', 'model', 'upgrade', '../next')
    expect(dry.stdout.replace('would go over', 'go over').replace(/\s+/g, ' ')).toBe(
      real.stdout.replace(/\s+/g, ' '),
    )
    const again = await done('sam-okafor', 'model', 'upgrade', '../next')
    expect(again.stderr).toContain('on small@2.0 already')
  })

  it('goes on where an earlier run ended', async () => {
    const { done, git, read, as } = await answeredCouncil()
    await done('fay-ali', 'merge')
    await done('sam-okafor', 'model', 'upgrade', '../next', '--no-commit')
    git('checkout', '-q', '--', 'tiex.yaml', responseOf('fay-ali'))
    await done('sam-okafor', 'model', 'upgrade', '../next')
    expect(git('status', '--short')).toBe('')
    expect(parse(read(responseOf('fay-ali'))).model).toBe('small@2.0')
    expect((await as('sam-okafor', ['check'])).code).toBe(0)
    expect((await as('sam-okafor', ['verify'])).code).toBe(0)
  })
})

function agreedOn(id: string): string {
  return id === 'parks/outside/try' ? 'half-way' : id === 'courage/fail' ? 'seldom' : 'always'
}

describe('an upgrade is refused', () => {
  it('to who may not administer', async () => {
    const { as } = await answeredCouncil()
    const { code, stderr } = await as('fay-ali', ['model', 'upgrade', '../next'])
    expect([code, stderr]).toEqual([2, expect.stringContaining('fay-ali may not administer')])
  })

  it('in a round that closed, or is signed', async () => {
    const { as, git, folder } = await answeredCouncil()
    const late = await as('sam-okafor', ['model', 'upgrade', '../next'], { now: '2026-11-22T09:00:00Z' })
    expect([late.code, late.stderr]).toEqual([2, expect.stringContaining('closed on Fri 20 November 2026')])
    writeFileSync(join(folder, 'rounds/2026-autumn/signatures.yaml'), 'format: tiex-signatures/1\n')
    const signed = await as('sam-okafor', ['model', 'upgrade', '../next'])
    expect([signed.code, signed.stderr]).toEqual([2, expect.stringContaining('is being signed')])
    expect(git('diff', '--stat')).toBe('')
  })

  it('where something in the files is faulty or not committed, named by file', async () => {
    const { as, edit, git } = await answeredCouncil()
    edit(responseOf('bo-reed'), 'speak: often', 'speak: never')
    const changed = await as('sam-okafor', ['model', 'upgrade', '../next'])
    expect([changed.code, changed.stderr]).toEqual([
      2,
      expect.stringContaining(`${responseOf('bo-reed')}: error: what stands here is not committed`),
    ])
    edit(responseOf('bo-reed'), 'speak: never', 'speak: nevr')
    edit(responseOf('fay-ali'), 'look: mostly', 'luck: mostly')
    git('commit', '-qam', 'Spoil')
    const { code, stderr } = await as('sam-okafor', ['model', 'upgrade', '../next'])
    expect(code).toBe(2)
    for (const words of ['bo-reed.yaml:', 'nevr', 'fay-ali.yaml:', 'luck', 'Nothing was changed.'])
      expect(stderr).toContain(words)
    expect(git('status', '--short')).toBe('')
  })

  it.each([
    ['back to an older version', ['../small'], 'comes before'],
    ['to what is no model', ['../nowhere'], 'there is no model ../nowhere'],
    ['to another model', ['tiex-2026.1'], 'is another model'],
    ['where none ships', [], 'no version of small ships'],
  ])('%s', async (_, args, words) => {
    const { as, done } = await councilBetweenVersions()
    if (args[0] === '../small') await done('sam-okafor', 'model', 'upgrade', '../next')
    const { code, stderr } = await as('sam-okafor', ['model', 'upgrade', ...args])
    expect([code, stderr.replace(/\s+/g, ' ')]).toEqual([2, expect.stringContaining(words)])
  })

  it('to verify, where a facilitator makes it by hand', async () => {
    const { done, as, git } = await answeredCouncil()
    await done('sam-okafor', 'model', 'upgrade', '../next', '--no-commit')
    git('add', '--all')
    git(
      '-c',
      'user.name=Fay',
      '-c',
      'user.email=fay',
      'commit',
      '-qm',
      'Upgrade\n\nTiex-Upgrade: fay-ali',
      '--author',
      'Fay <fay-ali@exampleshire.gov.uk>',
    )
    const { code, stdout } = await as('sam-okafor', ['verify'])
    expect(code).toBe(1)
    expect(stdout.replace(/\s+/g, ' ')).toContain('fay-ali changed the response of bo-reed')
    expect(stdout).toContain('fay-ali may not administer')
  })
})

describe('another model for a round that has begun', () => {
  it.each([
    [
      'in place of the one that is pinned',
      /^model: .*$/m,
      `model: {id: tiex, version: "2026.1", digest: DIGEST}`,
    ],
    [
      'beside it, for the round alone',
      /( {2}2026-autumn: \{.*)\}/,
      `$1, model: {id: tiex, version: "2026.1", digest: DIGEST}}`,
    ],
  ])('%s, is no upgrade without saying so', async (_, from, to) => {
    const { as, edit, git } = await answeredCouncil()
    const { stdout } = await as('sam-okafor', ['model', 'list', '--format', 'json'])
    const { digest } = JSON.parse(stdout).models.find(({ id }: { id: string }) => id === 'tiex')
    edit('tiex.yaml', from, to.replace('DIGEST', `"${digest}"`))
    git('commit', '-qam', 'Other statements', '--author', 'Sam <sam.okafor@exampleshire.gov.uk>')
    const verified = await as('sam-okafor', ['verify'])
    expect([verified.code, verified.stdout.replace(/\s+/g, ' ')]).toEqual([
      1,
      expect.stringContaining('another model is pinned'),
    ])
  })
})

describe('rounds before', () => {
  const second = upgradingOnce(async (council) => {
    await council.done('fay-ali', 'merge')
    council.edit('tiex.yaml', 'round: 2026-autumn\n', 'round: 2027-autumn\n')
    council.edit('tiex.yaml', /( {2}2026-autumn: .*\n)/, '$1  2027-autumn: {opens: 2027-10-01}\n')
    council.git('commit', '-qam', 'Begin 2027-autumn')
  }, answered)
  const twoRounds = () => councilBetweenVersions(second)
  const later = { now: '2027-10-10T09:00:00Z' }

  it('keep their model, and every command reads them with it', async () => {
    const { done, as, read } = await twoRounds()
    const before = read(consensus)
    const results = await as('fay-ali', [
      'results',
      'consensus',
      '--round',
      '2026-autumn',
      '--format',
      'json',
    ])
    await done('sam-okafor', 'model', 'upgrade', '../next')
    const { model, rounds } = parse(read('tiex.yaml'))
    expect([model.version, rounds['2026-autumn'].model.version]).toEqual(['2.0', '1.0'])
    expect(read(consensus)).toBe(before)
    const again = await as('fay-ali', ['results', 'consensus', '--round', '2026-autumn', '--format', 'json'])
    expect(again).toEqual(results)
    expect(await as('fay-ali', ['check'])).toMatchObject({
      code: 0,
      output: expect.stringContaining('3 responses in 2 rounds'),
    })
    expect((await as('fay-ali', ['status', '--round', '2026-autumn'])).code).toBe(0)
    expect((await as('fay-ali', ['verify'])).code).toBe(0)
  })

  it('are read with the model of their consensus, where tiex.yaml only pins the new one', async () => {
    const { done, as, edit, git } = await twoRounds()
    await done('sam-okafor', 'model', 'upgrade', '../next')
    edit('tiex.yaml', /, model: \{id: small, version: "1.0"[^}]*\}/, '')
    git('commit', '-qam', 'Pin one model')
    expect((await as('fay-ali', ['results', 'consensus', '--round', '2026-autumn'])).code).toBe(0)
  })

  it('stand in a trend over what can be compared', async () => {
    const { done, as } = await twoRounds()
    await done('sam-okafor', 'model', 'upgrade', '../next')
    for (const person of everybody)
      await as(
        person,
        ['assess', '--answer', 'roads/inside/look=everywhere', '--answer', 'courage/ask=always', '--submit'],
        later,
      )
    await as('fay-ali', ['merge'], later)
    const { stdout } = await done('fay-ali', 'trend', '--format', 'json')
    expect(JSON.parse(stdout)).toMatchObject({
      rounds: ['2026-autumn', '2027-autumn'],
      lines: [
        { id: 'roads', levels: [3.75, 5] },
        { id: 'parks' },
        { id: 'courage', levels: [expect.closeTo(5 / 3), null] },
      ],
      shared: {
        models: ['small@1.0', 'small@2.0'],
        statements: 21,
        of: 23,
        without: ['courage/speak', 'courage/ask'],
      },
    })
    const { stdout: text } = await done('fay-ali', 'trend')
    expect(text).toContain('Not comparable: courage/speak, courage/ask')
  })

  it('stand in a trend over tags, each with the model of then', async () => {
    const { done, as, git } = await twoRounds()
    git('tag', 'agreed-1', 'HEAD~1')
    git('tag', 'draft')
    await done('sam-okafor', 'model', 'upgrade', '../next')
    for (const person of everybody)
      await as(person, ['assess', '--answer', 'roads/inside/look=everywhere', '--submit'], later)
    await as('fay-ali', ['merge'], later)
    git('tag', '-m', 'Agreed', 'agreed-2')
    git('rm', '-rq', 'model/small-1.0')
    const { stdout } = await done('fay-ali', 'trend', '--git', 'agreed-*', '--format', 'json')
    expect(JSON.parse(stdout)).toMatchObject({
      rounds: ['agreed-1', 'agreed-2'],
      lines: [{ id: 'roads', levels: [3.75, 5] }, {}, {}],
      shared: { statements: 21 },
    })
    const none = await as('fay-ali', ['trend', '--git', 'nothing*'])
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('no tag nothing* has a consensus')])
  })
})

/** A folder of the shipped model as version 2027.1: one statement reworded, all others as before. */
function newerShipped(folder: string): string {
  const to = join(dirname(folder), 'tiex-2027.1')
  cpSync(join(projectRoot, 'model/tiex-2026.1'), to, { recursive: true })
  const pin = parse(readFileSync(join(folder, 'tiex.yaml'), 'utf8')).model
  const change = (file: string, edit: (text: string) => string) =>
    writeFileSync(join(to, file), edit(readFileSync(join(to, file), 'utf8')))
  change('model.yaml', (text) =>
    text.replace(
      'version: "2026.1"',
      `version: "2027.1"\nprevious: {version: "2026.1", digest: "${pin.digest}"}`,
    ),
  )
  change('characteristics/managing-income.yaml', (text) => {
    const [head, community] = text.split('  community:') as [string, string]
    return `${head}  community:${community.replace(/( {6}plan:\n {8}text: .*)\.\n/, '$1 this year.\n        was: managing-income/community/plan\n')}`
  })
  return to
}

/** Settings of git under which it signs with this key. */
function gitConfig(key: string): string {
  writeFileSync(`${key}.config`, `[user]\n\tsigningkey = ${key}\n`)
  return `${key}.config`
}

describe('a sealed round', () => {
  const submitted = sealedOnce(async (council) => {
    for (const person of ['bo-reed', 'priya-shah', 'sam-okafor']) await answer(council, person)
  })
  it('is opened, carried and sealed again, counted on, to the same people', async () => {
    const { done, as, read, folder, git } = await sealedCouncil(submitted)
    await done('sam-okafor', 'merge', '--early')
    const before = parse(read(sealedResponseOf('bo-reed')))
    const { stdout } = await done('sam-okafor', 'model', 'upgrade', newerShipped(folder))
    expect(stdout).toContain('3 responses go over')
    const after = parse(read(sealedResponseOf('bo-reed')))
    expect(after).toMatchObject({
      model: 'tiex@2027.1',
      seq: before.seq + 1,
      key: before.key,
      submitted: before.submitted,
    })
    expect(after.sealed).not.toBe(before.sealed)
    // Another count would tell who had answered what is gone.
    expect(after.progress).toEqual(before.progress)
    expect(Object.keys(after).filter((key) => !Object.keys(before).includes(key))).toEqual([])
    const text = readdirSync(join(folder, 'rounds/2026-autumn'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => read(`rounds/2026-autumn/${file}`))
      .join('')
    expect(text).not.toMatch(/reworded|partly/)
    expect((await as('bo-reed', ['results', 'bo-reed'])).code).toBe(0)
    const own = await as('bo-reed', ['assess', '--answer', 'managing-income/community/do=fully', '--dry-run'])
    expect(own.stdout.replace(/\s+/g, ' ')).toContain('the wording of 1 has changed since, look at it again')
    await done('bo-reed', 'assess', '--answer', 'managing-income/community/plan=partly')
    expect((await as('sam-okafor', ['verify'])).code).toBe(0)
    expect((await as('sam-okafor', ['check'])).code).toBe(0)
    expect(git('status', '--short')).toBe('')
  })

  it('is finished where an earlier run was not, and told of in full', async () => {
    const { done, as, folder, git } = await sealedCouncil(submitted)
    await done('sam-okafor', 'merge')
    const next = newerShipped(folder)
    const whole = await done('sam-okafor', 'model', 'upgrade', next, '--dry-run')
    await done('sam-okafor', 'model', 'upgrade', next, '--no-commit')
    git('checkout', '-q', '--', 'tiex.yaml', sealedResponseOf('bo-reed'))
    const { stdout } = await done('sam-okafor', 'model', 'upgrade', next)
    const flat = (text: string) => text.replace('would go over', 'go over').replace(/\s+/g, ' ')
    expect(flat(stdout)).toBe(flat(whole.stdout))
    expect(git('status', '--short')).toBe('')
    expect((await as('sam-okafor', ['verify'])).code).toBe(0)
    expect((await as('sam-okafor', ['check'])).code).toBe(0)
  })

  it('stays as it is where a response cannot be opened, and its person is named', async () => {
    const council = await sealedCouncil()
    const { as, folder, giveKey, git } = council
    await answer(council, 'bo-reed')
    await giveKey('sam-okafor')
    const { code, stderr } = await as('sam-okafor', ['model', 'upgrade', newerShipped(folder)])
    expect(code).toBe(2)
    expect(stderr).toMatch(/bo-reed\.yaml: error: [^\n]*bo-reed/)
    expect(git('status', '--short')).toBe('')
  })

  it('needs somebody who may facilitate too', async () => {
    const council = await sealedCouncil()
    const { as, done, folder } = council
    await answer(council, 'bo-reed')
    await done('sam-okafor', 'people', 'set', 'priya-shah', '--may', 'answer,administer')
    const { code, stderr } = await as('priya-shah', ['model', 'upgrade', newerShipped(folder)])
    expect([code, stderr.replace(/\s+/g, ' ')]).toEqual([
      2,
      expect.stringContaining('priya-shah may not facilitate'),
    ])
  })

  it('is signed by who carried it, where keys are registered, and says where that is missing', async () => {
    const council = await sealedCouncil()
    const { done, as, read, folder, keyFileOf } = council
    const signingKey = (person: string) => {
      const file = join(dirname(keyFileOf(person)), 'signing')
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', person, '-f', file])
      return file
    }
    const [sams, bos] = [signingKey('sam-okafor'), signingKey('bo-reed')]
    const signing = (file: string) => ({
      variables: { GIT_CONFIG_GLOBAL: gitConfig(file) },
    })
    await done('sam-okafor', 'keys', 'add', 'bo-reed', '--signing-key', `@${bos}.pub`)
    await as(
      'bo-reed',
      ['assess', '--answer', 'managing-income/community/plan=partly', '--submit'],
      signing(bos),
    )
    const unproven = await as('sam-okafor', ['model', 'upgrade', newerShipped(folder), '--dry-run'])
    expect(unproven.stderr.replace(/\s+/g, ' ')).toContain(
      'tiex verify will accept this only signed, since bo-reed has a signing key',
    )
    await done('sam-okafor', 'keys', 'add', 'sam-okafor', '--signing-key', `@${sams}.pub`)
    const ran = await as('sam-okafor', ['model', 'upgrade', '../tiex-2027.1'], signing(sams))
    expect(ran.code, ran.output).toBe(0)
    expect(parse(read(sealedResponseOf('bo-reed'))).signature).toContain('BEGIN SSH SIGNATURE')
    expect((await as('bo-reed', ['results', 'bo-reed'])).code).toBe(0)
    const verified = await as('sam-okafor', ['verify'])
    expect(verified.stdout.replace(/\s+/g, ' ')).toContain('by sam-okafor: brought up to date')
    expect(verified.code, verified.output).toBe(0)
  })

  it('has its sealed counts sealed again', async () => {
    const { done, read, folder, as } = await sealedCouncil(submitted)
    await done('sam-okafor', 'merge')
    const before = parse(read(consensus))
    expect(before.sealed).toMatch(/BEGIN AGE/)
    await done('sam-okafor', 'model', 'upgrade', newerShipped(folder))
    const after = parse(read(consensus))
    expect(after.sealed).toMatch(/BEGIN AGE/)
    expect(after.sealed).not.toBe(before.sealed)
    expect(after.model.version).toBe('2027.1')
    const { stdout } = await as('sam-okafor', ['merge', '--format', 'json'])
    expect(stdout).toContain('"partly": 3')
  })
})
