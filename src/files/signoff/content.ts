import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Consensus } from '../../merge/consensus.ts'
import { TiexError } from '../../problem.ts'
import { signedText } from '../../signoff/canonical.ts'
import { signedContent } from '../../signoff/content.ts'
import { officialResponse, pinOf } from '../../signoff/official.ts'
import { type Statement, statementKind } from '../../signoff/statement.ts'
import { readConsensus } from '../consensus.ts'
import { readBytes } from '../disk/bytes.ts'
import { byteLimit } from '../kinds/read.ts'
import type { Workspace } from '../workspace.ts'
import { parseYaml } from '../yaml/read.ts'

/** What there is to sign in a round: every field of the statement but the role. */
export interface Signable {
  readonly consensus: Consensus
  readonly statement: Omit<Statement, 'role'>
}

/** What a round would be signed as now; undefined without a consensus. Throws a `TiexError` where the consensus or the plan cannot be trusted. */
export async function readSignable(workspace: Workspace, round: string): Promise<Signable | undefined> {
  const consensus = await readConsensus(workspace, round)
  if (consensus === undefined) return undefined
  const { assessment, model } = workspace
  const plan = await readPlan(workspace, round)
  return {
    consensus,
    statement: {
      kind: statementKind,
      organisation: assessment.organisation.id,
      round,
      model: pinOf(consensus.model),
      official: digestOf(officialResponse(assessment, model, consensus, round)),
      consensus: digestOf(signedContent(consensus)),
      plan: plan === undefined ? null : digestOf(plan),
    },
  }
}

/** `sha256:<hex>` over the canonical JSON of loaded data. */
export function digestOf(data: unknown): string {
  return `sha256:${createHash('sha256').update(signedText(data)).digest('hex')}`
}

export function planPath(round: string): string {
  return `rounds/${round}/plan.yaml`
}

/** The data of the plan, whatever its form; undefined where there is none. */
async function readPlan({ root }: Pick<Workspace, 'root'>, round: string): Promise<unknown> {
  const shown = planPath(round)
  const limit = byteLimit('consensus')
  const bytes = await readBytes({ path: join(root, shown), shown }, limit)
  if (bytes === 'missing') return undefined
  const parsed = await parseYaml(shown, bytes, limit)
  if ('problems' in parsed) throw new TiexError(parsed.problems)
  return parsed.yaml.data
}
