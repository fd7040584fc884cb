import { type Assessment, may } from '../assessment/assessment.ts'
import { usualMinimumGroup } from '../assessment/people.ts'
import type { Consensus } from '../merge/consensus.ts'
import { withoutSmallGroups } from '../merge/counts.ts'
import type { Model } from '../model/model.ts'
import { covers } from '../plan/action.ts'
import type { PlanView } from '../plan/view.ts'
import { type PracticeSuggestion, withPractice } from '../practice/match.ts'
import type { Practice } from '../practice/practice.ts'
import type { Resource } from '../resources/resource.ts'
import { needsOf, suggest } from '../resources/suggest.ts'
import { consensusResults, type Results } from '../scoring/results.ts'
import type { SignOff } from '../signoff/sign-off.ts'
import { openCounts, tallyOf } from '../workshop/tally.ts'
import { type AgreementReport, agreementIn } from './agreement.ts'
import { type Held, heldDates, type LookHeld, type LookReport, lookIn, type RoundDates } from './held.ts'
import { prioritised, type SectionReport, sectionsIn } from './sections.ts'
import { type NamedSignOff, named } from './signatories.ts'

/** A whole round for a board paper: computed once, rendered as Markdown or JSON. Holds no name but of sponsor, signatories and those of actions. */
export interface Report {
  readonly council: { readonly id: string; readonly name: string }
  readonly round: string
  /** Whether it is the round that commands work on unless told. */
  readonly isCurrent: boolean
  readonly scope: string
  readonly sponsor?: string
  readonly objectives: readonly string[]
  /** Printed at head and foot. */
  readonly marking?: string
  /** The day it was made, where the council is. */
  readonly today: string
  readonly model: Model
  /** Of the responses that were merged. */
  readonly digest: string
  readonly dates: Held
  /** The last second look of the round; absent where none was held. */
  readonly secondLook?: LookReport
  readonly people: Participation
  readonly standing: Standing
  readonly results: Results
  readonly sections: readonly SectionReport[]
  /** Sections with a priority, the highest first, then by gap. */
  readonly priorities: readonly SectionReport[]
  readonly agreement: AgreementReport
  /** Without an action where nothing is planned. */
  readonly plan: PlanView
  /** Sections with a high priority that no action of the plan is about. */
  readonly withoutAction: readonly SectionReport[]
  readonly suggestions: readonly PracticeSuggestion[]
  readonly signOff: NamedSignOff
}

/** Who took part, as numbers and roles. */
interface Participation {
  /** People who may answer, as tiex.yaml has them now; absent for an earlier round, of which nobody knows any more. */
  readonly asked?: number
  /** Responses that were merged. */
  readonly answered: number
  readonly leftOut: number
  /** Roles of those who may answer, each once, in the order of tiex.yaml; none for an earlier round. */
  readonly roles: readonly string[]
  /** How fewer people than this answered is never shown. */
  readonly minimumGroup: number
}

/** How far the round is. Statements are agreed, only suggested or open: together all of them. */
interface Standing {
  readonly isDraft: boolean
  readonly of: number
  readonly agreed: number
  readonly suggested: number
  readonly open: number
  /** Agreed, but from other answers than there are now. */
  readonly changed: number
  readonly priorities: number
  readonly sections: number
  /** The submitted responses are not those that were merged. */
  readonly answersChanged: boolean
}

/** What a report is made of. Plan and sign-off are those of the round of the consensus. */
export interface Sources {
  readonly assessment: Assessment
  readonly model: Model
  /** As everybody can read it. */
  readonly consensus: Consensus
  readonly answersChanged: boolean
  readonly plan: PlanView
  readonly signOff: SignOff
  readonly resources: readonly Resource[]
  /** The council's own, and that of others where an exchange is named. */
  readonly practices: readonly Practice[]
  readonly dates: RoundDates
  readonly secondLook?: LookHeld | undefined
  readonly today: string
}

/** Needs, and resources and practices for each, as many as `tiex resources` gives. */
const suggested = { needs: 5, each: 3 }

/** Levels are those of `tiex results`; how people answered is left out wherever fewer than the smallest group did, in an open assessment too: a board paper goes further than the repository. */
export function reportOf(sources: Sources): Report {
  const { assessment, model, consensus, plan, today, secondLook } = sources
  const minimumGroup = assessment['minimum-group'] ?? usualMinimumGroup
  const results = consensusResults(model, consensus)
  const { readable } = withoutSmallGroups(consensus, minimumGroup)
  const sections = sectionsIn(results, { consensus, readable })
  const priorities = prioritised(sections)
  const { organisation, round, scope, sponsor, objectives = [], marking } = assessment
  return {
    council: { id: organisation.id, name: organisation.name },
    round: consensus.round,
    isCurrent: consensus.round === round,
    scope,
    ...(sponsor === undefined ? {} : { sponsor }),
    objectives: typeof objectives === 'string' ? [objectives] : objectives,
    ...(marking === undefined ? {} : { marking }),
    today,
    model,
    digest: consensus.responses.digest,
    dates: heldDates(sources.dates),
    ...(secondLook === undefined ? {} : { secondLook: lookIn(secondLook, sources) }),
    people: participationIn(assessment, consensus, minimumGroup),
    standing: standingOf(results, sources),
    results,
    sections,
    priorities,
    agreement: agreementIn(model, readable),
    plan,
    withoutAction: priorities.filter(
      ({ section, priority }) =>
        priority === 'high' && !plan.actions.some(({ action }) => covers(action, section.id)),
    ),
    suggestions: suggestionsIn(results, sources),
    signOff: named(sources.signOff, assessment),
  }
}

function suggestionsIn(results: Results, { model, resources, practices }: Sources) {
  const { needs, each } = suggested
  return withPractice(suggest(needsOf(results).slice(0, needs), resources, each), practices, { model, each })
}

function participationIn(
  { people, round }: Assessment,
  { responses, round: merged }: Consensus,
  minimumGroup: number,
): Participation {
  const isKnown = merged === round
  const asked = people.filter((person) => may(person, 'answer'))
  return {
    ...(isKnown ? { asked: asked.length } : {}),
    answered: responses.count,
    leftOut: responses['left-out'] ?? 0,
    roles: isKnown ? [...new Set(asked.map(({ role }) => role))] : [],
    minimumGroup,
  }
}

function standingOf({ agreed, suggested, model }: Results, { consensus, answersChanged }: Sources): Standing {
  const of = model.statements.length
  const { changed, priorities } = openCounts(tallyOf(model, consensus))
  return {
    isDraft: agreed < of || changed > 0,
    of,
    agreed,
    suggested,
    open: of - agreed - suggested,
    changed,
    priorities: model.sections.length - priorities,
    sections: model.sections.length,
    answersChanged,
  }
}
