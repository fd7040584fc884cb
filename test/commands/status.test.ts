import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openExample } from '../world.ts'
import { answer, responseOf, sealedCouncil } from './sealed-council.ts'

function example() {
  const world = openExample()
  onTestFinished(() => world.remove())
  const responses = join(world.folder, 'rounds/2026-autumn/responses')
  return {
    ...world,
    responses,
    git: (...args: readonly string[]) =>
      execFileSync('git', args, { cwd: world.folder, env: world.variables, encoding: 'utf8' }),
    status: async (...args: readonly string[]) => {
      const ran = await world.tiex(['status', '--format', 'json', ...args])
      expect(ran.stderr).toBe('')
      return JSON.parse(ran.stdout)
    },
  }
}

const of = (status: { people: readonly { person: string }[] }, id: string) =>
  status.people.find(({ person }) => person === id)

describe('in a sealed assessment', () => {
  it('the status needs no key, and says what stands beside the blocks', async () => {
    const council = await sealedCouncil()
    await answer(council, 'priya-shah')
    await council.done('bo-reed', 'assess', '--answer', 'managing-income/community/plan=partly')
    const noKey = { XDG_CONFIG_HOME: join(council.folder, '..', 'nobody'), TIEX_AS: '' }
    const ran = await council.as('sam-okafor', ['status'], { variables: noKey })
    expect(ran).toMatchObject({ code: 0 })
    expect(ran.stdout).toMatch(/Priya Shah +finance +░+ +1\/93 +submitted 2 Nov/)
    expect(ran.stdout).toContain('1 of 3 submitted, 1 in progress, 1 not started.')
    expect(ran.stdout).toContain('3 people may answer: among fewer than 5 nothing is anonymous.')
    const letter = await council.as('sam-okafor', ['status', '--reminders', 'bo-reed'], { variables: noKey })
    expect(letter.stdout.replace(/\s+/g, ' ')).toContain('sealed: only you and Sam Okafor, who facilitates')
  })

  it('a consensus with sealed counts is told to be up to date, or not', async () => {
    const council = await sealedCouncil()
    for (const person of ['priya-shah', 'bo-reed', 'sam-okafor']) await answer(council, person)
    await council.done('sam-okafor', 'merge')
    const look = async () => JSON.parse((await council.done('bo-reed', 'status', '--format', 'json')).stdout)
    expect(await look()).toMatchObject({
      standing: 'merged',
      next: ['tiex agenda', 'tiex workshop'],
      merged: { responses: 3, upToDate: true, agreed: 0 },
    })
    const file = join(council.folder, responseOf('bo-reed'))
    rmSync(file)
    expect(await look()).toMatchObject({ standing: 'answering', merged: { upToDate: false } })
  })

  it('sealing again for another key is no change of the person', async () => {
    const council = await sealedCouncil()
    await answer(council, 'priya-shah')
    const before = JSON.parse((await council.done('bo-reed', 'status', '--format', 'json')).stdout)
    council.git('commit', '--amend', '-q', '--no-edit', '--date', '2026-11-01T10:00:00Z')
    const priya = of(before, 'priya-shah')
    expect(priya).toMatchObject({ state: 'submitted' })
    const { recipient } = await council.giveKey('bo-reed')
    await council.done(
      'sam-okafor',
      'people',
      'set',
      'bo-reed',
      '--may',
      'answer,facilitate',
      '--recipient',
      recipient,
    )
    await council.done('sam-okafor', 'keys', 'rotate')
    const after = JSON.parse((await council.done('bo-reed', 'status', '--format', 'json')).stdout)
    expect(of(after, 'priya-shah')).toMatchObject({ changed: '2026-11-01T10:00:00Z' })
  })
})

describe('a response file', () => {
  it('that is faulty hides nobody else, and is told as such', async () => {
    const { status, tiex, responses } = example()
    writeFileSync(join(responses, 'tom-reed.yaml'), 'format: tiex-response/1\nanswers: [\n')
    expect(of(await status(), 'tom-reed')).toMatchObject({ state: 'faulty', answered: null, of: 93 })
    const { stdout } = await tiex(['status'])
    expect(stdout).toMatch(/Tom Reed .* –\/93 {2}see tiex check/)
    expect(stdout).toContain('8 of 10 submitted, 1 not started, 1 with errors')
  })

  it('of nobody in tiex.yaml, or that is no response, is told to be nobody’s', async () => {
    const { status, tiex, responses } = example()
    cpSync(join(responses, 'tom-reed.yaml'), join(responses, 'who-else.yaml'))
    writeFileSync(join(responses, 'notes.txt'), 'x')
    // What desktops and editors keep there is nobody's either, and nothing to be told.
    for (const name of ['.DS_Store', '._tom-reed.yaml', '.tom-reed.yaml.swp', 'Thumbs.db', 'desktop.ini'])
      writeFileSync(join(responses, name), '\0')
    symlinkSync('sam@office.123', join(responses, '.#tom-reed.yaml'))
    expect((await status()).strangers).toEqual([
      'rounds/2026-autumn/responses/notes.txt',
      'rounds/2026-autumn/responses/who-else.yaml',
    ])
    expect((await tiex(['status'])).stdout).toContain(
      '2 files among the responses are of nobody in tiex.yaml',
    )
  })

  it('of somebody who may not answer any more is shown, and not counted', async () => {
    const { folder, status } = example()
    const file = join(folder, 'tiex.yaml')
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replace(/(role: finance\n {4}may: )\[answer\]/, '$1[]'))
    const told = await status()
    expect([told.asked, told.submitted]).toEqual([9, 7])
    expect(told.people.at(-1)).toMatchObject({ person: 'priya-shah', asked: false, state: 'submitted' })
  })

  it('of somebody asked about a part is measured by that part', async () => {
    const { folder, status } = example()
    const file = join(folder, 'tiex.yaml')
    const text = readFileSync(file, 'utf8')
    writeFileSync(
      file,
      text.replace(/(role: highways and transport\n)/, '$1    sections: [managing-income]\n'),
    )
    expect(of(await status(), 'beth-harding')).toMatchObject({ of: 12, answered: 0 })
  })
})

