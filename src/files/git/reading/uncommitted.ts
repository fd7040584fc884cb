import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { blobName } from '../blob.ts'
import { gitFault } from '../faults.ts'
import type { Repository } from '../repository.ts'
import { runGit, type Variables } from '../run.ts'

/**
 * The files, named from the root of the work tree with forward slashes, that HEAD does not hold as they are on disk, in the given
 * order: all of them before the first commit. Line ends that git stores as LF count as the same. One git process. Throws a
 * `TiexError` where git fails.
 */
export function uncommittedFiles(
  repository: Pick<Repository, 'root'>,
  files: readonly string[],
  variables: Variables,
): readonly string[] {
  if (files.length === 0) return []
  const committed = blobsInHead(files, { root: repository.root, variables })
  return files.filter((file) => {
    const blob = committed.get(file)
    return blob === undefined || !idsOnDisk(join(repository.root, file), blob).includes(blob)
  })
}

/** Ids of blobs by file. Asks for folders, since a command line of Windows has no room for the names of a thousand files. */
function blobsInHead(
  files: readonly string[],
  run: { readonly root: string; readonly variables: Variables },
): ReadonlyMap<string, string> {
  const asked = new Set(files.map((file) => file.slice(0, file.lastIndexOf('/') + 1) || file))
  const end = runGit(['ls-tree', '-z', 'HEAD', '--', ...asked], run)
  if (end.code !== 0) {
    if (/Not a valid object name HEAD/i.test(end.stderr)) return new Map()
    throw gitFault('ls-tree', end.stderr, run.root)
  }
  return new Map(
    end.stdout.split('\0').flatMap((line) => {
      const [, blob, file] = /^100\d{3} blob ([0-9a-f]+)\t([\s\S]+)$/.exec(line) ?? []
      return blob === undefined || file === undefined ? [] : [[file, blob] as const]
    }),
  )
}

/** The ids git may give to a file, by the algorithm of another id: of its bytes, and of its text with the line ends git stores; [] where it cannot be read. */
function idsOnDisk(path: string, other: string): readonly string[] {
  try {
    return idsOf(readFileSync(path), other)
  } catch {
    return []
  }
}

/** The ids git may give to these bytes: as they are, and with the line ends git stores. */
export function idsOf(bytes: Uint8Array, other: string): readonly string[] {
  const stored = Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll('\r\n', '\n'), 'latin1')
  return [blobName(bytes, other), blobName(stored, other)]
}
