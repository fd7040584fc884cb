import type { Assessment } from '../assessment/assessment.ts'
import type { Model, Section } from '../model/model.ts'
import { exact } from '../scoring/level.ts'
import { consensusResults, type GroupAnswers, type Results } from '../scoring/results.ts'

/** What can be compared: a round of one council, wherever it was read. */
export interface Subject {
  /** As the person named it. */
  readonly named: string
  /** Absent for a consensus that lies outside of an assessment. */
  readonly organisation?: Assessment['organisation']
  readonly round: string
  readonly scope?: string
  /** `YYYY-MM-DD`; absent for what is not published. */
  readonly published?: string
  readonly respondents: number
  /** What was answered. */
  readonly model: Model
  readonly answers: GroupAnswers
}

/** What there is to compare of one section; each is absent where there is none. */
export interface Figures {
  /** 0 to the number of stages. */
  readonly level?: number
  /** Stages fully met from the first on; of cells with a level only. */
  readonly reached?: number
  readonly ambition?: number
  /** How far the level moves when one statement is answered with the next option: what a difference must reach to say anything. */
  readonly oneAnswer?: number
}

/** The figures of every section, in the order of the model. */
export function figuresOf(model: Model, answers: GroupAnswers): ReadonlyMap<string, Figures> {
  const results = consensusResults(model, answers)
  return new Map([
    ...results.cells.map((cell): [string, Figures] => [
      cell.section.id,
      {
        ...levelIn(cell, model),
        ...(cell.level === undefined ? {} : { reached: cell.reached }),
        ...(cell.ambition === undefined ? {} : { ambition: cell.ambition }),
      },
    ]),
    ...results.factors.map((factor): [string, Figures] => [factor.section.id, levelIn(factor, model)]),
  ])
}

function levelIn(
  { section, level, coverage }: Results['cells'][number] | Results['factors'][number],
  { stages }: Model,
): Figures {
  return level === undefined
    ? {}
    : { level, oneAnswer: exact((stages.length * smallestStep(section)) / coverage.scored) }
}

/** The smallest difference between neighbouring options of the section's scale: 0.5 of three options that are evenly spaced. */
function smallestStep({ statements }: Section): number {
  const values = statements[0]?.scale.options.map((option) => option.value) ?? []
  return Math.min(...values.slice(1).map((value, index) => value - values[index]!))
}

/** Whether two levels are too close to tell apart: they differ, and by less than one answer to one statement. */
export function isUnclear(difference: number, oneAnswer: number): boolean {
  return difference !== 0 && Math.abs(difference) < oneAnswer - 1e-9
}
