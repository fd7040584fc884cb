import { hintFor } from '../did-you-mean.ts'
import { type Finding, finding } from '../problem.ts'
import type { Need } from '../resources/suggest.ts'
import { type Action, covers, isOpen, isOverdue, type Plan } from './action.ts'

/** What `tiex plan check` asks of a plan, in the order in which it is listed. */
export const gates = [
  'no-owner',
  'no-date',
  'overdue',
  'done-without-result',
  'priority-without-action',
] as const
export type Gate = (typeof gates)[number]

/** The gates in a text such as `overdue,no-owner`; `none` is none of them. Other words come as findings. */
export function parseGates(text: string): {
  readonly failOn: readonly Gate[]
  readonly findings: readonly Finding[]
} {
  const words = text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
  if (words.length === 1 && words[0] === 'none') return { failOn: [], findings: [] }
  const unknown = words.filter((word) => !gates.some((gate) => gate === word))
  const findings = [...new Set(unknown)].slice(0, 5).map((word) =>
    finding('fail-on', [word], `--fail-on: there is no rule "${word}"`, {
      hint: hintFor(word, [...gates, 'none'], 'rules'),
    }),
  )
  if (words.length === 0)
    findings.push(
      finding('fail-on', [], '--fail-on: nothing is named', {
        hint: `name some of ${gates.join(', ')} with commas between, or none`,
      }),
    )
  return { failOn: gates.filter((gate) => words.includes(gate)), findings }
}

interface Judged {
  /** What the consensus shows is wanting; undefined where there is none, so that nothing can be said of priorities. */
  readonly needs: readonly Need[] | undefined
  readonly today: string
  /** What commands need to reach the round, such as ` --round 2025-autumn`; empty for the current one. */
  readonly suffix?: string
  /** Gates whose findings are errors; those of the others are warnings. */
  readonly failOn: readonly Gate[]
}

/**
 * What a plan lacks: an owner or a due day of an action that is open, a day that has passed, a result of one that is done, an action
 * for a cell or success factor that has a high priority and a gap.
 */
export function checkGates(plan: Plan, { needs = [], today, failOn, suffix = '' }: Judged): Finding[] {
  const found = (gate: Gate, path: Finding['path'], message: string, hint: string) =>
    finding(gate, path, message, { hint, severity: failOn.includes(gate) ? 'error' : 'warning' })
  const ofActions = plan.actions.flatMap((action, index) =>
    faultsOf(action, today).map(({ gate, key, message, value, or = '' }) =>
      found(gate, ['actions', index, key], message, `tiex plan set ${action.id} ${value}${suffix}${or}`),
    ),
  )
  const missing = needs
    .filter(({ section, priority }) => priority === 'high' && !isCovered(plan, section.id))
    .map(({ section }) =>
      found(
        'priority-without-action',
        ['actions'],
        `${section.title} has a high priority and no action (${section.id})`,
        `tiex plan add --title TITLE --cell ${section.id}${suffix}, or let tiex plan propose${suffix} draft one`,
      ),
    )
  return [...ofActions, ...missing]
}

function isCovered(plan: Plan, section: string): boolean {
  return plan.actions.some((action) => covers(action, section))
}

interface Fault {
  readonly gate: Gate
  readonly key: string
  readonly message: string
  /** What to set, as it is typed. */
  readonly value: string
  /** What else would mend it, in words behind the command. */
  readonly or?: string
}

function faultsOf(action: Action, today: string): readonly Fault[] {
  const { id, owner, due, status, result } = action
  const faults: Fault[] = []
  if (isOpen(action) && owner === undefined)
    faults.push({ gate: 'no-owner', key: 'owner', message: `${id} has no owner`, value: 'owner=PERSON' })
  if (isOpen(action) && due === undefined)
    faults.push({ gate: 'no-date', key: 'due', message: `${id} has no due day`, value: 'due=2027-03-31' })
  if (isOverdue(action, today))
    faults.push({
      ...{ gate: 'overdue', key: 'due', message: `${id} was due on ${due}` },
      value: 'status=done result="..."',
      or: ', or a later due=DAY',
    })
  if (status === 'done' && (result ?? '').trim() === '')
    faults.push({
      ...{ gate: 'done-without-result', key: 'status', message: `${id} is done and has no result` },
      value: 'result="..."',
    })
  return faults
}
