import { join } from 'node:path'
import { checkConsensus } from '../merge/check.ts'
import type { Consensus } from '../merge/consensus.ts'
import { type Problem, TiexError } from '../problem.ts'
import type { FileName } from './disk/faults.ts'
import { writeDurably } from './disk/write.ts'
import { isFaulty, parseKind, placed, readKind } from './kinds/read.ts'
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

/** The consensus of a round; undefined where nothing was merged yet. Throws a `TiexError` with everything wrong in it. */
export async function readConsensus(
  workspace: Workspace,
  round = workspace.round,
): Promise<Consensus | undefined> {
  const read = await findConsensus(workspace, round)
  if (read === undefined) return undefined
  if (read.problems.length > 0) throw new TiexError(read.problems)
  return read.consensus
}

/** The consensus of a round with what is wrong in it; it is absent where the file cannot be trusted. */
export async function findConsensus(
  workspace: Workspace,
  round: string,
): Promise<{ consensus?: Consensus; problems: readonly Problem[] } | undefined> {
  const loaded = await readKind<Consensus>('consensus', fileOf(workspace, round))
  if (loaded === 'missing') return undefined
  if (isFaulty(loaded)) return loaded
  const problems = await placed(
    loaded,
    checkConsensus(loaded.data, workspace.model, { round, pin: workspace.assessment.model }),
  )
  return problems.length > 0 ? { problems } : { consensus: loaded.data, problems }
}

/**
 * Changes the consensus on disk under its lock: what people wrote besides (comments, blank lines, decisions) keeps its bytes.
 * `change` gets what is there now. Throws a `TiexError` where the file is faulty; it then stays as it is.
 */
export function saveConsensus(
  workspace: Workspace,
  change: (current: Consensus | undefined) => Consensus,
): Promise<'written' | 'unchanged'> {
  const file = fileOf(workspace, workspace.round)
  const style = styleOf('consensus')
  return writeDurably(file, async (bytes) => {
    if (bytes === 'missing') return formatYaml(change(undefined), style, [schemaLine('consensus', 2)])
    const loaded = await parseKind<Consensus>('consensus', file.shown, bytes)
    if (isFaulty(loaded)) throw new TiexError(loaded.problems)
    const after = change(loaded.data)
    return equalData(after, loaded.data) ? undefined : reviseYaml(loaded.yaml.text, after, style)
  })
}
