import type { CellConsensus, StatementConsensus } from '../merge/consensus.ts'
import type { Axis, Cell, Characteristic, Factor, Model, Section, Statement } from '../model/model.ts'
import { answerTo, sectionAnswers } from '../response/answers.ts'
import type { Response } from '../response/response.ts'
import {
  type Coverage,
  coverageOf,
  gapOf,
  levelOf,
  meanOf,
  type ScoredStatement,
  scoreStatement,
  stageReached,
} from './level.ts'

/** Everything there is to show about one response or one consensus: computed once, rendered many ways. */
export interface Results {
  readonly model: Model
  readonly of: 'response' | 'consensus'
  /** How many statements count by what the group agreed, and how many by what is only suggested; both 0 for a response. */
  readonly agreed: number
  readonly suggested: number
  readonly coverage: Coverage
  readonly cells: readonly CellScore[]
  readonly factors: readonly FactorScore[]
  /** Means of the cells that have a level; the level is absent where none has. */
  readonly characteristics: readonly Mean<Characteristic>[]
  readonly modes: readonly Mean<Axis>[]
  readonly linesOfEnquiry: readonly Mean<Axis>[]
}

interface SectionScore<Kind extends Section = Section> {
  readonly section: Kind
  readonly statements: readonly ScoredStatement[]
  readonly coverage: Coverage
  /** 0 to the number of stages; absent where nothing is scored. */
  readonly level?: number
  readonly priority?: string
}

export interface CellScore extends SectionScore<Cell> {
  /** Stages fully met from the first on: 0 for none. */
  readonly reached: number
  readonly ambition?: number
  /** Ambition less level, never below 0; absent without both. */
  readonly gap?: number
  /** Set where the group or person has chosen to stay. */
  readonly stance?: string
}

export type FactorScore = SectionScore<Factor>

export interface Mean<Of> {
  readonly of: Of
  readonly level?: number
  /** The levels the mean is taken over, as section ids. */
  readonly sections: readonly string[]
}

/** What a source says about a section beside its answers. */
interface Beside {
  readonly ambition?: number | undefined
  readonly stance?: string | undefined
  readonly priority?: string | undefined
}

/** The results of one person. */
export function resultsOf(model: Model, response: Response): Results {
  const score = (statement: Statement) =>
    scoreStatement(statement, answerTo(response, model, statement), 'answer')
  return assemble(model, 'response', score, (section) => sectionAnswers(response, section) ?? {})
}

/** All that results are computed from: part of a consensus, and what is published of one. */
export interface GroupAnswers {
  readonly statements: Readonly<Record<string, Pick<StatementConsensus, 'agreed' | 'suggested'>>>
  readonly cells?: Readonly<
    Record<string, Pick<CellConsensus, 'ambition' | 'suggested-ambition' | 'stance' | 'priority'>>
  >
}

/** The results of a group: what is agreed, else what is suggested; and of the ambitions likewise. */
export function consensusResults(model: Model, consensus: GroupAnswers): Results {
  const score = (statement: Statement) => {
    const entry = consensus.statements[statement.id]
    if (entry?.agreed !== undefined) return scoreStatement(statement, entry.agreed, 'agreed')
    return scoreStatement(statement, entry?.suggested, 'suggested')
  }
  return assemble(model, 'consensus', score, (section) => {
    const cell = consensus.cells?.[section.id]
    return {
      ambition: cell?.ambition ?? cell?.['suggested-ambition'],
      stance: cell?.stance,
      priority: cell?.priority,
    }
  })
}

function assemble(
  model: Model,
  of: Results['of'],
  score: (statement: Statement) => ScoredStatement,
  besideOf: (section: Section) => Beside,
): Results {
  const cells = model.cells.map((cell) => scoreCell(cell, cell.statements.map(score), besideOf(cell), model))
  const factors = model.factors.map((factor) =>
    scoreSection(factor, factor.statements.map(score), besideOf(factor), model),
  )
  const statements = [...cells, ...factors].flatMap((section) => section.statements)
  const meanOver = <Of>(over: Of, chosen: readonly CellScore[]): Mean<Of> => {
    const having = chosen.filter((cell) => cell.level !== undefined)
    const level = meanOf(having.map((cell) => cell.level!))
    return {
      of: over,
      sections: having.map((cell) => cell.section.id),
      ...(level === undefined ? {} : { level }),
    }
  }
  return {
    model,
    of,
    agreed: statements.filter((scored) => scored.basis === 'agreed').length,
    suggested: statements.filter((scored) => scored.basis === 'suggested').length,
    coverage: coverageOf(statements),
    cells,
    factors,
    characteristics: model.characteristics.map((one) =>
      meanOver(
        one,
        cells.filter((cell) => cell.section.characteristic === one.id),
      ),
    ),
    modes: model.modes.map((mode) =>
      meanOver(
        mode,
        cells.filter((cell) => cell.section.mode === mode.id),
      ),
    ),
    linesOfEnquiry: model.linesOfEnquiry.map((line) =>
      meanOver(
        line,
        cells.filter((cell) => cell.section.linesOfEnquiry.includes(line.id)),
      ),
    ),
  }
}

function scoreSection<Kind extends Section>(
  section: Kind,
  statements: readonly ScoredStatement[],
  beside: Beside,
  model: Model,
): SectionScore<Kind> {
  const level = levelOf(statements, model.stages.length)
  return {
    section,
    statements,
    coverage: coverageOf(statements),
    ...(level === undefined ? {} : { level }),
    ...(beside.priority === undefined ? {} : { priority: beside.priority }),
  }
}

function scoreCell(
  cell: Cell,
  statements: readonly ScoredStatement[],
  beside: Beside,
  model: Model,
): CellScore {
  const scored = scoreSection(cell, statements, beside, model)
  const gap = gapOf(scored.level, beside.ambition)
  return {
    ...scored,
    reached: stageReached(statements),
    ...(beside.ambition === undefined ? {} : { ambition: beside.ambition }),
    ...(gap === undefined ? {} : { gap }),
    ...(beside.stance === undefined ? {} : { stance: beside.stance }),
  }
}

/** Cells by level, strongest first; cells without a level are left out. Ties stay in model order. */
export function byStrength(results: Results): readonly CellScore[] {
  return results.cells.filter((cell) => cell.level !== undefined).toSorted((a, b) => b.level! - a.level!)
}

/** Cells with a gap above 0, the widest first, at equal gaps by priority; a deliberate stance is no gap to close. */
export function byGap(results: Results): readonly CellScore[] {
  return results.cells
    .filter((cell) => (cell.gap ?? 0) > 0 && cell.stance === undefined)
    .toSorted((a, b) => b.gap! - a.gap! || priorityWeight(b.priority) - priorityWeight(a.priority))
}

/** What a priority multiplies a gap by. Without one: as medium, so that setting priorities moves both ways. */
export function priorityWeight(priority: string | undefined): number {
  return priority === 'high' ? 1.5 : priority === 'low' ? 0.5 : 1
}
