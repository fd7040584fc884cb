import type { CellConsensus, Consensus, ScaleAgreement, StatementConsensus } from './consensus.ts'
import type { Spread } from './spread.ts'

/** The part of a consensus that can betray a single answer where few people gave one. */
export interface Counts {
  readonly agreement?: Readonly<Record<string, ScaleAgreement>>
  readonly statements: Readonly<
    Record<string, Pick<StatementConsensus, 'answers' | 'divergence' | 'agreed-from'>>
  >
  readonly cells?: Readonly<Record<string, { readonly ambitions: Spread }>>
}

/** The counts of a consensus; empty entries are left out. */
export function countsIn(consensus: Consensus): Counts {
  const statements = entries(consensus.statements).flatMap(([id, entry]) => {
    const { answers, divergence, 'agreed-from': from } = entry
    const counts = {
      ...(answers === undefined ? {} : { answers }),
      ...(divergence === undefined ? {} : { divergence }),
      ...(from === undefined ? {} : { 'agreed-from': from }),
    }
    return Object.keys(counts).length === 0 ? [] : [[id, counts] as const]
  })
  const cells = entries(consensus.cells ?? {}).flatMap(([id, { ambitions }]) =>
    ambitions === undefined ? [] : [[id, { ambitions }] as const],
  )
  return {
    ...(consensus.agreement === undefined ? {} : { agreement: consensus.agreement }),
    statements: Object.fromEntries(statements),
    ...(cells.length === 0 ? {} : { cells: Object.fromEntries(cells) }),
  }
}

/** What everybody may read: labels, what is suggested and what was decided. */
export function withoutCounts(consensus: Consensus): Consensus {
  const { agreement: _, sealed: __, statements, cells, ...rest } = consensus
  const readable = entries(statements).map(([id, entry]) => {
    const { answers: _a, divergence: _d, 'agreed-from': _f, ...kept } = entry
    return [id, kept] as const
  })
  const readableCells = entries(cells ?? {}).flatMap(([id, { ambitions: _s, ...kept }]) =>
    Object.keys(kept).length === 0 ? [] : [[id, kept] as const],
  )
  return {
    ...rest,
    statements: Object.fromEntries(readable),
    ...(readableCells.length === 0 ? {} : { cells: Object.fromEntries(readableCells) }),
  }
}

/** The consensus with its counts back in place, keys in the order in which they are written. Decisions are those of the readable part. */
export function withCounts(readable: Consensus, counts: Counts): Consensus {
  const { format, model, round, responses, statements, cells } = readable
  const joined = entries(statements).map(([id, entry]): [string, StatementConsensus] => {
    const { answers, divergence, 'agreed-from': from } = counts.statements[id] ?? {}
    const { label, suggested, tied, ...decided } = entry
    return [
      id,
      {
        ...(answers === undefined ? {} : { answers }),
        ...(divergence === undefined ? {} : { divergence }),
        label,
        ...(suggested === undefined ? {} : { suggested }),
        ...(tied === undefined ? {} : { tied }),
        ...(from === undefined ? {} : { 'agreed-from': from }),
        ...decided,
      },
    ]
  })
  const ids = [...new Set([...Object.keys(counts.cells ?? {}), ...Object.keys(cells ?? {})])]
  const joinedCells = ids.map((id): [string, CellConsensus] => [
    id,
    { ...counts.cells?.[id], ...cells?.[id] },
  ])
  return {
    format,
    model,
    round,
    responses,
    ...(counts.agreement === undefined ? {} : { agreement: counts.agreement }),
    statements: Object.fromEntries(joined),
    ...(joinedCells.length === 0 ? {} : { cells: Object.fromEntries(joinedCells) }),
  }
}

function entries<Value>(map: Readonly<Record<string, Value>>): [string, Value][] {
  return Object.entries(map)
}
