import { closeSync, constants, lstatSync, openSync, renameSync, unlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { refuseLinkedFolders } from './bytes.ts'
import type { FileName } from './faults.ts'
import { diskFault, fault } from './faults.ts'
import { flush, flushFolder, writeAll } from './flush.ts'
import { patiently } from './patience.ts'
import { randomName } from './random.ts'
import { sweep } from './sweep.ts'

/** A file that is written piece by piece and stands in its place, whole, when it is kept; until then, and if it never is, what stood there stands. */
export interface GrowingFile {
  write(piece: string | Uint8Array): void
  keep(): Promise<void>
  /** Does nothing once the file is kept. */
  drop(): void
}

/**
 * Begins a file beside `target`, in a folder that is there. Of several who write the same file the last one who keeps it wins. No symbolic
 * link is followed. Throws a `TiexError` where it cannot be written; `durable` files outlast a power cut once they are kept.
 */
export function growFile(
  target: FileName,
  { durable, mode = 0o666 }: { readonly durable: boolean; readonly mode?: number },
): GrowingFile {
  refuseLinkedFolders(target)
  const seen = lstatSync(target.path, { throwIfNoEntry: false })
  if (seen !== undefined && !seen.isFile())
    throw fault(target.shown, 'not-a-file', 'is not a plain file, and is not replaced', 'name another file')
  const folder = dirname(target.path)
  sweep(target.path)
  const beside = join(folder, `.${basename(target.path)}.tmp-${randomName()}`)
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants
  const descriptor = onDisk(target, () =>
    openSync(
      beside,
      O_WRONLY | O_CREAT | O_EXCL | (O_NOFOLLOW ?? 0),
      seen === undefined ? mode : seen.mode & 0o777,
    ),
  )
  let state: 'open' | 'closed' | 'kept' = 'open'
  const close = () => {
    if (state === 'open') closeSync(descriptor)
    state = 'closed'
  }
  const drop = () => {
    if (state === 'kept') return
    close()
    try {
      unlinkSync(beside)
    } catch {}
  }
  return {
    write: (piece) => onDisk(target, () => writeAll(descriptor, bytesOf(piece))),
    keep: async () => {
      try {
        if (durable) flush(descriptor)
        close()
        await patiently(() => renameSync(beside, target.path))
      } catch (error) {
        drop()
        throw diskFault(target.shown, error, 'nothing was changed')
      }
      state = 'kept'
      if (durable) onDisk(target, () => flushFolder(folder))
    },
    drop,
  }
}

function bytesOf(piece: string | Uint8Array): Uint8Array {
  return typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece
}

function onDisk<Value>(target: FileName, action: () => Value): Value {
  try {
    return action()
  } catch (error) {
    throw diskFault(target.shown, error, 'nothing was changed')
  }
}
