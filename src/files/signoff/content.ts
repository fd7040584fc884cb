import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Assessment } from '../../assessment/assessment.ts'
import { checkConsensus } from '../../merge/check.ts'
import type { Consensus } from '../../merge/consensus.ts'
import { TiexError } from '../../problem.ts'
import { signedText } from '../../signoff/canonical.ts'
import { signedContent } from '../../signoff/content.ts'
import { officialResponse, pinOf, publishedIn } from '../../signoff/official.ts'
import { type Statement, statementKind } from '../../signoff/statement.ts'
import { consensusPath } from '../consensus.ts'
import { readBytes } from '../disk/bytes.ts'
import type { FileName } from '../disk/faults.ts'
import { byteLimit, isFaulty, placed, readKind } from '../kinds/read.ts'
import type { Workspace } from '../workspace.ts'
import { parseYaml } from '../yaml/read.ts'

/** What there is to sign in a round: every field of the statement but the role. */
export interface Signable {
  /** As everybody can read it. */
  readonly consensus: Consensus
  readonly statement: Omit<Statement, 'role'>
}

/** Which model the consensus must be about: a round that was signed long ago may be about one that is not pinned any more, and is compared without it. */
export type ModelWanted = 'pinned' | 'any'

/** What a round would be signed as now; undefined without a consensus. Throws a `TiexError` where the consensus or the plan cannot be trusted. */
export async function readSignable(
  workspace: Workspace,
  round: string,
  wanted: ModelWanted = 'pinned',
): Promise<Signable | undefined> {
  const consensus = await readReadable(workspace, round, wanted)
  if (consensus === undefined) return undefined
  const { assessment } = workspace
  const plan = await readPlan(workspace, round)
  return {
    consensus,
    statement: {
      kind: statementKind,
      organisation: assessment.organisation.id,
      round,
      model: pinOf(consensus.model),
      official: officialDigest(assessment, consensus, round),
      consensus: digestOf(signedContent(consensus)),
      plan: plan === undefined ? null : digestOf(plan),
    },
  }
}

/** The consensus of a round as it stands in its file, whatever is sealed in it: no key is looked for, so that two people always read the same. Undefined where there is none; throws a `TiexError` where it cannot be trusted. */
export async function readReadable(
  { root, assessment, model }: Workspace,
  round: string,
  wanted: ModelWanted,
): Promise<Consensus | undefined> {
  const loaded = await readKind<Consensus>('consensus', fileIn(root, consensusPath(round)))
  if (loaded === 'missing') return undefined
  if (isFaulty(loaded)) throw new TiexError(loaded.problems)
  const findings = checkConsensus(loaded.data, model, { round, pin: assessment.model })
  const wrong = findings.filter(({ rule }) => wanted === 'pinned' || rule !== 'model')
  if (wrong.length > 0) throw new TiexError(await placed(loaded, wrong))
  return loaded.data
}

/** The digest of what is published of a consensus. No model is needed for it: a digest knows no order, and a consensus holds nothing that its model does not. */
export function officialDigest(
  council: Pick<Assessment, 'organisation' | 'scope'>,
  consensus: Consensus,
  round: string,
): string {
  return digestOf(officialResponse(council, publishedIn(consensus), consensus, round))
}

/** `sha256:<hex>` over the canonical JSON of loaded data. */
export function digestOf(data: unknown): string {
  return `sha256:${createHash('sha256').update(signedText(data)).digest('hex')}`
}

export function planPath(round: string): string {
  return `rounds/${round}/plan.yaml`
}

function fileIn(root: string, shown: string): FileName {
  return { path: join(root, shown), shown }
}

/** The data of the plan, whatever its form; undefined where there is none. */
async function readPlan({ root }: Pick<Workspace, 'root'>, round: string): Promise<unknown> {
  const shown = planPath(round)
  const limit = byteLimit('consensus')
  const bytes = await readBytes(fileIn(root, shown), limit)
  if (bytes === 'missing') return undefined
  const parsed = await parseYaml(shown, bytes, limit)
  if ('problems' in parsed) throw new TiexError(parsed.problems)
  return parsed.yaml.data
}
