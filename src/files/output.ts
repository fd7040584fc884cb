import { existsSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { harmless } from '../harmless.ts'
import { failure } from '../problem.ts'
import type { FileName } from './disk/faults.ts'
import { kindAt } from './disk/look.ts'
import { writeDurably } from './disk/write.ts'
import { growFile } from './disk/write-stream.ts'
import { assessmentFile } from './workspace.ts'

/** What an assessment consists of: no output may take its place. */
const ownFolders = ['rounds', 'resources', 'practice', 'model', 'schemas', '.github']
const ownFiles = [assessmentFile, '.gitattributes', '.gitignore', 'README.md']

/** Writes the file of `-o`, named from `folder`, over one that is there; text harmless, without colour. Throws a `TiexError` where its folder is missing, and where the file is one of an assessment. */
export async function writeOutput(folder: string, named: string, data: string | Uint8Array): Promise<void> {
  const file = outputFile(folder, named)
  if (typeof data === 'string') await writeDurably(file, () => harmless(data, false))
  else {
    const growing = growFile(file, { durable: true })
    try {
      growing.write(data)
      await growing.keep()
    } finally {
      growing.drop()
    }
  }
}

/** The file of `-o`. Throws as `writeOutput` does. */
export function outputFile(folder: string, named: string): FileName {
  const path = resolve(folder, named)
  if (kindAt(dirname(path)) !== 'folder')
    throw failure(
      'output',
      `there is no folder ${dirname(named)} for ${basename(named)}`,
      'make the folder, or mend the path after -o',
    )
  refuseOwn(path, named, 'name another file after -o')
  return { path, shown: basename(path) }
}

/** Throws a `TiexError` where a file at the path would take the place of one of an assessment or of git. */
export function refuseOwn(path: string, named: string, hint: string): void {
  if (!isOwn(path)) return
  const message = `${named} is a file of the assessment or of git, and no output may take its place`
  throw failure('output', message, hint)
}

function isOwn(path: string): boolean {
  if (path.split(sep).includes('.git')) return true
  for (let at = dirname(path); ; at = dirname(at)) {
    if (existsSync(join(at, assessmentFile))) {
      const [first = '', ...rest] = relative(at, path).split(sep)
      return rest.length === 0 ? ownFiles.includes(first) : ownFolders.includes(first)
    }
    if (dirname(at) === at) return false
  }
}
