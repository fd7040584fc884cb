import type { ActionView, PlanView } from '../../plan/view.ts'
import { markdownTable, markdownText } from '../markdown.ts'
import { readable } from '../text.ts'
import { countWords, dayWords, levelWords, progressWords, statusWords } from './words.ts'

/** The plan for a board paper: a table of all actions, then each with its reasons. */
export function planMarkdown(view: PlanView, actions: readonly ActionView[]): string {
  const head = `# ${markdownText(view.organisation.name)}: plan of ${markdownText(readable(view.round))}\n\n`
  if (actions.length === 0) return `${head}Nothing is planned yet.\n`
  const rows = actions.map((one) => [
    String(one.place),
    one.action.title,
    one.owner ?? '–',
    one.action.due === undefined ? '–' : dayWords(one.action.due),
    one.overdue ? `${statusWords(one.action.status)}, overdue` : statusWords(one.action.status),
    one.priority ?? '–',
  ])
  const table = markdownTable(['', 'Action', 'Owner', 'Due', 'Status', 'Priority'], rows)
  const date = `On ${dayWords(view.today)}: ${countWords(view)}.\n\n`
  return `${head}${date}${table}${actions.map((one) => actionMarkdown(one, view)).join('')}`
}

function actionMarkdown(view: ActionView, { later }: PlanView): string {
  const { action, statements, owner, sponsor, overdue } = view
  const facts: (readonly [string, string | undefined])[] = [
    ['Status', statusWords(action.status)],
    ['Reason', action.reason],
    ['Owner', owner ?? 'nobody yet'],
    ['Sponsor', sponsor],
    ['Starts', action.start && dayWords(action.start)],
    ['Due', action.due === undefined ? 'not set' : `${dayWords(action.due)}${overdue ? ', overdue' : ''}`],
    ['Resources', action.resources],
    ['Budget', action.budget],
    ['Measure', action.measure],
    ...levelWords(view).map((words): [string, string] => ['Level', words]),
    ...progressWords(view, later ?? '').map((words): [string, string] => ['Since', words]),
    ...statements.map(({ text, id }): [string, string] => ['To change', `${text} (${id})`]),
    ...(action.progress ?? []).map(({ date, note }): [string, string] => [dayWords(date), note]),
    ['Result', action.result],
    ['Approved', action.approval && `${action.approval.board}, ${dayWords(action.approval.date)}`],
  ]
  const lines = facts.flatMap(([name, fact]) =>
    fact === undefined ? [] : [`- ${name}: ${markdownText(fact)}\n`],
  )
  return `\n## ${view.place}. ${markdownText(action.title)}\n\n${lines.join('')}`
}
