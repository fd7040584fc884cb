import { existsSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { replay } from './transcript.ts'
import { projectRoot } from './world.ts'

function markdownBelow(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file))
    .sort()
}

const files = [
  join(projectRoot, 'README.md'),
  ...markdownBelow(join(projectRoot, 'docs')),
  ...markdownBelow(join(projectRoot, 'test/transcripts')),
]

test.each(files.filter(existsSync).map((file) => [relative(projectRoot, file), file]))(
  '%s shows what really happens',
  async (_, file) => {
    const { written, real } = await replay(file)
    expect(written).toBe(real)
  },
)
