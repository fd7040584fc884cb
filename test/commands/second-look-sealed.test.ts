import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { makeIdentity } from '../../src/files/age/identity.ts'
import { openBlock } from '../../src/files/age/seal.ts'
import type { MadeOnce } from './made-once.ts'
import {
  answer,
  sealedCouncil as begin,
  responseOf,
  type SealedCouncil,
  sealedOnce,
} from './sealed-council.ts'

const round = 'rounds/2026-autumn'
const plan = 'managing-income/community/plan'
const people = ['sam-okafor', 'bo-reed', 'priya-shah', 'ida-hall', 'joe-penn', 'kit-lowe'] as const
const before = { now: '2026-11-02T09:14:00Z' }
const after = { now: '2026-11-23T09:00:00Z' }

async function sealedCouncil(state?: MadeOnce) {
  const council = await begin(state)
  const write = (file: string, text: string) => writeFileSync(join(council.folder, file), text)
  return { ...council, write }
}

/** How blocks are opened with the keys of people. */
async function opening(council: SealedCouncil) {
  const identitiesOf = async (id: string) => [readFileSync(council.keyFileOf(id), 'utf8').trim()]
  const open = async (block: string, identities: readonly string[]) => {
    const opened = await openBlock(block, identities)
    if (opened.state !== 'opened') throw new Error(opened.state)
    return parse(new TextDecoder().decode(opened.bytes))
  }
  return { identitiesOf, open }
}

/** Six have answered, four not yet and two fully, and the round is over. */
const afterAnswers = sealedOnce(async (council) => {
  for (const id of people.slice(3)) {
    await council.giveKey(id)
    await council.done(
      'sam-okafor',
      ...['people', 'add', id, '--name', id, '--email', `${id}@exampleshire.gov.uk`, '--role', 'HR'],
    )
  }
  for (const [index, id] of people.entries()) await answer(council, id, index < 3 ? 'not-yet' : 'fully')
})
const answered = () => sealedCouncil(afterAnswers)

const inSecondLook = sealedOnce(async (council) => {
  const ran = await council.as('sam-okafor', ['merge', '--second-look', '--close'], before)
  expect(ran).toMatchObject({ code: 0 })
}, afterAnswers)
const opened = () => sealedCouncil(inSecondLook)

const revise = (council: SealedCouncil, person: string, option: string) =>
  council.as(person, ['assess', '--revise', '--answer', `${plan}=${option}`, '--submit'], before)

