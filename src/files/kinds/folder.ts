import { join } from 'node:path'
import { type Problem, TiexError } from '../../problem.ts'
import { type FolderEntry, listFolder, readBytes } from '../disk/bytes.ts'
import type { FileName } from '../disk/faults.ts'
import { byteLimit, type Faulty, isFaulty, type Loaded, parseKind } from './read.ts'
import type { Kind } from './schema.ts'

/** Where files are read from: the disk, or a commit. */
export interface FileSource {
  readonly read: (file: FileName, maxBytes: number) => Promise<Uint8Array | 'missing'>
  readonly list: (folder: FileName) => readonly FolderEntry[] | 'missing'
}

const disk: FileSource = { read: readBytes, list: listFolder }

/** A name in a folder, as it is shown too. */
export function inside(folder: FileName, name: string): FileName {
  return { path: join(folder.path, name), shown: folder.shown === '' ? name : `${folder.shown}/${name}` }
}

/** A file of a kind, or its problems, also where it is no plain file: one bad file never hides those of the others. */
export async function readPart<Data>(
  kind: Kind,
  file: FileName,
  source: FileSource = disk,
): Promise<Loaded<Data> | Faulty | 'missing'> {
  try {
    const bytes = await source.read(file, byteLimit(kind))
    return bytes === 'missing' ? 'missing' : await parseKind<Data>(kind, file.shown, bytes)
  } catch (error) {
    if (error instanceof TiexError) return { problems: error.problems }
    throw error
  }
}

/** All files of one kind in a folder. A name that is no `.yaml` file is a problem too: never passed over in silence. Hidden temporary files are. */
export async function readFolder<Data>(
  kind: Kind,
  folder: FileName,
  source: FileSource = disk,
): Promise<{ loaded: Loaded<Data>[]; problems: Problem[] }> {
  const loaded: Loaded<Data>[] = []
  const problems: Problem[] = []
  for (const entry of entriesOf(folder, problems, source)) {
    if (/^\..+\.(lock|tmp-[^.]+)$/.test(entry.name)) continue
    const file = inside(folder, entry.name)
    if (!entry.name.endsWith('.yaml') || entry.name.startsWith('.')) {
      problems.push({
        severity: 'warning',
        rule: 'odd-name',
        message: 'this file is not read',
        hint: `the files here are called <id>.yaml`,
        place: { file: file.shown },
      })
      continue
    }
    const read = await readPart<Data>(kind, file, source)
    if (read === 'missing') continue
    if (isFaulty(read)) problems.push(...read.problems)
    else loaded.push(read)
  }
  return { loaded, problems }
}

/** What a folder holds; nothing, and a problem more, where it is no folder of ours. */
export function entriesOf(
  folder: FileName,
  problems: Problem[],
  source: FileSource = disk,
): readonly FolderEntry[] {
  try {
    const entries = source.list(folder)
    return entries === 'missing' ? [] : entries
  } catch (error) {
    if (!(error instanceof TiexError)) throw error
    problems.push(...error.problems)
    return []
  }
}
