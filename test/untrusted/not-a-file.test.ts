import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { places } from './corpus.ts'
import { openTestshire } from './council.ts'
import { expectComposed, untouched } from './rules.ts'

// What stands where a file belongs and is none. Git keeps links, so all but pipes and devices come with a clone.
const council = await openTestshire()
const outside = join(council.around, 'outside')
const secret = 'THE-TEXT-OF-A-FILE-OUTSIDE'
const answer = ['--answer', 'role-of-the-authority/customer/do=partly']
beforeEach(() => {
  council.reset()
  rmSync(outside, { recursive: true, force: true })
  mkdirSync(outside)
})
afterAll(() => council.remove())

const isRoot = process.getuid?.() === 0
const canMakeDevices = (() => {
  const path = join(council.around, 'device')
  const made = spawnSync('mknod', [path, 'c', '1', '5']).status === 0
  rmSync(path, { force: true })
  return made
})()

/** Ways to put something else than a file at a path; `old` is the text of the file that stood there. */
const instead: readonly (readonly [string, (path: string, old: string) => void, boolean?])[] = [
  ['a folder', (path) => mkdirSync(path)],
  [
    'a folder with files in it',
    (path) => {
      mkdirSync(path)
      writeFileSync(join(path, 'a.yaml'), secret)
    },
  ],
  [
    'a link to a file outside',
    (path, old) => {
      writeFileSync(join(outside, 'file.yaml'), `${old}# ${secret}\n`)
      symlinkSync(join(outside, 'file.yaml'), path)
    },
  ],
  [
    'a link to another file of the council',
    (path) => symlinkSync(join(council.folder, '.gitattributes'), path),
  ],
  ['a link to nothing', (path) => symlinkSync(join(outside, 'nothing'), path)],
  ['a link to itself', (path) => symlinkSync(path, path)],
  ['a link to /dev/zero', (path) => symlinkSync('/dev/zero', path)],
  ['a link to /etc/passwd', (path) => symlinkSync('/etc/passwd', path)],
  ['a pipe', (path) => execFileSync('mkfifo', [path])],
  ['the device /dev/zero', (path) => execFileSync('mknod', [path, 'c', '1', '5']), !canMakeDevices],
  [
    'a file nobody may read',
    (path, old) => {
      writeFileSync(path, old)
      chmodSync(path, 0)
    },
    isRoot,
  ],
]

/** The text of a good file at each place. */
function goodText(path: string): string {
  if (path !== places.consensus) return council.read(path)
  return ''
}

describe.each([
  [places.response, [['check'], ['results', 'alice'], ['merge'], ['assess', '--as', 'alice', ...answer]]],
  [places.consensus, [['check'], ['results'], ['merge']]],
  [places.config, [['check'], ['results', 'alice'], ['merge'], ['assess', '--as', 'alice', ...answer]]],
] as const)('instead of %s', (place, commands) => {
  for (const [what, make, skipped = false] of instead) {
    test.skipIf(skipped)(`${what} is refused at once, by name`, async () => {
      // somebody has submitted, so that merge has work to do
      const bob = 'rounds/2026-autumn/responses/bob.yaml'
      council.put(bob, council.read(bob).replace(/^(started: .*)$/m, '$1\nsubmitted: 2026-10-09T16:00:00Z'))
      const path = join(council.folder, place)
      const old = goodText(place)
      rmSync(path, { force: true })
      make(path, old)
      for (const args of commands) {
        const ran = await untouched(council, () => council.tiex(args))
        expectComposed(ran)
        expect([1, 2], `${args.join(' ')}\n${ran.output}`).toContain(ran.code)
        expect(ran.output).toMatch(new RegExp(`^${place}(:\\d+:\\d+)?: error: `, 'm'))
        expect(ran.output).not.toMatch(new RegExp(`${secret}|root:`))
      }
      if (place === places.response) expect((await council.tiex(['results', 'bob'])).code).toBe(0)
    })
  }
})

describe('a folder that is a link to another outside', () => {
  test.each(['rounds/2026-autumn/responses', 'rounds/2026-autumn', 'rounds'])('%s', async (folder) => {
    const path = join(council.folder, folder)
    renameSync(path, join(outside, 'moved'))
    symlinkSync(join(outside, 'moved'), path)
    for (const args of [['check'], ['results', 'alice'], ['merge'], ['assess', '--as', 'alice', ...answer]]) {
      const ran = await untouched(council, () => council.tiex(args))
      expectComposed(ran)
      expect([1, 2], `${args.join(' ')}\n${ran.output}`).toContain(ran.code)
      expect(ran.output).toContain(`${folder}: error: is a symbolic link`)
    }
  })

  test('model and resources of the council', async () => {
    for (const folder of ['model', 'resources']) {
      council.reset()
      mkdirSync(join(outside, folder), { recursive: true })
      writeFileSync(join(outside, folder, 'a.yaml'), secret)
      symlinkSync(join(outside, folder), join(council.folder, folder))
      const ran = await untouched(council, () => council.tiex(['check']))
      expectComposed(ran)
      expect(ran.output).not.toContain(secret)
      expect(ran.output).toContain(`${folder}: error: is a symbolic link`)
      expect(ran.code).toBe(1)
    }
  })
})

test('a hidden file beside the responses is never taken for one, and never passed over in silence', async () => {
  const path = `${dirname(places.response)}/.alice.yaml`
  council.put(path, council.read(places.response))
  const ran = await council.tiex(['check'])
  expect(ran).toMatchObject({ code: 1 })
  expect(ran.output).toContain(path)
})
