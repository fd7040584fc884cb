import { spawn } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
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

const built = new Map<string, string>()

/** The script with all it imports as plain JavaScript, made once: sources that each process translates anew take it a second. */
function builtOf(script: URL): string {
  const known = built.get(script.href)
  if (known !== undefined) return known
  const outdir = mkdtempSync(join(realpathSync(tmpdir()), 'tiex-worker-'))
  buildSync({
    entryPoints: [fileURLToPath(script)],
    outdir,
    outExtension: { '.js': '.mjs' },
    // In one file: what is loaded later out of a CommonJS library keeps its names so.
    bundle: true,
    format: 'esm',
    platform: 'node',
    // Only the folder of the package is asked of it, and what is loaded from there.
    define: { 'import.meta.url': JSON.stringify(new URL('../../../src/start.ts', import.meta.url).href) },
    banner: {
      js: `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom('${script}')`,
    },
  })
  const file = join(outdir, basename(script.pathname).replace(/\.ts$/, '.mjs'))
  built.set(script.href, file)
  return file
}

/** Another process of ours, which waits for `go` once it is ready. */
export function startWorker(script: URL, args: readonly string[], variables = process.env): Worker {
  const child = spawn(process.execPath, [builtOf(script), ...args], {
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
