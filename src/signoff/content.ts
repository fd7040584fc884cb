import { type CellConsensus, type Consensus, cellDecisionKeys, decisionKeys } from '../merge/consensus.ts'
import { pinOf } from './official.ts'

const statementContent = ['label', 'suggested', 'tied', ...decisionKeys] as const
const cellContent = ['suggested-ambition', ...cellDecisionKeys] as const

/**
 * What of a consensus is signed: all of it but the counts that were computed from answers (`answers`, `divergence`, `agreed-from`,
 * `ambitions` and the overall agreement). Those stand open in the file, or sealed to the facilitators where the group is small, and a signature
 * must not depend on which, nor need a facilitator's key to be checked. `responses.digest` still fixes what they were computed from.
 */
export function signedContent(consensus: Consensus) {
  const { format, model, round, responses } = consensus
  return {
    format,
    model: pinOf(model),
    round,
    responses: picked(responses, ['count', 'left-out', 'digest'] as const),
    statements: mapped(consensus.statements, (entry) => picked(entry, statementContent)),
    cells: filled(mapped(consensus.cells ?? {}, (entry: CellConsensus) => picked(entry, cellContent))),
  }
}

export type SignedContent = ReturnType<typeof signedContent>

function picked<Value extends object, Key extends keyof Value>(value: Value, keys: readonly Key[]) {
  const members = keys.flatMap((key) => (value[key] === undefined ? [] : [[key, value[key]]]))
  return Object.fromEntries(members) as Partial<Pick<Value, Key>>
}

function mapped<Value, Result>(
  entries: Readonly<Record<string, Value>>,
  change: (value: Value) => Result,
): Readonly<Record<string, Result>> {
  return Object.fromEntries(Object.entries(entries).map(([id, value]) => [id, change(value)]))
}

/** Without the entries that hold nothing: a cell that is there for its counts alone is absent where they are sealed. */
function filled<Value extends object>(entries: Readonly<Record<string, Value>>) {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => Object.keys(value).length > 0))
}
