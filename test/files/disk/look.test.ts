import { join } from 'node:path'
import { expect, it } from 'vitest'
import { kindAt } from '../../../src/files/disk/look.ts'
import { expectComposed } from '../../untrusted/rules.ts'
import { openExample } from '../../world.ts'

it('tells what stands at a path, and nothing of one at which nothing can stand', () => {
  expect(kindAt(import.meta.dirname)).toBe('folder')
  for (const path of ['/nowhere', `${import.meta.filename}/x`, `/${'x'.repeat(5_000)}`, '/a\0b'])
    expect(kindAt(path)).toBeUndefined()
})

it('keeps a name that is too long from ending any command that takes a path', async () => {
  const world = openExample()
  const long = 'x'.repeat(5_000)
  for (const args of [
    ['-C', long, 'check'],
    ['compare', long],
    ['compare', '2026-autumn', '--peers', 'all', '--exchange', long],
    ['exchange', 'check', long],
    ['export', '--exchange', long],
    ['publish', '--audience', 'sector', '--to', long, '--as', 'sam-okafor'],
    ['results', '--format', 'json', '-o', join(long, 'a.json')],
  ]) {
    const ran = await world.tiex(args)
    expectComposed(ran, args[0])
    expect(ran.code, args[0]).toBe(2)
    expect(ran.stderr, args[0]).toMatch(/error: .*\nhint: /s)
  }
  world.remove()
})
