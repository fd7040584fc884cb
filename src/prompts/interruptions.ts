import type { Env } from '../env.ts'
import { Interrupted } from '../interrupted.ts'

/** Watches for the end of the conversation, also between two questions, when no prompt listens. */
export interface Interruptions {
  /** What `ask` comes to; `Interrupted` where nobody will answer any more. `ask` must give up when its signal is aborted. */
  guard<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T>
  interrupt(): void
  close(): void
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** While it watches, the three signals no longer end the process: the next question throws instead. */
export function watchInterruptions(env: Env): Interruptions {
  const controller = new AbortController()
  const interrupt = () => controller.abort(new Interrupted())
  for (const signal of signals) process.on(signal, interrupt)
  for (const event of ['end', 'close', 'error']) env.stdin.on(event, interrupt)
  env.stderr.on('error', interrupt)
  return {
    interrupt,
    async guard(ask) {
      controller.signal.throwIfAborted()
      try {
        return await ask(controller.signal)
      } catch (error) {
        controller.signal.throwIfAborted()
        throw error
      }
    },
    close() {
      const { aborted } = controller.signal
      // A window that is closed may say so twice, by itself and by its shell: the work is committed all the same.
      for (const signal of signals)
        if (!aborted || signal !== 'SIGHUP') process.removeListener(signal, interrupt)
      for (const event of ['end', 'close', 'error']) env.stdin.removeListener(event, interrupt)
      // a terminal that has gone stays gone: its errors must not become a crash while the work is committed
      if (!aborted) env.stderr.removeListener('error', interrupt)
    },
  }
}
