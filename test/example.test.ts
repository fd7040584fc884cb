import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openExample, projectRoot } from './world.ts'

const folder = join(projectRoot, 'examples/exampleshire')
const world = openExample()
afterAll(() => world.remove())

/** The table of the example's README: file and command. */
const outputs = [
  ...readFileSync(join(folder, 'README.md'), 'utf8').matchAll(
    /^\| `(outputs\/[^`]+)` \| `tiex ([^`]+)` \|$/gm,
  ),
].map(([, file, line]) => [file!, line!] as const)

test('the README of the example names its outputs', () => {
  expect(outputs.length).toBeGreaterThanOrEqual(7)
})

test.each(outputs)('%s is what tiex %s prints', async (file, line) => {
  const { stdout, code } = await world.tiex(line.split(' '))
  const path = join(folder, file)
  mkdirSync(join(folder, 'outputs'), { recursive: true })
  if (process.env.UPDATE !== undefined) writeFileSync(path, stdout)
  expect(code).toBe(0)
  expect(stdout).toBe(readFileSync(path, 'utf8'))
})
