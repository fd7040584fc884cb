import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { expectFinished, expectSame, expectTold, expectWhole, known, leftIn, stateOf } from './judge.ts'
import { copyOf, run, type Situation } from './run.ts'
import { sittings, situations } from './situations.ts'

// Needs the built program: npm run build; and root, for disks of its own.

const named = (...names: readonly string[]) => situations.filter(({ name }) => names.includes(name))
const few = named(
  'assess, one more answer',
  'merge',
  'workshop --agree',
  'import, in plain text',
  'publish to a clone',
)

/** A disk in memory, mounted on a folder; undefined where this process may mount none. */
function smallDisk(
  megabytes: number,
): { readonly folder: string; readonly remount: (options: string) => void } | undefined {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tiex-disk-')))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder])
  onTestFinished(() => {
    spawnSync('umount', [folder])
    rmSync(folder, { recursive: true, force: true })
  })
  if (mounted.status !== 0) return undefined
  const remount = (options: string) => {
    const end = spawnSync('mount', ['-o', `remount,${options}`, folder], { encoding: 'utf8' })
    expect(end.stderr).toBe('')
  }
  return { folder, remount }
}

const canMount = (() => {
  const folder = mkdtempSync(join(tmpdir(), 'tiex-disk-'))
  const can = spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', folder]).status === 0
  if (can) spawnSync('umount', [folder])
  rmSync(folder, { recursive: true, force: true })
  return can
})()

describe.skipIf(!canMount)('on a disk of its own (skipped where this process may mount none)', () => {
  test.each(few)(
    '$name, with ever less room on the disk, says that it is full, loses nothing, and goes on later',
    async (situation) => {
      const about = await known(situation)
      const disk = smallDisk(24)!
      const ends = new Set<number | null>()
      for (const kilobytes of [0, 4, 8, 12, 16, 20, 24, 32, 40, 56, 80, 120]) {
        const copy = copyOf(about.beginning, disk.folder)
        const filler = join(copy.base, 'tmp/filler')
        fill(filler)
        leaveRoom(filler, kilobytes)
        const ended = run(copy, situation)
        const told = `${situation.name} with ${kilobytes} kB`
        ends.add(ended.code)
        rmSync(filler)
        if (ended.code === 2)
          expect(ended.output, told).toMatch(/error: .*(full|No space left|unable to write)/)
        await expectTold(copy, about, ended, told)
        await expectWhole(copy, about, told)
        await expectFinished(copy, about, told)
        copy.remove()
      }
      expect([...ends]).toContain(2)
    },
  )

  test.each(few)('$name, on a disk that is read-only, changes nothing and says so', async (situation) => {
    const about = await known(situation)
    const disk = smallDisk(24)!
    const copy = copyOf(about.beginning, disk.folder)
    disk.remount('ro')
    const ended = run({ ...copy, variables: { ...copy.variables, TMPDIR: tmpdir() } }, situation)
    disk.remount('rw')
    expect(ended.output).toMatch(/error: .*(read-only|may not write)/)
    expect(ended.code).toBe(2)
    expectSame(await stateOf(copy), about.before, situation.name)
    await expectFinished(copy, about, situation.name)
  })

  test.each(sittings)(
    '$name, on a disk that is read-only, is told before the first question',
    async (sitting) => {
      const disk = smallDisk(24)!
      const copy = copyOf(await sitting.prepare(), disk.folder)
      disk.remount('ro')
      const ended = run(copy, sitting)
      disk.remount('rw')
      expect(ended.code).toBe(2)
      expect(ended.output).toContain('read-only')
      expect(ended.output).not.toMatch(/Your answer|What do you agree on/)
    },
  )
})

/** Writes zeros until there is no room left. */
function fill(file: string): void {
  spawnSync('dd', ['if=/dev/zero', `of=${file}`, 'bs=4k', 'status=none'])
}

function leaveRoom(file: string, kilobytes: number): void {
  const size = readFileSync(file).length
  spawnSync('truncate', ['-s', String(Math.max(0, size - kilobytes * 1024)), file])
}

