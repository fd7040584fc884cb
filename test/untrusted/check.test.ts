import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { type Entry, entries, everyEntry, later, placeOf, testOf, titleOf } from './corpus.ts'
import { openTestshire } from './council.ts'
import { expectComposed, expectShort, untouched } from './rules.ts'

const council = await openTestshire()
beforeEach(() => council.reset())
afterAll(() => council.remove())

/** The exit codes an entry may have, by what is expected of it and what is fine too. */
function codesOf({ expect: expected, or }: Entry): readonly number[] {
  return [expected, or].flatMap((what) => (what === undefined ? [] : what === 'refuse' ? [1] : [0]))
}

/** How an entry is named in messages. A control character stands there in a visible form; a folder that nothing is read from is named once, for all its files. */
function shownPlace(entry: Entry): string {
  const isUnread = entry.file === 'response-place-unknown-round.yaml'
  return (isUnread ? 'rounds/2025-spring' : placeOf(entry)).replaceAll('\u001b', '<U+001B>')
}

/** Faults of a whole file, or of its name: there is no line to point at. */
const whole =
  /-(empty|only-spaces|evidence-10000|place-unknown-round|place-yml)\.yaml$|-encoding-(utf16|latin1|overlong|cut|gzip)/

describe.each(['response', 'config', 'consensus'] as const)('tiex check on a %s', (kind) => {
  for (const entry of entries.filter((one) => one.kind === kind)) {
    testOf(entry)(titleOf(entry), async () => {
      council.place(entry)
      const ran = await untouched(council, () => council.tiex(['check']))
      expectComposed(ran)
      expectShort(ran.output)
      expect(codesOf(entry), ran.output).toContain(ran.code)
      for (const secret of entry.mustNotSay ?? []) expect(ran.output).not.toContain(secret)
      const isWarned = ran.code === 0 && entry.or === 'warn'
      if (ran.code === 1 || isWarned) {
        const said = ran.output.toLowerCase()
        expect(ran.output).toContain(shownPlace(entry))
        if (ran.code === 1 && !whole.test(entry.file)) expect(ran.output).toMatch(/^\S+:\d+:\d+: error: /m)
        expect(ran.output).toContain('hint: ')
        if (entry.mustSay.length > 0)
          expect(
            entry.mustSay.some((word) => said.includes(word.toLowerCase())),
            ran.output,
          ).toBe(true)
      }
    })
  }
})

// The one place where it is seen what this version leaves out.
describe('the exchange comes later', () => {
  const skipped = everyEntry.filter((entry) => later.includes(entry.kind))
  test.skip.each(skipped.map((entry) => [titleOf(entry)]))('%s', () => {})
})
