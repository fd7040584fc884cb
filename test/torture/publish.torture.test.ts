import { expect, test } from 'vitest'
import { publishAtOnce } from '../commands/publish-at-once.ts'

test('twelve councils that publish at once all succeed', async () => {
  await publishAtOnce(12)
  expect.hasAssertions()
})
