import type { Assessment } from '../assessment/assessment.ts'
import { usualMinimumGroup } from '../assessment/people.ts'
import { awaitsAnswers } from '../assessment/rounds.ts'
import { daysBetween } from '../assessment/working-days.ts'
import { datesOf, type RoundDates } from './dates.ts'
import {
  lacksSecondDate,
  nextCommands,
  ofRound,
  type PlanStanding,
  secondWorkshopIn,
  signOffOf,
} from './next.ts'
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
  /** Answers to statements that were reworded since, which they have not confirmed; absent without, and of a sealed response nobody knows. */
  readonly unconfirmed?: number
  /** There while a second look is open, of who is asked to look again: at how many statements, and whether they have. `begun`: at some of them; of a sealed response nobody knows. */
  readonly again?: { readonly statements: number; readonly looked: boolean; readonly begun?: true }
}

/** A second look that is open. */
export interface LookStatus {
  readonly pass: number
  /** How many statements are looked at again. */
  readonly statements: number
  readonly closes?: string
  /** Days left after today, 0 on the last one; absent where there is no last day. */
  readonly daysLeft?: number
  /** Of those who are asked to look again. */
  readonly looked: number
  readonly of: number
}

/** The consensus of the round, as far as everybody can read it. */
export interface MergedStatus {
  readonly responses: number
  /** It is of the responses that are submitted now. */
  readonly upToDate: boolean
  /** Statements that are agreed, of those in it. */
  readonly agreed: number
  readonly of: number
  /** Statements people are far apart on, with nothing agreed. */
  readonly wide: number
}

/** Roles that must sign off, and how many of them have. */
export interface SignedStatus {
  readonly roles: number
  readonly of: number
  readonly complete: boolean
  /** Those that have not, in their order. `recorded`: where a signature is needed. */
  readonly waiting: readonly {
    readonly role: string
    readonly state: 'missing' | 'recorded' | 'stale' | 'invalid'
  }[]
}

/** There is an exchange to publish to; `on` is the day the round was published there, absent where it was not or nobody can tell without a network. */
interface Publishing {
  readonly on?: string
}

/** Where a round stands: the furthest it has come. `draft` until it opens, `answering` until it is closed or merged. */
export type Standing = 'draft' | 'answering' | 'closed' | 'merged' | 'agreed' | 'signed' | 'published'

/** In the order in which a round comes through them. */
export const standings: readonly Standing[] = [
  ...(['draft', 'answering', 'closed', 'merged', 'agreed', 'signed', 'published'] as const),
]

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
  readonly secondLook?: LookStatus
  readonly merged?: MergedStatus
  readonly signed?: SignedStatus
  /** Absent before anything is merged. */
  readonly plan?: PlanStanding
  readonly publishing?: Publishing
  readonly standing: Standing
  /** Commands to run next, the first one first. */
  readonly next: readonly string[]
  /** The second workshop comes first of them, and has no date yet. */
  readonly undatedSecond?: true
}

/** What has to be looked up to tell a status. */
export interface Facts {
  readonly people: readonly PersonStatus[]
  readonly strangers: readonly string[]
  /** While one is open. */
  readonly secondLook?: Pick<LookStatus, 'pass' | 'statements' | 'closes'>
  /** There was one, and it is over. */
  readonly lookedAgain?: boolean
  readonly merged?: MergedStatus
  readonly signed?: SignedStatus
  readonly plan?: PlanStanding
  readonly publishing?: Publishing
}

export function statusOf(assessment: Assessment, round: string, facts: Facts & { now: Date }): RoundStatus {
  const { people, strangers, secondLook, merged, signed, plan, publishing, now } = facts
  const asked = people.filter((person) => person.asked)
  const submitted = asked.filter(({ state }) => state === 'submitted').length
  const begun = asked.filter(({ state }) => state !== 'not-started').length
  const dates = datesOf(assessment, round, now)
  const awaits = awaitsAnswers(dates.state, asked.length - submitted)
  const minimumGroup = assessment['minimum-group'] ?? usualMinimumGroup
  // Who is asked may still answer; afterwards only who did counts.
  const heard = awaits ? asked : people.filter(({ state }) => state === 'submitted')
  const counted = {
    ...{ round, dates, people, strangers, minimumGroup },
    ...{ asked: asked.length, submitted, begun },
    notRepresented: notRepresented(heard.map(({ role }) => role)),
    ...(heard.length < minimumGroup ? { few: heard.length } : {}),
    ...(secondLook === undefined ? {} : { secondLook: lookStatus(secondLook, people, dates) }),
    ...(merged === undefined ? {} : { merged }),
    ...(signed === undefined ? {} : { signed }),
    ...(plan === undefined ? {} : { plan }),
    ...(publishing === undefined ? {} : { publishing }),
    standing: standingOf({ dates, awaits, merged, signed, publishing }),
  }
  const secondWorkshop = secondWorkshopIn(dates.workshops, dates.today)
  const next = stepsOf(counted, awaits) ?? nextCommands({ ...groundOf(facts, counted), secondWorkshop })
  return {
    ...counted,
    // Commands work on the current round unless told.
    next: ofRound(next, round === assessment.round ? undefined : round),
    ...(lacksSecondDate({ secondWorkshop }, next) ? { undatedSecond: true } : {}),
  }
}

function lookStatus(
  look: NonNullable<Facts['secondLook']>,
  people: readonly PersonStatus[],
  { today }: RoundDates,
): LookStatus {
  const asked = people.flatMap(({ again }) => (again === undefined ? [] : [again]))
  return {
    ...look,
    ...(look.closes === undefined ? {} : { daysLeft: daysBetween(today, look.closes) }),
    looked: asked.filter(({ looked }) => looked).length,
    of: asked.length,
  }
}

interface Come {
  readonly dates: RoundDates
  /** Answers are still to come. */
  readonly awaits: boolean
  readonly merged: MergedStatus | undefined
  readonly signed: SignedStatus | undefined
  readonly publishing: Publishing | undefined
}

function standingOf({ dates: { state }, awaits, merged, signed, publishing }: Come): Standing {
  if (awaits || merged === undefined) {
    if (state.state === 'closed') return 'closed'
    return state.state === 'open' ? 'answering' : 'draft'
  }
  if (publishing?.on !== undefined) return 'published'
  if (signed?.complete) return 'signed'
  return merged.of > 0 && merged.agreed === merged.of ? 'agreed' : 'merged'
}

type Counted = Omit<RoundStatus, 'next' | 'undatedSecond'>

/** What to do while answers are still to come, or where none can be merged; undefined afterwards. */
function stepsOf(status: Counted, awaits: boolean): readonly string[] | undefined {
  const { standing, begun, submitted } = status
  const add = ['tiex people add']
  if (status.asked === 0) return add
  const missing = status.notRepresented.length === 0 ? [] : add
  if (awaits && standing === 'draft') return [...missing, 'tiex status --invitations']
  if (awaits) return [`tiex status --${begun === 0 ? 'invitations' : 'reminders'}`, ...missing]
  return status.merged === undefined && submitted === 0 ? ['tiex status --invitations'] : undefined
}

function groundOf({ lookedAgain, publishing }: Facts, { dates, merged, signed, plan, secondLook }: Counted) {
  return {
    publishes: publishing !== undefined && publishing.on === undefined,
    ...(merged === undefined ? {} : { merged }),
    ...(plan === undefined ? {} : { plan }),
    takesAnswers: dates.state.state !== 'closed',
    secondLook:
      secondLook !== undefined ? ('open' as const) : lookedAgain ? ('over' as const) : ('none' as const),
    signOff: signOffOf(signed),
  }
}
