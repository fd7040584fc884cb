import { execFileSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterAll, expect, it, onTestFinished } from 'vitest'
import { openWorld } from '../world.ts'
import { begin } from './signing-council.ts'

const during = '2026-11-19T09:30:00Z'
const after = '2026-11-23T09:30:00Z'
const council = begin()
const sam = ['--as', 'sam-okafor']

afterAll(() => council.remove())

/** A copy of the council, gone after the test. */
function copy() {
  const world = openWorld()
  onTestFinished(() => world.remove())
  cpSync(dirname(council.folder), dirname(world.folder), { recursive: true })
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: world.folder, env: world.variables, encoding: 'utf8', stdio: 'pipe' })
  return { ...world, git }
}

it.each([
  [
    'plan set',
    during,
    ['plan', 'set', 'capacity-for-change', 'status=done', ...sam],
    'Change status of capacity-for-change',
  ],
  [
    'plan add',
    during,
    ['plan', 'add', '--title', 'Cost the fees', ...sam],
    'Add cost-the-fees to the plan of 2026-autumn',
  ],
  [
    'people set',
    during,
    ['people', 'set', 'tom-reed', '--role', 'libraries', ...sam],
    'Change role of tom-reed',
  ],
  [
    'people add',
    during,
    ['people', 'add', 'fay-ali', '--name', 'Fay', '--email', 'fay@x.gov.uk', '--role', 'finance', ...sam],
    'Add fay-ali to the people',
  ],
  [
    'practice set',
    during,
    ['practice', 'set', 'blue-badges-in-four-days', 'contact=Fay', ...sam],
    'Change contact of the practice blue-badges-in-four-days',
  ],
  ['sign', after, ['sign', '--as', 'cllr-lee', '--key', '../lee', '--yes'], 'Sign off 2026-autumn as leader'],
  [
    'sign --recorded',
    after,
    ['sign', '--recorded', 'Minute 14', '--for', 'leader', '--yes', ...sam],
    'Record the sign-off of 2026-autumn for leader',
  ],
  ['merge', after, ['merge', '--leave-out', 'helen-marsh', ...sam], 'Merge 2026-autumn: 7 responses'],
])(
  '%s that was stopped before it could commit does so when it is run again',
  async (_, now, args, subject) => {
    const { tiex, git } = copy()
    expect((await tiex([...args, '--no-commit'], { now })).code).toBe(0)
    const written = git('diff', 'HEAD')
    const again = await tiex(args, { now })
    expect(again.code, again.output).toBe(0)
    expect(again.output).toContain('Committed what was written before: ')
    expect(git('log', '-1', '--format=%s').trim()).toBe(subject)
    expect(git('status', '--porcelain')).toBe('')
    expect(git('diff', 'HEAD~1')).toContain(written)
    expect((await tiex(args, { now })).output).not.toContain('Committed')
  },
)
