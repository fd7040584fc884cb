import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest'
import { streamObjects } from '../../../src/files/git/reading/stream.ts'
import { findGit } from '../../../src/files/git/run.ts'
import { isolated } from '../../world.ts'
import { git } from '../exchange/exchanges.ts'

let root: string
let variables: Record<string, string>
beforeAll(() => {
  root = mkdtempSync(join(realpathSync(tmpdir()), 'tiex-stream-'))
  variables = isolated(root)
  git(root, ['init', '-q', '--template='], variables)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const blob = (text: string) => git(root, ['hash-object', '-w', '--stdin'], variables, text).trim()

async function read(ids: readonly string[], maxBytes = 1000, more: Record<string, string> = {}) {
  const found: (string | undefined)[] = []
  for await (const objects of streamObjects(ids, maxBytes, { root, variables: { ...variables, ...more } }))
    for (const [id, { bytes }] of objects) {
      expect(id).toBe(ids[found.length])
      found.push(bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8'))
    }
  return found
}

it('gives objects in the order they are asked for, empty ones and several of a kind too', async () => {
  const texts = ['one\n', '', 'blob 3\nnot a head', 'é'.repeat(300), 'one\n']
  expect(await read(texts.map(blob))).toEqual(texts)
  expect(await read([])).toEqual([])
})

it('passes over what is too large, wherever it stands, and goes on', async () => {
  const large = blob('x'.repeat(200_000))
  const [a, b] = [blob('a'), blob('b')]
  expect(await read([large, a, large, large, b, large])).toEqual([
    undefined,
    'a',
    undefined,
    undefined,
    'b',
    undefined,
  ])
})

it('asks git three times at most, however many are too large', async () => {
  const folder = join(root, 'bin')
  mkdirSync(folder)
  const calls = join(folder, 'calls')
  const real = findGit(variables)!
  writeFileSync(join(folder, 'git'), `#!/bin/sh\necho >> ${calls}\nexec ${real} "$@"\n`, { mode: 0o755 })
  const ids = Array.from({ length: 30 }, (_, at) => blob(`${at}`.repeat(at % 3 === 0 ? 1 : 900)))
  const found = await read(ids, 1000, { PATH: `${folder}:${variables.PATH}` })
  expect(found.map((text) => text === undefined)).toEqual(ids.map((_, at) => at % 3 !== 0 && at >= 10))
  expect(readFileSync(calls, 'utf8')).toBe('\n'.repeat(3))
})

it('takes an object that is longer than any piece git prints', async () => {
  const text = 'y'.repeat(900_000)
  expect(await read([blob(text), blob('z')], 1_000_000)).toEqual([text, 'z'])
})

it('fails for an object that is not there', async () => {
  await expect(read([blob('a'), '1'.repeat(40)])).rejects.toThrow('something in the history is damaged')
})

it('may be left in the middle', async () => {
  const ids = Array.from({ length: 50 }, (_, at) => blob(`${at}`.repeat(500)))
  for await (const [first] of streamObjects(ids, 5000, { root, variables })) {
    expect(first?.[0]).toBe(ids[0])
    break
  }
})

it('waits a minute for a git that says nothing, and not for what that has started', async () => {
  const folder = mkdtempSync(join(root, 'bin-'))
  writeFileSync(join(folder, 'git'), '#!/bin/sh\nsleep 30\nexit 0\n', { mode: 0o755 })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  let isOver = false
  const reading = read([blob('a')], 1000, { PATH: `${folder}:${variables.PATH}` }).finally(() => {
    isOver = true
  })
  const refused = expect(reading).rejects.toThrow('git cat-file did not end within 60 seconds')
  await vi.advanceTimersByTimeAsync(59_000)
  expect(isOver).toBe(false)
  await vi.advanceTimersByTimeAsync(1_000)
  await refused
})
