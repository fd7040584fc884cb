import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openExample, projectRoot } from '../world.ts'

function example() {
  const world = openExample()
  onTestFinished(() => world.remove())
  return world
}

const drawing = join(projectRoot, 'dist/drawing')
const hasLetters = existsSync(drawing) && readdirSync(drawing).some((name) => name.endsWith('.woff2'))
if (!hasLetters) process.stderr.write('\n!!! PNG charts: SKIPPED, dist/drawing has no letters !!!\n\n')

describe('a chart of results', () => {
  it.each([
    ['rings', 'Levels by characteristic and mode: Exampleshire County Council · 2026 autumn · consensus'],
    ['factors', 'Success factors: Exampleshire County Council · 2026 autumn · consensus'],
  ])('%s is an SVG that says whose results it shows', async (chart, title) => {
    const world = example()
    const { code, stdout } = await world.tiex(['results', '--chart', chart])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[^>]*>\n<title id="[a-z-]+">/)
    expect(stdout).toContain(title)
    await world.tiex(['results', '--chart', chart, '-o', 'chart.svg'])
    expect(readFileSync(join(world.folder, 'chart.svg'), 'utf8')).toBe(stdout)
  })

  it.each([['--format', 'csv'], ['--explain'], ['--lines-of-enquiry']])(
    'goes alone, not with %s',
    async (...flags) => {
      const { code, stderr } = await example().tiex(['results', '--chart', 'rings', ...flags])
      expect([code, stderr]).toEqual([2, expect.stringMatching(/^error: --chart goes alone\nhint: /)])
    },
  )

  it.skipIf(!hasLetters)('is the same PNG every time, twice the size of the SVG', async () => {
    const world = example()
    const drawn = async (file: string) => {
      expect(await world.tiex(['results', '--chart', 'rings', '-o', file])).toMatchObject({
        code: 0,
        stdout: '',
      })
      return readFileSync(join(world.folder, file))
    }
    const png = await drawn('a.png')
    expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1600, 1280])
    expect(png.equals(await drawn('B.PNG'))).toBe(true)
    expect(statSync(join(world.folder, 'a.png')).mode & 0o111).toBe(0)
  })
})
