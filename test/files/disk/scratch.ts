import { spawn } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { TiexError } from '../../../src/problem.ts'

/** An empty folder that is gone after the test. */
export function scratch(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tiex-test-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** What a user would read of the `TiexError` that `action` throws: `file: message`, a line a problem. */
export async function refusal(action: () => unknown): Promise<string> {
  try {
    await action()
  } catch (error) {
    if (!(error instanceof TiexError)) throw error
    return error.problems
      .map(({ place, message }) => `${place === undefined ? '' : `${place.file}: `}${message}`)
      .join('\n')
  }
  throw new Error('nothing was refused')
}

export interface Worker {
  /** Resolves when the worker has said its first word: it stands ready. */
  readonly ready: Promise<void>
  readonly go: () => void
  readonly kill: () => void
  /** How it ended, and what it said on stderr. */
  readonly end: Promise<{ readonly code: number | null; readonly complaint: string }>
}

/** Another process of ours, which waits for `go` once it is ready. */
export function startWorker(script: URL, args: readonly string[], variables = process.env): Worker {
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(script), ...args], {
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    env: variables,
    stdio: 'pipe',
  })
  let complaint = ''
  child.stderr.on('data', (text) => {
    complaint += text
  })
  return {
    ready: new Promise((resolve) => {
      child.stdout.once('data', () => resolve())
      child.once('close', () => resolve())
    }),
    go: () => child.stdin.end('go\n'),
    kill: () => child.kill('SIGKILL'),
    end: new Promise((resolve) => child.once('close', (code) => resolve({ code, complaint }))),
  }
}
