import { hintFor, quoted } from '../did-you-mean.ts'
import type { Need } from '../resources/suggest.ts'
import { type Action, type Plan, statuses } from './action.ts'
import type { ActionView } from './view.ts'

/** By what a list of actions can be ordered; without any of them it is the council's order. */
export const orders = ['priority', 'owner', 'due', 'status'] as const
export type Order = (typeof orders)[number]

/** What nobody has judged stands before what was judged to be of low priority. */
const priorities: readonly (string | undefined)[] = ['high', 'medium', undefined, 'low']

/** Needs by priority × gap, where no gap outweighs a higher priority: by priority, within it the widest gap first; ties stay as they are. */
export function byPriorityAndGap(needs: readonly Need[]): readonly Need[] {
  return needs.toSorted((a, b) => comparePriority(a.priority, b.priority) || b.weight - a.weight)
}

function comparePriority(a: string | undefined, b: string | undefined): number {
  return priorities.indexOf(a) - priorities.indexOf(b)
}

/**
 * The actions by priority of their cells (at equal priority the heaviest need first), by owner, by due day or by status. What has no
 * owner or no day comes last; ties stay in the council's order.
 */
export function inOrderBy(actions: readonly ActionView[], by: Order): readonly ActionView[] {
  const compare: Readonly<Record<Order, (a: ActionView, b: ActionView) => number>> = {
    priority: (a, b) => comparePriority(a.priority, b.priority) || b.weight - a.weight,
    owner: (a, b) => knownFirst(a.owner, b.owner),
    due: (a, b) => knownFirst(a.action.due, b.action.due),
    status: (a, b) => statuses.indexOf(a.action.status) - statuses.indexOf(b.action.status),
  }
  return actions.toSorted(compare[by])
}

function knownFirst(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
  return a === b ? 0 : a < b ? -1 : 1
}

/** The words of a command line for where an action goes. */
export const spots = ['before', 'after', 'first', 'last'] as const

/** Where an action goes: to an end of the plan, or beside another action. */
export type Spot =
  | { readonly at: 'first' | 'last' }
  | { readonly at: 'before' | 'after'; readonly other: string }

/** Where the words of a command line send an action, or what is wrong with them. */
export function parseSpot(
  where: string,
  other: string | undefined,
): Spot | { readonly message: string; readonly hint: string } {
  if (where === 'first' || where === 'last')
    return other === undefined
      ? { at: where }
      : { message: `${where} needs no other action`, hint: `say only ${where}, or before or after ${other}` }
  if (where !== 'before' && where !== 'after')
    return {
      message: `${quoted(where)} is not a place`,
      hint: hintFor(where, spots, 'places'),
    }
  return other === undefined
    ? { message: `${where} which action?`, hint: `name it: tiex plan move ID ${where} OTHER` }
    : { at: where, other }
}

/** The plan with an action in another place; as it is where one of the two is not in it. */
export function moved(plan: Plan, id: string, spot: Spot): Plan {
  const action = plan.actions.find((one) => one.id === id)
  if (action === undefined) return plan
  const others = plan.actions.filter((one) => one.id !== id)
  const at = placeOf(others, spot)
  return at === undefined ? plan : { ...plan, actions: [...others.slice(0, at), action, ...others.slice(at)] }
}

function placeOf(others: readonly Action[], spot: Spot): number | undefined {
  if (!('other' in spot)) return spot.at === 'first' ? 0 : others.length
  const beside = others.findIndex(({ id }) => id === spot.other)
  if (beside === -1) return undefined
  return spot.at === 'before' ? beside : beside + 1
}
