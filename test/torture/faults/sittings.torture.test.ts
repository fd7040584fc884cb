import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { expectWhole, known, stateOf } from './judge.ts'
import { copyOf, run } from './run.ts'
import { sittings } from './situations.ts'

// Needs the built program: npm run build.

/** What a person was told so far that is saved. */
function told(output: string): number {
  const counts = [...output.matchAll(/(\d+) of 93 (?:answered|agreed)/g)].map(([, count]) => Number(count))
  return Math.max(0, ...counts)
}

const kept: Readonly<Record<string, readonly [file: string, one: RegExp]>> = {
  'assess, a sitting': ['rounds/2026-autumn/responses/beth-harding.yaml', /^ {6}\S+: \S+$/gm],
  'workshop, a sitting': ['rounds/2026-autumn/consensus.yaml', /^ {4}agreed: /gm],
}

for (const sitting of sittings)
  test(`${sitting.name}, killed at every write, keeps all that the screen said was saved, and commits it on coming back`, async () => {
    const wanted = await known(sitting)
    const [file, one] = kept[sitting.name]!
    let met = 0
    for (let at = 1; ; at += 1) {
      const copy = copyOf(wanted.beginning)
      try {
        const ended = run(copy, sitting, { at, what: 'kill' })
        if (!ended.met) break
        met += 1
        const where = `${sitting.name}, killed at ${at}: ${JSON.stringify(ended.calls.at(-1)).slice(0, 600)}`
        await expectWhole(copy, wanted, where)
        expect(saved(copy.base), where).toBeGreaterThanOrEqual(told(ended.output))
        const again = run(copy, { ...sitting, typed: sitting.typed!.slice(0, 1).concat('q', 'q') })
        expect(again.code, `${where}: ${again.output}`).toBe(0)
        const before = wanted.before.repositories.get('council')!
        const after = await stateOf(copy)
        expect(after.repositories.get('council')?.staged, where).toEqual(before.staged)
        expect(after.repositories.get('council')?.status, where).toBe(before.status)
      } finally {
        copy.remove()
      }
    }
    expect(met).toBeGreaterThan(10)

    function saved(base: string): number {
      try {
        return (readFileSync(join(base, 'council', file), 'utf8').match(one) ?? []).length
      } catch {
        return 0
      }
    }
  })
