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
  [
    'practice add',
    during,
    ['practice', 'add', '--title', 'Fees by hand', '--what', 'We counted.', ...sam],
    'Add the practice fees-by-hand',
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

it('an action that stands at the end of the plan is not added twice, and an index that was left behind is put right', async () => {
  const { tiex, git } = copy()
  const add = ['plan', 'add', '--title', 'Cost the fees', ...sam]
  const plan = 'rounds/2026-autumn/plan.yaml'
  expect((await tiex(add, { now: during })).code).toBe(0)
  const head = git('rev-parse', 'HEAD')
  git('reset', '-q', 'HEAD~', '--', plan)
  const again = await tiex(add, { now: during })
  expect(again).toMatchObject({ code: 0, output: expect.stringContaining('says so already') })
  expect([git('rev-parse', 'HEAD'), git('status', '--porcelain')]).toEqual([head, ''])
  const other = await tiex([...add, '--owner', 'The treasurer'], { now: during })
  expect(other.output).toContain('cost-the-fees-2 is added')
})
