import type { Assessment } from '../../assessment/assessment.ts'
import type { SignaturesChange, SignedRole } from '../../authority/signatures-change.ts'
import { canonicalJson } from '../../canonical-json.ts'
import { checkSignatures, type Signatures } from '../../signoff/signatures.ts'
import type { PathChange, TreeEntry } from '../git/reading/history.ts'
import { readObjects } from '../git/reading/objects.ts'
import type { GitRun } from '../git/run.ts'
import { byteLimit, isFaulty, parseKind } from '../kinds/read.ts'

/** What a commit made of the signatures of a round. A file that was faulty before holds nothing to take away: that commit has failed. */
export async function signaturesChange(
  { path, before, after }: PathChange,
  about: { readonly round: string; readonly assessment: Assessment | undefined; readonly run: GitRun },
): Promise<SignaturesChange> {
  const then = await read(path, before, about)
  const now = await read(path, after, about)
  return { before: typeof then === 'string' ? [] : then, after: now }
}

/** The entries of a file, or what is wrong with it. A spoilt statement makes its own entry invalid and no other. */
async function read(
  path: string,
  entry: TreeEntry | undefined,
  { round, assessment, run }: Parameters<typeof signaturesChange>[1],
): Promise<readonly SignedRole[] | string> {
  if (entry === undefined) return []
  if (entry.mode === '160000') return 'it is a submodule'
  for (const [, { bytes }] of readObjects([entry.blob], byteLimit('signatures'), run)) {
    if (bytes === undefined) return 'it is larger than any that is read'
    const loaded = await parseKind<Signatures>('signatures', path, bytes)
    if (isFaulty(loaded)) return loaded.problems[0]?.message ?? 'it cannot be read'
    const findings = assessment === undefined ? [] : checkSignatures(loaded.data, assessment, round)
    const wrong = findings.find(({ severity, rule }) => severity === 'error' && rule !== 'statement')
    return wrong?.message ?? loaded.data.signatures.map(signedRole)
  }
  return 'it cannot be read'
}

function signedRole(entry: Signatures['signatures'][number]): SignedRole {
  const { role, signature, 'recorded-by': recordedBy } = entry
  return {
    ...{ role, isSigned: signature !== undefined, text: canonicalJson(entry) },
    ...(recordedBy === undefined ? {} : { recordedBy }),
  }
}
