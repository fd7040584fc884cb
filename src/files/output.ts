import { existsSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { failure } from '../problem.ts'
import { writeDurably } from './disk/write.ts'
import { assessmentFile } from './workspace.ts'

/** What an assessment consists of: no output may take its place. */
const ownFolders = ['rounds', 'resources', 'practice', 'model', 'schemas', '.github']
const ownFiles = [assessmentFile, '.gitattributes', '.gitignore', 'README.md']

/** Writes the file of `-o`, named from `folder`, over one that is there. Throws a `TiexError` where its folder is missing, and where the file is one of an assessment. */
export async function writeOutput(folder: string, named: string, text: string): Promise<void> {
  const path = resolve(folder, named)
  if (statSync(dirname(path), { throwIfNoEntry: false })?.isDirectory() !== true)
    throw failure(
      'output',
      `there is no folder ${dirname(named)} for ${basename(named)}`,
      'make the folder, or mend the path after -o',
    )
  if (isOwn(path))
    throw failure(
      'output',
      `${named} is a file of the assessment or of git, and no output may take its place`,
      'name another file after -o',
    )
  await writeDurably({ path, shown: basename(path) }, () => text)
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
