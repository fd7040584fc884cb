import {
  type CellConsensus,
  type Consensus,
  cellKeys,
  consensusKeys,
  inKeyOrder,
  statementKeys,
} from '../merge/consensus.ts'
import type { Model, Section, Statement } from '../model/model.ts'

/** One thing the group decides: applied to the consensus as it is at that moment, so that nothing else is touched. What changes nothing gives back the very same consensus. */
export type Decide = (current: Consensus) => Consensus

/** What is written beside an agreement. */
export type Remark = 'reason' | 'dissent'

/** What the group decides about a cell or factor; the ambition and the stance are of cells only. */
export interface SectionDecisions {
  readonly ambition: number
  readonly priority: Priority
  readonly stance: string
  readonly note: string
}

/** Highest first. */
export const priorities = ['high', 'medium', 'low'] as const
type Priority = (typeof priorities)[number]

/** Agrees on an answer, at a time in UTC. Agreeing again settles that the answers have changed since. */
export function agreeing({ id }: Statement, answer: string, at: string): Decide {
  return (current) => {
    const entry = current.statements[id]
    if (entry?.agreed === answer && entry['agreed-from'] === undefined) return current
    return withStatement(current, id, { agreed: answer, 'agreed-at': at, 'agreed-from': undefined })
  }
}

/** Takes an agreement back; its reason and dissent stay. */
export function takingBack({ id }: Statement): Decide {
  return (current) => {
    if (current.statements[id]?.agreed === undefined) return current
    return withStatement(current, id, {
      agreed: undefined,
      'agreed-at': undefined,
      'agreed-from': undefined,
    })
  }
}

/** Writes the reason or the dissent; undefined removes it. */
export function remarking({ id }: Statement, remark: Remark, text: string | undefined): Decide {
  return (current) =>
    current.statements[id]?.[remark] === text ? current : withStatement(current, id, { [remark]: text })
}

/** Decides one thing about a cell or factor; undefined takes it back. */
export function deciding<Key extends keyof SectionDecisions>(
  model: Model,
  section: Section,
  key: Key,
  value: SectionDecisions[Key] | undefined,
): Decide {
  return (current) => {
    const cell = current.cells?.[section.id]
    if (cell?.[key] === value) return current
    return withCell(current, model, section, inKeyOrder<CellConsensus>({ ...cell, [key]: value }, cellKeys))
  }
}

/** Agrees on what is suggested wherever the view is shared and nothing is agreed yet, in the consensus as it was shown too; what has changed since is left alone. */
export function acceptingShared(model: Model, shown: Consensus, at: string): Decide {
  const suggested = (consensus: Consensus, { id }: Statement) => consensus.statements[id]?.suggested
  const seen = new Set(acceptable(model, shown))
  return (current) =>
    together(
      acceptable(model, current)
        .filter((one) => seen.has(one) && suggested(current, one) === suggested(shown, one))
        .map((one) => agreeing(one, suggested(current, one)!, at)),
    )(current)
}

/** Statements of which the view is shared, with nothing agreed yet; in the order of the model. */
export function acceptable(model: Model, { statements }: Consensus): readonly Statement[] {
  return model.statements.filter(({ id }) => {
    const entry = statements[id]
    return entry?.label === 'shared' && entry.agreed === undefined && entry.suggested !== undefined
  })
}

/** One agreement out of many that were made in one step. */
export interface Accepted {
  readonly statement: Statement
  /** UTC. */
  readonly at: string
}

/**
 * What was accepted in the last step that agreed on all shared views, as far as the consensus itself tells: at the latest time at which
 * two or more statements of a shared view were agreed as suggested, those of them to which nobody has given a reason or a dissent.
 * Several flags or a file that agree on the same all at once look no different. In the order of the model; empty where there is none.
 */
export function lastAccepted(model: Model, { statements }: Consensus): readonly Accepted[] {
  const candidates = model.statements.flatMap((statement): Accepted[] => {
    const { label, suggested, agreed, reason, dissent, 'agreed-at': at } = statements[statement.id] ?? {}
    if (label !== 'shared' || agreed === undefined || agreed !== suggested || at === undefined) return []
    return reason === undefined && dissent === undefined ? [{ statement, at }] : []
  })
  const numbers = new Map<string, number>()
  for (const { at } of candidates) numbers.set(at, (numbers.get(at) ?? 0) + 1)
  const steps = [...numbers].flatMap(([at, number]) => (number > 1 ? [at] : [])).sort()
  return candidates.filter(({ at }) => at === steps.at(-1))
}

/** Takes back what was accepted, but for what has been agreed anew since. */
export function takingBackAccepted(accepted: readonly Accepted[]): Decide {
  return (current) =>
    together(
      accepted
        .filter(({ statement, at }) => current.statements[statement.id]?.['agreed-at'] === at)
        .map(({ statement }) => takingBack(statement)),
    )(current)
}

/** One after the other. */
export function together(decisions: readonly Decide[]): Decide {
  return (current) => decisions.reduce((consensus, decide) => decide(consensus), current)
}

function withStatement(current: Consensus, id: string, change: object): Consensus {
  const entry = inKeyOrder({ label: 'too-few' as const, ...current.statements[id], ...change }, statementKeys)
  return { ...current, statements: { ...current.statements, [id]: entry } }
}

/** Cells in the order of the model; one of which nothing is said any more goes. */
function withCell(current: Consensus, model: Model, section: Section, cell: CellConsensus): Consensus {
  const all: Readonly<Record<string, CellConsensus>> = { ...current.cells, [section.id]: cell }
  const kept = model.sections.flatMap(({ id }) => {
    const entry = all[id]
    return entry === undefined || Object.keys(entry).length === 0 ? [] : [[id, entry] as const]
  })
  const cells = kept.length === 0 ? undefined : Object.fromEntries(kept)
  return inKeyOrder({ ...current, cells } as Consensus, consensusKeys)
}
