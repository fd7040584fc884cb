import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { filesAt } from '../../../src/files/git/reading/files-at.ts'
import { findGit } from '../../../src/files/git/run.ts'
import { isolated } from '../../world.ts'
import { git } from '../exchange/exchanges.ts'

let root: string
let variables: Record<string, string>
let commit: string

const run = (...args: string[]) => git(root, args, variables).trim()
const put = (path: string, text: string, mode = 0o644) => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text, { mode })
}

beforeAll(() => {
  root = mkdtempSync(join(realpathSync(tmpdir()), 'tiex-files-at-'))
  variables = isolated(root)
  run('init', '-q', '--template=')
  put('top.yaml', 'top\n')
  put('a/b/plain.yaml', 'one\n')
  put('a/b/empty.yaml', '')
  put('a/b/é\tü.yaml', 'two\n')
  put('a/large.yaml', 'x'.repeat(1001))
  put('a/program', 'sh\n', 0o755)
  put('a/two\nlines', 'three\n')
  symlinkSync('b', join(root, 'a/link'))
  run('add', 'a', 'top.yaml')
  run('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},a/submodule`)
  run('commit', '-qm', 'x')
  commit = run('rev-parse', 'HEAD')
  mkdirSync(join(root, 'bin'))
  const counting = `#!/bin/sh\necho >> '${join(root, 'calls')}'\nexec '${findGit(variables)}' "$@"\n`
  writeFileSync(join(root, 'bin', 'git'), counting, { mode: 0o755 })
})
beforeEach(() => writeFileSync(join(root, 'calls'), ''))
afterAll(() => rmSync(root, { recursive: true, force: true }))

function read(paths: readonly string[]) {
  const counted = { ...variables, PATH: `${join(root, 'bin')}:${variables.PATH}` }
  const found = filesAt(commit, paths, { run: { root, variables: counted }, maxBytes: 1000 })
  return Object.fromEntries(
    Array.from(found, ([path, file]) => [
      path,
      typeof file === 'string' ? file : `${file.mode} ${file.bytes?.toString('utf8') ?? 'no bytes'}`,
    ]),
  )
}
const starts = () => readFileSync(join(root, 'calls'), 'utf8').length

const expected = {
  'top.yaml': '100644 top\n',
  'a/b/plain.yaml': '100644 one\n',
  'a/b/empty.yaml': '100644 ',
  'a/b/é\tü.yaml': '100644 two\n',
  'a/large.yaml': '100644 no bytes',
  'a/program': '100755 sh\n',
  'a/link': '120000 b',
  'a/submodule': '160000 no bytes',
  'a/b': 'odd',
  'a/link/plain.yaml': 'odd',
  'a/submodule/x': 'odd',
  'a/program/x': 'odd',
  'a/b/c': 'missing',
  'a/c/d/e': 'missing',
  'c/d': 'missing',
}

it('tells what a commit has at paths, in one run of git', () => {
  expect(read(Object.keys(expected))).toEqual(expected)
  expect(starts()).toBe(1)
})

it('tells the same of each where one of them cannot stand on a line', () => {
  const name = 'a/two\nlines'
  expect(read([name, ...Object.keys(expected)])).toEqual({ [name]: '100644 three\n', ...expected })
})

it('takes a folder or a file that was lost for damage, and not for a path where nothing stands', () => {
  const lose = (id: string) => rmSync(join(root, '.git/objects', id.slice(0, 2), id.slice(2)))
  lose(run('rev-parse', 'HEAD:top.yaml'))
  expect(() => read(['top.yaml'])).toThrow(/damaged/)
  expect(read(['a/b/plain.yaml'])).toEqual({ 'a/b/plain.yaml': '100644 one\n' })
  lose(run('rev-parse', 'HEAD:a/b'))
  expect(() => read(['a/b/plain.yaml'])).toThrow(/damaged/)
  lose(run('rev-parse', 'HEAD^{tree}'))
  expect(() => read(['nothing.yaml'])).toThrow(/damaged/)
})
