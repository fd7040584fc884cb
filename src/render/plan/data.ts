import type { ActionView, PlanView } from '../../plan/view.ts'
import { renderCsv } from '../csv.ts'
import { renderJson } from '../json.ts'
import { practiceNameWords } from './words.ts'

/** `tiex-plan-list/1`: each action as in its file, and beside it what follows from the consensus, null where there is nothing. */
export function planJson(view: PlanView, actions: readonly ActionView[]): string {
  return renderJson(planData(view, actions))
}

export function planData(view: PlanView, actions: readonly ActionView[]) {
  return {
    format: 'tiex-plan-list/1',
    organisation: view.organisation,
    round: view.round,
    today: view.today,
    later: view.later ?? null,
    open: view.open,
    overdue: view.overdue,
    actions: actions.map(actionData),
  }
}

function actionData(view: ActionView) {
  const { action, place, sections, owner, sponsor, priority, overdue, progress } = view
  return {
    ...action,
    place,
    ownerName: owner ?? null,
    sponsorName: sponsor ?? null,
    priority: priority ?? null,
    overdue,
    levels: sections.map(({ section, level }) => ({ section: section.id, level: level ?? null })),
    moved: progress?.moved ?? null,
    movement: (progress?.levels ?? []).map(({ section, before, after, change }) => ({
      section: section.id,
      before: before ?? null,
      after: after ?? null,
      change: change ?? null,
    })),
  }
}

const columns = [
  ...[
    'round',
    'place',
    'id',
    'title',
    'status',
    'reason',
    'why',
    'cells',
    'owner',
    'sponsor',
    'start',
    'due',
  ],
  ...['overdue', 'priority', 'resources', 'budget', 'measure', 'expected-level', 'result', 'notes'],
  ...['board', 'approved', 'level', 'later-round', 'later-level', 'moved', 'reading', 'practice'],
]

/** A row an action, under the names of its columns. Several ids, and levels in their order, stand in one cell with blanks between. */
export function planTable(
  { round, later }: PlanView,
  actions: readonly ActionView[],
): {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number | undefined)[])[]
} {
  const levels = (some: readonly (number | undefined)[]) =>
    some.length === 1 ? some[0] : some.map((level) => level ?? '–').join(' ')
  const rows = actions.map(({ action, place, sections, owner, sponsor, priority, overdue, progress }) => [
    ...[round, place, action.id, action.title, action.status, action.reason],
    ...[action.why?.join(' '), action.cells?.join(' '), owner, sponsor, action.start, action.due],
    ...[overdue ? 'yes' : 'no', priority, action.resources, action.budget, action.measure],
    ...[action['expected-level'], action.result],
    action.progress?.map(({ date, note }) => `${date}: ${note}`).join('\n'),
    ...[action.approval?.board, action.approval?.date],
    levels(sections.map(({ level }) => level)),
    later,
    levels((progress?.levels ?? []).map(({ after }) => after)),
    progress?.moved,
    action.reading?.map(({ title, url }) => `${title}: ${url}`).join('\n'),
    action.practice?.map(practiceNameWords).join(' '),
  ])
  return { columns, rows }
}

export function planCsv(view: PlanView, actions: readonly ActionView[]): string {
  const { columns: names, rows } = planTable(view, actions)
  return renderCsv(names, rows)
}
