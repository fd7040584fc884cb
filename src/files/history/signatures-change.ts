import type { Assessment } from '../../assessment/assessment.ts'
import type { SignaturesChange, SignedRole } from '../../authority/signatures-change.ts'
import { canonicalJson } from '../../canonical-json.ts'
import { checkSignatures, type Signatures } from '../../signoff/signatures.ts'
import type { PathChange, TreeEntry } from '../git/reading/history.ts'
import { readObjects } from '../git/reading/objects.ts'
import type { GitRun } from '../git/run.ts'
import { byteLimit, isFaulty, parseKind } from '../kinds/read.ts'

/** Files of signatures, which are known by the ids of their blobs. */
export type SignatureFiles = ReadonlyMap<string, Signatures | string>

/** Reads what these changes put into files of signatures, and what stood there before, or what is wrong with it. */
export async function readSignatureFiles(
  changes: readonly PathChange[],
  run: GitRun,
): Promise<SignatureFiles> {
  const files = new Map<string, Signatures | string>()
  const entries = changes.flatMap(({ before, after }) => [before, after])
  const blobs = entries.flatMap((entry) =>
    entry === undefined || entry.mode === submodule ? [] : [entry.blob],
  )
  for (const [blob, { bytes }] of readObjects(blobs, byteLimit('signatures'), run))
    files.set(blob, bytes === undefined ? 'it is larger than any that is read' : await signaturesIn(bytes))
  return files
}

const submodule = '160000'

async function signaturesIn(bytes: Uint8Array): Promise<Signatures | string> {
  const loaded = await parseKind<Signatures>('signatures', '', bytes)
  return isFaulty(loaded) ? (loaded.problems[0]?.message ?? 'it cannot be read') : loaded.data
}

interface About {
  readonly round: string
  readonly assessment: Assessment | undefined
  readonly files: SignatureFiles
}

/** What a commit made of the signatures of a round. A file that was faulty before holds nothing to take away: that commit has failed. */
export function signaturesChange({ before, after }: PathChange, about: About): SignaturesChange {
  const then = rolesIn(before, about)
  const now = rolesIn(after, about)
  return { before: typeof then === 'string' ? [] : then, after: now }
}

/** The entries of a file, or what is wrong with it. A spoilt statement makes its own entry invalid and no other. */
function rolesIn(
  entry: TreeEntry | undefined,
  { round, assessment, files }: About,
): readonly SignedRole[] | string {
  if (entry === undefined) return []
  if (entry.mode === submodule) return 'it is a submodule'
  const file = files.get(entry.blob) ?? 'it cannot be read'
  if (typeof file === 'string') return file
  const findings = assessment === undefined ? [] : checkSignatures(file, assessment, round)
  const wrong = findings.find(({ severity, rule }) => severity === 'error' && rule !== 'statement')
  return wrong?.message ?? file.signatures.map(signedRole)
}

function signedRole(entry: Signatures['signatures'][number]): SignedRole {
  const { role, signature, 'recorded-by': recordedBy } = entry
  return {
    ...{ role, isSigned: signature !== undefined, text: canonicalJson(entry) },
    ...(recordedBy === undefined ? {} : { recordedBy }),
  }
}
