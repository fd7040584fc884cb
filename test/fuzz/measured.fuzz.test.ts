import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { projectRoot } from '../world.ts'

// Twenty seconds: npm run fuzz.
it.skipIf(process.env.TIEX_FUZZ === undefined)(
  'every hostile file is read as every kind within 2 seconds each and 300 MB for all of them',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'tiex-measured-'))
    const told = join(folder, 'told.json')
    execFileSync(
      process.execPath,
      ['--import', 'tsx', join(projectRoot, 'test/untrusted/measured.ts'), told],
      {
        cwd: projectRoot,
      },
    )
    const { slowest, megabytes } = JSON.parse(readFileSync(told, 'utf8'))
    rmSync(folder, { recursive: true })
    expect(megabytes).toBeGreaterThan(20)
    expect(megabytes).toBeLessThan(300)
    expect(slowest.milliseconds, JSON.stringify(slowest)).toBeLessThan(2_000)
  },
)
