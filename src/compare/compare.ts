import type { Model, Section, Statement } from '../model/model.ts'
import { exact } from '../scoring/level.ts'
import { consensusResults, type GroupAnswers } from '../scoring/results.ts'
import { type Figures, figuresOf, isUnclear, type Subject } from './subject.ts'
import { inCommon, type NotComparable } from './versions.ts'

/** Two subjects side by side, in the order in which they were named. */
export interface Comparison {
  readonly first: Subject
  readonly second: Subject
  /** The model they are compared over. */
  readonly model: Model
  /** Every section, in the order of the model. */
  readonly lines: readonly ComparedSection[]
  readonly left: readonly NotComparable[]
}

export interface ComparedSection {
  readonly section: Section
  readonly first: Figures
  readonly second: Figures
  /** The second level less the first; absent without both. */
  readonly change?: number
  /** The levels differ, by less than one answer to one statement. */
  readonly unclear: boolean
  /** How many of its statements are compared, with two levels those that both have scored; absent for all of them. */
  readonly statements?: number
}

/**
 * Levels are compared over the statements that both have scored: a level over other statements is another level, and what lies between
 * the two is no change. Where only one side has a level, it stands alone. Versions of the model that lie between theirs are found among
 * the `known`.
 */
export function compareSubjects(first: Subject, second: Subject, known: readonly Model[] = []): Comparison {
  const common = inCommon(first, second, known)
  const { model, left, parts } = common
  const whole = [figuresOf(model, common.first), figuresOf(model, common.second)] as const
  const isOn = bothScored(model, common.first, common.second)
  const cut = [overThese(model, common.first, isOn), overThese(model, common.second, isOn)] as const
  return {
    ...{ first, second, model, left },
    lines: model.sections.map((section) => {
      const { id, statements } = section
      const [before = {}, after = {}] = whole.map((figures) => figures.get(id))
      const both = before.level !== undefined && after.level !== undefined
      const number = both ? statements.filter(isOn).length : (parts.get(id) ?? statements.length)
      const side = (at: 0 | 1, figures: Figures): Figures => {
        const { reached, ambition } = figures
        const { level, oneAnswer } = both ? (cut[at].get(id) ?? {}) : figures
        return {
          ...(level === undefined || oneAnswer === undefined ? {} : { level, oneAnswer }),
          ...(reached === undefined || parts.has(id) ? {} : { reached }),
          ...(ambition === undefined ? {} : { ambition }),
        }
      }
      return compareSection(section, {
        ...{ first: side(0, before), second: side(1, after) },
        statements: number < statements.length ? number : undefined,
      })
    }),
  }
}

function bothScored(
  model: Model,
  first: GroupAnswers,
  second: GroupAnswers,
): (statement: Statement) => boolean {
  const scoredIn = (answers: GroupAnswers) => {
    const { cells, factors } = consensusResults(model, answers)
    const scored = [...cells, ...factors].flatMap(({ statements }) => statements)
    return new Set(scored.filter(({ value }) => value !== undefined).map(({ statement }) => statement.id))
  }
  const [here, there] = [scoredIn(first), scoredIn(second)]
  return ({ id }) => here.has(id) && there.has(id)
}

function overThese(
  model: Model,
  { statements }: GroupAnswers,
  isOn: (statement: Statement) => boolean,
): ReadonlyMap<string, Figures> {
  const on = model.statements.filter(isOn).map(({ id }) => [id, statements[id]!] as const)
  return figuresOf(model, { statements: Object.fromEntries(on) })
}

function compareSection(
  section: Section,
  {
    first,
    second,
    statements,
  }: { readonly first: Figures; readonly second: Figures; readonly statements: number | undefined },
): ComparedSection {
  const change =
    first.level === undefined || second.level === undefined ? undefined : exact(second.level - first.level)
  const oneAnswer = Math.max(first.oneAnswer ?? 0, second.oneAnswer ?? 0)
  return {
    ...{ section, first, second },
    ...(change === undefined ? {} : { change }),
    unclear: change !== undefined && isUnclear(change, oneAnswer),
    ...(statements === undefined ? {} : { statements }),
  }
}

/** Whether anything that is shown of a section differs. */
export function differs({ first, second }: ComparedSection): boolean {
  return (['level', 'reached', 'ambition'] as const).some((figure) => first[figure] !== second[figure])
}