describe('the last change', () => {
  it('is that of the commit, also where the council lies within a larger repository', async () => {
    const { folder, git, tiex } = example()
    const inside = join(folder, 'deep/er')
    mkdirSync(inside, { recursive: true })
    for (const name of ['tiex.yaml', 'rounds', 'schemas']) renameSync(join(folder, name), join(inside, name))
    git('init', '-q', '-b', 'main')
    git('add', '-A')
    git('commit', '-q', '--date', '2026-11-10T18:00:00Z', '-m', 'start')
    const { stdout } = await tiex(['status', '-C', 'deep/er'])
    expect(stdout).toMatch(/Tom Reed .* 47\/93 {2}last week/)
  })

  it('is when it was begun, without a repository', async () => {
    const { tiex } = example()
    expect((await tiex(['status'])).stdout).toMatch(/Tom Reed .* 47\/93 {2}begun 12 Nov/)
  })
})

describe('letters', () => {
  it('are none where everybody has submitted', async () => {
    const { tiex, folder } = example()
    const file = join(folder, 'tiex.yaml')
    const text = readFileSync(file, 'utf8')
    writeFileSync(
      file,
      text.replace(/(role: (?:highways and transport|adult social care)\n {4}may: )\[answer\]/g, '$1[]'),
    )
    const ran = await tiex(['status', '--reminders'])
    expect(ran).toMatchObject({ code: 0, stdout: '' })
    expect(ran.stderr).toBe(
      'Nobody to write to: everybody who may answer has submitted.\nNext: tiex workshop · tiex agenda --workshop 2 · tiex plan check\n',
    )
    const data = await tiex(['status', '--reminders', '--format', 'json'])
    expect(JSON.parse(data.stdout)).toEqual({
      format: 'tiex-letters/1',
      round: '2026-autumn',
      kind: 'reminder',
      letters: [],
    })
  })

  it('remind nobody before the round opens, but invite', async () => {
    const { tiex } = example()
    const now = '2026-09-20T09:00:00Z'
    expect(await tiex(['status', '--reminders'], { now })).toMatchObject({ code: 2 })
    const { code, stdout } = await tiex(['status', '--invitations'], { now })
    expect(code).toBe(0)
    expect(stdout).toContain('Answers are taken from Thursday 1 October 2026 until the end of Friday 20')
  })
})

it('a record where a signature is needed is said to be one, and signing comes next', async () => {
  const { tiex } = example()
  const record = ['--recorded', 'Cabinet minute 14', '--for', 'leader', '--yes', '--no-commit']
  const now = '2026-11-30T09:30:00Z'
  await tiex(['sign', '--as', 'sam-okafor', ...record], { now })
  const { stdout, stderr } = await tiex(['status'], { now })
  expect(stdout.replace(/\s+/g, ' ')).toContain(
    'Still to sign: leader (recorded, and a signature is needed); chief-executive.',
  )
  expect(stderr).toBe('Next: tiex sign\n')
})

describe('a round that is published', () => {
  it('is told so by an exchange that lies beside the folder, until it is withdrawn', async () => {
    const { tiex, status, git, folder } = example()
    const now = { now: '2026-12-01T09:30:00Z' }
    writeFileSync(
      join(folder, 'tiex.yaml'),
      `${readFileSync(join(folder, 'tiex.yaml'), 'utf8')}exchange: ./exchange\n`,
    )
    mkdirSync(join(folder, 'exchange'))
    writeFileSync(
      join(folder, 'exchange/exchange.yaml'),
      'format: tiex-exchange/1\nname: Sector\naudience: sector\n',
    )
    git('init', '-q', '-b', 'main')
    expect(await status()).toMatchObject({ published: null })
    expect((await tiex(['publish', '--audience', 'sector', '--yes'], now)).code).toBe(0)
    expect(await status()).toMatchObject({ published: '2026-12-01' })
    const { stdout } = await tiex(['status'], now)
    expect(stdout).toMatch(/Where the round stands: published on (?:Tue )?1 Dec/)
    expect((await tiex(['withdraw', '--yes'], now)).code).toBe(0)
    expect(await status()).toMatchObject({ published: null })
  })
})
