import { PassThrough } from 'node:stream'
import type { Env } from '../../src/env.ts'

/** A world of streams in memory; `written` is all that went to stderr so far. */
export function streams() {
  const stdin = new PassThrough()
  const stderr = new PassThrough()
  let text = ''
  stderr.on('data', (chunk) => {
    text += chunk
  })
  const env: Env = {
    cwd: '/',
    variables: {},
    stdin,
    stdout: new PassThrough(),
    stderr,
    now: () => new Date('2026-11-02T09:00:00Z'),
  }
  return { env, stdin, written: () => text }
}
