import { isSamePin, pinOf, seenFrom } from '../../assessment/pins.ts'
import type { Session } from '../../env.ts'
import { checkConsensus } from '../../merge/check.ts'
import type { Consensus } from '../../merge/consensus.ts'
import { TiexError } from '../../problem.ts'
import { consensusPath } from '../consensus.ts'
import { findCommit } from '../git/reading/history.ts'
import { byteLimit, isFaulty, parseKind } from '../kinds/read.ts'
import type { Kind } from '../kinds/schema.ts'
import { openTree } from '../past/tree.ts'
import { openCounts } from '../sealed-counts.ts'
import {
  assessmentFile,
  readAssessment,
  readPinnedModel,
  repositoryOf,
  type Workspace,
} from '../workspace.ts'

/** The last commit: what stood in the files before an upgrade that was not committed. */
export interface Committed {
  /** A file named from the root of the workspace; undefined where the commit has none, or none that may be read. */
  readonly bytes: (shown: string, kind: Kind) => Uint8Array | undefined
}

/** Undefined outside of a repository and before its first commit. */
async function openCommitted(
  session: Session,
  workspace: Pick<Workspace, 'root' | 'round'>,
): Promise<Committed | undefined> {
  const repository = await repositoryOf(session, workspace)
  if (repository === undefined) return undefined
  const { root, prefix } = repository
  const run = { root, variables: session.env.variables }
  const commit = findCommit('HEAD', run)
  if (commit === undefined) return undefined
  const below = [`${prefix}${assessmentFile}`, `${prefix}rounds/${workspace.round}`]
  const tree = openTree(commit, below, run, 'all')
  const bytes: Committed['bytes'] = (shown, kind) => {
    try {
      const found = tree.file(`${prefix}${shown}`, byteLimit(kind))
      return found === 'missing' ? undefined : found.bytes
    } catch (error) {
      return nothingIf(error)
    }
  }
  return { bytes }
}

/** An upgrade before it is made, or where an earlier run ended. */
export interface Begun {
  /** With tiex.yaml and the model from before. */
  readonly workspace: Workspace
  /** As it stands on disk, where tiex.yaml was written and not committed. */
  readonly onDisk: Workspace | undefined
  readonly committed: Committed | undefined
}

/** What an upgrade of this workspace begins with: the last commit tells where tiex.yaml pins another model for the round than was committed. */
export async function beginUpgrade(session: Session, workspace: Workspace): Promise<Begun> {
  const committed = await openCommitted(session, workspace)
  const none = { workspace, onDisk: undefined, committed }
  const bytes = committed?.bytes(assessmentFile, 'assessment')
  const file = bytes === undefined ? undefined : await readAssessment(bytes).catch(nothingIf)
  const { round } = workspace
  if (file === undefined || file.data.round !== round || workspace.file.data.round !== round) return none
  if (isSamePin(pinOf(file.data, round), pinOf(workspace.file.data, round))) return none
  const { model, folder } = await readPinnedModel(workspace.root, file, round)
  const before = { ...workspace, file, assessment: seenFrom(file.data, model), model, modelFolder: folder }
  return { workspace: before, onDisk: workspace, committed }
}

/** What was agreed in the round by the last commit, with counts that a key at hand opens; undefined where that was none of this model. */
export async function committedConsensus(
  { round, model, assessment, vault }: Workspace,
  committed: Committed | undefined,
): Promise<Consensus | undefined> {
  const shown = consensusPath(round)
  const bytes = committed?.bytes(shown, 'consensus')
  if (bytes === undefined) return undefined
  const loaded = await parseKind<Consensus>('consensus', shown, bytes)
  if (isFaulty(loaded)) return undefined
  const opened = loaded.data.sealed === undefined ? loaded : await openCounts(loaded, vault)
  if (isFaulty(opened)) return undefined
  const wrong = checkConsensus(opened.data, model, { round, pin: assessment.model })
  return wrong.length > 0 ? undefined : opened.data
}

function nothingIf(error: unknown): undefined {
  if (error instanceof TiexError) return undefined
  throw error
}
