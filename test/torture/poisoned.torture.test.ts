import { afterAll, describe, expect, it } from 'vitest'
import { openPair } from '../poisoned/council.ts'
import { expectNothingActs } from '../poisoned/judges.ts'
import { everyLine } from '../poisoned/lines.ts'
import { poisons as makePoisons, turns } from '../poisoned/poison.ts'
import { judge } from '../poisoned/reading.ts'
import { runAll } from '../poisoned/writing.ts'

// Every place gets every poison in turn; TIEX_TURNS says how many turns are taken, the first of them where it is less than all.
const taken = Math.min(turns, Number(process.env.TIEX_TURNS ?? turns))
const { lines } = await everyLine()

describe.each(Array.from({ length: taken }, (_, turn) => turn))('turn %i of the poisons', async (turn) => {
  const poisons = makePoisons(turn)
  const pair = await openPair(poisons)
  afterAll(() => pair.remove())

  it.each(lines.filter(({ writes }) => writes !== true).map((line) => [line.args.join(' '), line] as const))(
    'tiex %s shows nothing that acts',
    async (_, line) => judge(line, pair, poisons),
  )

  it('nothing that is written acts', async () => {
    const writes = lines.filter((line) => line.writes === true)
    const written = await runAll(pair.poisoned, writes, pair.textOf)
    for (const { output } of written.ran.values()) expectNothingActs(output, poisons.last)
    expectNothingActs(written.commits.flat().join('\n'), poisons.last)
    expect(written.commits.length).toBeGreaterThan(10)
    written.remove()
  })
})
