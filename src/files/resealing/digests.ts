import { isSealed, type ResponseFile } from '../../response/sealed.ts'
import { responseFile, responsesDigest } from '../responses/read.ts'
import type { Workspace } from '../workspace.ts'
import { readRight } from './file.ts'

/** Digests of the same submitted responses. */
export interface Digests {
  /** As they were sealed. */
  readonly before: readonly string[]
  /** As they are sealed now. */
  readonly after: string
}

/** The files of those who submitted, sealed ones unopened; what cannot be read is left out, as a merge leaves it out. */
export async function submittedFiles(
  workspace: Workspace,
  round: string,
  people: readonly string[],
): Promise<readonly ResponseFile[]> {
  const files: ResponseFile[] = []
  for (const person of people) {
    const read = await readRight<ResponseFile>('response', responseFile(workspace, round, person))
    if (read?.data.submitted !== undefined) files.push(read.data)
  }
  return files
}

/** The digest of these files with other blocks, by the block that a file has. */
export function digestWith(files: readonly ResponseFile[], blocks: ReadonlyMap<string, string>): string {
  return responsesDigest(
    files.map((file) =>
      isSealed(file)
        ? { sealed: { ...file, sealed: blocks.get(file.sealed) ?? file.sealed } }
        : { response: file },
    ),
  )
}
