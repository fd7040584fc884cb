import { rankOf, type Scale, type Statement } from '../model/model.ts'

/** A statement with the answer it is scored by. `basis` says where the answer is from; both are absent where there is none. */
export interface ScoredStatement {
  readonly statement: Statement
  readonly answer?: string
  readonly basis?: 'answer' | 'agreed' | 'suggested'
  /** The option's value from 0 to 1; absent for dont-know, not-applicable and unanswered. */
  readonly value?: number
}

/** How many statements of a section count, and how many are left out for which reason. Together: all of them. */
export interface Coverage {
  readonly scored: number
  readonly dontKnow: number
  readonly notApplicable: number
  readonly unanswered: number
}

export function scoreStatement(
  statement: Statement,
  answer: string | undefined,
  basis: ScoredStatement['basis'],
): ScoredStatement {
  if (answer === undefined || basis === undefined) return { statement }
  const value = statement.scale.options.find((option) => option.id === answer)?.value
  return { statement, answer, basis, ...(value === undefined ? {} : { value }) }
}

export function coverageOf(statements: readonly ScoredStatement[]): Coverage {
  const answered = (answer: string) => statements.filter((scored) => scored.answer === answer).length
  return {
    scored: statements.filter((scored) => scored.value !== undefined).length,
    dontKnow: answered('dont-know'),
    notApplicable: answered('not-applicable'),
    unanswered: statements.filter((scored) => scored.answer === undefined).length,
  }
}

/** Level of a cell or factor: number of stages × mean value of its scored answers, 0 to the number of stages. Undefined where nothing is scored: no level is not level 0. */
export function levelOf(statements: readonly ScoredStatement[], stages: number): number | undefined {
  const values = statements.flatMap((scored) => (scored.value === undefined ? [] : [scored.value]))
  return values.length === 0 ? undefined : exact((stages * sumOf(values)) / values.length)
}

/** Plain mean; undefined of nothing. */
export function meanOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : exact(sumOf(values) / values.length)
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

/** Floating-point dust off: 12 decimals are more than any answer carries. Only at the end of a calculation. */
export function exact(value: number): number {
  return Math.round(value * 1e12) / 1e12
}

/** The last stage up to which every stage is fully met, as a count: 0 for none. Not-applicable is passed over; dont-know and unanswered stop it. */
export function stageReached(statements: readonly ScoredStatement[]): number {
  let reached = 0
  for (const [index, { statement, answer }] of statements.entries()) {
    if (answer === 'not-applicable') continue
    if (answer === undefined || !isTop(statement.scale, answer)) break
    reached = index + 1
  }
  return reached
}

/** The first statement that is not fully met, not-applicable passed over; undefined where all are met. */
export function firstNotMet(statements: readonly ScoredStatement[]): ScoredStatement | undefined {
  return statements.find(
    ({ statement, answer }) =>
      answer !== 'not-applicable' && (answer === undefined || !isTop(statement.scale, answer)),
  )
}

function isTop(scale: Scale, answer: string): boolean {
  return rankOf(scale, answer) === scale.options.length - 1
}

/** Ambition less level, never below 0; undefined where either is missing. */
export function gapOf(level: number | undefined, ambition: number | undefined): number | undefined {
  if (level === undefined || ambition === undefined) return undefined
  return exact(Math.max(0, ambition - level))
}
