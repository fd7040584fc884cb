import type { Consensus } from '../merge/consensus.ts'
import type { Model, Section, Statement } from '../model/model.ts'

/** How far the group is; everything in the order of the model. */
export interface Tally {
  readonly agreed: number
  readonly of: number
  /** Sections in which something is open. */
  readonly open: readonly OpenSection[]
}

/** What is still to decide in a section; at least one thing. */
export interface OpenSection {
  readonly section: Section
  /** Nothing is agreed on. */
  readonly statements: readonly Statement[]
  /** Agreed, but the answers have changed since. */
  readonly changed: readonly Statement[]
  readonly priority: boolean
  /** Never of a factor, nor of a cell that stays where it is on purpose. */
  readonly ambition: boolean
}

/** Sums over the open sections. */
export interface OpenCounts {
  readonly statements: number
  readonly changed: number
  readonly priorities: number
  readonly ambitions: number
}

export function tallyOf(model: Model, consensus: Consensus): Tally {
  const open = model.sections
    .map((section) => openIn(section, consensus))
    .filter((one) => one.statements.length > 0 || one.changed.length > 0 || one.priority || one.ambition)
  return { ...progressOf(model.statements, consensus), open }
}

/** How many of the statements are agreed. */
export function progressOf(
  statements: readonly Statement[],
  consensus: Consensus,
): { readonly agreed: number; readonly of: number } {
  const agreed = statements.filter(({ id }) => consensus.statements[id]?.agreed !== undefined).length
  return { agreed, of: statements.length }
}

export function openCounts({ open }: Tally): OpenCounts {
  const sum = (count: (one: OpenSection) => number) => open.reduce((total, one) => total + count(one), 0)
  return {
    statements: sum((one) => one.statements.length),
    changed: sum((one) => one.changed.length),
    priorities: sum((one) => Number(one.priority)),
    ambitions: sum((one) => Number(one.ambition)),
  }
}

function openIn(section: Section, { statements, cells }: Consensus): OpenSection {
  const cell = cells?.[section.id]
  return {
    section,
    statements: section.statements.filter(({ id }) => statements[id]?.agreed === undefined),
    changed: section.statements.filter(({ id }) => statements[id]?.['agreed-from'] !== undefined),
    priority: cell?.priority === undefined,
    ambition: section.kind === 'cell' && cell?.ambition === undefined && cell?.stance === undefined,
  }
}
