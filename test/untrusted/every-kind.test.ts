import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shippedModel } from '../files/exchange/exchanges.ts'
import { bytesOf, type Entry } from './corpus.ts'
import { openTestshire } from './council.ts'
import { everyPlace, furnish, isSound, type Place, readers, strangersAt } from './every-kind.ts'
import { expectComposed, expectNothingRun } from './rules.ts'

// Every file of the corpus in the place of every other kind of file. All places are hostile at once, each run with other files; npm test
// makes a few of the runs, npm run fuzz more, npm run torture all of them.
const council = await openTestshire()
beforeAll(async () => furnish(council, await shippedModel()))
afterAll(() => council.remove())

const { TIEX_EVERY, TIEX_FUZZ } = process.env
const every = TIEX_EVERY !== undefined ? 1 : TIEX_FUZZ !== undefined ? 9 : 160
const most = Math.max(...everyPlace.map((place) => strangersAt(place).length))
const runs = Array.from({ length: most }, (_, run) => run).filter((run) => run % every === 0)

/** Everything but the cache of exchanges that were read, which is the user's own and for no other program. */
function state(): ReadonlyMap<string, string> {
  return new Map(
    [...council.snapshot()].filter(([name]) => !/^home\/\.cache(\/tiex(\/exchanges(\/.*)?)?)?$/.test(name)),
  )
}

/** The entry of a place in a run: over all runs each is there once. */
function entryAt(place: Place, run: number): Entry {
  const strangers = strangersAt(place)
  return strangers[(run + everyPlace.indexOf(place) * 29) % strangers.length]!
}

/** That the place is named with what is wrong and what to do, by the command that looks at it. */
function expectNamed(output: string, place: Place, entry: Entry): void {
  const shown = place.file.replace(/^exchange(-2)?\//, '')
  const at = output.split('\n').findIndex((line) => line.startsWith(`${shown}:`) && line.includes(' error: '))
  const told = `${entry.file} as ${place.file}\n${output}`
  expect(at, told).not.toBe(-1)
  expect(
    output
      .split('\n')
      .slice(at, at + 8)
      .some((line) => line.startsWith('hint: ')),
    told,
  ).toBe(true)
  if (isSound(entry))
    expect(output, told).toMatch(new RegExp(`${shown}:\\d+:\\d+: error: this is an? .*, not an? `))
  for (const secret of entry.mustNotSay ?? []) expect(output, told).not.toContain(secret)
}

const commands = [...new Map(everyPlace.map((place) => [place.command.join(' '), place.command])).values()]

describe('a file of another kind', () => {
  it.each(runs)('is refused by name wherever it stands, and nothing is changed (run %i)', async (run) => {
    const beside = everyPlace.filter(({ kind }) => kind !== 'assessment')
    for (const place of beside) council.put(place.file, bytesOf(entryAt(place, run).file, council.digest))
    const before = state()
    const ran = async (args: readonly string[]) => {
      const start = process.cpuUsage()
      const end = await council.tiex(args)
      const { user, system } = process.cpuUsage(start)
      expect((user + system) / 1000, args.join(' ')).toBeLessThan(2_000)
      expectComposed(end, `run ${run}: ${args.join(' ')}`)
      return end
    }
    for (const command of commands) {
      const { code, output } = await ran(command)
      expect([1, 2], output).toContain(code)
      for (const place of beside.filter((one) => one.command === command))
        expectNamed(output, place, entryAt(place, run))
    }
    const other = readers.filter((_, index) => (index + run) % 12 === 0)
    for (const args of other) await ran(args)
    expect(state()).toEqual(before)
    expectNothingRun(before)

    const config = everyPlace.at(-1)!
    const kept = council.read('tiex.yaml')
    council.put('tiex.yaml', bytesOf(entryAt(config, run).file, council.digest))
    const { code, output } = await ran(['check'])
    expect(code).toBe(1)
    expectNamed(output, config, entryAt(config, run))
    for (const args of other) await ran(args)
    council.put('tiex.yaml', kept)
  })
})