describe('a second look in a sealed assessment', () => {
  it('shows the spread where enough people answered, and closes the round first', async () => {
    const council = await opened()
    expect(parse(council.read(`${round}/second-look.yaml`))).toMatchObject({
      pass: 2,
      statements: { [plan]: { label: 'split', answers: { 'not-yet': 3, fully: 3 } } },
    })
    expect(council.git('log', '--format=%s', '-3').split('\n').slice(0, 3)).toEqual([
      'Open a second look in 2026-autumn: 1 statement',
      'Merge 2026-autumn: 6 responses',
      'Close 2026-autumn',
    ])
  })

  it('keeps the answers sealed; that somebody looked is there to be read, not what they did', async () => {
    const council = await opened()
    expect(await revise(council, 'bo-reed', 'partly')).toMatchObject({ code: 0 })
    const text = council.read(responseOf('bo-reed'))
    expect(text).toContain('pass: 2')
    expect(text).not.toMatch(/looked-at|answers:|not-yet|partly/)
    expect(council.git('log', '--format=%s', '-1').trim()).toBe('Look again at 2026-autumn as bo-reed')
  })

  it('says neither how far a person is nor how much they changed to who reads the history', async () => {
    const council = await opened()
    const args = ['assess', '--revise', '--answer', `${plan}=partly`]
    await council.as('bo-reed', args, before)
    expect(council.git('log', '--format=%s', '-1').trim()).toBe('Look again at 2026-autumn as bo-reed')
    expect(council.read(responseOf('bo-reed'))).not.toContain('looked-at')
  })

  it('is accepted by verify, though the round was closed; a change after its end is not', async () => {
    const council = await opened()
    await revise(council, 'bo-reed', 'partly')
    const good = await council.as('sam-okafor', ['verify'], before)
    expect(good.output).not.toContain('closed already')
    expect(good.code).toBe(0)
    const patch = council.read(responseOf('bo-reed'))
    await council.as('sam-okafor', ['merge', '--close'], before)
    expect((await revise(council, 'bo-reed', 'fully')).output).toContain('no second look is open')
    council.write(responseOf('bo-reed'), patch.replace('2026-11-02T09:14:00Z', '2026-11-02T09:14:01Z'))
    council.git('commit', '-qam', 'too late', '--author', 'Bo Reed <bo-reed@exampleshire.gov.uk>')
    expect((await council.as('sam-okafor', ['verify'], before)).output).toContain('was closed already')
  })

  it.each([
    ['one of them', 1],
    ['four of them', 4],
  ])('lets nobody tell from the public files what %s changed', async (_, count) => {
    const council = await opened()
    const first = parse(council.read(`${round}/consensus.yaml`))
    expect(first.statements[plan].answers).toEqual({ 'not-yet': 3, fully: 3 })
    for (const id of people.slice(0, count)) await revise(council, id, 'fully')
    const merged = await council.as('sam-okafor', ['merge', '--close'], before)
    expect(merged.code).toBe(0)
    const text = council.read(`${round}/consensus.yaml`)
    const { sealed, responses: _now, ...after } = parse(text)
    const { responses: _then, ...public_ } = first
    expect(after).toEqual(public_)
    expect(text).not.toContain('again')
    expect(sealed).toContain('BEGIN AGE ENCRYPTED FILE')
    expect(merged.output).toContain(`${count} of 6 people`)
    expect(merged.output).toMatch(/Fewer than 5 people have\s+looked again, so the new answers are not shown/)
    expect(merged.output).toMatch(/cannot be told/)
    expect(merged.output).not.toContain('% moved')
    const again = await council.as('sam-okafor', ['merge'], before)
    expect(again.output).toContain('is up to date')
    const json = await council.as('sam-okafor', ['merge', '--format', 'json'], before)
    expect(JSON.parse(json.stdout)).toMatchObject({
      consensus: { statements: { [plan]: { answers: { fully: count < 3 ? 3 + count : 6 }, again: count } } },
      'second-look': { withheld: 1, advice: 'too-few' },
    })
  })

  it('neither does a later pass that one takes, nor what is agreed in between', async () => {
    const council = await opened()
    await revise(council, 'bo-reed', 'fully')
    await council.as('sam-okafor', ['merge', '--close'], before)
    const first = parse(council.read(`${round}/consensus.yaml`)).statements[plan]
    await council.as('sam-okafor', ['merge', '--second-look'], before)
    expect(parse(council.read(`${round}/second-look.yaml`))).toMatchObject({
      pass: 3,
      statements: { [plan]: { answers: { 'not-yet': 3, fully: 3 } } },
    })
    await revise(council, 'kit-lowe', 'partly')
    const agreeing = await council.as('sam-okafor', ['workshop', '--agree', `${plan}=fully`], before)
    expect(agreeing.output).toContain('warning: a second look is open at this')
    const later = await council.as('ida-hall', ['assess', '--revise', '--submit', '--dry-run'], before)
    expect(later.output).toMatch(/Agreed on together since/)
    await council.as('sam-okafor', ['merge', '--close'], before)
    const {
      agreed,
      'agreed-at': _,
      ...after
    } = parse(council.read(`${round}/consensus.yaml`)).statements[plan]
    expect(agreed).toBe('fully')
    expect(after).toEqual(first)
  })

  it('nor does one in a council below the smallest group', async () => {
    const council = await sealedCouncil()
    for (const [index, id] of people.slice(0, 3).entries())
      await answer(council, id, index === 0 ? 'not-yet' : 'fully')
    await council.as('sam-okafor', ['merge', '--second-look', '--close'], before)
    const { sealed: _s, responses: _r, ...first } = parse(council.read(`${round}/consensus.yaml`))
    for (const id of people.slice(0, 3)) await revise(council, id, 'partly')
    expect((await council.as('sam-okafor', ['merge'], before)).code).toBe(0)
    const { sealed: _S, responses: _R, ...after } = parse(council.read(`${round}/consensus.yaml`))
    expect(after).toEqual(first)
  })

  it('keeps notes under the seal, opened by who submitted and who facilitates alone', async () => {
    const council = await answered()
    const note = 'managing-income/community/rationale=We sold the depot.'
    await council.done('kit-lowe', 'assess', '--note', note, '--share-notes')
    await council.as('sam-okafor', ['merge', '--second-look', '--close'], before)
    const text = council.read(`${round}/second-look.yaml`)
    expect(text).not.toContain('depot')
    expect(parse(text)).not.toHaveProperty('notes')
    const { identitiesOf, open } = await opening(council)
    for (const id of ['bo-reed', 'sam-okafor'])
      expect((await open(parse(text).sealed, await identitiesOf(id))).notes).toEqual({
        'managing-income/community': { rationale: ['We sold the depot.'] },
      })
    const stranger = (await makeIdentity()).identity
    await expect(open(parse(text).sealed, [stranger])).rejects.toThrow('no key')
    expect((await council.as('sam-okafor', ['check'], before)).output).not.toContain('second-look')
  })

  it('takes back that notes may be shown until the round is signed, and says so', async () => {
    const council = await opened()
    await council.as('sam-okafor', ['merge', '--close'], before)
    const no = await council.as('bo-reed', ['assess', '--no-share-notes', '--revise'], after)
    expect(no).toMatchObject({ code: 0 })
    expect(no.output).toContain('Your notes are kept from the group.')
    const yes = await council.as('bo-reed', ['assess', '--share-notes'], after)
    expect(yes.output).toMatch(/in the\s+workshop and in\s+a second look/)
    const verified = await council.as('sam-okafor', ['verify'], after)
    expect(verified.code).toBe(0)
    expect(verified.output).toMatch(/said whether notes may be shown/)
    const more = await council.as('bo-reed', ['assess', '--share-notes', '--answer', `${plan}=partly`], after)
    expect(more).toMatchObject({ code: 2 })
    const both = await council.as('bo-reed', ['assess', '--share-notes', '--no-share-notes'], after)
    expect(both).toMatchObject({ code: 2 })
    expect(both.output).toContain('exclude each other')
    council.write(
      `${round}/signatures.yaml`,
      'format: tiex-signatures/1\nround: 2026-autumn\nsignatures:\n  - {role: director, recorded: "2026-11-23", recorded-by: sam-okafor, at: 2026-11-23T00:00:00Z, statement: "{}"}\n',
    )
    const signed = await council.as('bo-reed', ['assess', '--no-share-notes'], after)
    expect(signed).toMatchObject({ code: 2 })
    expect(signed.output).toContain('is signed off')
  })

  it('names who looked again after it had ended', async () => {
    const council = await opened()
    await council.as('sam-okafor', ['merge', '--close'], before)
    council.write(
      `${round}/second-look.yaml`,
      council.read(`${round}/second-look.yaml`).replace(/^closed: .*\n/m, ''),
    )
    await council.as('bo-reed', ['assess', '--revise', '--submit'], { now: '2026-11-02T12:00:00Z' })
    council.git('checkout', '-q', `${round}/second-look.yaml`)
    const merged = await council.as('sam-okafor', ['merge'], after)
    expect(merged.output).toMatch(/after the second look had ended[^.]*bo-reed/s)
    expect((await council.as('sam-okafor', ['check'], after)).output).toContain(
      'bo-reed looked again after the second look had ended',
    )
  })

  it('waits for nobody who is left out', async () => {
    const council = await opened()
    for (const id of people.slice(0, 5)) await revise(council, id, 'fully')
    expect((await council.as('sam-okafor', ['merge'], before)).output).toContain('a second look is open')
    const merged = await council.as('sam-okafor', ['merge', '--leave-out', 'kit-lowe'], before)
    expect(merged).toMatchObject({ code: 0 })
  })

  it('shows the counts where enough looked again, and how far they moved', async () => {
    const council = await opened()
    for (const [index, id] of people.entries()) await revise(council, id, index < 5 ? 'partly' : 'fully')
    const merged = await council.as('sam-okafor', ['merge'], before)
    expect(parse(council.read(`${round}/consensus.yaml`)).statements[plan]).toMatchObject({
      ...{ answers: { partly: 5, fully: 1 }, again: 6 },
    })
    expect(merged.output).toContain('6 of 6 people looked again')
    expect(merged.output).toContain('Another pass is not worth it')
    const again = await council.as('sam-okafor', ['merge'], before)
    expect(again.output).toContain('is up to date')
  })

  it('needs the key of its person, and that of a facilitator to be opened', async () => {
    const council = await answered()
    const keyless = { ...after, variables: { XDG_CONFIG_HOME: `${council.configOf('sam-okafor')}-none` } }
    const refused = await council.as('sam-okafor', ['merge', '--second-look'], keyless)
    expect(refused).toMatchObject({ code: 2 })
    expect(refused.output).toContain('no key at hand')
    const other = await council.as('bo-reed', ['merge', '--second-look'], after)
    expect(other).toMatchObject({ code: 2 })
    expect(other.output).toContain('may not facilitate')
  })
})
