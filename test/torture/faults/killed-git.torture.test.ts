import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findGit } from '../../../src/files/git/run.ts'
import { expectFinished, expectTold, expectWhole, known } from './judge.ts'
import { type Copy, copyOf, run } from './run.ts'
import { situations } from './situations.ts'

// Needs the built program: npm run build.

/** Stands for git on PATH and stops git, or tiex, at the call of git with the number that STOP_AT says. */
const wrapper = `#!/bin/sh
count=$(( $(cat "$STOP_COUNT" 2>/dev/null || echo 0) + 1 ))
echo $count > "$STOP_COUNT"
if [ "$count" = "$STOP_AT" ]; then
  case "$STOP_HOW" in
    'git before it begins') kill -9 $$ ;;
    'git when it is done') "$REAL_GIT" "$@"; kill -9 $$ ;;
    'tiex when git is done') "$REAL_GIT" "$@"; kill -9 $PPID; exit 0 ;;
    'git in the middle') exec strace -qq -o /dev/null -e trace=rename,link,unlink -e inject=rename,link:signal=KILL:when=1 "$REAL_GIT" "$@" ;;
  esac
fi
exec "$REAL_GIT" "$@"
`

const hasStrace = spawnSync('strace', ['-V']).status === 0
const hows = ['git before it begins', 'git when it is done', 'tiex when git is done'] as const
type How = (typeof hows)[number] | 'git in the middle'

function stopping(copy: Copy, at: number, how: How): Copy & { readonly met: () => boolean } {
  const bin = join(copy.base, 'tmp/bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'git'), wrapper)
  chmodSync(join(bin, 'git'), 0o755)
  const count = join(copy.base, 'tmp/count')
  const { PATH = '' } = copy.variables
  const variables = {
    ...copy.variables,
    PATH: `${bin}:${PATH}`,
    REAL_GIT: findGit({ PATH }) ?? '',
    ...{ STOP_AT: `${at}`, STOP_HOW: how, STOP_COUNT: count },
  }
  const met = () => existsSync(count) && Number(readFileSync(count, 'utf8')) >= at
  return { ...copy, variables, met }
}

const wanted = [
  'assess, one more answer',
  'merge --close',
  'workshop --agree',
  'import, in plain text',
  'publish to a repository',
  'publish to a clone',
  'withdraw from a repository',
  'withdraw from a clone',
]
const chosen = situations.filter(({ name }) => wanted.includes(name))

for (const situation of chosen)
  test.each(hows)(
    `${situation.name}: kill -9 of %s, at every git, leaves all whole and can be run again`,
    async (how) => {
      const about = await known(situation)
      let met = 0
      for (let at = 1; ; at += 1) {
        const copy = copyOf(about.beginning)
        try {
          const disturbed = stopping(copy, at, how)
          const ended = run(disturbed, situation)
          if (!disturbed.met()) break
          met += 1
          rmSync(join(copy.base, 'tmp/bin'), { recursive: true })
          rmSync(join(copy.base, 'tmp/count'))
          const told = `${situation.name}, ${how}, at ${at}: ${ended.output}`
          if (how !== 'tiex when git is done') await expectTold(copy, about, ended, told)
          await expectWhole(copy, about, told)
          await expectFinished(copy, about, told)
        } finally {
          copy.remove()
        }
      }
      // No commit takes fewer.
      expect(met).toBeGreaterThanOrEqual(4)
    },
  )

test.skipIf(!hasStrace).each(chosen.slice(0, 2))(
  '$name: a git killed while it moves a file into its place leaves at most a lock, which is named',
  async (situation) => {
    const about = await known(situation)
    let locked = 0
    for (let at = 1; ; at += 1) {
      const copy = copyOf(about.beginning)
      try {
        const disturbed = stopping(copy, at, 'git in the middle')
        const ended = run(disturbed, situation)
        if (!disturbed.met()) break
        const told = `${situation.name}, at git ${at}: ${ended.output}`
        await expectTold(copy, about, ended, told)
        await expectWhole(copy, about, told)
        locked += removeNamedLock(copy, ended.output)
        // A branch and HEAD have a lock each.
        for (let removed = 1; removed > 0; locked += removed)
          removed = removeNamedLock(copy, run(copy, situation).output)
        await expectFinished(copy, about, told)
      } finally {
        copy.remove()
      }
    }
    expect(locked).toBeGreaterThan(0)
  },
)

/** Does what the hint says, where a lock of git is in the way. */
function removeNamedLock(copy: Copy, output: string): number {
  const index = join(copy.base, 'council/.git/index.lock')
  if (output.includes('left .git/index.lock') && existsSync(index)) {
    rmSync(index)
    return 1
  }
  const named = /Unable to create '([^']+\.lock)'/.exec(output.replaceAll(/\s*\n\s*/g, ' '))?.[1]
  if (named === undefined) return 0
  expect(output).toContain('delete the lock')
  expect(named.startsWith(copy.base)).toBe(true)
  rmSync(named)
  return 1
}
