import type { Person } from '../assessment/assessment.ts'
import type { Model, Section, Statement } from '../model/model.ts'
import { needsOf } from '../resources/suggest.ts'
import type { Results } from '../scoring/results.ts'
import { type Action, isOpen, isOverdue, type Plan, type Status, sectionsOf, statuses } from './action.ts'
import { levelIn, type Progress, progressOf } from './progress.ts'

/** A plan with all there is to say of it: computed once, rendered as text, JSON, CSV, Markdown or a calendar. */
export interface PlanView {
  readonly organisation: { readonly id: string; readonly name: string }
  readonly round: string
  readonly today: string
  readonly actions: readonly ActionView[]
  /** How many there are of each status, in the order of the statuses; none that nothing has. */
  readonly counts: readonly (readonly [Status, number])[]
  readonly open: number
  readonly overdue: number
  /** The later round its levels are compared with. */
  readonly later?: string
}

export interface ActionView {
  readonly action: Action
  /** Its place in the council's order, from 1. */
  readonly place: number
  /** What it is to change. */
  readonly statements: readonly Statement[]
  readonly sections: readonly { readonly section: Section; readonly level?: number }[]
  /** The owner by name; undefined where nobody is named. */
  readonly owner?: string
  readonly sponsor?: string
  /** The highest priority of its cells. */
  readonly priority?: string
  /** The heaviest need of its cells; 0 without one. */
  readonly weight: number
  readonly overdue: boolean
  /** How the levels have moved in the later round. */
  readonly progress?: Progress
}

interface Seen {
  readonly model: Model
  readonly organisation: PlanView['organisation']
  readonly people: readonly Person[]
  readonly today: string
  /** What the plan was made from; absent before anything is merged. */
  readonly results?: Results | undefined
  readonly later?: { readonly round: string; readonly results: Results } | undefined
}

export function viewPlan(plan: Plan, { model, organisation, people, today, results, later }: Seen): PlanView {
  const name = (who: string) => people.find(({ id }) => id === who)?.name ?? who
  const needs = results === undefined ? [] : needsOf(results)
  const actions = plan.actions.map((action, index): ActionView => {
    const about = sectionsOf(action)
    const priority = results && highestPriority(results, about)
    const weights = needs.filter(({ section }) => about.includes(section.id)).map(({ weight }) => weight)
    return {
      action,
      place: index + 1,
      statements: (action.why ?? []).flatMap((id) => model.statementById.get(id) ?? []),
      sections: results === undefined ? [] : about.flatMap((id) => levelOf(id, results)),
      ...(action.owner === undefined ? {} : { owner: name(action.owner) }),
      ...(action.sponsor === undefined ? {} : { sponsor: name(action.sponsor) }),
      ...(priority === undefined ? {} : { priority }),
      weight: Math.max(0, ...weights),
      overdue: isOverdue(action, today),
      ...(later === undefined || results === undefined
        ? {}
        : { progress: progressOf(action, results, later.results) }),
    }
  })
  return {
    organisation,
    round: plan.round,
    today,
    actions,
    counts: statuses
      .map((status) => [status, plan.actions.filter((action) => action.status === status).length] as const)
      .filter(([, count]) => count > 0),
    open: plan.actions.filter(isOpen).length,
    overdue: actions.filter(({ overdue }) => overdue).length,
    ...(later === undefined || results === undefined ? {} : { later: later.round }),
  }
}

function levelOf(id: string, results: Results): ActionView['sections'] {
  const section = results.model.sectionById.get(id)
  if (section === undefined) return []
  const level = levelIn(results, id)
  return [level === undefined ? { section } : { section, level }]
}

function highestPriority(results: Results, about: readonly string[]): string | undefined {
  const given = [...results.cells, ...results.factors]
    .filter(({ section }) => about.includes(section.id))
    .map(({ priority }) => priority)
  return ['high', 'medium', 'low'].find((priority) => given.includes(priority))
}
