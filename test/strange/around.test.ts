import { symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { commands, councils, response } from './council.ts'

const copy = councils()
afterEach(() => vi.unstubAllEnvs())

const long = 'x/'.repeat(2500)

describe('a path that nobody can look at is not there:', () => {
  test.each([
    ['longer than any disk takes', long],
    ['with a name of 300 letters', 'x'.repeat(300)],
    ['a link to itself', 'loop'],
  ])('%s', async (_, path) => {
    const council = await copy()
    symlinkSync('loop', council.path('loop'))
    const inFolder = await council.tiex(['status', '-C', path])
    expect([inFolder.code, inFolder.stderr]).toEqual([2, expect.stringMatching(/^error: there is no folder/)])
    const compared = await council.tiex(['compare', path, '2025-autumn'])
    expect([compared.code, compared.stderr]).toEqual([2, expect.stringMatching(/^error: .*\n(?:hint: )/)])
    const published = await council.tiex(['publish', '--audience', 'sector', '--to', path, '--dry-run'])
    expect([published.code, published.stderr]).toEqual([
      2,
      expect.stringMatching(/^error: there is no folder/),
    ])
    const written = await council.tiex(['results', 'consensus', '-o', `${path}/y.txt`])
    expect([written.code, written.stderr]).toEqual([2, expect.stringMatching(/error: /)])
  })
})

test('without a folder for temporary files an exchange elsewhere is not opened, and that is said', async () => {
  const council = await copy()
  council.git('init', '-q', '--bare', '../x.git')
  vi.stubEnv('TMPDIR', '/nowhere')
  expect(tmpdir()).toBe('/nowhere')
  const ran = await council.tiex(['publish', '--audience', 'sector', '--to', '../x.git', '--dry-run'])
  expect([ran.code, ran.stderr]).toEqual([
    2,
    expect.stringMatching(/^error: there is no folder for temporary files \(ENOENT\)\nhint: set TMPDIR/),
  ])
})

test('Ctrl-C while git is at work is an interruption, and what is written by then is finished later', async () => {
  const council = await copy()
  const git = (call: string) =>
    `#!/bin/sh\ncase " $* " in *' ${call} '*) kill -INT $$;; esac\nPATH='${process.env.PATH}' exec git "$@"\n`
  council.program('../bin/git', git('clone'))
  council.variables.PATH = council.path('../bin')
  council.git('init', '-q', '--bare', '../x.git')
  const publish = ['publish', '--audience', 'sector', '--to', '../x.git', '--dry-run']
  const said = await council.tiex(publish)
  expect([said.code, said.stderr]).toEqual([130, expect.stringContaining('git clone was stopped (SIGINT)')])
  council.program('../bin/git', git('update-ref'))
  const answered = await council.tiex(commands.writes.assess)
  expect([answered.code, answered.stderr]).toEqual([130, expect.stringContaining('Saved, not committed')])
  council.variables = {}
  expect((await council.tiex(commands.writes.assess)).code).toBe(0)
  expect(council.git('status', '--porcelain')).toBe('')
})

test('two responses whose names differ in their case only are both named', async () => {
  const council = await copy()
  council.put(response.replace('tom-reed', 'Tom-Reed'), council.read(response))
  const ran = await council.tiex(['check'])
  expect(ran.code).toBe(1)
  expect(ran.output).toContain(
    'Tom-Reed.yaml:5:9: error: the file is Tom-Reed.yaml but says that it is "tom-reed"',
  )
})
