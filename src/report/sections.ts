import { type Ranked, rankByDivergence } from '../merge/agenda.ts'
import type { CellConsensus, Consensus } from '../merge/consensus.ts'
import type { Label } from '../merge/label.ts'
import type { Section, Statement } from '../model/model.ts'
import { type CellScore, type FactorScore, priorityWeight, type Results } from '../scoring/results.ts'

/** A cell or success factor: where it is, where it is to go, and everything behind it. */
export interface SectionReport {
  readonly section: Section
  readonly score: CellScore | FactorScore
  /** Statements that are agreed, of all of the section. */
  readonly agreed: number
  /** Whether a statement of it or its ambition is not agreed. */
  readonly isDraft: boolean
  /** Whether its level counts what is only suggested, or lacks what is not agreed. */
  readonly isDraftLevel: boolean
  readonly ambition?: { readonly value: number; readonly basis: 'agreed' | 'suggested' }
  /** Ambition less level; absent without both, and where the group stays on purpose. */
  readonly gap?: number
  readonly priority?: string
  readonly stance?: string
  readonly note?: string
  readonly answers: readonly StatementReport[]
}

/** A statement with what was agreed of it, or is suggested; neither has an answer. */
export interface StatementReport {
  readonly statement: Statement
  readonly answer?: string
  readonly basis?: 'agreed' | 'suggested'
  readonly label: Label
  /** How people answered; absent where too few did for it to be shown. */
  readonly spread?: Ranked
  readonly reason?: string
  readonly dissent?: string
  /** It was agreed from other answers than there are now. */
  readonly changed: boolean
}

type Decided = Pick<SectionReport, 'ambition' | 'gap' | 'priority' | 'stance' | 'note'>

interface Told {
  /** As everybody can read it. */
  readonly consensus: Consensus
  /** The same without the answers of small groups. */
  readonly readable: Consensus
}

/** All sections in the order of the model. */
export function sectionsIn(results: Results, { consensus, readable }: Told): readonly SectionReport[] {
  const ranked = new Map(
    rankByDivergence(results.model, readable).map((item) => [item.statement.id, item] as const),
  )
  return [...results.cells, ...results.factors].map((score) => {
    const answers = score.statements.map(({ statement, answer, basis }): StatementReport => {
      const { reason, dissent, 'agreed-from': from, label } = consensus.statements[statement.id] ?? {}
      const isShown = readable.statements[statement.id]?.answers !== undefined
      return {
        statement,
        ...(answer === undefined ? {} : { answer }),
        ...(basis === 'agreed' || basis === 'suggested' ? { basis } : {}),
        label: label ?? 'too-few',
        ...(isShown ? { spread: ranked.get(statement.id)! } : {}),
        ...(reason === undefined ? {} : { reason }),
        ...(dissent === undefined ? {} : { dissent }),
        changed: from !== undefined,
      }
    })
    const decided = beside(score, consensus.cells?.[score.section.id])
    const agreed = answers.filter(({ basis }) => basis === 'agreed').length
    const isWished = decided.ambition?.basis !== 'suggested' || decided.stance !== undefined
    const isDraftLevel = score.level !== undefined && agreed < answers.length
    const isDraft = agreed < answers.length || !isWished
    return { section: score.section, score, agreed, isDraft, isDraftLevel, ...decided, answers }
  })
}

/** The sections with a priority, the highest first, at equal priority the widest gap; ties stay in the order of the model. */
export function prioritised(sections: readonly SectionReport[]): readonly SectionReport[] {
  return sections
    .filter(({ priority }) => priority !== undefined)
    .toSorted(
      (a, b) => priorityWeight(b.priority) - priorityWeight(a.priority) || (b.gap ?? 0) - (a.gap ?? 0),
    )
}

function beside(score: CellScore | FactorScore, cell: CellConsensus | undefined): Decided {
  const { priority, stance, note } = cell ?? {}
  const value = 'reached' in score ? score.ambition : undefined
  const gap = 'reached' in score && stance === undefined ? score.gap : undefined
  const basis: 'agreed' | 'suggested' = cell?.ambition === undefined ? 'suggested' : 'agreed'
  return {
    ...(value === undefined ? {} : { ambition: { value, basis } }),
    ...(gap === undefined ? {} : { gap }),
    ...(priority === undefined ? {} : { priority }),
    ...(stance === undefined ? {} : { stance }),
    ...(note === undefined ? {} : { note }),
  }
}
