import type { Env, Stream } from './env.ts'
import { failure } from './problem.ts'

/**
 * Resolves when the stream has taken it all, so that nothing is cut off at the end of the process, and where its reader has gone away.
 * Throws a `TiexError` where it does not take it: its disk is full.
 */
export function writeTo(stream: Stream, data: string | Uint8Array): Promise<void> {
  watch(stream)
  return new Promise((done, failed) => {
    stream.write(data, (error) => {
      if (error && (error as NodeJS.ErrnoException).code !== 'EPIPE')
        failed(
          failure(
            'output',
            `the output could not be written: ${error.message}`,
            'look at where the output goes, or write a file with -o',
          ),
        )
      else done()
    })
  })
}

const watched = new WeakSet<Stream>()

/** A reader that went away (`tiex results | head`) is no error; any other failure of a stream comes back through its write. */
export function watchStreams({ stdout, stderr }: Pick<Env, 'stdout' | 'stderr'>): void {
  watch(stdout)
  watch(stderr)
}

function watch(stream: Stream): void {
  if (watched.has(stream)) return
  watched.add(stream)
  stream.on('error', () => {})
}
