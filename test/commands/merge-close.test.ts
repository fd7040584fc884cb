import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type SealedCouncil, sealedCouncil } from './sealed-council.ts'

const plan = 'managing-income/community/plan'
/** Before the last day of the round. */
const before = { now: '2026-11-02T10:00:00Z' }
const flat = (text: string) => text.replace(/\s+/g, ' ')

/** Everybody has submitted long before the last day. */
async function answered(): Promise<SealedCouncil> {
  const council = await sealedCouncil()
  for (const [person, option] of [
    ['sam-okafor', 'not-yet'],
    ['bo-reed', 'fully'],
    ['priya-shah', 'fully'],
  ] as const)
    await council.done(person, 'assess', '--answer', `${plan}=${option}`, '--submit')
  return council
}

const closedIn = (council: SealedCouncil) => parse(council.read('tiex.yaml')).rounds['2026-autumn'].closed

describe('a round in which everybody has submitted before its last day', () => {
  it('is not called closed, and status says how to close it', async () => {
    const { stdout, stderr } = await (await answered()).as('sam-okafor', ['status'], before)
    expect(flat(stdout)).toContain('open until Fri 20 Nov')
    expect(flat(stdout)).toContain(
      'Where the round stands: answering, everybody has submitted and may change their answers until it is closed. Still to come: closed, merged',
    )
    expect(stderr).toBe('Next: tiex merge --close\n')
  })

  it('is closed by merge --close, which says so, and takes no answers afterwards', async () => {
    const council = await answered()
    const dry = await council.as('sam-okafor', ['merge', '--close', '--dry-run'], before)
    expect(flat(dry.stderr)).toContain('Would close 2026-autumn and write')
    expect(closedIn(council)).toBeUndefined()
    const { code, stderr } = await council.as('sam-okafor', ['merge', '--close'], before)
    expect([code, stderr]).toEqual([0, expect.stringContaining('Closed: no more answers are taken')])
    expect(stderr).toContain('\nNext: tiex agenda')
    expect(stderr).not.toContain('--close')
    expect(closedIn(council)).toBe('2026-11-02T10:00:00Z')
    const late = await council.as('bo-reed', ['assess', '--answer', `${plan}=partly`], before)
    expect([late.code, late.stderr]).toEqual([2, expect.stringContaining('closed on Mon 2 November 2026')])
  })

  it('is closed also where it was merged before, and only once', async () => {
    const council = await answered()
    await council.as('sam-okafor', ['merge'], before)
    expect(closedIn(council)).toBeUndefined()
    const { stderr } = await council.as('sam-okafor', ['merge', '--close'], before)
    expect(stderr).toContain('Closed: no more answers are taken')
    const again = await council.as('sam-okafor', ['merge', '--close'], before)
    expect([again.code, again.stderr]).toEqual([0, expect.not.stringContaining('Closed')])
    const look = await council.as('sam-okafor', ['merge', '--second-look'], before)
    expect([look.code, look.stderr]).toEqual([0, expect.stringContaining('Opened a second look')])
  })
})

describe('while a second look is open', () => {
  it('agenda and workshop say so in a line', async () => {
    const council = await answered()
    await council.as('sam-okafor', ['merge', '--close', '--second-look'], before)
    const line = 'A second look is still open, so that answers may change'
    for (const args of [['agenda'], ['agenda', '--handout'], ['workshop', '--agree', `${plan}=fully`]]) {
      const { code, stderr } = await council.as('sam-okafor', args, before)
      expect([code, flat(stderr)]).toEqual([0, expect.stringContaining(line)])
    }
    await council.as('sam-okafor', ['merge', '--close'], before)
    const { stderr } = await council.as('sam-okafor', ['agenda'], before)
    expect(flat(stderr)).not.toContain(line)
  })

  it('an index that a stopped run left behind is put right by the next', async () => {
    const council = await answered()
    const opening = ['merge', '--close', '--second-look']
    await council.as('sam-okafor', opening, before)
    const files = ['consensus', 'second-look']
      .map((name) => `rounds/2026-autumn/${name}.yaml`)
      .concat('tiex.yaml')
    council.git('reset', '-q', 'HEAD~3', '--', ...files)
    expect(council.git('diff', '--cached', '--name-only').trim().split('\n')).toEqual(files)
    const { code, stderr } = await council.as('sam-okafor', opening, before)
    expect([code, stderr]).toEqual([2, expect.stringContaining('a second look is open')])
    expect(council.git('diff', '--cached', '--name-only')).toBe('')
  })
})