describe('a clock that jumps', () => {
  const [assess] = named('assess, one more answer') as [Situation]
  const [merge] = named('merge') as [Situation]
  const answer = (what: string) => [
    'assess',
    '--as',
    'tom-reed',
    '--answer',
    `data-and-intelligence/community/${what}`,
  ]

  test('back by a year or forward by fifty, it takes nothing from answers, and what was given last stands', async () => {
    const copy = copyOf(await assess.prepare())
    onTestFinished(copy.remove)
    const tiex = join(copy.base, 'council/tiex.yaml')
    const always = readFileSync(tiex, 'utf8')
      .replaceAll('2026-10-01', '2000-01-01')
      .replaceAll('2026-11-20', '2099-12-31')
    writeFileSync(tiex, always)
    const given: readonly (readonly [now: string, what: string])[] = [
      ['2026-11-19T09:30:00Z', 'do=partly'],
      ['2076-11-19T09:30:00Z', 'review=fully'],
      ['2025-11-19T09:30:00Z', 'do=fully'],
      ['2024-02-29T23:59:59Z', 'plan=not-yet'],
      ['2026-10-25T00:59:59Z', 'understand=partly'],
      ['2026-10-25T01:00:00Z', 'do=not-yet'],
    ]
    for (const [now, what] of given) {
      const ended = run(copy, { ...assess, now, args: answer(what) })
      expect(ended.code, `${now}: ${ended.output}`).toBe(0)
    }
    const text = readFileSync(join(copy.base, 'council/rounds/2026-autumn/responses/tom-reed.yaml'), 'utf8')
    expect(text).toMatch(
      /community:\n(?: {6}.*\n)*? {6}understand: partly\n {6}plan: not-yet\n {6}do: not-yet\n {6}review: fully\n/,
    )
    const check = run(copy, { ...assess, args: ['check'] })
    expect(check.output).not.toMatch(/error: |^\s+at .*:\d+/m)
  })

  test('a merge says the same whatever the clock says, once the round is over', async () => {
    const about = await known(merge)
    for (const now of ['2026-11-23T09:30:00Z', '2027-11-23T09:30:00Z', '2076-11-23T09:30:00Z']) {
      const copy = copyOf(about.beginning)
      expect(run(copy, { ...merge, now }).code).toBe(0)
      expectSame(await stateOf(copy), about.after, now)
      // Merged again by a clock that has jumped back, nothing changes.
      const earlier = run(copy, { ...merge, now: '2026-11-21T00:00:00Z' })
      expect(earlier.output).toContain('is up to date')
      expectSame(await stateOf(copy), about.after, `${now}, then back`)
      copy.remove()
    }
    const copy = copyOf(about.beginning)
    const before = run(copy, { ...merge, now: '2025-11-23T09:30:00Z' })
    expect([before.code, before.output]).toEqual([2, expect.stringMatching(/error: .*(open|2026)/)])
    expectSame(await stateOf(copy), about.before, 'before the round')
    copy.remove()
  })

  test.each(['Pacific/Auckland', 'America/Los_Angeles', 'Europe/London'])(
    'in the time zone %s the same is written',
    async (TZ) => {
      const about = await known(merge)
      const copy = copyOf(about.beginning)
      onTestFinished(copy.remove)
      expect(run({ ...copy, variables: { ...copy.variables, TZ } }, merge).code).toBe(0)
      expectSame(await stateOf(copy), about.after, TZ)
    },
  )

  test('a lock that another machine left is taken over where it is old by the clock, and named where it seems to be of the future', async () => {
    const about = await known(assess)
    const lock = 'council/rounds/2026-autumn/responses/.tom-reed.yaml.lock'
    const copy = copyOf(about.beginning)
    onTestFinished(copy.remove)
    writeFileSync(join(copy.base, lock), '1 another-machine 0123456789abcdef\n')
    const back = run(copy, { ...assess, now: '2026-10-19T09:30:00Z' })
    expect(back.code).toBe(2)
    expect(back.output).toMatch(/process 1 on another-machine is changing\s+this file/)
    expect(back.output.replaceAll(/\s+/g, ' ')).toContain(
      'delete rounds/2026-autumn/responses/.tom-reed.yaml.lock',
    )
    await expectWhole(copy, about, 'locked')
    await expectFinished(copy, about, 'once it is old')
    expect(leftIn(copy)).toEqual([])
  })
})
