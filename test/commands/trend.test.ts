import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openExample } from '../world.ts'

function council() {
  const world = openExample()
  onTestFinished(() => world.remove())
  return { trend: (...args: readonly string[]) => world.tiex(['trend', ...args]), folder: world.folder }
}

it.each([
  ['x.json', /^\{\n {2}"format": "tiex-trend\/1"/],
  ['x.csv', /^round,section,level\r\n/],
  ['x.md', /^\|/],
  ['x.txt', /^Exampleshire County Council/],
])('a trend in %s has the form of that ending', async (file, begins) => {
  const { trend, folder } = council()
  expect(await trend('-o', file)).toMatchObject({ code: 0, stdout: '' })
  expect(readFileSync(join(folder, file), 'utf8')).toMatch(begins)
})

it.each([[['-o', 'x.pdf']], [['-o', 'x.csv', '--format', 'json']]])(
  'a trend is not written where %j says no form, or two',
  async (args) => {
    const { trend, folder } = council()
    const { code, stdout, stderr } = await trend(...args)
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining('hint: ')])
    expect(existsSync(join(folder, args[1]!))).toBe(false)
  },
)
