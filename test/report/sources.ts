import type { Assessment, Person } from '../../src/assessment/assessment.ts'
import type { Consensus, StatementConsensus } from '../../src/merge/consensus.ts'
import type { Action } from '../../src/plan/action.ts'
import { viewPlan } from '../../src/plan/view.ts'
import type { Sources } from '../../src/report/report.ts'
import { reportOf } from '../../src/report/report.ts'
import { consensusResults } from '../../src/scoring/results.ts'
import type { RoleSignOff } from '../../src/signoff/sign-off.ts'
import { datesOf } from '../../src/status/dates.ts'
import { actionOf, planOf } from '../plan/plans.ts'
import { smallModel } from '../small-model.ts'

export const personOf = (id: string, more: Partial<Person> = {}): Person => ({
  ...{ id, name: id.toUpperCase(), email: `${id}@example.org`, role: 'finance', may: ['answer'] },
  ...more,
})

const assessment: Assessment = {
  format: 'tiex-assessment/1',
  organisation: { id: 'exampleshire', name: 'Exampleshire', type: 'county' },
  scope: 'whole council',
  model: { id: 'small', version: '1.0', digest: smallModel.digest },
  confidentiality: 'open',
  round: '2026',
  rounds: { '2025': {}, '2026': {} },
  people: ['ann', 'bo', 'cy', 'di', 'ed'].map((id) => personOf(id)),
}

interface Given {
  readonly statements?: Readonly<Record<string, StatementConsensus>>
  readonly cells?: Consensus['cells']
  readonly agreement?: Consensus['agreement']
  readonly responses?: Partial<Consensus['responses']>
  readonly assessment?: Partial<Assessment>
  readonly roles?: readonly RoleSignOff[]
  readonly actions?: readonly Action[]
  readonly resources?: Sources['resources']
  readonly practices?: Sources['practices']
  readonly secondLook?: Sources['secondLook']
  readonly answersChanged?: boolean
  readonly today?: string
}

/** The sources of a report about the small model; nothing is agreed, planned or signed unless it is given. */
export function sourcesOf(given: Given = {}): Sources {
  const { statements = {}, cells = {}, agreement, today = '2026-11-30', actions = [] } = given
  const consensus: Consensus = {
    ...{ format: 'tiex-consensus/1', model: assessment.model, round: '2026' },
    responses: { count: 5, digest: `sha256:${'0'.repeat(64)}`, ...given.responses },
    ...(agreement === undefined ? {} : { agreement }),
    ...{ statements, cells },
  }
  const council = { ...assessment, ...given.assessment }
  const results = consensusResults(smallModel, consensus)
  return {
    ...{ assessment: council, model: smallModel, consensus, today },
    answersChanged: given.answersChanged ?? false,
    plan: viewPlan(planOf(...actions), {
      ...{ model: smallModel, organisation: council.organisation, people: council.people, today, results },
    }),
    signOff: { round: '2026', roles: given.roles ?? [] },
    resources: given.resources ?? [],
    practices: given.practices ?? [],
    secondLook: given.secondLook,
    dates: datesOf(council, '2026', new Date(`${today}T12:00:00Z`)),
  }
}

export const reportWith = (given: Given = {}) => reportOf(sourcesOf(given))

/** Everything of the small model agreed on the highest option by five people. */
export const allAgreed: Readonly<Record<string, StatementConsensus>> = Object.fromEntries(
  smallModel.statements.map(({ id, scale }) => {
    const top = scale.options.at(-1)!.id
    return [id, { answers: { [top]: 5 }, divergence: 0, label: 'shared', suggested: top, agreed: top }]
  }),
)

export const ready = actionOf('ready', { owner: 'ann', due: '2027-01-31' })
export const leader: RoleSignOff = { role: 'leader', needs: 'signed', state: 'missing', changed: [] }
export const signed: RoleSignOff = { ...leader, state: 'signed', person: 'ann', at: '2026-11-29T10:00:00Z' }
