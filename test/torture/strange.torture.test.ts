import { describe, test } from 'vitest'
import { checkouts } from '../strange/checkouts.ts'
import { commands, councils, response } from '../strange/council.ts'
import { kinds } from '../strange/kinds.ts'
import { machine } from '../strange/machine.ts'
import { play, usualIn } from '../strange/playing.ts'
import { damage, states } from '../strange/states.ts'

/*
 * Every command in every strange situation; test/strange/strange.test.ts has the short round of it. Where a response cannot be read,
 * commands that need none of it go on: only `status` and `assess` are asked there, as in the short round.
 */
const copy = councils()
const usual = usualIn(copy)
const { assess, workshop, 'people add': people, 'plan add': plan } = commands.writes
const lines = {
  verifies: true,
  // What is published says too whether it is committed: publish.test.ts.
  reads: Object.entries(commands.reads).flatMap(([name, args]) => (name.startsWith('publish') ? [] : [args])),
  writes: [
    { args: assess, file: response },
    { args: [...people, '--as', 'sam-okafor'], file: 'tiex.yaml' },
    { args: [...plan, '--as', 'sam-okafor'], file: 'rounds/2026-autumn/plan.yaml' },
    { args: [...workshop, '--as', 'sam-okafor'], file: 'rounds/2026-autumn/consensus.yaml' },
  ],
  usual,
}
const short = { ...lines, reads: [commands.reads.status], writes: lines.writes.slice(0, 1) }

describe.each([
  ['the machine', machine],
  ['the state', states],
  ['damage', damage],
  ['the kind of repository', kinds],
  ['the files', checkouts],
] as const)('%s:', (_, situations) => {
  for (const situation of situations)
    test.skipIf(situation.skip !== undefined)(situation.name, async () => {
      const isRefused = situation.reads !== undefined || typeof situation.writes !== 'string'
      await play(situation, await copy(), isRefused ? short : lines)
    })
})
