import { listOf, parseAssignments } from '../assignments.ts'
import { type Finding, finding, type Problem } from '../problem.ts'
import { type Action, inOrder, type Plan } from './action.ts'

/** What can be set of an action, in the order in which it is listed. */
export const fields = [
  'title',
  'status',
  'reason',
  'why',
  'cells',
  'owner',
  'sponsor',
  'start',
  'due',
  'resources',
  'budget',
  'measure',
  'expected-level',
  'result',
  'note',
  'board',
  'approved',
] as const
type Field = (typeof fields)[number]

/** What fields are to be; an empty text takes one away. `note` is added to the notes of progress, `board` and `approved` are the approval. */
export type Values = { readonly [Key in Field]?: string }

/** The values in words such as `owner=priya-shah` and `due=`. Findings have the field as their path. */
export function parseValues(words: readonly string[]) {
  return parseAssignments(words, { fields, of: 'an action', example: 'owner=priya-shah', judge })
}

function judge(field: Field, value: string): Finding | undefined {
  if (!needed.includes(field) || value !== '') return undefined
  return finding('usage', [field], `${field} cannot be empty`, {
    hint: field === 'note' ? 'say what has happened' : `an action always has a ${field}: give it another`,
  })
}

/** Fields that cannot be taken away. */
const needed: readonly Field[] = ['title', 'status', 'note']

/** The action with what is set; `today` dates a note of progress. Half of an approval (`halfApproval`) is none. What is not possible, such as a level in words, is kept for the check to name. */
export function withValues(action: Action, values: Values, today: string): Action {
  const { note, board, approved, why, cells, 'expected-level': level, ...texts } = values
  const approval = {
    board: board ?? action.approval?.board ?? '',
    date: approved ?? action.approval?.date ?? '',
  }
  const isApproved = approval.board !== '' && approval.date !== ''
  const given = Object.entries(texts).map(([key, value]) => [key, value === '' ? undefined : value])
  return inOrder({
    ...action,
    ...Object.fromEntries(given),
    ...(why === undefined ? {} : { why: listOf(why) }),
    ...(cells === undefined ? {} : { cells: listOf(cells) }),
    ...(level === undefined ? {} : { 'expected-level': numberOf(level) }),
    ...(note === undefined ? {} : { progress: [...(action.progress ?? []), { date: today, note }] }),
    approval: isApproved ? approval : undefined,
  })
}

/** What is wrong where values would leave one half of an approval. */
export function halfApproval({ approval }: Action, values: Values): readonly Finding[] {
  const board = values.board ?? approval?.board ?? ''
  const approved = values.approved ?? approval?.date ?? ''
  if ((board === '') === (approved === '')) return []
  const [given, missing] = board === '' ? ['approved', 'board'] : ['board', 'approved']
  return [
    finding('approval', [missing!], `${given} and ${missing} go together: ${missing} is missing`, {
      hint: 'name both, such as board="Cabinet" approved=2026-12-14; board= approved= takes the approval away',
    }),
  ]
}

function numberOf(text: string): number | undefined {
  if (text === '') return undefined
  return (/^\d{1,4}(?:\.\d{1,4})?$/.test(text) ? Number(text) : text) as number
}

/** A finding about a field, with the field where the message does not name it. */
export function problemOf({ severity, rule, path, message, hint }: Finding): Problem {
  const key = path[0] !== 'approval' ? path[0] : path[1] === 'board' ? 'board' : 'approved'
  const field = fields.find((known) => known === key)
  const told = field === undefined || message.includes(field) ? message : `${field}: ${message}`
  return { severity, rule, message: told, ...(hint === undefined ? {} : { hint }) }
}

/** The plan with one of its actions changed. */
export function withAction(plan: Plan, id: string, change: (action: Action) => Action): Plan {
  return { ...plan, actions: plan.actions.map((action) => (action.id === id ? change(action) : action)) }
}
