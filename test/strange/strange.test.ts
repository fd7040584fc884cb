import { describe, test } from 'vitest'
import { checkouts } from './checkouts.ts'
import { councils, response } from './council.ts'
import { kinds } from './kinds.ts'
import { machine } from './machine.ts'
import { play, usualIn } from './playing.ts'
import { damage, states } from './states.ts'

/*
 * A person answers, in strange situations: those of the tables that are `short`. All of them are gone through by all commands in
 * test/torture/strange.torture.test.ts.
 */
const copy = councils()
const usual = usualIn(copy)
const lines = {
  verifies: false,
  reads: [['status']],
  writes: [
    { args: ['assess', '--as', 'tom-reed', '--answer', 'managing-income/service/do=partly'], file: response },
  ],
  usual,
}

describe.each([
  ['the machine', machine],
  ['the state', states],
  ['damage', damage],
  ['the kind of repository', kinds],
  ['the files', checkouts],
] as const)('%s:', (_, situations) => {
  for (const situation of situations.filter(({ short }) => short))
    test.skipIf(situation.skip !== undefined)(situation.name, async () =>
      play(situation, await copy(), lines),
    )
})
