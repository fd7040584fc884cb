import { PassThrough } from 'node:stream'
import { afterAll, expect, it, vi } from 'vitest'
import { main } from '../../src/main.ts'
import { openPair } from './council.ts'
import { expectNothingActs } from './judges.ts'
import { poisons as makePoisons } from './poison.ts'

const poisons = makePoisons()
const pair = await openPair(poisons)
afterAll(() => pair.remove())

/** What inquirer writes to draw: cursor movements and wiping, switching of pasting, colours; and the line ends of a terminal. */
const drawing =
  /\u001b\[(?:\d*[A-GJK]|\?2004[hl]|\?25[hl]|(?:0|1|22|3[1-6]|39|90)m)|\u001b\[2J\u001b\[H|\r(?=\n)/g

/** Presses keys one after the other, each when a question has come, and goes away. */
async function sit(args: readonly string[], keys: readonly string[], now: string): Promise<string> {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} })
  const stream = () => Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 200 })
  const [stdout, stderr] = [stream(), stream()]
  let written = ''
  for (const one of [stdout, stderr])
    one.on('data', (chunk) => {
      written += chunk
    })
  const { folder, variables } = pair.poisoned
  const code = main(args, { cwd: folder, variables, stdin, stdout, stderr, now: () => new Date(now) })
  for (const key of keys) {
    const before = written.length
    await vi.waitFor(() => expect(written.length).toBeGreaterThan(before - 1 + (before === 0 ? 1 : 0)), 5000)
    await new Promise((done) => setTimeout(done, 150))
    stdin.write(key)
  }
  await new Promise((done) => setTimeout(done, 150))
  stdin.end()
  expect([0, 1, 130]).toContain(await code)
  return written
}

const [during, after] = ['2026-10-10T09:30:00Z', '2026-11-23T09:30:00Z']

it.each([
  ['assess', ['assess', '--as', 'fox', '--no-commit'], ['\r', '1', '?', '2', 'n', 'q'], during],
  [
    'assess, plainly',
    ['assess', '--as', 'fox', '--no-commit', '--plain'],
    ['\n', '1\n', '?\n', '2\n', 'q\n'],
    during,
  ],
  ['a second look', ['assess', '--as', 'bob', '--revise', '--no-commit'], ['\r', '?', '1', 'q'], after],
  ['a workshop', ['workshop', '--as', 'ann', '--no-commit'], ['\r', '1', '?', '2', 'q'], after],
  [
    'a workshop, plainly',
    ['workshop', '--as', 'ann', '--no-commit', '--plain'],
    ['\n', '1\n', '?\n', 'q\n'],
    after,
  ],
])('who is asked in %s sees what acts or hides', async (_, args, keys, now) => {
  const written = await sit(args, keys, now)
  expect(written).toMatch(/Q\d+Z/i)
  expectNothingActs(written.replace(drawing, ''), poisons.last)
})
