import type { Pair } from '../../agenda/order.ts'
import type { Section } from '../../model/model.ts'
import type { ActionView } from '../../plan/view.ts'
import { dayWords, dueWords, levelWords, statusWords } from '../plan/words.ts'
import { oneLine } from '../text.ts'

/** What the group has to know of an action; the command that keeps a proposed one, or that changes one that is agreed. */
export function actionDetails(view: ActionView): readonly string[] {
  const { action, priority } = view
  const isProposed = action.status === 'proposed'
  const about = [
    ...(isProposed ? [] : [`${statusWords(action.status)}, ${dueWords(view)}`]),
    ...(priority === undefined ? ['no priority'] : [`${priority} priority`]),
    ...levelWords(view),
  ]
  const what = isProposed
    ? `To keep it: tiex plan set ${action.id} status=accepted`
    : `Does it still hold? To change it: tiex plan set ${action.id} status=STATUS due=DAY`
  return [`${about.join('; ')}. ${what}`]
}

export function withoutActionDetails(sections: readonly Section[]): readonly string[] {
  const [first] = sections
  if (first === undefined) return []
  return [
    `What would move it, and who would take it on? Or is the priority not high after all? tiex plan add --title TITLE --cell ${first.id}`,
  ]
}

/** `2 before 3: Split the savings, then Free the capacity? The second has the higher priority.` */
export function pairWords({ first, second, because }: Pair): string {
  const reasons = because.map((reason) =>
    reason === 'priority'
      ? 'has the higher priority'
      : `is due earlier (${dayWords(second.action.due!)}, the other ${dayWords(first.action.due!)})`,
  )
  return `${first.place} before ${second.place}: ${oneLine(first.action.title)}, then ${oneLine(second.action.title)}? The second ${reasons.join(' and ')}.`
}

export function ownersDetails(wanting: readonly ActionView[]): readonly string[] {
  if (wanting.length === 0) return ['Every open action has an owner and a day: do they still hold?']
  const lines = wanting.map((view) => {
    const owner = view.owner === undefined ? 'no owner' : `owner ${oneLine(view.owner)}`
    return `${view.place}. ${oneLine(view.action.title)}: ${owner}, ${dueWords(view)}`
  })
  return [...lines, 'As it is agreed: tiex plan set ID owner=PERSON due=DAY']
}

export function approvalDetails(open: readonly ActionView[]): readonly string[] {
  const approved = open.filter(({ action }) => action.approval !== undefined).length
  return [
    `Approved so far: ${approved} of ${open.length} open. Which board decides, and when? tiex plan set ID board=BOARD approved=DAY`,
    'Who looks after the plan from now on, and how often. For the board paper: tiex plan export',
  ]
}
