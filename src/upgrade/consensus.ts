import type { ModelPin } from '../assessment/assessment.ts'
import {
  type CellConsensus,
  type Consensus,
  cellKeys,
  inKeyOrder,
  type StatementConsensus,
  statementKeys,
} from '../merge/consensus.ts'
import type { Mapping } from '../model/mapping.ts'
import { sameStages } from './response.ts'

/** A consensus in the newer version. Ids are the older version's. */
export interface CarriedConsensus {
  readonly consensus: Consensus
  /** Statements on which something was agreed in words that have changed since: that is taken back. */
  readonly takenBack: readonly string[]
  /** Statements and sections on which something was decided and which the newer version does not have. */
  readonly dropped: readonly string[]
}

/**
 * What a group had come to, carried to a newer version. What was agreed stays for statements that were moved, or not touched at all;
 * people agreed to words, so that it is taken back where these are others. Spreads go with their statements on the same scale.
 * Agreement over all statements is left for the next merge to calculate.
 */
export function carryConsensus(
  consensus: Consensus,
  mapping: Mapping,
  { pin, digest }: { readonly pin: ModelPin; readonly digest: string },
): CarriedConsensus {
  const { newer, older } = mapping
  const takenBack: string[] = []
  const dropped = mapping.removed.filter(({ id }) => isDecided(consensus.statements[id])).map(({ id }) => id)
  const pairs = new Map(mapping.statements.map((one) => [one.newer.id, one]))
  const statements = newer.statements.map((statement): [string, StatementConsensus] => {
    const pair = pairs.get(statement.id)
    const entry = pair && consensus.statements[pair.older.id]
    if (pair === undefined || entry === undefined) return [statement.id, unasked(consensus)]
    const isOther = pair.reworded || pair.rescaled
    if (isOther && isDecided(entry)) takenBack.push(pair.older.id)
    // Answers on another scale are counted by the next merge.
    const counted = pair.rescaled ? unasked(consensus) : computedOf(entry)
    return [statement.id, inKeyOrder({ ...counted, ...(isOther ? {} : decidedOf(entry)) }, statementKeys)]
  })
  const cells: [string, CellConsensus][] = []
  for (const { id } of older.sections) {
    const entry = consensus.cells?.[id]
    const to = mapping.sections.get(id)
    if (entry === undefined) continue
    const { ambitions, 'suggested-ambition': suggested, ambition, stance, ...decided } = entry
    const levels = { ambitions, 'suggested-ambition': suggested, ambition, stance }
    const isSame = sameStages(newer, older)
    const kept = inKeyOrder({ ...decided, ...(isSame ? levels : {}) } as CellConsensus, cellKeys)
    if (to !== undefined && Object.keys(kept).length > 0) cells.push([to.id, kept])
    const decides = Object.keys(decided).length > 0
    const lostLevel = (ambition !== undefined || stance !== undefined) && (to === undefined || !isSame)
    if ((to === undefined && decides) || lostLevel) dropped.push(id)
  }
  const order = newer.sections.map(({ id }) => id)
  cells.sort(([one], [other]) => order.indexOf(one) - order.indexOf(other))
  const { agreement: _, cells: __, withheld, ...head } = consensus
  const held = newer.statements.flatMap(({ id }): [string, StatementConsensus][] => {
    const pair = pairs.get(id)
    const entry = pair && !pair.rescaled ? withheld?.statements[pair.older.id] : undefined
    return entry === undefined ? [] : [[id, entry]]
  })
  return {
    consensus: {
      ...head,
      model: { id: pin.id, version: pin.version, digest: pin.digest },
      responses: { ...consensus.responses, digest },
      statements: Object.fromEntries(statements),
      ...(cells.length === 0 ? {} : { cells: Object.fromEntries(cells) }),
      ...(held.length === 0 ? {} : { withheld: { statements: Object.fromEntries(held) } }),
    },
    takenBack,
    dropped,
  }
}

/** What people decided, without what is counted: of statements and sections by id, those with none left out. */
export function decisionsIn({ statements, cells = {} }: Consensus): Readonly<Record<string, object>> {
  const ofStatements = Object.entries(statements).map(([id, entry]) => [id, decidedOf(entry)] as const)
  const ofCells = Object.entries(cells).map(([id, entry]) => {
    const { ambitions: _, 'suggested-ambition': __, ...decided } = entry
    return [id, decided] as const
  })
  const all = [...ofStatements, ...ofCells]
  return Object.fromEntries(all.filter(([, decided]) => Object.keys(decided).length > 0))
}

function isDecided(entry: StatementConsensus | undefined): boolean {
  return entry !== undefined && Object.keys(decidedOf(entry)).length > 0
}

function decidedOf({ agreed, reason, dissent, 'agreed-at': at, 'agreed-from': from }: StatementConsensus) {
  const decided = { agreed, reason, dissent, 'agreed-at': at, 'agreed-from': from }
  return Object.fromEntries(Object.entries(decided).filter(([, value]) => value !== undefined))
}

function computedOf(entry: StatementConsensus): StatementConsensus {
  const { agreed: _, reason: __, dissent: ___, 'agreed-at': ____, 'agreed-from': _____, ...computed } = entry
  return computed
}

/** Nobody was asked: as many are unanswered as there are responses. */
function unasked({ responses: { count } }: Consensus): StatementConsensus {
  return { ...(count === 0 ? {} : { answers: { unanswered: count } }), label: 'too-few' }
}
