import { afterAll, beforeEach, expect, test } from 'vitest'
import { spending } from '../spent.ts'
import { placeBig, writeBigFiles } from './big.ts'
import { places } from './corpus.ts'
import { openTestshire } from './council.ts'
import { expectComposed, expectShort } from './rules.ts'

// The two that are small enough to be parsed at all; test/torture has all twelve, with the memory they take.
const council = await openTestshire()
writeBigFiles(council)
beforeEach(() => council.reset())
afterAll(() => council.remove())

test.each(['big-06-depth-100k.yaml', 'big-09-merge-quadratic.yaml'])(
  '%s is refused within 5 seconds',
  async (name) => {
    for (const place of [places.response, places.config, places.consensus, 'resources/own.yaml']) {
      council.reset()
      placeBig(council, name, place)
      const spent = spending()
      const ran = await council.tiex(['check'])
      expect(spent()).toBeLessThan(5_000)
      expectComposed(ran)
      expectShort(ran.output)
      expect(ran.code).toBe(1)
      expect(ran.output).toMatch(new RegExp(`^${place}:\\d+:\\d+: error: `, 'm'))
    }
  },
)
