import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { drawPng } from '../../src/files/drawing.ts'
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

  it('shows whose results they are, that they are a draft, and the marking', async () => {
    const world = example()
    const tiex = join(world.folder, 'tiex.yaml')
    writeFileSync(tiex, `${readFileSync(tiex, 'utf8')}marking: OFFICIAL\n`)
    const { stdout } = await world.tiex(['results', '--chart', 'factors'])
    for (const line of ['Exampleshire County Council · 2026 autumn · consensus', 'A draft: ', 'OFFICIAL'])
      expect(stdout).toMatch(new RegExp(`<text [^>]*>${line}`))
  })

  it.each(['rings.jpg', 'rings'])('is refused as %s, which names no form', async (file) => {
    const world = example()
    const { code, stderr } = await world.tiex(['results', '--chart', 'rings', '-o', file])
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('hint: give -o a file that ends in .svg or .png'),
    ])
    expect(existsSync(join(world.folder, file))).toBe(false)
  })

  it.skipIf(!hasLetters)('draws bold letters beyond Latin-1 as boldly as those within', async () => {
    const drawn = (more: string) =>
      drawPng(
        `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="60" font-family="'Public Sans'">\n<text x="5" y="40"${more}>ŵŷŵŷ</text>\n</svg>\n`,
      )
    expect(await drawn(' font-weight="700"')).not.toEqual(await drawn(''))
  })

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
    const svg = (await world.tiex(['results', '--chart', 'rings'])).stdout
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([
      1920,
      2 * Number(/ height="(\d+)"/.exec(svg)![1]),
    ])
    expect(png.equals(await drawn('B.PNG'))).toBe(true)
    expect(statSync(join(world.folder, 'a.png')).mode & 0o111).toBe(0)
  })
})
