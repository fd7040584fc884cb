import { type Consensus, consensusFormat, type StatementConsensus } from '../../src/merge/consensus.ts'
import { smallModel } from '../small-model.ts'

const { id, version, digest } = smallModel

/** Nine people, of whom six say the lowest and three the one above it, wherever a test says nothing else. */
export function merged(
  statements: Readonly<Record<string, Partial<StatementConsensus>>> = {},
  cells?: Consensus['cells'],
): Consensus {
  const entries = smallModel.statements.map((statement): [string, StatementConsensus] => {
    const [lowest, next] = statement.scale.options
    const entry: StatementConsensus = {
      answers: { [lowest!.id]: 6, [next!.id]: 3 },
      divergence: 20,
      label: 'confirm',
      suggested: lowest!.id,
    }
    return [statement.id, { ...entry, ...statements[statement.id] }]
  })
  return {
    format: consensusFormat,
    model: { id, version, digest },
    round: '2026-autumn',
    responses: { count: 9, 'left-out': 0, digest: `sha256:${'a'.repeat(64)}` },
    statements: Object.fromEntries(entries),
    ...(cells === undefined ? {} : { cells }),
  }
}

export const statement = (name: string) => smallModel.statementById.get(name)!
export const section = (name: string) => smallModel.sectionById.get(name)!
