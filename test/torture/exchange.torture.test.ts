import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { shippedModel } from '../files/exchange/exchanges.ts'
import { expectOneBad } from '../untrusted/many-councils.ts'
import { openWorld } from '../world.ts'

test('an exchange of 10,000 councils with one bad works for the others, and names the one', async () => {
  const world = openWorld()
  onTestFinished(() => world.remove())
  const folder = join(world.folder, 'exchange')
  await expectOneBad({ folder, model: await shippedModel(), variables: world.variables }, 10_000)
  expect.hasAssertions()
})
