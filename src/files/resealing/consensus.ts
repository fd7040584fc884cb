import { join } from 'node:path'
import type { Consensus } from '../../merge/consensus.ts'
import { type Problem, TiexError } from '../../problem.ts'
import { padded } from '../../response/padding.ts'
import { consensusPath } from '../consensus.ts'
import { isFaulty, type Loaded, parseKind } from '../kinds/read.ts'
import { styleOf } from '../kinds/styles.ts'
import { recipientsIn } from '../responses/sealed.ts'
import { readCounts } from '../sealed-counts.ts'
import { formatYaml } from '../yaml/format.ts'
import { reviseYaml } from '../yaml/revising/revise.ts'
import type { Digests } from './digests.ts'
import { change, isSealedTo, type Resealing, type State } from './file.ts'

/** What became of the consensus of a round. */
export interface ResealedConsensus {
  /** Its counts; what is wrong with the file, where it was left as it is. */
  readonly counts: State | { readonly problems: readonly Problem[] }
  /** Its digest is of other responses than all that were submitted, and was left so. */
  readonly isOutdated: boolean
  readonly isWritten: boolean
}

/**
 * Gives the consensus the digest of the responses as they are sealed now, where it had that of the same responses before, and seals
 * its counts to those who may facilitate now; `onlyDigest`: counts stay as they are unless the digest changes. Counts that nobody
 * opens, or that are another consensus's, are refused with their problems.
 */
export async function resealConsensus(
  work: Resealing,
  round: string,
  { digests, onlyDigest }: { readonly digests: Digests; readonly onlyDigest: boolean },
): Promise<ResealedConsensus> {
  const shown = consensusPath(round)
  let isSealed = false
  let isOutdated = false
  const state = await change(work, { path: join(work.workspace.root, shown), shown }, async (bytes) => {
    const loaded = await parseKind<Consensus>('consensus', shown, bytes)
    if (isFaulty(loaded)) throw new TiexError(loaded.problems)
    const { responses, sealed } = loaded.data
    isSealed = sealed !== undefined
    isOutdated = ![...digests.before, digests.after].includes(responses.digest)
    const digest = isOutdated ? responses.digest : digests.after
    const isNew = digest !== responses.digest
    if (!isNew && (onlyDigest || !isSealed)) return isSealed ? 'same' : 'plain'
    const block = isSealed ? await sealedAnew(work, loaded, digest) : {}
    if (block === 'same') return 'same'
    const written = { ...loaded.data, responses: { ...responses, digest }, ...block }
    return { text: await reviseYaml(loaded.yaml.text, written, styleOf('consensus')) }
  })
  const isWritten = state === 'resealed' && !work.dryRun
  return { counts: state === 'resealed' && !isSealed ? 'plain' : state, isOutdated, isWritten }
}

async function sealedAnew(
  { workspace }: Resealing,
  loaded: Loaded<Consensus>,
  digest: string,
): Promise<'same' | Pick<Consensus, 'sealed'>> {
  const { vault } = workspace
  const read = await readCounts(loaded, vault)
  if (read === 'no key') throw noKeyForCounts(loaded.yaml.file)
  if (!('inside' in read)) throw new TiexError(read.problems)
  const { inside } = read
  const to = recipientsIn(workspace, undefined)
  if (inside.digest === digest && isSealedTo(loaded.data.sealed!, sealedToIn(inside), to)) return 'same'
  const text = formatYaml({ ...inside, digest, 'sealed-to': to }, styleOf('consensus'))
  return { sealed: await vault.seal(padded(text) ?? text, to) }
}

function sealedToIn(counts: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  const to = counts['sealed-to']
  return Array.isArray(to) && to.every((one) => typeof one === 'string') ? to : undefined
}

function noKeyForCounts(file: string): TiexError {
  return new TiexError([
    {
      severity: 'error',
      rule: 'key',
      message: 'no key at hand opens the counts of this consensus',
      hint: 'they are sealed to those who may facilitate: bring that key with --identity FILE, or merge again',
      place: { file },
    },
  ])
}
