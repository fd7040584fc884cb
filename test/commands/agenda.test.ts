import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openExample } from '../world.ts'
import { type SealedCouncil, sealedCouncil } from './sealed-council.ts'

const section = 'managing-income/community'
const after = { now: '2026-11-26T16:00:00Z' }

function example() {
  const world = openExample()
  onTestFinished(() => world.remove())
  const agenda = (...args: readonly string[]) => world.tiex(['agenda', ...args], after)
  return { world, agenda }
}

/** Answers with a note that may be shown, or not, and submits. */
const noting = ({ done }: SealedCouncil, person: string, shares: boolean) =>
  done(
    person,
    ...['assess', '--submit', shares ? '--share-notes' : '--no-share-notes'],
    ...['--answer', `${section}/plan=${person === 'bo-reed' ? 'fully' : 'not-yet'}`],
    ...['--note', `${section}/impediments=Words of ${person}.`],
  )

async function merged(sharing: readonly string[]) {
  const council = await sealedCouncil()
  for (const person of ['sam-okafor', 'bo-reed', 'priya-shah'])
    await noting(council, person, sharing.includes(person))
  await council.done('sam-okafor', 'merge', '--close')
  return council
}

describe('the handout of a sealed council', () => {
  it('has the notes that may be shown where a facilitator brings their key, and names nobody', async () => {
    const { as } = await merged(['bo-reed', 'priya-shah'])
    const { code, stdout, stderr } = await as('sam-okafor', ['agenda', '--handout'], after)
    expect(code).toBe(0)
    expect(stdout).toContain('- Words of bo-reed.\n- Words of priya-shah.\n')
    expect(stdout).not.toMatch(/Words of sam|Bo Reed|Priya Shah/)
    expect(stderr).toBe('\nNext: tiex workshop\n')
  })

  it('works without a key, and says whose notes are missing by number only', async () => {
    const { as } = await merged(['bo-reed'])
    const { code, stdout, stderr } = await as('sam-okafor', ['agenda', '--handout'], {
      ...after,
      variables: { XDG_CONFIG_HOME: '/nowhere' },
    })
    expect(code).toBe(0)
    expect(stdout).not.toContain('Words of')
    expect(stderr.replaceAll('\n', ' ')).toContain('The notes of 3 people are sealed and left out.')
    expect(stderr).toContain('--identity')
  })

  it('gives no notes to who may not facilitate, not even their own', async () => {
    const { as } = await merged(['bo-reed', 'priya-shah'])
    const { code, stdout, stderr } = await as('bo-reed', ['agenda', '--handout'], after)
    expect(code).toBe(0)
    expect(stdout).not.toContain('Words of')
    expect(stderr).toContain('Notes are left out: only those who may facilitate see them')
  })

  it('shows no answers of so few people, and the agenda plans without them', async () => {
    const { as } = await merged([])
    const { stdout } = await as('sam-okafor', ['agenda', '--handout'], after)
    expect(stdout).toContain('fewer than 5 people answered, so their answers are not shown')
    const { stdout: planned } = await as('sam-okafor', ['agenda'], {
      ...after,
      variables: { XDG_CONFIG_HOME: '/nowhere' },
    })
    expect(planned).not.toContain('divergence')
  })
})

describe('an agenda', () => {
  it('adds up to the minutes that were asked, whatever they are', async () => {
    const { agenda } = example()
    for (const minutes of [60, 61, 97, 180, 333, 480]) {
      const { parts } = JSON.parse((await agenda('--minutes', String(minutes), '--format', 'json')).stdout)
      expect(parts.reduce((sum: number, part: { minutes: number }) => sum + part.minutes, 0)).toBe(minutes)
    }
  })

  it('takes the time of the clock, past midnight too', async () => {
    const { agenda } = example()
    const { stdout } = await agenda('--start', '23:30', '--minutes', '90')
    expect(stdout).toContain('90 minutes, 23:30 to 01:00')
  })

  it('is not made for somebody there is not, nor with a key that opens nothing', async () => {
    const { agenda } = example()
    for (const flags of [[], ['--handout'], ['--workshop', '2'], ['--workshop', '2', '--handout']]) {
      const { code, stderr } = await agenda(...flags, '--as', 'nobody')
      expect([code, stderr]).toEqual([2, expect.stringContaining('nobody')])
    }
    for (const flags of [[], ['--workshop', '2'], ['--workshop', '2', '--handout']]) {
      const { code, stderr } = await agenda(...flags, '--identity', '/nonexistent')
      expect([code, stderr]).toEqual([2, expect.stringContaining('--identity goes with --handout')])
    }
    expect(await agenda('--as', 'priya-shah')).toMatchObject({ code: 0 })
  })

  it('is written to a file with -o, and leaves every file as it is', async () => {
    const { world, agenda } = example()
    const consensus = () => readFileSync(join(world.folder, 'rounds/2026-autumn/consensus.yaml'), 'utf8')
    const before = consensus()
    expect(await agenda('--format', 'md', '-o', 'agenda.md')).toMatchObject({ code: 0, stdout: '' })
    expect(readFileSync(join(world.folder, 'agenda.md'), 'utf8')).toMatch(/^# Exampleshire/)
    expect(consensus()).toBe(before)
  })

  it('names nobody', async () => {
    const { agenda } = example()
    const names = /Shah|Okafor|Reed|Osei|Marsh|Nowak|Adeyemi|Whitfield|Malik|Harding|imran-malik|priya-shah/
    for (const format of ['text', 'md', 'json'])
      for (const flags of [[], ['--handout', '--as', 'sam-okafor']])
        expect((await agenda('--format', format, ...flags)).stdout).not.toMatch(names)
  })

  it('never breaks a line past the width of the screen', async () => {
    const { world } = example()
    for (const columns of [60, 80])
      for (const flags of [[], ['--plain'], ['--handout', '--as', 'sam-okafor'], ['--workshop', '2']]) {
        const { stdout } = await world.tiex(['agenda', ...flags], { ...after, columns })
        const long = stdout.split('\n').filter((line) => line.length > columns && !line.includes('http'))
        expect(long).toEqual([])
      }
  })
})
