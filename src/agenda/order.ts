import { isOpen } from '../plan/action.ts'
import type { ActionView } from '../plan/view.ts'
import { priorities } from '../workshop/decide.ts'

/** Two neighbours in the council's order that something says should stand the other way round. */
export interface Pair {
  readonly first: ActionView
  readonly second: ActionView
  /** The second is of a higher priority; the second is due earlier. */
  readonly because: readonly ('priority' | 'due')[]
}

/** The pairs by which to test whether the order feels right, in that order; what is done or dropped is left out. */
export function pairsToTest(actions: readonly ActionView[]): readonly Pair[] {
  const open = actions.filter(({ action }) => isOpen(action)).toSorted((a, b) => a.place - b.place)
  return open.slice(1).flatMap((second, index) => {
    const first = open[index]!
    const because = [
      ...(rank(second) < rank(first) ? ['priority' as const] : []),
      ...(isDueEarlier(second, first) ? ['due' as const] : []),
    ]
    return because.length === 0 ? [] : [{ first, second, because }]
  })
}

/** 0 for the highest; an action without a priority is compared as medium. */
function rank({ priority = 'medium' }: ActionView): number {
  return (priorities as readonly string[]).indexOf(priority)
}

function isDueEarlier(one: ActionView, other: ActionView): boolean {
  return one.action.due !== undefined && other.action.due !== undefined && one.action.due < other.action.due
}

/** Open actions that nobody owns or that have no day, in the council's order. */
export function wantingOwnerOrDay(actions: readonly ActionView[]): readonly ActionView[] {
  return actions.filter(
    ({ action, owner }) => isOpen(action) && (owner === undefined || action.due === undefined),
  )
}

/** One question to open the discussion of an action with: what it lacks first. */
export function actionQuestion({ action, owner }: ActionView): string {
  if (owner === undefined) return 'Who can take this on, and what would they put down for it?'
  if (action.due === undefined) return 'By when is it of use, and what has to happen before?'
  if (action.measure === undefined) return 'How will people see that it has worked?'
  const isUnknown = (what: string | undefined) => what === undefined || what === 'unknown'
  if (isUnknown(action.resources) || isUnknown(action.budget))
    return 'What does it take, and where does that come from?'
  return 'What could stop it, and what would we do then?'
}
