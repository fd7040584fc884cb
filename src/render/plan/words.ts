import { dayInWords } from '../../assessment/rounds.ts'
import type { PracticeName, Status } from '../../plan/action.ts'
import type { Moved } from '../../plan/progress.ts'
import type { ActionView, PlanView } from '../../plan/view.ts'
import { counted, figure, oneLine, readable } from '../text.ts'

/** `Fri 20 November 2026` without its weekday. */
export function dayWords(day: string): string {
  return dayInWords(day).replace(/^\S+ /, '')
}

/** `in progress`, `won't do`. */
export function statusWords(status: Status): string {
  return status === 'wont-do' ? "won't do" : readable(status)
}

/** `due 14 December 2026`, `overdue since 14 December 2026`, `no due day`. */
export function dueWords({ action, overdue }: ActionView): string {
  if (action.due === undefined) return 'no due day'
  return `${overdue ? 'overdue since' : 'due'} ${dayWords(action.due)}`
}

/** `blue-badges`, `bristol/blue-badges`: as `tiex practice` calls it. */
export function practiceNameWords({ id, organisation }: PracticeName): string {
  return organisation === undefined ? id : `${organisation}/${id}`
}

/** `5 actions: 2 proposed, 1 in progress, 2 done; 1 overdue`. */
export function countWords({ actions, counts, overdue }: PlanView): string {
  const parts = counts.map(([status, count]) => `${count} ${statusWords(status)}`)
  const late = overdue === 0 ? '' : `; ${overdue} overdue`
  return `${counted(actions.length, 'action')}: ${parts.join(', ')}${late}`
}

/** `Managing income / service: level 1.5, expected 3`, a section each. */
export function levelWords({ action, sections, progress }: ActionView): readonly string[] {
  if (progress !== undefined) return []
  const expected = action['expected-level']
  return sections.map(
    ({ section, level }) =>
      `${oneLine(section.title)}: level ${figure(level)}${expected === undefined ? '' : `, expected ${expected}`}`,
  )
}

/** Whether the levels have moved, and from where to where, a section each; empty where no later round is merged. */
export function progressWords({ action, progress }: ActionView, later: string): readonly string[] {
  if (progress === undefined) return []
  const expected = action['expected-level']
  const verdict: Readonly<Record<Moved, string>> = {
    reached: 'the expected level is reached',
    risen: expected === undefined ? 'the level has risen' : 'the level has risen, not yet as far as expected',
    fallen: 'the level has fallen',
    mixed: 'levels have moved both ways',
    unmoved: 'the level has not moved',
    unknown: 'there are no two levels to compare',
  }
  const levels = progress.levels.map(({ section, before, after, change }) => {
    const moved =
      change === undefined || change === 0 ? '' : ` (${change > 0 ? '+' : '−'}${figure(Math.abs(change))})`
    const goal = expected === undefined ? '' : `, expected ${expected}`
    return `${oneLine(section.title)}: ${figure(before)} → ${figure(after)}${moved}${goal}`
  })
  return [`${readable(later)}: ${verdict[progress.moved]}`, ...levels]
}
