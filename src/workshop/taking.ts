import { type Consensus, cellDecisionKeys } from '../merge/consensus.ts'
import type { Model } from '../model/model.ts'
import { type Finding, finding } from '../problem.ts'
import { agreeing, type Decide, deciding, remarking, together } from './decide.ts'

/** The part of a consensus that people decide. */
export type Decisions = Pick<Consensus, 'statements' | 'cells'>

/** Every decision of another consensus, laid over what is there; what it does not decide stays. `at` is when it is agreed, where it does not say so itself. */
export function taking({ statements, cells }: Decisions, model: Model, at: string): Decide {
  const agreed = model.statements.flatMap((statement) => {
    const entry = statements[statement.id]
    return [
      ...(entry?.agreed === undefined ? [] : [agreeing(statement, entry.agreed, entry['agreed-at'] ?? at)]),
      ...(entry?.reason === undefined ? [] : [remarking(statement, 'reason', entry.reason)]),
      ...(entry?.dissent === undefined ? [] : [remarking(statement, 'dissent', entry.dissent)]),
    ]
  })
  const decided = model.sections.flatMap((section) =>
    cellDecisionKeys.flatMap((key) => {
      const value = cells?.[section.id]?.[key]
      return value === undefined ? [] : [deciding(model, section, key, value)]
    }),
  )
  return together([...agreed, ...decided])
}

/** Ids of the statements that are agreed there. */
export function agreedIn({ statements }: Decisions): readonly string[] {
  return Object.entries(statements).flatMap(([id, { agreed }]) => (agreed === undefined ? [] : [id]))
}

/** Findings on what a success factor cannot have. */
export function checkDecisions({ cells }: Decisions, model: Model): Finding[] {
  return model.factors.flatMap(({ id }) =>
    (['ambition', 'stance'] as const)
      .filter((key) => cells?.[id]?.[key] !== undefined)
      .map((key) =>
        finding('cells', ['cells', id, key], `a success factor has no ${key}`, {
          hint: 'take it out, or name a cell',
          at: 'key',
        }),
      ),
  )
}
