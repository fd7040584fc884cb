import { lstatSync } from 'node:fs'
import { failure, type Problem, TiexError } from '../../problem.ts'
import { fault } from '../disk/faults.ts'
import { outputFile } from '../output.ts'

/** Throws a `TiexError` with everything that keeps one of these files, named from `folder`, from being written, so that none of several is where one cannot be. */
export function checkTargets(folder: string, named: readonly string[]): void {
  const problems: Problem[] = []
  const seen = new Set<string>()
  for (const one of named) {
    try {
      const { path, shown } = outputFile(folder, one)
      if (lstatSync(path, { throwIfNoEntry: false })?.isFile() === false)
        throw fault(shown, 'not-a-file', 'is not a plain file, and is not replaced', 'name another file')
      if (seen.has(path)) throw failure('output', `${one} is to be written twice`, 'name it once after -o')
      seen.add(path)
    } catch (error) {
      if (!(error instanceof TiexError)) throw error
      problems.push(...error.problems)
    }
  }
  if (problems.length > 0) throw new TiexError(problems)
}
