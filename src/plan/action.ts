import { idFromTitle } from '../assessment/slug.ts'

const planFormat = 'tiex-plan/1'

/** Where an action can stand, in the order in which it passes through them; the last two end it another way. */
export const statuses = ['proposed', 'accepted', 'in-progress', 'done', 'deferred', 'wont-do'] as const
export type Status = (typeof statuses)[number]

/** What a round led to: the shape of `plan.yaml`. Actions stand in the council's order. */
export interface Plan {
  readonly format: string
  readonly round: string
  readonly actions: readonly Action[]
}

/** Days are `YYYY-MM-DD` in the assessment's time zone. */
export interface Action {
  /** Unique in the plan. */
  readonly id: string
  readonly title: string
  readonly status: Status
  /** Why it is deferred or will not be done. */
  readonly reason?: string
  /** Ids of the statements it is to change. */
  readonly why?: readonly string[]
  /** Ids of the cells and success factors it is about. */
  readonly cells?: readonly string[]
  /** What there is to read about it. */
  readonly reading?: readonly { readonly title: string; readonly url: string }[]
  /** Practice to learn from, of another organisation where one is named, by id. */
  readonly practice?: readonly PracticeName[]
  /** A person of tiex.yaml by id, or anybody in words. */
  readonly owner?: string
  readonly sponsor?: string
  readonly start?: string
  readonly due?: string
  /** `known`, `unknown` or what they are. */
  readonly resources?: string
  readonly budget?: string
  /** How people will see that it worked. */
  readonly measure?: string
  /** The level its cells are to have then. */
  readonly 'expected-level'?: number
  /** What came of it. */
  readonly result?: string
  /** Oldest first. */
  readonly progress?: readonly Note[]
  readonly approval?: { readonly board: string; readonly date: string }
}

/** What a practice is called: `id` and `organisation` of its file. */
export interface PracticeName {
  readonly id: string
  readonly organisation?: string
}

interface Note {
  readonly date: string
  readonly note: string
}

/** Keys in the order in which they are written. */
const actionKeys = [
  'id',
  'title',
  'status',
  'reason',
  'why',
  'cells',
  'reading',
  'practice',
  'owner',
  'sponsor',
  'start',
  'due',
  'resources',
  'budget',
  'measure',
  'expected-level',
  'result',
  'progress',
  'approval',
] as const satisfies readonly (keyof Action)[]

/** The action with its keys in order; what is undefined or empty is left out. */
export function inOrder(action: { readonly [Key in keyof Action]?: Action[Key] | undefined }): Action {
  const entries = actionKeys.map((key) => [key, action[key]] as const)
  return Object.fromEntries(
    entries.filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  ) as unknown as Action
}

/** Whether there is still something to do: neither done nor ended another way. */
export function isOpen({ status }: Action): boolean {
  return status === 'proposed' || status === 'accepted' || status === 'in-progress'
}

/** Whether its day has passed while it is open. */
export function isOverdue(action: Action, today: string): boolean {
  return isOpen(action) && action.due !== undefined && action.due < today
}

/** Whether the action is about a cell or success factor, whatever has become of it. */
export function covers({ cells = [], why = [] }: Action, section: string): boolean {
  return cells.includes(section) || why.some((statement) => sectionOf(statement) === section)
}

/** The cell or success factor a statement belongs to, by its id. */
function sectionOf(statement: string): string {
  return statement.slice(0, statement.lastIndexOf('/'))
}

/** The ids of the sections it is about, named or by their statements; each once. */
export function sectionsOf({ cells = [], why = [] }: Action): readonly string[] {
  return [...new Set([...cells, ...why.map(sectionOf)])]
}

/** The plan of a round in which nothing is planned yet. */
export function emptyPlan(round: string): Plan {
  return { format: planFormat, round, actions: [] }
}

/** The id a title suggests, free in the plan. */
export function idFrom(title: string, { actions }: Plan): string {
  const taken = actions.map((action) => action.id)
  return idFromTitle(title, taken, 'action')
}
