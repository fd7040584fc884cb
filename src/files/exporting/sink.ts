import type { Session } from '../../env.ts'
import { harmless } from '../../harmless.ts'
import { failure } from '../../problem.ts'
import { growFile } from '../disk/write-stream.ts'
import { outputFile } from '../output.ts'

/** Where an export goes, piece by piece: nothing of it is kept in memory. */
export interface Sink {
  readonly write: (piece: string | Uint8Array) => Promise<void>
  /** Whether nobody reads any more (`tiex export | head`). */
  readonly isGone: () => boolean
  readonly keep: () => Promise<void>
  /** Leaves a file that was not kept as it was. */
  readonly drop: () => void
}

/** The file named from the session's folder, which takes its place whole at the end; without one the screen. Throws a `TiexError` where the file cannot be written. */
export function openSink(session: Session, file: string | undefined): Sink {
  if (file !== undefined) {
    const growing = growFile(outputFile(session.folder, file), { durable: true })
    return {
      write: async (piece) => growing.write(typeof piece === 'string' ? harmless(piece, false) : piece),
      isGone: () => false,
      keep: growing.keep,
      drop: growing.drop,
    }
  }
  const { stdout } = session.env
  return {
    write: (piece) => (typeof piece === 'string' ? session.print(piece) : writeBytes(stdout, piece)),
    isGone: () => stdout.destroyed || stdout.errored !== null,
    keep: async () => {},
    drop: () => {},
  }
}

function writeBytes(stdout: Session['env']['stdout'], bytes: Uint8Array): Promise<void> {
  return new Promise((done, failed) => {
    stdout.write(bytes, (error) => {
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
