import type { Session } from '../../env.ts'
import { harmless } from '../../harmless.ts'
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
    write: (piece) => session.print(piece),
    isGone: () => stdout.destroyed || stdout.errored !== null,
    keep: async () => {},
    drop: () => {},
  }
}
