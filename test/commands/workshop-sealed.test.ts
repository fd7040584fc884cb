import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { answer, blockOf, type SealedCouncil, sealedCouncil } from './sealed-council.ts'

const path = 'rounds/2026-autumn/consensus.yaml'
const statement = 'managing-income/community/plan'
const agree = ['workshop', '--agree', `${statement}=partly`]

/** Three have answered, so that the counts of the consensus are sealed. */
async function merged(): Promise<SealedCouncil> {
  const council = await sealedCouncil()
  await answer(council, 'sam-okafor')
  await answer(council, 'bo-reed')
  await answer(council, 'priya-shah', 'fully')
  await council.done('sam-okafor', 'merge', '--close')
  return council
}

/** Sam at a machine without any key. */
const keyless = ({ as, configOf }: SealedCouncil, ...args: readonly string[]) =>
  as('sam-okafor', args, { variables: { XDG_CONFIG_HOME: `${configOf('sam-okafor')}-none` } })

describe('where the counts are sealed', () => {
  it('agreeing for the first time needs no key, and leaves the block as it is', async () => {
    const council = await merged()
    const block = blockOf(council.read(path))
    const ran = await keyless(council, ...agree, '--priority', 'managing-income/community=high')
    expect(ran).toMatchObject({ code: 0 })
    expect(blockOf(council.read(path))).toBe(block)
    expect(parse(council.read(path))).toMatchObject({
      statements: { [statement]: { agreed: 'partly' } },
      cells: { 'managing-income/community': { priority: 'high' } },
    })
    expect(council.read(path)).not.toMatch(/answers:|divergence:/)
  })

  it('agreeing again needs one, since what it was agreed from lies under the seal', async () => {
    const council = await merged()
    await council.done('sam-okafor', ...agree)
    const again = await keyless(council, ...agree)
    expect(again.code).toBe(2)
    expect(again.output).toContain('no key at hand opens the sealed counts of 2026-autumn')
    expect(again.output).toContain('--identity FILE')
    expect((await council.done('sam-okafor', ...agree)).output).toContain('1 of 93 statements agreed')
  })

  it('agreeing again settles that answers have changed since', async () => {
    const council = await merged()
    await council.done('sam-okafor', ...agree)
    const leaveOut = await council.done('sam-okafor', 'merge', '--leave-out', 'priya-shah')
    expect(leaveOut.output).toContain('1 agreed statement')
    await council.done('sam-okafor', ...agree)
    const after = await council.done('sam-okafor', 'merge', '--leave-out', 'priya-shah')
    expect(after.output).not.toContain('have changed since')
  })
})
