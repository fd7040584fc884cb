import { type FileName, fault } from '../disk/faults.ts'
import { writeDurably } from '../disk/write.ts'

/** What a file is to say; `text` is undefined where it stays as it is. `isAsRead`: whether it still says what the text was made from. */
export interface NewText {
  readonly file: FileName
  readonly text: string | undefined
  readonly isAsRead: (now: Uint8Array | 'missing') => boolean
}

/** Writes the texts, each under the lock of its file. Throws a `TiexError` at the first file that changed meanwhile; those before it are written, and a second run goes on from there. */
export async function writeTexts(texts: readonly NewText[]): Promise<void> {
  for (const { file, text, isAsRead } of texts) {
    if (text === undefined) continue
    await writeDurably(file, (now) => {
      if (!isAsRead(now))
        throw fault(
          file.shown,
          'changed',
          'it was changed meanwhile',
          'run this again: what is done stays done',
        )
      return text
    })
  }
}

/** Of a file that an upgrade has written and that is another since, so that it cannot go into its commit. */
export function changedSince({ shown }: FileName): Error {
  return fault(
    shown,
    'changed',
    'it was changed after an upgrade wrote it that was not committed',
    `keep what you need of it, put it back with: git checkout HEAD -- ${shown}, and run this again`,
  )
}

export function equalBytes(one: Uint8Array | 'missing', other: Uint8Array | 'missing'): boolean {
  if (one === 'missing' || other === 'missing') return one === other
  return one.length === other.length && one.every((byte, index) => byte === other[index])
}
