import type { Mapping } from '../model/mapping.ts'
import { type Action, inOrder, type Plan } from '../plan/action.ts'

/** The plan of a round in the newer version: actions lead to what their statements and cells are called now. `lost` are those of which nothing is left that they led to. */
export function carryPlan(
  plan: Plan,
  mapping: Mapping,
): { readonly plan: Plan; readonly lost: readonly string[] } {
  const statements = new Map(mapping.statements.map(({ older, newer }) => [older.id, newer.id]))
  const lost: string[] = []
  const actions = plan.actions.map((action): Action => {
    const why = action.why?.flatMap((id) => statements.get(id) ?? [])
    const cells = action.cells?.flatMap((id) => mapping.sections.get(id)?.id ?? [])
    const had = (action.why?.length ?? 0) + (action.cells?.length ?? 0)
    if (had > 0 && (why?.length ?? 0) + (cells?.length ?? 0) === 0) lost.push(action.id)
    return inOrder({ ...action, why, cells })
  })
  return { plan: { ...plan, actions }, lost }
}
