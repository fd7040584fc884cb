import { lstatSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { failure } from '../../problem.ts'
import { systemCode } from '../disk/faults.ts'

const start = 'tiex-exchange-'
const day = 24 * 3_600_000
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** A new folder for what is fetched; `close` takes it away, and so does the end of the process, by a signal too. Those that a killed process left more than a day ago go as well. Throws a `TiexError` where none can be made. */
export function privateFolder(): { readonly folder: string; readonly close: () => void } {
  const folder = newFolder()
  // What is done is done, whether or not the system lets it go: what stays is swept by a later run.
  const remove = () => {
    try {
      rmSync(folder, { recursive: true, force: true })
    } catch {}
  }
  const end = (signal: NodeJS.Signals) => {
    // Whoever asks a question at this moment ends it, and then closes this.
    if (process.listenerCount(signal) > 1) return
    close()
    process.kill(process.pid, signal)
  }
  const close = () => {
    for (const signal of signals) process.removeListener(signal, end)
    process.removeListener('exit', remove)
    remove()
  }
  for (const signal of signals) process.on(signal, end)
  process.on('exit', remove)
  return { folder, close }
}

function newFolder(): string {
  try {
    const root = realpathSync(tmpdir())
    sweep(root)
    return mkdtempSync(join(root, start))
  } catch (error) {
    throw failure(
      'temporary-folder',
      `there is no folder for temporary files (${systemCode(error) ?? 'unknown'})`,
      'set TMPDIR to a folder that you may write to, and run this again',
    )
  }
}

function sweep(root: string): void {
  for (const name of readdirSync(root)) {
    if (!name.startsWith(start)) continue
    const path = join(root, name)
    try {
      const found = lstatSync(path)
      const isOwn = found.uid === process.getuid?.() || process.getuid === undefined
      if (found.isDirectory() && isOwn && Date.now() - found.mtimeMs > day)
        rmSync(path, { recursive: true, force: true })
    } catch {}
  }
}
