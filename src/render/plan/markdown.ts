import { shownAddress } from '../../address.ts'
import type { ActionView, PlanView } from '../../plan/view.ts'
import { markdownLink, markdownTable, markdownText } from '../markdown.ts'
import { readable } from '../text.ts'
import { countWords, dayWords, levelWords, practiceNameWords, progressWords, statusWords } from './words.ts'

/** The plan for a board paper: a table of all actions, then each with its reasons. */
export function planMarkdown(view: PlanView, actions: readonly ActionView[]): string {
  const head = `# ${markdownText(view.organisation.name)}: plan of ${markdownText(readable(view.round))}\n\n`
  if (actions.length === 0) return `${head}Nothing is planned yet.\n`
  const date = `On ${dayWords(view.today)}: ${countWords(view)}.\n\n`
  return `${head}${date}${planTable(actions)}${actionsMarkdown(view, actions)}`
}

export function planTable(actions: readonly ActionView[]): string {
  return markdownTable(planColumns, planRows(actions))
}

export const planColumns = ['', 'Action', 'Owner', 'Due', 'Status', 'Priority']

/** A row an action, with what is overdue said in its status; text as it stands in files. */
export function planRows(actions: readonly ActionView[]): readonly (readonly string[])[] {
  return actions.map((one) => [
    String(one.place),
    one.action.title,
    one.owner ?? '–',
    one.action.due === undefined ? '–' : dayWords(one.action.due),
    one.overdue ? `${statusWords(one.action.status)}, overdue` : statusWords(one.action.status),
    one.priority ?? '–',
  ])
}

/** Each action with its reasons under a heading of its own. */
function actionsMarkdown(view: PlanView, actions: readonly ActionView[]): string {
  return actions.map((one) => actionMarkdown(one, view)).join('')
}

function actionMarkdown(view: ActionView, plan: PlanView): string {
  const lines = factsOf(view, plan).map(
    ({ name, fact, url }) =>
      `- ${name}: ${url === undefined ? markdownText(fact) : markdownLink(fact, url)}\n`,
  )
  return `\n## ${view.place}. ${markdownText(view.action.title)}\n\n${lines.join('')}`
}

/** All there is to say of an action, each fact with its name; text as it stands in files. */
export function actionFacts(view: ActionView, plan: PlanView): readonly (readonly [string, string])[] {
  return factsOf(view, plan).map(({ name, fact, url }) => [
    name,
    url === undefined ? fact : `${fact}: ${shownAddress(url)}`,
  ])
}

interface Fact {
  readonly name: string
  readonly fact: string
  /** Where the fact is a title of something to read. */
  readonly url?: string
}

function factsOf(view: ActionView, { later }: PlanView): readonly Fact[] {
  const { action, statements, owner, sponsor, overdue } = view
  const facts: (readonly [name: string, fact: string | undefined, url?: string])[] = [
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
    ...(action.reading ?? []).map(({ title, url }): [string, string, string] => ['To read', title, url]),
    ...(action.practice ?? []).map((one): [string, string] => ['Practice', practiceNameWords(one)]),
    ...(action.progress ?? []).map(({ date, note }): [string, string] => [dayWords(date), note]),
    ['Result', action.result],
    ['Approved', action.approval && `${action.approval.board}, ${dayWords(action.approval.date)}`],
  ]
  return facts.flatMap(([name, fact, url]): Fact[] =>
    fact === undefined ? [] : [{ name, fact, ...(url === undefined ? {} : { url }) }],
  )
}
