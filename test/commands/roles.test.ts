import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openExample } from '../world.ts'

/* With few people a role is a name: what is printed for others, in whatever form, tells no role apart, for groups of any size. */

const world = openExample()
afterAll(() => world.remove())

const marker = 'Zuständig für alles'
for (const file of readdirSync(world.folder, { recursive: true, encoding: 'utf8' })) {
  if (!/(tiex|responses\/[^/]+)\.yaml$/.test(file)) continue
  const path = join(world.folder, file)
  writeFileSync(path, readFileSync(path, 'utf8').replace(/^( *role: ).*$/gm, `$1${marker}`))
}

it('the roles are those of the marker', async () => {
  const { stdout } = await world.tiex(['people', '--format', 'json'])
  expect(stdout).toContain(marker)
  expect((await world.tiex(['results', 'priya-shah'])).stdout).toContain(marker)
})

const lines = ['merge --dry-run --all', 'results consensus', 'trend', 'resources consensus']
const formats = ['text', 'json', 'csv', 'md']

it.each(lines.flatMap((line) => formats.map((format) => `${line} --format ${format}`)))(
  'tiex %s tells no role',
  async (line) => {
    const { code, output } = await world.tiex(line.split(' '))
    expect(code, output).toBe(0)
    expect(output).not.toContain(marker)
  },
)
