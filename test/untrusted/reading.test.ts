import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { everyRow, someHere } from '../every.ts'
import type { Ran } from '../world.ts'
import { entriesOf, placeOf, titleOf } from './corpus.ts'
import { openTestshire } from './council.ts'
import { expectComposed, expectShort, untouched } from './rules.ts'

// Rule 7: one bad file is one bad file.
const council = await openTestshire()
const bob = 'rounds/2026-autumn/responses/bob.yaml'
beforeEach(() => {
  council.reset()
  council.put(bob, council.read(bob).replace(/^(started: .*)$/m, '$1\nsubmitted: 2026-10-09T16:00:00Z'))
})
afterAll(() => council.remove())

const bobsResults = await council.tiex(['results', 'bob', '--format', 'json'])
expect(bobsResults.code).toBe(0)

const isRefused = (code: number) => code === 1 || code === 2

/** The commands that read responses as results does are tried with one entry of each class, with every one in the long tests. */
const firstOfClass = new Set(
  new Map(
    entriesOf('response', 'refuse')
      .toReversed()
      .map((entry) => [entry.class, entry]),
  ).values(),
)

describe('a refused response of alice', () => {
  test.each(entriesOf('response', 'refuse').map((entry) => [titleOf(entry), entry] as const))(
    'leaves every other command its sense: %s',
    async (_, entry) => {
      council.place(entry)
      const isAlices = placeOf(entry).endsWith('/2026-autumn/responses/alice.yaml')
      await untouched(
        council,
        async () => {
          const run = async (...args: readonly string[]) => {
            const ran = await council.tiex(args)
            expectComposed(ran, args.join(' '))
            expectShort(ran.stderr)
            for (const secret of entry.mustNotSay ?? []) expect(ran.output).not.toContain(secret)
            return ran
          }
          const isAccepted = ({ code }: Ran) => code === 0 && entry.or === 'neutralise'
          const ways = [
            async () =>
              expect((await run('results', 'bob', '--format', 'json')).stdout).toBe(bobsResults.stdout),
            async () => {
              const alices = await run('results', 'alice')
              if (isAlices && !isAccepted(alices)) expect(isRefused(alices.code), alices.output).toBe(true)
            },
            async () => {
              const merged = await run('merge', '--dry-run')
              if (!isAlices || isAccepted(merged)) return
              expect(merged).toMatchObject({ code: 2, stdout: '' })
              expect(merged.stderr).toContain('--leave-out alice')
            },
          ]
          const isFirst = firstOfClass.has(entry)
          for (const way of isFirst ? ways : someHere(ways)) await way()
          if (!everyRow && !isFirst) return
          if (isAlices)
            expect(await run('merge', '--dry-run', '--leave-out', 'alice')).toMatchObject({ code: 0 })
          await run('trend')
          await run('trend', 'alice')
          const resources = await run('resources', 'alice')
          if (isAlices && !isAccepted(resources)) expect(isRefused(resources.code)).toBe(true)
          expect((await run('resources', 'bob')).code).toBe(0)
        },
        8 * 2_000,
      )
    },
  )
})

describe('a refused consensus', () => {
  test.each(entriesOf('consensus', 'refuse').map((entry) => [titleOf(entry), entry] as const))(
    'leaves the responses readable, and merge does not touch it: %s',
    async (_, entry) => {
      council.place(entry)
      await untouched(
        council,
        async () => {
          const run = async (...args: readonly string[]) => {
            const ran = await council.tiex(args)
            expectComposed(ran, args.join(' '))
            return ran
          }
          const needing =
            (...args: readonly string[]) =>
            async () => {
              const ran = await run(...args)
              const isAccepted = ran.code === 0 && entry.or === 'neutralise'
              if (!isAccepted) expect(ran, args[0]).toMatchObject({ code: 2, stdout: '' })
              if (!isAccepted) expect(ran.stderr).toContain('rounds/2026-autumn/consensus.yaml')
            }
          const ways = [
            async () =>
              expect((await run('results', 'bob', '--format', 'json')).stdout).toBe(bobsResults.stdout),
            async () => expect((await run('trend')).stdout).toContain('2026 autumn'),
            ...[needing('results'), needing('merge'), needing('resources')],
          ]
          for (const way of someHere(ways)) await way()
        },
        5 * 2_000,
      )
    },
  )
})

describe('a refused tiex.yaml', () => {
  // Where nobody has a key only sealing is refused, or the commands that mend it could not run either.
  const needed = entriesOf('config', 'refuse').filter(({ file }) => !file.includes('sealed-without-keys'))
  test.each(needed.map((entry) => [titleOf(entry), entry] as const))(
    'stops every command that needs it, and only those: %s',
    async (_, entry) => {
      council.place(entry)
      await untouched(
        council,
        async () => {
          const needing =
            (...args: readonly string[]) =>
            async () => {
              const ran = await council.tiex(args)
              expectComposed(ran, args.join(' '))
              expectShort(ran.stderr)
              for (const secret of entry.mustNotSay ?? []) expect(ran.output).not.toContain(secret)
              if (entry.or === undefined) expect(ran, args[0]).toMatchObject({ code: 2, stdout: '' })
              if (entry.or === undefined) expect(ran.stderr).toContain('tiex.yaml')
            }
          const ways = [
            ...[needing('results', 'bob'), needing('merge'), needing('trend'), needing('resources', 'bob')],
            async () => expect((await council.tiex(['model', 'show', 'tiex-2026.1'])).code).toBe(0),
          ]
          for (const way of someHere(ways)) await way()
        },
        5 * 2_000,
      )
    },
  )
})
