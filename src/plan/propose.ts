import { freeId, idLength } from '../assessment/slug.ts'
import type { Consensus } from '../merge/consensus.ts'
import type { Section } from '../model/model.ts'
import { type MatchingPractice, withPractice } from '../practice/match.ts'
import type { Practice } from '../practice/practice.ts'
import type { Resource } from '../resources/resource.ts'
import { enoughOf, type Need, needsOf, type Suggestion, suggest } from '../resources/suggest.ts'
import { exact, firstNotMet, levelOf, type ScoredStatement } from '../scoring/level.ts'
import type { Results } from '../scoring/results.ts'
import { type Action, covers, inOrder, type Plan } from './action.ts'
import { byPriorityAndGap } from './order.ts'

/** A draft of an action, with what it is drawn from. */
export interface Proposal {
  readonly action: Action
  readonly need: Need
  /** Whether the group has agreed the ambition, or it only follows from what people said; absent without one. */
  readonly ambition?: 'agreed' | 'suggested'
  /** The statements of the next stage, and up to it, that are not fully met; of a success factor those that make it weak. In the order of the model. */
  readonly why: readonly Unmet[]
  readonly resources: Suggestion['resources']
  readonly practice: readonly MatchingPractice[]
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

/** What is wanted of a proposal: the heaviest `top` needs, with up to `each` resources and as many practices. */
interface Wanted {
  readonly plan: Plan
  readonly resources: readonly Resource[]
  readonly practices: readonly Practice[]
  readonly top: number
  readonly each: number
}

/**
 * Drafts an action for each need no action of the plan covers, by priority × gap: by priority (high, medium, none, low), within it the
 * widest gap first. What was chosen deliberately is no need. A draft for a cell leads to its next stage: its title, its statements and
 * the level that is expected are those of that stage, however far the ambition goes beyond it.
 */
export function proposeActions(
  results: Results,
  consensus: Consensus,
  { plan, resources, practices, top, each }: Wanted,
): Proposals {
  const needs = byPriorityAndGap(needsOf(results))
  const uncovered = needs.filter(({ section }) => !plan.actions.some((action) => covers(action, section.id)))
  const found = suggest(uncovered.slice(0, top), resources, each)
  const chosen = withPractice(found, practices, { model: results.model, each })
  const taken = plan.actions.map(({ id }) => id)
  const proposals = chosen.map(({ need, resources: reading, practice: known }): Proposal => {
    const statements = statementsOf(need.section, results)
    const why = unmetIn(need, statements, consensus)
    // What is merely about the same mode says too little about this cell.
    const practice = known.filter(({ match }) => match !== 'mode')
    const expected = levelAtStage(need, statements, results.model.stages.length)
    const action = draft({ need, why, resources: reading, practice }, expected, taken)
    taken.push(action.id)
    const isAgreed = consensus.cells?.[need.section.id]?.ambition !== undefined
    const ambition = need.hasAmbition ? (isAgreed ? 'agreed' : 'suggested') : undefined
    return {
      ...{ action, need, why, resources: reading, practice },
      ...(ambition === undefined ? {} : { ambition }),
    }
  })
  return { proposals, uncovered: uncovered.length, needs: needs.length }
}

function statementsOf({ id }: Section, results: Results): readonly ScoredStatement[] {
  const scored = [...results.cells, ...results.factors].find(({ section }) => section.id === id)
  return scored?.statements ?? []
}

function unmetIn(
  { section, stage }: Need,
  statements: readonly ScoredStatement[],
  consensus: Consensus,
): readonly Unmet[] {
  return upTo(stage, statements)
    .filter((statement) => isWanting(statement, section))
    .map((unmet) => {
      const reason = consensus.statements[unmet.statement.id]?.reason
      return reason === undefined ? unmet : { ...unmet, reason }
    })
}

/** The statements of a cell up to those of a stage; without one, of a success factor, all. */
function upTo(stage: Need['stage'], statements: readonly ScoredStatement[]): readonly ScoredStatement[] {
  if (stage === undefined) return statements
  return statements.slice(0, statements.findLastIndex(({ statement }) => statement.key === stage.id) + 1)
}

/** The level of a cell once everything up to its next stage is fully met and the rest is as it is, rounded down to two places; undefined for a success factor. */
function levelAtStage(
  { stage }: Need,
  statements: readonly ScoredStatement[],
  stages: number,
): number | undefined {
  if (stage === undefined) return undefined
  const { length } = upTo(stage, statements)
  const then = statements.map((scored, index) =>
    index >= length || scored.answer === 'not-applicable'
      ? scored
      : { ...scored, value: scored.statement.scale.options.at(-1)!.value },
  )
  const level = levelOf(then, stages)
  return level === undefined ? undefined : Math.floor(exact(level * 100)) / 100
}

/** Of a success factor, what lies below where it stops being weak. */
function isWanting(scored: ScoredStatement, section: Section): boolean {
  if (section.kind === 'cell' || scored.value === undefined) return firstNotMet([scored]) !== undefined
  return scored.value < enoughOf(scored.statement.scale)
}

function draft(
  { need, why, resources, practice }: Omit<Proposal, 'action'>,
  expected: number | undefined,
  taken: readonly string[],
): Action {
  const { section, stage } = need
  const title =
    stage === undefined
      ? `${section.title}: strengthen`
      : `${section.title}: reach ${stage.title.toLowerCase()}`
  return inOrder({
    id: freeId(idOf(section), taken),
    title: title.slice(0, 200),
    status: 'proposed',
    why: why.map(({ statement }) => statement.id),
    cells: [section.id],
    reading: resources.map(({ resource: { title: name, url } }) => ({ title: name, url })),
    practice: practice.map(({ practice: { id, organisation } }) =>
      organisation === undefined ? { id } : { id, organisation: organisation.id },
    ),
    resources: 'unknown',
    budget: 'unknown',
    'expected-level': expected,
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
