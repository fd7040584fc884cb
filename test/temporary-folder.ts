import { mkdtempSync, realpathSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Memory that a whole run fits in with room to spare: the folders of all tests that are under way take some hundred megabytes. */
const enough = 4 * 1024 ** 3

/** Gives a run of the tests one temporary folder, in memory where there is plenty, and removes it with all that tests shared there. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(inMemory() ?? realpathSync(tmpdir()), 'tx-'))
  process.env.TMPDIR = folder
  return () => rmSync(folder, { recursive: true, force: true })
}

function inMemory(): string | undefined {
  const memory = '/dev/shm'
  try {
    const { bavail, bsize } = statfsSync(memory)
    return bavail * bsize > enough ? memory : undefined
  } catch {
    return undefined
  }
}
