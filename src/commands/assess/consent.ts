import type { Command } from 'commander'
import { roundState } from '../../assessment/rounds.ts'
import type { Session } from '../../env.ts'
import { currentLook } from '../../files/second-look.ts'
import { findSignatures } from '../../files/signoff/signatures.ts'
import type { Workspace } from '../../files/workspace.ts'
import { failure } from '../../problem.ts'
import type { WrittenEntries } from '../../questionnaire/entries.ts'
import { wrap } from '../../render/text.ts'

/** What flags say of whether notes may be shown, beside all else they can say. */
export interface ConsentFlags extends WrittenEntries {
  readonly from?: string
  readonly submit?: boolean
  /** Absent: as it was said before. */
  readonly shareNotes?: boolean
}

/** Offers both flags. The answer of `both` is whether both of them were given. */
export function offerConsent(command: Command): { readonly both: () => boolean } {
  const given = new Set<string>()
  command
    .option(
      '--share-notes',
      'let your notes be shown to the group, without your name: in the workshop and in a second look',
    )
    .option('--no-share-notes', 'keep your notes from the group, as they are unless you say otherwise')
    .on('option:share-notes', () => given.add('share'))
    .on('option:no-share-notes', () => given.add('keep'))
  return { both: () => given.size > 1 }
}

export function refuseBoth(both: boolean): void {
  if (both)
    throw failure(
      'usage',
      '--share-notes and --no-share-notes exclude each other',
      'say one of them; without either it stays as you said before',
    )
}

/** Whether nothing but consent is given or taken back. */
export function isConsentAlone({ answer, ambition, note, from, submit, shareNotes }: ConsentFlags): boolean {
  const others = [answer, ambition, note, from]
  return shareNotes !== undefined && !submit && others.every((one) => one === undefined)
}

/**
 * Whether a round that takes no more answers still takes what somebody says of their notes: until it is signed. Throws a `TiexError`
 * where it is. Nobody but its person can tell from a sealed response that no answer was changed, so that `tiex verify` names the change.
 */
export async function takesConsent(workspace: Workspace, session: Session): Promise<boolean> {
  const { assessment, round } = workspace
  if (roundState(assessment.rounds[round]!, session.env.now(), assessment.timezone).state !== 'closed')
    return false
  const found = await findSignatures(workspace, round)
  if (found === undefined || found.signatures?.signatures.length === 0) return true
  throw failure(
    'signed',
    `${round} is signed off, so that its responses stay as they are`,
    'ask who facilitates not to show your notes any more',
  )
}

/** The message of a commit that does nothing else, with the trailer by which `tiex verify` knows it. */
export function consentMessage(round: string, person: string): [string, string] {
  return [`Say in ${round} whether notes of ${person} may be shown`, `Tiex-Consent: ${person}`]
}

/** What it comes to, as it was said; and what it does not reach. */
export async function tellConsent(
  workspace: Workspace,
  { shareNotes }: ConsentFlags,
  session: Session,
): Promise<void> {
  if (shareNotes === undefined) return
  const say = (words: string) => session.say(`${wrap(words, session.screen.width)}\n`)
  if (shareNotes)
    return say(
      'Your notes may be shown to the group, without your name: in the workshop and in a second look.',
    )
  say('Your notes are kept from the group.')
  const look = await currentLook(workspace, session)
  if (look?.notes !== undefined || look?.sealed !== undefined)
    say('The second look that is open goes on showing what was shared when it was opened.')
}
