import { unscored } from '../model/model.ts'
import {
  type CellConsensus,
  type Consensus,
  consensusKeys,
  type Decision,
  decisionKeys,
  inKeyOrder,
  type ScaleAgreement,
  type StatementConsensus,
  statementKeys,
  type Withheld,
} from './consensus.ts'
import { sum } from './divergence.ts'
import { countOf, type Spread } from './spread.ts'

/** The part of a consensus that can betray a single answer where few people gave one. */
export interface Counts {
  readonly agreement?: Readonly<Record<string, ScaleAgreement>>
  readonly statements: Readonly<Record<string, Partial<Pick<StatementConsensus, Computed>>>>
  readonly cells?: Readonly<Record<string, Partial<Pick<CellConsensus, 'ambitions' | 'suggested-ambition'>>>>
  readonly withheld?: Withheld
}

type Computed = 'answers' | 'divergence' | 'suggested' | 'tied' | 'agreed-from'

/** A median of fewer answers is one of them: with two, each knows the other's. */
const smallestMedian = 3

/**
 * What everybody may read of a consensus, and the counts that only those who facilitate may: of statements and ambitions that fewer than
 * `minimum` people answered, of everything where fewer responded; what is suggested too where it rests on fewer than three answers.
 * What is withheld because few looked again is hidden as it is: what is readable knows nothing of it.
 * `hidden` is absent where there is nothing to hide.
 */
export function withoutSmallGroups(
  consensus: Consensus,
  minimum: number,
): { readonly readable: Consensus; readonly hidden?: Counts } {
  const { agreement, sealed: _, withheld, statements, cells, ...rest } = consensus
  const isSmall = consensus.responses.count < minimum
  const hidesAgreement = agreement !== undefined && isSmall
  const hidden: { statements: Record<string, object>; cells: Record<string, object> } = {
    statements: {},
    cells: {},
  }
  const readable = Object.entries(statements).map(([id, entry]): [string, StatementConsensus] => {
    const [kept, secret] = split(entry, statementSecrets(entry, { minimum, isSmall }))
    if (Object.keys(secret).length > 0) hidden.statements[id] = secret
    return [id, kept as StatementConsensus]
  })
  const readableCells = Object.entries(cells ?? {}).flatMap(([id, cell]): [string, CellConsensus][] => {
    const [kept, secret] = split(cell, cellSecrets(cell, minimum))
    if (Object.keys(secret).length > 0) hidden.cells[id] = secret
    return Object.keys(kept).length === 0 ? [] : [[id, kept as CellConsensus]]
  })
  const nothing = Object.keys(hidden.statements).length === 0 && Object.keys(hidden.cells).length === 0
  if (nothing && !hidesAgreement && withheld === undefined) return { readable: consensus }
  return {
    readable: inOrder({
      ...rest,
      ...(agreement === undefined || hidesAgreement ? {} : { agreement }),
      statements: Object.fromEntries(readable),
      ...(readableCells.length === 0 ? {} : { cells: Object.fromEntries(readableCells) }),
    }),
    hidden: {
      ...(hidesAgreement ? { agreement } : {}),
      statements: hidden.statements,
      ...(Object.keys(hidden.cells).length === 0 ? {} : { cells: hidden.cells }),
      ...(withheld === undefined ? {} : { withheld }),
    },
  }
}

function statementSecrets(
  { answers }: StatementConsensus,
  { minimum, isSmall }: { readonly minimum: number; readonly isSmall: boolean },
): readonly Computed[] {
  if (answers === undefined) return []
  const people = peopleIn(answers) - countOf(answers, 'unanswered')
  const isFew = people < minimum && (people > 0 || isSmall)
  if (!isFew) return []
  const scored = peopleIn(answers) - sum(unscored.map((state) => countOf(answers, state)))
  const counts = ['answers', 'divergence', 'agreed-from'] as const
  return scored < smallestMedian ? [...counts, 'suggested', 'tied'] : counts
}

function cellSecrets(
  { ambitions }: CellConsensus,
  minimum: number,
): readonly ('ambitions' | 'suggested-ambition')[] {
  if (ambitions === undefined || peopleIn(ambitions) >= minimum) return []
  return peopleIn(ambitions) < smallestMedian ? ['ambitions', 'suggested-ambition'] : ['ambitions']
}

function peopleIn(spread: Spread): number {
  return sum(Object.values(spread))
}

function split<Entry extends object>(
  entry: Entry,
  secrets: readonly (keyof Entry)[],
): readonly [Partial<Entry>, Partial<Entry>] {
  const members = Object.entries(entry)
  const isSecret = ([key]: readonly [string, unknown]) => (secrets as readonly string[]).includes(key)
  return [
    Object.fromEntries(members.filter((member) => !isSecret(member))) as Partial<Entry>,
    Object.fromEntries(members.filter(isSecret)) as Partial<Entry>,
  ]
}

/** The consensus with its counts back in place. Decisions are those of the readable part. */
export function withCounts(readable: Consensus, counts: Counts): Consensus {
  const { sealed: _, statements, cells, ...rest } = readable
  const joined = Object.entries(statements).map(([id, entry]): [string, StatementConsensus] => [
    id,
    inStatementOrder({ ...entry, ...counts.statements[id] }),
  ])
  const ids = [...new Set([...Object.keys(cells ?? {}), ...Object.keys(counts.cells ?? {})])]
  const joinedCells = ids.map((id): [string, CellConsensus] => [
    id,
    { ...counts.cells?.[id], ...cells?.[id] },
  ])
  return inOrder({
    ...rest,
    ...(counts.agreement === undefined ? {} : { agreement: counts.agreement }),
    statements: Object.fromEntries(joined),
    ...(joinedCells.length === 0 ? {} : { cells: Object.fromEntries(joinedCells) }),
    ...(counts.withheld === undefined ? {} : { withheld: counts.withheld }),
  })
}

/** The consensus with what is new in place of what is shown instead: for those who may see every count, on a screen of their own. Decisions stay. */
export function withWithheld(consensus: Consensus): Consensus {
  const { withheld, agreement: _, ...rest } = consensus
  if (withheld === undefined) return consensus
  const statements = Object.entries(rest.statements).map(([id, entry]): [string, StatementConsensus] => {
    const fresh = Object.hasOwn(withheld.statements, id) ? withheld.statements[id] : undefined
    if (fresh === undefined) return [id, entry]
    const decided = inKeyOrder(entry, decisionKeys) as Decision
    return [id, inStatementOrder({ ...fresh, ...decided })]
  })
  return inOrder({
    ...rest,
    ...(withheld.agreement === undefined ? {} : { agreement: withheld.agreement }),
    statements: Object.fromEntries(statements),
  })
}

function inOrder(consensus: Consensus): Consensus {
  return inKeyOrder(consensus, consensusKeys)
}

function inStatementOrder(entry: StatementConsensus): StatementConsensus {
  return inKeyOrder(entry, statementKeys)
}
