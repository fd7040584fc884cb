import { expect, test } from 'vitest'
import { expectFinished, expectTold, expectWhole, known } from './judge.ts'
import { type Call, copyOf, run, type What } from './run.ts'
import { situations } from './situations.ts'

// Needs the built program: npm run build. Only every fifth call: TORTURE_EVERY=5
const every = Number(process.env.TORTURE_EVERY ?? 1)

const disturbances: readonly (readonly [string, What])[] = [
  ['killed at every write', 'kill'],
  ['with a disk that is full at every write', 'full'],
  ['refused by the system at every write', 'refused'],
]

for (const situation of situations)
  test.each(disturbances)(`${situation.name}, %s, leaves all whole and can be run again`, async (_, what) => {
    const wanted = await known(situation)
    let met = 0
    for (let at = 1; ; at += every) {
      if (what === 'kill' && isLikeBefore(wanted.undisturbed.calls, at)) continue
      const copy = copyOf(wanted.beginning)
      try {
        const ended = run(copy, situation, { at, what })
        if (!ended.met) break
        met += 1
        const told = `${what} at ${at}: ${JSON.stringify(ended.calls.at(-1)).slice(0, 600)}`
        if (what !== 'kill') await expectTold(copy, wanted, ended, told)
        await expectWhole(copy, wanted, told)
        await expectFinished(copy, wanted, told)
      } finally {
        copy.remove()
      }
    }
    // What is pushed from a private folder fills no other disk than that of the folder.
    expect(met).toBeGreaterThan(what === 'kill' && every === 1 ? 2 : 0)
  })

const changesNothing = /^(?:fsyncSync|closeSync|fchmodSync)$/
const gitThatReads =
  /(?:git.* (?:cat-file|commit-tree|config|hash-object|ls-tree|rev-list|rev-parse|symbolic-ref|write-tree)|ssh-keygen) /

/** Whether the disk says the same before this call as before the last one, so that being killed there is no other case. */
function isLikeBefore(calls: readonly Call[], at: number): boolean {
  const [last, next] = [calls[at - 2], calls[at - 1]]
  if (last === undefined || next === undefined || next.call === 'writeSync') return false
  return changesNothing.test(last.call) || (last.call === 'spawnSync' && gitThatReads.test(`${last.path} `))
}
