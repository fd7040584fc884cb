import { join } from 'node:path'
import type { Consensus } from '../../merge/consensus.ts'
import { listFolder } from '../disk/bytes.ts'
import { submittedTexts } from '../resealing/digests.ts'
import { responsesDigest } from '../responses/read.ts'
import type { Workspace } from '../workspace.ts'

/**
 * Whether the submitted responses on disk are not those that a consensus was merged from, by their digest: no key is needed. A response
 * that was left out is not named anywhere; where more than one was, nobody can tell, and it is false.
 */
export async function answersChanged(
  workspace: Workspace,
  { round, responses }: Consensus,
): Promise<boolean> {
  const texts = await submittedTexts(workspace, round, respondents(workspace, round))
  const extra = texts.length - responses.count
  if (extra < 0 || extra > (responses['left-out'] ?? 0)) return true
  if (extra === 0) return responsesDigest(texts) !== responses.digest
  const isWithout = (at: number) => responsesDigest(texts.toSpliced(at, 1)) === responses.digest
  return extra === 1 && !texts.some((_, at) => isWithout(at))
}

/** The names of the files: also of people who have left tiex.yaml since. */
function respondents({ root }: Workspace, round: string): readonly string[] {
  const shown = `rounds/${round}/responses`
  const entries = listFolder({ path: join(root, shown), shown })
  if (entries === 'missing') return []
  return entries.flatMap(({ name }) => /^([^.].*)\.yaml$/.exec(name)?.[1] ?? [])
}
