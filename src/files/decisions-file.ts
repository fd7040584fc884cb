import { basename, resolve } from 'node:path'
import type { Session } from '../env.ts'
import { checkConsensus } from '../merge/check.ts'
import { type Consensus, consensusFormat } from '../merge/consensus.ts'
import { failure, TiexError } from '../problem.ts'
import { checkDecisions, type Decisions } from '../workshop/taking.ts'
import { readBytes } from './disk/bytes.ts'
import { byteLimit } from './kinds/read.ts'
import { checkSchema } from './kinds/schema.ts'
import type { Workspace } from './workspace.ts'
import { locate, parseYaml } from './yaml/read.ts'

/**
 * Decisions from a file anywhere on the disk: a consensus of the round that is worked on, or only the `statements` and `cells` of one.
 * Throws a `TiexError` with every fault and its place; then nothing of it can be used.
 */
export async function readDecisionsFile(
  session: Session,
  workspace: Workspace,
  named: string,
): Promise<Decisions> {
  const file = { path: resolve(session.folder, named), shown: basename(named) }
  const bytes = await readBytes(file, byteLimit('consensus'))
  if (bytes === 'missing')
    throw failure('no-file', `there is no file ${named}`, 'look at the path behind --from')
  const parsed = await parseYaml(named, bytes, byteLimit('consensus'))
  if ('problems' in parsed) throw new TiexError(parsed.problems, closing)
  const { yaml } = parsed
  const data = completed(yaml.data, workspace)
  const malformed = checkSchema('consensus', data)
  if (malformed.length > 0) throw new TiexError(await locate(yaml, malformed), closing)
  const { model, round, assessment } = workspace
  const consensus = data as Consensus
  const findings = [
    ...checkConsensus(consensus, model, { round, pin: assessment.model }),
    ...checkDecisions(consensus, model),
  ]
  if (findings.length > 0) throw new TiexError(await locate(yaml, findings), closing)
  return consensus
}

const closing = 'Nothing was taken from this file.'

/** A file without a format is the part of a consensus that people decide; of the responses it says nothing. */
function completed(data: unknown, { assessment, round }: Workspace): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data) || Object.hasOwn(data, 'format'))
    return data
  const { id, version, digest } = assessment.model
  const header = {
    format: consensusFormat,
    model: { id, version, digest },
    round,
    responses: { count: 100_000, digest },
    statements: {},
  }
  return { ...header, ...data }
}
