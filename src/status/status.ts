import type { Assessment } from '../assessment/assessment.ts'
import { usualMinimumGroup } from '../assessment/people.ts'
import { awaitsAnswers } from '../assessment/rounds.ts'
import { datesOf, type RoundDates } from './dates.ts'
import { notRepresented } from './roles.ts'

/** How far one person is. No answer is in it, so that no key is needed for it. */
export interface PersonStatus {
  readonly id: string
  readonly name: string
  readonly role: string
  /** Whether they may answer; somebody who may not any more is here only where they left a response. */
  readonly asked: boolean
  /** `faulty`: there is a file that cannot be used as it is. */
  readonly state: 'submitted' | 'draft' | 'not-started' | 'faulty'
  /** Absent where the file cannot be read. */
  readonly answered?: number
  /** Statements they are asked about. */
  readonly of: number
  /** UTC, `2026-11-03T16:40:00Z`, as are the two below. */
  readonly submitted?: string
  readonly started?: string
  /** When their file was last committed; absent outside of a repository. */
  readonly changed?: string
}

/** The consensus of the round, as far as everybody can read it. */
export interface MergedStatus {
  readonly responses: number
  /** It is of the responses that are submitted now. */
  readonly upToDate: boolean
  /** Statements that are agreed, of those in it. */
  readonly agreed: number
  readonly of: number
}

/** Roles that must sign off, and how many of them have. */
export interface SignedStatus {
  readonly roles: number
  readonly of: number
  readonly complete: boolean
}

/** Where a round stands: the furthest it has come. `draft` until it opens, `closed` until it is merged. */
export type Standing = 'draft' | 'answering' | 'closed' | 'merged' | 'agreed' | 'signed'

/** In the order in which a round comes through them. */
export const standings: readonly Standing[] = ['draft', 'answering', 'closed', 'merged', 'agreed', 'signed']

/** Everything `tiex status` has to say: computed once, rendered as text, JSON, CSV or Markdown. */
export interface RoundStatus {
  readonly round: string
  readonly dates: RoundDates
  /** In the order of tiex.yaml, those who are asked first. */
  readonly people: readonly PersonStatus[]
  /** Of those who are asked. */
  readonly asked: number
  readonly submitted: number
  readonly begun: number
  /** Files among the responses that are of nobody in tiex.yaml, or no responses. */
  readonly strangers: readonly string[]
  /** What the published review suggests and nobody stands for who is asked, or, once the round is closed, who answered. */
  readonly notRepresented: readonly string[]
  readonly minimumGroup: number
  /** How many answer, where that is too few for anything to be anonymous. */
  readonly few?: number
  readonly merged?: MergedStatus
  readonly signed?: SignedStatus
  readonly standing: Standing
  /** Commands to run next, the first one first. */
  readonly next: readonly string[]
}

/** What has to be looked up to tell a status. */
export interface Facts {
  readonly people: readonly PersonStatus[]
  readonly strangers: readonly string[]
  readonly merged?: MergedStatus
  readonly signed?: SignedStatus
}

export function statusOf(assessment: Assessment, round: string, facts: Facts & { now: Date }): RoundStatus {
  const { people, strangers, merged, signed, now } = facts
  const asked = people.filter((person) => person.asked)
  const submitted = asked.filter(({ state }) => state === 'submitted').length
  const begun = asked.filter(({ state }) => state !== 'not-started').length
  const dates = datesOf(assessment, round, now)
  const takesAnswers = awaitsAnswers(dates.state, asked.length - submitted)
  const minimumGroup = assessment['minimum-group'] ?? usualMinimumGroup
  // Who is asked may still answer; afterwards only who did counts.
  const heard = takesAnswers ? asked : people.filter(({ state }) => state === 'submitted')
  const counted = {
    ...{ round, dates, people, strangers, minimumGroup },
    ...{ asked: asked.length, submitted, begun },
    notRepresented: notRepresented(heard.map(({ role }) => role)),
    ...(heard.length < minimumGroup ? { few: heard.length } : {}),
    ...(merged === undefined ? {} : { merged }),
    ...(signed === undefined ? {} : { signed }),
    standing: standingOf({ dates, takesAnswers, merged, signed }),
  }
  // Commands work on the current round unless told.
  const suffix = round === assessment.round ? '' : ` --round ${round}`
  return { ...counted, next: nextCommands(counted).map((command) => `${command}${suffix}`) }
}

interface Come {
  readonly dates: RoundDates
  readonly takesAnswers: boolean
  readonly merged: MergedStatus | undefined
  readonly signed: SignedStatus | undefined
}

function standingOf({ dates, takesAnswers, merged, signed }: Come): Standing {
  if (takesAnswers) return dates.state.state === 'not-open-yet' ? 'draft' : 'answering'
  if (merged === undefined) return 'closed'
  if (signed?.complete) return 'signed'
  return merged.of > 0 && merged.agreed === merged.of ? 'agreed' : 'merged'
}

/** What to do next, by where the round stands. */
function nextCommands(status: Omit<RoundStatus, 'next'>): readonly string[] {
  const { standing, begun, submitted, merged, signed } = status
  if (status.asked === 0) return ['tiex people add']
  if (standing === 'draft') return ['tiex status --invitations']
  if (standing === 'answering') return [`tiex status --${begun === 0 ? 'invitations' : 'reminders'}`]
  if (standing === 'closed') return submitted === 0 ? ['tiex status --invitations'] : ['tiex merge']
  if (standing === 'signed') return ['tiex verify']
  if (merged?.upToDate === false) return ['tiex merge']
  if (standing === 'merged') return ['tiex workshop']
  return [...((signed?.of ?? 0) > 0 ? ['tiex sign'] : []), 'tiex plan propose']
}
