import { beforeEach, describe, expect, it } from 'vitest'
import { fingerprintOf } from '../../../src/files/age/identity.ts'
import { sealText } from '../../../src/files/age/seal.ts'
import {
  answer,
  responseOf,
  type SealedCouncil,
  sealedCouncil,
  sealedOnce,
} from '../../commands/sealed-council.ts'
import { boFacilitates, consensus, edit, inside, priya, put } from './sealing.ts'

const answered = sealedOnce(async (begun) => {
  await answer(begun, 'priya-shah')
  await answer(begun, 'bo-reed')
})
const closed = sealedOnce((begun) => begun.done('sam-okafor', 'merge', '--close'), answered)
const widened = sealedOnce(boFacilitates, closed)

let council: SealedCouncil
beforeEach(async () => {
  council = await sealedCouncil(answered)
})

const rotate = (...args: readonly string[]) => council.as('sam-okafor', ['keys', 'rotate', ...args])
const mergeIsDone = async () =>
  (await council.as('sam-okafor', ['merge', '--dry-run', '--exit-code'])).code === 0
const digest = () => /^responses:[\s\S]*?(sha256:\w+)/m.exec(council.read(consensus))?.[1]
const committed = () => council.git('show', '--format=', '--name-only').trim().split('\n')
const status = () => council.git('status', '--porcelain').trim()

describe('the consensus', () => {
  it('stays that of the same responses, in the commit that seals them again', async () => {
    council = await sealedCouncil(widened)
    const before = digest()
    expect((await rotate()).code).toBe(0)
    expect(await mergeIsDone()).toBe(true)
    expect(digest()).not.toBe(before)
    expect(committed()).toEqual([consensus, priya])
    expect(await inside(council.read(consensus), council.keys.bo.identity)).toContain(`digest: ${digest()}\n`)
    expect((await council.as('sam-okafor', ['verify'])).code).toBe(0)
  })

  it('stays so too where its counts are in the open', async () => {
    edit(council, 'tiex.yaml', /^minimum-group: \d+$/m, 'minimum-group: 3')
    await answer(council, 'sam-okafor')
    await council.done('sam-okafor', 'merge', '--close')
    await boFacilitates(council)
    const text = council.read(consensus)
    const before = digest()!
    await rotate()
    expect(council.read(consensus)).toBe(text.replace(before, digest()!))
    expect([before === digest(), await mergeIsDone()]).toEqual([false, true])
    expect(committed()).toEqual([consensus, priya, responseOf('sam-okafor')])
  })

  it('stays so where the answers of one person are handed back', async () => {
    council = await sealedCouncil(closed)
    const { recipient } = await council.giveKey('priya-shah')
    const said = ['--key', recipient, '--fingerprint', fingerprintOf(recipient)]
    const ran = await council.as('sam-okafor', ['keys', 'hand-back', 'priya-shah', ...said])
    expect([ran.code, committed(), await mergeIsDone()]).toEqual([0, [consensus, priya], true])
  })

  it('is left as it is where it was of other responses, and a line says so', async () => {
    await council.done('sam-okafor', 'merge', '--close', '--leave-out', 'bo-reed')
    const before = digest()
    await boFacilitates(council)
    const { output } = await rotate()
    expect(digest()).toBe(before)
    expect(output.replaceAll('\n', ' ')).toContain('it has to be merged again: tiex merge')
  })

  it('with counts that are no map is refused, and not emptied', async () => {
    council = await sealedCouncil(closed)
    await put(council, consensus, await sealText('- 1\n', [council.keys.sam.recipient]))
    const text = council.read(consensus)
    await boFacilitates(council)
    expect([(await rotate()).code, council.read(consensus)]).toEqual([1, text])
  })
})

it('what says that it is sealed to the right people, and is sealed to more, is sealed again', async () => {
  council = await sealedCouncil(closed)
  const { sam, bo: ofBo, priya: ofPriya } = council.keys
  for (const file of [priya, consensus]) {
    const to = [sam.recipient, ofBo.recipient, ...(file === priya ? [ofPriya.recipient] : [])]
    await put(council, file, await sealText(await inside(council.read(file), sam.identity), to))
    expect(await inside(council.read(file), ofBo.identity)).not.toBe('no key')
  }
  expect((await rotate()).output).toContain('sealed 1 response and the counts of the consensus again')
  for (const file of [priya, consensus])
    expect(await inside(council.read(file), ofBo.identity)).toBe('no key')
})

it('what its person changed meanwhile is left for them to commit, and named', async () => {
  await council.done('priya-shah', 'assess', '--no-commit', '--answer', 'managing-income/service/plan=fully')
  await boFacilitates(council)
  const { output } = await rotate()
  expect(output.replaceAll('\n', ' ')).toContain(`git commit ${priya}`)
  expect(status()).toContain(priya)
  expect(committed()).not.toContain(priya)
})

describe('after a run that was interrupted', () => {
  beforeEach(async () => {
    council = await sealedCouncil(widened)
  })

  it('what was sealed is committed by the next', async () => {
    await rotate('--no-commit')
    expect(status()).not.toBe('')
    const { code, output } = await rotate()
    expect([code, status(), committed()]).toEqual([0, '', [consensus, priya]])
    expect(output).toContain('sealed again before, but not committed then: priya-shah')
    expect(council.git('log', '-1', '--format=%s').trim()).toBe(
      'Seal the answers of 2026-autumn again: 1 response',
    )
    expect((await council.as('sam-okafor', ['verify'])).code).toBe(0)
    expect((await rotate()).output).not.toMatch(/before|ommitted/)
  })

  it('the consensus that it did not reach is brought along by the next', async () => {
    await rotate('--no-commit')
    council.git('checkout', '-q', '--', consensus)
    expect((await rotate()).code).toBe(0)
    expect([status(), committed(), await mergeIsDone()]).toEqual(['', [consensus, priya], true])
  })

  it('an answer of the same person since then is not taken for a sealing', async () => {
    await rotate('--no-commit')
    edit(council, priya, /^started: .*$/m, 'started: 2026-11-01T00:00:00Z')
    await rotate()
    expect(status()).toContain(priya)
  })
})
