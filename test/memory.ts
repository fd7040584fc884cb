import { afterEach } from 'vitest'

/** A passphrase fills four times as much outside the heap of V8, which therefore keeps it long. */
const much = 64 * 1024 ** 2

// Each process that a worker starts begins as a copy of its memory: with what a passphrase took, git costs ten times as much.
afterEach(() => {
  if (process.memoryUsage().arrayBuffers > much) globalThis.gc?.()
})
