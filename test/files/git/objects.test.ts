import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { readObjects } from '../../../src/files/git/reading/objects.ts'
import { findGit } from '../../../src/files/git/run.ts'
import { isolated } from '../../world.ts'
import { git } from '../exchange/exchanges.ts'

let root: string
let variables: Record<string, string>
beforeAll(() => {
  root = mkdtempSync(join(realpathSync(tmpdir()), 'tiex-objects-'))
  variables = isolated(root)
  git(root, ['init', '-q', '--template='], variables)
  const real = findGit(variables)!
  mkdirSync(join(root, 'bin'))
  const counting = `#!/bin/sh\nfor last; do :; done\necho "$last" >> '${calls()}'\nexec '${real}' "$@"\n`
  writeFileSync(join(root, 'bin', 'git'), counting, { mode: 0o755 })
})
beforeEach(() => writeFileSync(calls(), ''))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const calls = () => join(root, 'calls')
const started = () => readFileSync(calls(), 'utf8').trim().split('\n')
const blob = (text: string | Buffer) =>
  git(root, ['hash-object', '-w', '--stdin'], variables, text.toString('latin1')).trim()

function read(ids: readonly string[], maxBytes = 1000) {
  const PATH = `${join(root, 'bin')}:${variables.PATH}`
  const found = readObjects(ids, maxBytes, { root, variables: { ...variables, PATH } })
  return Array.from(found, ([id, { kind, bytes }]) => [id, kind, bytes?.toString('utf8')])
}

it('reads a few objects in one run of git, each once, those that are too large without their bytes', () => {
  const [a, large, empty] = [blob('a'), blob('x'.repeat(1001)), blob('')]
  expect(read([a, large, a, empty])).toEqual([
    [a, 'blob', 'a'],
    [large, 'blob', undefined],
    [empty, 'blob', ''],
  ])
  expect(started()).toEqual(['--batch'])
})

it('asks how large they are where they do not fit into memory together', () => {
  const [a, huge] = [blob('a'), blob(Buffer.alloc(65 * 1024 * 1024))]
  expect(read([a, huge])).toEqual([
    [huge, 'blob', undefined],
    [a, 'blob', 'a'],
  ])
  expect(started()).toEqual(['--batch', '--batch-check', '--batch'])
})

it('says which object is not there', () => {
  const missing = '0123456789'.repeat(4)
  expect(() => read([blob('a'), missing])).toThrow(`bad object ${missing}`)
})
