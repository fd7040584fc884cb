import { expect, test } from 'vitest'
import { killAtRandom } from './killer.ts'
import { situations } from './situations.ts'

// Needs the built program: npm run build. How many times: TORTURE_RUNS=50; from where: TORTURE_SEED=7
const runs = Number(process.env.TORTURE_RUNS ?? 1_000)

test(`${runs} times kill -9 at a random moment leaves all whole, and the command run again finishes the job`, async () => {
  await killAtRandom(situations, runs)
  expect.hasAssertions()
}, 3_600_000)
