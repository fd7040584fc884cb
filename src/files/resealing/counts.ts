import { join } from 'node:path'
import type { Consensus } from '../../merge/consensus.ts'
import { type Problem, TiexError } from '../../problem.ts'
import { padded } from '../../response/padding.ts'
import { consensusPath } from '../consensus.ts'
import { byteLimit, isFaulty, parseKind } from '../kinds/read.ts'
import { styleOf } from '../kinds/styles.ts'
import { recipientsIn } from '../responses/sealed.ts'
import { openCounts } from '../sealed-counts.ts'
import { isMap } from '../yaml/equal.ts'
import { formatYaml } from '../yaml/format.ts'
import { parseYaml } from '../yaml/read.ts'
import { reviseYaml } from '../yaml/revising/revise.ts'
import { change, isSame, type Resealing, type State } from './file.ts'

/** Counts that nobody opens, or that are another consensus's, are refused with their problems. */
export async function resealCounts(
  work: Resealing,
  round: string,
): Promise<State | { readonly problems: readonly Problem[] }> {
  const { workspace } = work
  const shown = consensusPath(round)
  return change(work, { path: join(workspace.root, shown), shown }, async (bytes) => {
    const loaded = await parseKind<Consensus>('consensus', shown, bytes)
    if (isFaulty(loaded)) throw new TiexError(loaded.problems)
    const block = loaded.data.sealed
    if (block === undefined) return 'plain'
    const opened = await openCounts(loaded, workspace.vault)
    if (isFaulty(opened)) throw new TiexError(opened.problems)
    const inner = await workspace.vault.open(block)
    if (inner.state !== 'opened') throw noKeyForCounts(shown)
    const parsed = await parseYaml(shown, inner.bytes, byteLimit('consensus'))
    const counts = 'problems' in parsed || !isMap(parsed.yaml.data) ? {} : parsed.yaml.data
    const to = recipientsIn(workspace, undefined)
    if (isSame(sealedToIn(counts), to)) return 'same'
    const text = formatYaml({ ...counts, 'sealed-to': to }, styleOf('consensus'))
    const sealed = await workspace.vault.seal(padded(text) ?? text, to)
    return { text: await reviseYaml(loaded.yaml.text, { ...loaded.data, sealed }, styleOf('consensus')) }
  })
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
