import { expect, it } from 'vitest'
import { killAtRandom } from './torture/faults/killer.ts'
import { situations } from './torture/faults/situations.ts'

// Needs the built program: npm run build. The long one is in torture/faults.
it('kill -9 at a random moment leaves every file whole, and the command run again finishes the job', async () => {
  const few = situations.filter(({ name }) => ['assess, one more answer', 'workshop --agree'].includes(name))
  await killAtRandom(few, 3)
  expect.hasAssertions()
})
