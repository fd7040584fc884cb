import { join } from 'node:path'
import { checkConsensus } from '../merge/check.ts'
import type { Consensus } from '../merge/consensus.ts'
import { withoutSmallGroups, withWithheld } from '../merge/counts.ts'
import { type Problem, TiexError } from '../problem.ts'
import { checkStances } from '../workshop/stance.ts'
import type { FileName } from './disk/faults.ts'
import { writeDurably } from './disk/write.ts'
import { type Faulty, isFaulty, type Loaded, parseKind, placed, readKind } from './kinds/read.ts'
import { schemaLine, styleOf } from './kinds/styles.ts'
import type { Workspace } from './workspace.ts'
import { equalData } from './yaml/equal.ts'
import { formatYaml } from './yaml/format.ts'
import { reviseYaml } from './yaml/revising/revise.ts'

/** From the root of the workspace, with forward slashes. */
export function consensusPath(round: string): string {
  return `rounds/${round}/consensus.yaml`
}

function fileOf(workspace: Workspace, round: string): FileName {
  const shown = consensusPath(round)
  return { path: join(workspace.root, shown), shown }
}

/** The consensus of a round; undefined where nothing was merged yet. Sealed counts are there where a key at hand opens them. Throws a `TiexError` with everything wrong in it. */
export async function readConsensus(
  workspace: Workspace,
  round = workspace.round,
): Promise<Consensus | undefined> {
  const read = await findConsensus(workspace, round)
  if (read === undefined) return undefined
  if (read.problems.length > 0) throw new TiexError(read.problems)
  return read.consensus
}

/** The consensus of a round with what is wrong in it; it is absent where the file cannot be trusted. Warnings leave it to be trusted. */
export async function findConsensus(
  workspace: Workspace,
  round: string,
): Promise<
  { consensus?: Consensus; problems: readonly Problem[]; warnings?: readonly Problem[] } | undefined
> {
  const loaded = await readKind<Consensus>('consensus', fileOf(workspace, round))
  if (loaded === 'missing') return undefined
  const opened = isFaulty(loaded) ? loaded : await open(workspace, loaded)
  if (isFaulty(opened)) return opened
  const problems = await placed(
    opened,
    checkConsensus(opened.data, workspace.model, { round, pin: workspace.assessment.model }),
  )
  if (problems.length > 0) return { problems }
  const warnings = await placed(opened, checkStances(workspace.model, opened.data))
  return { consensus: opened.data, problems, warnings }
}

async function open({ vault }: Workspace, loaded: Loaded<Consensus>): Promise<Loaded<Consensus> | Faulty> {
  if (loaded.data.sealed === undefined) return loaded
  const { openCounts } = await import('./sealed-counts.ts')
  return openCounts(loaded, vault)
}

/**
 * Changes the consensus on disk under its lock: what people wrote besides (comments, blank lines, decisions) keeps its bytes.
 * `change` gets what is there now. Where the assessment is sealed, the counts of groups smaller than its smallest are written
 * sealed to the facilitators. Throws a `TiexError` where the file is faulty; it then stays as it is.
 */
export function saveConsensus(
  workspace: Workspace,
  change: (current: Consensus | undefined) => Consensus,
): Promise<'written' | 'unchanged'> {
  const file = fileOf(workspace, workspace.round)
  const style = styleOf('consensus')
  return writeDurably(file, async (bytes) => {
    if (bytes === 'missing') {
      const written = await asWritten(workspace, change(undefined))
      return formatYaml(written, style, [schemaLine('consensus', 2)])
    }
    const loaded = await parseKind<Consensus>('consensus', file.shown, bytes)
    if (isFaulty(loaded)) throw new TiexError(loaded.problems)
    const opened = await open(workspace, loaded)
    if (isFaulty(opened)) throw new TiexError(opened.problems)
    const after = change(opened.data)
    const { hidden } = divided(workspace, after)
    const staysSealed = (hidden !== undefined) === (loaded.data.sealed !== undefined)
    if (staysSealed && equalData(after, opened.data)) return undefined
    return reviseYaml(opened.yaml.text, await asWritten(workspace, after), style)
  })
}

/** What everybody may read, and what only those who facilitate may: in an open assessment there is nothing to hide. */
function divided({ assessment }: Workspace, consensus: Consensus) {
  if (assessment.confidentiality === 'open') return { readable: withWithheld(consensus) }
  // Sealed counts that nobody opened stay as they are.
  if (consensus.sealed !== undefined) return { readable: consensus }
  return withoutSmallGroups(consensus, assessment['minimum-group'] ?? 5)
}

async function asWritten(workspace: Workspace, consensus: Consensus): Promise<Consensus> {
  const { readable, hidden } = divided(workspace, consensus)
  if (hidden === undefined) return readable
  const { sealCounts } = await import('./sealed-counts.ts')
  return { ...readable, sealed: await sealCounts(readable, hidden, workspace) }
}
