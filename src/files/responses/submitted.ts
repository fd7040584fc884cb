import { may } from '../../assessment/assessment.ts'
import { awaitsAnswers, roundState } from '../../assessment/rounds.ts'
import { hintFor } from '../../did-you-mean.ts'
import type { Waiting } from '../../merge/view.ts'
import { failure, type Problem, TiexError } from '../../problem.ts'
import { progressOf } from '../../response/answers.ts'
import { errorsOf, type Workspace } from '../workspace.ts'
import { type FoundResponse, holdsKeyToAll, noKeyFor } from './read.ts'

/** A response that goes into the merge; with its block where it is sealed. */
export type Submitted = FoundResponse & Required<Pick<FoundResponse, 'response' | 'digested'>>

/** What there is to merge: the submitted responses, and those that cannot be used, each with its errors. */
export interface Gathered {
  readonly submitted: readonly Submitted[]
  readonly faulty: readonly { readonly person: string; readonly problems: readonly Problem[] }[]
}

/**
 * The submitted responses but for those left out. Drafts that are faulty count too: a file that was damaged may have lost its
 * `submitted`. Answers that their person did not sign though they have a key count as faulty, but for those of `unsigned`. Throws a `TiexError` where somebody is to be left out who has no response, and where no key opens any.
 */
export async function gatherSubmitted(
  workspace: Workspace,
  found: readonly FoundResponse[],
  { leaveOut, unsigned }: { readonly leaveOut: readonly string[]; readonly unsigned: readonly string[] },
): Promise<Gathered> {
  refuseUnknown(workspace, found, leaveOut)
  const wanted = found.filter((one) => !leaveOut.includes(one.person))
  const closed = wanted.filter((one) => one.closed && one.sealed?.submitted !== undefined)
  const asFacilitator = closed.length > 0 && (await holdsKeyToAll(workspace))
  if (closed.length > 1 && !wanted.some((one) => one.response !== undefined))
    throw failure(
      'key',
      `no key at hand opens the ${closed.length} sealed responses of ${workspace.round}`,
      asFacilitator
        ? 'they were sealed before your key was added: another facilitator runs tiex keys rotate'
        : 'a merge needs the key of one who may facilitate: --identity FILE, TIEX_IDENTITY, or tiex keys restore FILE',
    )
  const judged = await Promise.all(
    wanted.map(async (one) => ({
      person: one.person,
      problems: [
        ...errorsOf(one.problems),
        ...(unsigned.includes(one.person) ? [] : await notProven(workspace, one)),
        ...(closed.includes(one) ? noKeyFor(one.file, one.person, asFacilitator).problems : []),
      ],
    })),
  )
  const faulty = judged.filter(({ problems }) => problems.length > 0)
  const submitted = wanted.filter((one): one is Submitted => one.response?.submitted !== undefined)
  return { submitted, faulty }
}

/** Submitted answers of somebody who has a signing key, but which are not signed with it: anybody could have sealed them, since the keys to seal to are public. */
async function notProven(workspace: Workspace, { sealed, person, file }: FoundResponse): Promise<Problem[]> {
  if (sealed?.submitted === undefined) return []
  const { checkSigned } = await import('./signed.ts')
  return checkSigned(workspace, sealed, person)
    .filter(({ rule }) => rule === 'unsigned')
    .map(({ rule, message }) => ({
      severity: 'error',
      rule,
      message,
      hint: `${person} signs them by tiex assess with that key at hand; if they confirm to you that the answers are theirs, go on with --unsigned ${person}`,
      place: { file },
    }))
}

function refuseUnknown(
  { round }: Workspace,
  found: readonly FoundResponse[],
  leaveOut: readonly string[],
): void {
  const files = found.map((one) => one.person)
  const unknown = leaveOut.filter((person) => !files.includes(person))
  if (unknown.length === 0) return
  throw new TiexError(
    unknown.map((person) => ({
      severity: 'error',
      rule: 'leave-out',
      message: `there is no response of "${person}" to leave out in ${round}`,
      hint: hintFor(person, files, 'responses'),
    })),
  )
}

/** How far a round is. `isOpen`: answers still come in. */
export interface SoFar {
  readonly submitted: number
  readonly asked: number
  readonly isOpen: boolean
}

/** Whether answers still come in, and how many of those who are asked have submitted; no key is needed for it. */
export function answersSoFar(
  { assessment, round }: Workspace,
  found: readonly FoundResponse[],
  now: Date,
): SoFar {
  const done = new Set(found.filter(hasSubmitted).map((one) => one.person))
  const asked = assessment.people.filter((person) => may(person, 'answer'))
  const submitted = asked.filter(({ id }) => done.has(id)).length
  const state = roundState(assessment.rounds[round]!, now, assessment.timezone)
  return {
    submitted,
    asked: asked.length,
    isOpen: awaitsAnswers(state, asked.length - submitted),
  }
}

function hasSubmitted({ sealed, response }: FoundResponse): boolean {
  return (sealed ?? response)?.submitted !== undefined
}

/** Everybody who is asked or has begun, and how far those are who have not submitted. */
export function waitingIn(
  { assessment, model }: Workspace,
  found: readonly FoundResponse[],
  leftOut: readonly string[],
): { readonly invited: number; readonly waiting: readonly Waiting[] } {
  const begun = new Map(found.map((one) => [one.person, one]))
  const invited = assessment.people.filter((person) => may(person, 'answer') || begun.has(person.id))
  const waiting = invited.flatMap(({ id, name }): Waiting[] => {
    const one = begun.get(id)
    if (leftOut.includes(id) || (one !== undefined && hasSubmitted(one))) return []
    const progress = one?.sealed?.progress ?? (one?.response && progressOf(one.response, model))
    return [{ id, name, ...(progress ?? { of: model.statements.length }) }]
  })
  return { invited: invited.length, waiting }
}
