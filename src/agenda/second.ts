import type { Section } from '../model/model.ts'
import { covers, isOpen } from '../plan/action.ts'
import { inOrderBy } from '../plan/order.ts'
import type { ActionView, PlanView } from '../plan/view.ts'
import { type Agenda, agendaOf, always, between, type Part, priorityFactor } from './agenda.ts'
import { pairsToTest, wantingOwnerOrDay } from './order.ts'
import type { Wish } from './time.ts'

/** The second workshop: from emerging actions to a plan. */
export interface SecondAgenda extends Agenda {
  readonly workshop: 2
  readonly plan: PlanView
}

/** Fewest and most minutes for one action: one that emerges, and one that is already agreed. */
const emerging = { minimum: 3, most: 10, turn: 1 }
const agreed = { minimum: 1, most: 5, turn: 2 }

/** How many actions at most get an owner and a day without fail; more do where there is time. */
const ownersAtOnce = 20

/**
 * Open actions, proposed ones first, by the priority of their cells, time by it too; then what has a high priority and no action,
 * whether the order feels right, owners and days, approval.
 */
export function secondAgenda(
  plan: PlanView,
  minutes: number,
  withoutAction: readonly Section[] = [],
): SecondAgenda {
  const wishes = (hasTime: boolean) => wishesOf(plan, withoutAction, hasTime)
  return { ...agendaOf(2, minutes, wishes), workshop: 2, plan }
}

/** Sections with a high priority and a gap that no action of the plan is about, in the order of the needs. */
export function sectionsWithoutAction(
  { actions }: Pick<PlanView, 'actions'>,
  needs: readonly { readonly section: Section; readonly priority?: string }[],
): readonly Section[] {
  return needs
    .filter(
      ({ section, priority }) =>
        priority === 'high' && !actions.some(({ action }) => covers(action, section.id)),
    )
    .map(({ section }) => section)
}

function wishesOf(
  { actions }: PlanView,
  withoutAction: readonly Section[],
  hasTime: boolean,
): readonly Wish<Part>[] {
  const open = actions.filter(({ action }) => isOpen(action))
  const inOrder = inOrderBy(open, 'priority')
  const pairs = pairsToTest(actions)
  const wanting = wantingOwnerOrDay(actions)
  return [
    always({ kind: 'welcome' }, 5, 10),
    always({ kind: 'overview' }, hasTime ? 10 : 5, 20),
    ...inOrder.filter(isProposed).map((action) => wishOf(action, emerging)),
    ...inOrder.filter((action) => !isProposed(action)).map((action) => wishOf(action, agreed)),
    ...(withoutAction.length === 0
      ? []
      : [
          always(
            { kind: 'without-action', sections: withoutAction },
            between(3, withoutAction.length, 10),
            between(5, withoutAction.length * 5, 30),
          ),
        ]),
    always(
      { kind: 'order', pairs },
      hasTime ? between(10, pairs.length * 3, 20) : 5,
      between(15, pairs.length * 5, 30),
    ),
    ...ownersOf(wanting, open.length, hasTime),
    always({ kind: 'approval', actions: open }, hasTime ? 10 : 5, 15),
    always({ kind: 'close' }, 5, 10),
  ]
}

function isProposed({ action }: ActionView): boolean {
  return action.status === 'proposed'
}

function wishOf(action: ActionView, time: Pick<Wish<Part>, 'minimum' | 'most' | 'turn'>): Wish<Part> {
  return { of: { kind: 'action', action }, ...time, weight: priorityFactor(action.priority) }
}

/** At least about a minute for each action without an owner or a day. */
function ownersOf(wanting: readonly ActionView[], open: number, hasTime: boolean): readonly Wish<Part>[] {
  const first = wanting.slice(0, ownersAtOnce)
  const each = hasTime ? between(10, first.length * 2, ownersAtOnce) : between(5, first.length, ownersAtOnce)
  const wishes = [always({ kind: 'owners', wanting: first }, each, between(15, open * 3, 30))]
  for (let from = ownersAtOnce; from < wanting.length; from += ownersAtOnce) {
    const more = wanting.slice(from, from + ownersAtOnce)
    const of: Part = { kind: 'owners', wanting: more }
    wishes.push({ of, minimum: more.length, most: 2 * more.length, turn: 3, weight: 1 })
  }
  return wishes
}
