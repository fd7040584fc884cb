import type { Consensus } from '../merge/consensus.ts'
import type { Section } from '../model/model.ts'
import type { Resource } from '../resources/resource.ts'
import { enoughOf, type Need, needsOf, type Suggestion, suggest } from '../resources/suggest.ts'
import { firstNotMet, type ScoredStatement } from '../scoring/level.ts'
import type { Results } from '../scoring/results.ts'
import { type Action, covers, freeId, idLength, inOrder, type Plan } from './action.ts'

/** A draft of an action, with what it is drawn from. */
export interface Proposal {
  readonly action: Action
  readonly need: Need
  /** The statements that are not fully met, of a success factor those that make it weak; in the order of the model. */
  readonly why: readonly Unmet[]
  readonly resources: Suggestion['resources']
}

export interface Unmet extends ScoredStatement {
  /** Why it was agreed so. */
  readonly reason?: string
}

export interface Proposals {
  readonly proposals: readonly Proposal[]
  /** Needs no action covers, those beyond the proposals too. */
  readonly uncovered: number
  /** All needs there are. */
  readonly needs: number
}

/** What is wanted of a proposal: the heaviest `top` needs, with up to `each` resources. */
interface Wanted {
  readonly plan: Plan
  readonly resources: readonly Resource[]
  readonly top: number
  readonly each: number
}

/**
 * Drafts an action for each need no action of the plan covers, the heaviest first (gap times priority). What was chosen deliberately is
 * no need. The level that is expected is the ambition, absent where there is none.
 */
export function proposeActions(
  results: Results,
  consensus: Consensus,
  { plan, resources, top, each }: Wanted,
): Proposals {
  const needs = needsOf(results)
  const uncovered = needs.filter(({ section }) => !plan.actions.some((action) => covers(action, section.id)))
  const chosen = suggest(uncovered.slice(0, top), resources, each)
  const taken = plan.actions.map(({ id }) => id)
  const proposals = chosen.map(({ need, resources: found }) => {
    const why = unmetIn(need.section, results, consensus)
    const action = draft(
      need,
      why.map(({ statement }) => statement.id),
      taken,
    )
    taken.push(action.id)
    return { action, need, why, resources: found }
  })
  return { proposals, uncovered: uncovered.length, needs: needs.length }
}

function unmetIn(section: Section, results: Results, consensus: Consensus): readonly Unmet[] {
  const scored = [...results.cells, ...results.factors].find((one) => one.section.id === section.id)
  return (scored?.statements ?? [])
    .filter((statement) => isWanting(statement, section))
    .map((unmet) => {
      const reason = consensus.statements[unmet.statement.id]?.reason
      return reason === undefined ? unmet : { ...unmet, reason }
    })
}

/** Of a success factor, what lies below where it stops being weak. */
function isWanting(scored: ScoredStatement, section: Section): boolean {
  if (section.kind === 'cell' || scored.value === undefined) return firstNotMet([scored]) !== undefined
  return scored.value < enoughOf(scored.statement.scale)
}

function draft(need: Need, why: readonly string[], taken: readonly string[]): Action {
  const { section, stage, hasAmbition, target } = need
  const title =
    stage === undefined
      ? `${section.title}: strengthen`
      : `${section.title}: reach ${stage.title.toLowerCase()}`
  return inOrder({
    id: freeId(idOf(section), taken),
    title: title.slice(0, 200),
    status: 'proposed',
    why,
    cells: [section.id],
    resources: 'unknown',
    budget: 'unknown',
    ...(hasAmbition ? { 'expected-level': target } : {}),
  })
}

/** The section's id with dashes: there is one draft a section. Where that is too long, without the last words of its first part. */
function idOf({ id }: Section): string {
  const [first = '', ...others] = id.split('/')
  const words = first.split('-')
  const joined = () => [words.join('-'), ...others].join('-')
  while (joined().length > idLength && words.length > 1) words.pop()
  return joined().slice(0, idLength).replace(/-+$/, '')
}

/** The plan with the drafts at its end; what it covers by now is left out. */
export function withProposals(plan: Plan, drafts: readonly Action[]): Plan {
  const taken = plan.actions.map(({ id }) => id)
  const fresh = drafts
    .filter((action) => !(action.cells ?? []).some((cell) => plan.actions.some((one) => covers(one, cell))))
    .map((action) => {
      const id = freeId(action.id, taken)
      taken.push(id)
      return { ...action, id }
    })
  return fresh.length === 0 ? plan : { ...plan, actions: [...plan.actions, ...fresh] }
}
