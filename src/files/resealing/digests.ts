import type { ResponseFile } from '../../response/sealed.ts'
import { digestedText, responseFile, responsesDigest } from '../responses/read.ts'
import type { Workspace } from '../workspace.ts'
import { readRight } from './file.ts'

/** Digests of the same submitted responses. */
export interface Digests {
  /** As they were sealed. */
  readonly before: readonly string[]
  /** As they are sealed now. */
  readonly after: string
}

/** What counts in the digest of each who submitted: of sealed ones the blocks, unopened. What cannot be read is left out, as a merge leaves it out. */
export async function submittedTexts(
  workspace: Workspace,
  round: string,
  people: readonly string[],
): Promise<readonly string[]> {
  const texts: string[] = []
  for (const person of people) {
    const read = await readRight<ResponseFile>('response', responseFile(workspace, round, person))
    if (read?.data.submitted !== undefined) texts.push(digestedText(read.data, read.yaml.text))
  }
  return texts
}

/** The digest with other blocks in the place of those that are there. */
export function digestWith(texts: readonly string[], blocks: ReadonlyMap<string, string>): string {
  return responsesDigest(texts.map((text) => blocks.get(text) ?? text))
}
