import type { Consensus } from '../../src/merge/consensus.ts'
import { type Action, emptyPlan, type Plan } from '../../src/plan/action.ts'
import { consensusResults, type Results } from '../../src/scoring/results.ts'
import { smallModel } from '../small-model.ts'

export function actionOf(id: string, more: Partial<Action> = {}): Action {
  return { id, title: id, status: 'proposed', ...more }
}

export function planOf(...actions: readonly Action[]): Plan {
  return { ...emptyPlan('2026'), actions }
}

type Cells = NonNullable<Consensus['cells']>

/** A consensus in which every statement of a section has the answer that is given for it; the others have none. */
export function consensusOf(answers: Readonly<Record<string, string>>, cells: Cells = {}): Consensus {
  const statements = smallModel.statements.flatMap(({ id, section }) => {
    const suggested = answers[section]
    return suggested === undefined ? [] : [[id, { label: 'shared', suggested }] as const]
  })
  return {
    format: 'tiex-consensus/1',
    model: { id: 'small', version: '1.0', digest: smallModel.digest },
    round: '2026',
    responses: { count: 5, digest: `sha256:${'0'.repeat(64)}` },
    statements: Object.fromEntries(statements),
    cells,
  }
}

export function resultsWith(answers: Readonly<Record<string, string>>, cells: Cells = {}): Results {
  return consensusResults(smallModel, consensusOf(answers, cells))
}
