import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync } from 'node:fs'
import { dirname, join, posix, win32 } from 'node:path'
import { TiexError } from '../../../problem.ts'
import { readBytes } from '../../disk/bytes.ts'
import { type FileName, systemCode } from '../../disk/faults.ts'
import { growFile } from '../../disk/write-stream.ts'
import type { Variables } from '../../git/run.ts'
import { decodeIndex, encodeIndex, type Index, type ReadIndex } from './index-format.ts'
import type { Source } from './listing.ts'

/** More than the index of a hundred thousand records. */
const maxBytes = 128 * 1024 * 1024

/**
 * Where the index of an exchange stands, for one `key`: `tiex/` in the folder where git keeps its own, where no commit can take it along,
 * and of a plain folder in the user's cache. Undefined where there is no such folder.
 */
export function indexFile(source: Source, key: string, variables: Variables): FileName | undefined {
  const name = `published-${digestOf(key)}.index`
  if (source.gitFolder !== undefined) {
    const shown = `tiex/${name}`
    return { path: join(source.gitFolder, shown), shown }
  }
  const cache = cacheFolder(variables)
  const shown = `tiex/exchanges/${digestOf(source.root)}/${name}`
  return cache === undefined ? undefined : { path: join(cache, shown), shown }
}

/** The index there is; undefined where there is none, or none that can be used. */
export async function readIndex(file: FileName | undefined, key: string): Promise<ReadIndex | undefined> {
  if (file === undefined) return undefined
  try {
    const bytes = await readBytes(file, maxBytes)
    return bytes === 'missing' ? undefined : decodeIndex(bytes, key)
  } catch (error) {
    if (error instanceof TiexError) return undefined
    throw error
  }
}

/** Puts an index in its place, whole. It only saves time: where it cannot be written, nobody is told. Of several who write the last one wins, and each has written all of it. */
export async function writeIndex(
  file: FileName | undefined,
  key: string,
  { index, blobs }: { readonly index: Index; readonly blobs: readonly string[] },
): Promise<void> {
  const parts = file === undefined ? undefined : encodeIndex(index, blobs, key)
  if (file === undefined || parts === undefined) return
  try {
    makeFolder(dirname(file.path))
    const growing = growFile(file, { durable: false, mode: 0o600 })
    try {
      for (const part of parts) growing.write(part)
      await growing.keep()
    } finally {
      growing.drop()
    }
  } catch (error) {
    if (!(error instanceof TiexError) && systemCode(error) === undefined) throw error
  }
}

function makeFolder(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined)
    mkdirSync(path, { recursive: true, mode: 0o700 })
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24)
}

/** https://specifications.freedesktop.org/basedir-spec: a relative path counts as none. */
function cacheFolder(variables: Variables, platform: string = process.platform): string | undefined {
  const path = platform === 'win32' ? win32 : posix
  const { LOCALAPPDATA = '', XDG_CACHE_HOME = '', HOME = '' } = variables
  const folders = platform === 'win32' ? [LOCALAPPDATA] : [XDG_CACHE_HOME, HOME && path.join(HOME, '.cache')]
  return folders.find((folder) => path.isAbsolute(folder))
}
