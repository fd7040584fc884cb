import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../world.ts'
import { type Council, councils } from './council.ts'

// Needs the built program: npm run build
const copy = councils()

/** Has every limit of time that tiex sets come two hundred times as early: a minute is 0.3 seconds. One that it does not set never comes. */
const hurried = `data:text/javascript,${encodeURIComponent(`
import child from 'node:child_process'
import { syncBuiltinESMExports } from 'node:module'
const { spawnSync } = child
child.spawnSync = (program, args, options) =>
  spawnSync(program, args, options?.timeout === undefined ? options : { ...options, timeout: options.timeout / 200 })
const later = globalThis.setTimeout
globalThis.setTimeout = (action, delay, ...more) => later(action, delay / 200, ...more)
syncBuiltinESMExports()
`)}`

/** With a git that answers all but this command, and that one never. */
function tiex(council: Council, args: readonly string[], stuck: string) {
  const path = process.env.PATH
  council.program(
    '../bin/git',
    `#!/bin/sh\nPATH='${path}'\ncase " $* " in *' ${stuck} '*) exec sleep 60;; esac\nexec git "$@"\n`,
  )
  const env = { ...council.world.variables, PATH: council.path('../bin') }
  const line = ['--import', hurried, join(projectRoot, 'bin/tiex.js'), ...args]
  const options = { cwd: council.folder, env, encoding: 'utf8', timeout: 20_000 } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, line, options)
  return { code: status, said: `${stdout}${stderr}`.replaceAll(/\s+/g, ' ') }
}

const ended = (stuck: string) => ({
  code: 2,
  said: expect.stringContaining(
    `error: git ${stuck.split(' ')[0]} did not end within 60 seconds and was stopped hint: look for a pipe`,
  ),
})

test.each([
  ['log', 'status'],
  ['cat-file --batch', 'verify'],
] as const)('where git %s never answers, tiex %s ends with a message', async (stuck, line) => {
  expect(tiex(await copy(), line.split(' '), stuck)).toEqual(ended(stuck))
})

test.each([
  ['EMFILE', /raise the limit \(ulimit -n\)/],
  ['ENOMEM', /the memory is used up/],
  ['EPERM', /git --version/],
])(
  'where the machine cannot start git (%s), what was written stands, and it is said what lacks',
  async (code, hint) => {
    const council = await copy()
    const short = `data:text/javascript,${encodeURIComponent(`
import child from 'node:child_process'
import { syncBuiltinESMExports } from 'node:module'
const error = Object.assign(new Error('spawnSync git'), { code: '${code}', syscall: 'spawnSync git' })
child.spawnSync = () => ({ error, status: null, signal: null, stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) })
syncBuiltinESMExports()
`)}`
    const set = ['plan', 'set', 'capacity-for-change', 'status=done', '--as', 'sam-okafor']
    const line = ['--import', short, join(projectRoot, 'bin/tiex.js'), ...set]
    const env = council.world.variables
    const ended = spawnSync(process.execPath, line, { cwd: council.folder, env, encoding: 'utf8' })
    expect([ended.status, ended.stderr]).toEqual([
      2,
      expect.stringMatching(`git could not be started: ${code}`),
    ])
    expect(ended.stderr).toMatch(hint)
    expect((await council.tiex(set)).output).toContain('Committed what was written before')
    expect(council.git('status', '--porcelain')).toBe('')
  },
)

test('where git init never answers, tiex init ends with a message and makes no half of an assessment', async () => {
  const council = await copy()
  council.put('../other/README.md', 'ours\n')
  council.folder = council.path('../other')
  expect(tiex(council, ['init', '--no-input', '--name', 'Other', '--open'], 'init')).toEqual(ended('init'))
  expect(readdirSync(council.folder)).toEqual(['README.md'])
})

test.each(['update-ref', 'update-index'])(
  'where git %s never answers, what was written stands, and the next run finishes it',
  async (stuck) => {
    const council = await copy()
    const set = ['plan', 'set', 'capacity-for-change', 'status=done', '--as', 'sam-okafor']
    const ran = tiex(council, set, stuck)
    // The commit has landed by then.
    if (stuck === 'update-index')
      expect(ran).toEqual({ code: 0, said: expect.stringContaining('the index still names the files') })
    else expect(ran).toEqual(ended(stuck))
    const again = await council.tiex(set)
    const finished = stuck === 'update-index' ? /says so already/ : /Committed what was written before/
    expect([again.code, again.output]).toEqual([0, expect.stringMatching(finished)])
    expect(council.git('status', '--porcelain')).toBe('')
    expect(council.git('log', '--format=%s')).toMatch(/^.+\nBegin$/)
  },
)
