import { may, type Person } from '../../assessment/assessment.ts'
import { type KeyChange, type KeysView, nextForSecondKey, type ShownKey } from '../../assessment/keys.ts'
import type { Session } from '../../env.ts'
import { type Problem, TiexError } from '../../problem.ts'
import { fingerprintOf, recipientOf } from '../age/identity.ts'
import { keyFingerprint } from '../ssh/public-key.ts'
import { findAssessment, openWorkspace, personNamed, type Workspace, whoAmI } from '../workspace.ts'
import { findKeyring, type Keyring, type KeySource } from './keyring.ts'
import { readResponseKeys } from './owners.ts'

/**
 * The keys of who asks, and those of the people who may facilitate. A faulty tiex.yaml hides nobody's own key: its problems come
 * beside it. Throws a `TiexError` as `findKeyring` does, and where `as` is nobody.
 */
export async function readKeys(
  session: Session,
  flags: KeySource & {
    readonly as?: string /** Just made, and the one that is shown. */
    readonly made?: Keyring
  },
): Promise<{ readonly view: KeysView; readonly problems: readonly Problem[] }> {
  const found = await findKeyring(session, flags)
  const keyring = flags.made ?? found
  const identities = [...(found?.identities ?? []), ...(flags.made?.identities ?? [])]
  const mine = await Promise.all(identities.map(recipientOf))
  const council = await councilOf(session, mine, flags.as)
  return {
    view: {
      ...(keyring === undefined ? {} : { own: ownKeys(keyring) }),
      ...(council === undefined || 'problems' in council ? {} : council),
    },
    problems: council !== undefined && 'problems' in council ? council.problems : [],
  }
}

/** What is told about keys that were found. */
function ownKeys({ recipient, identities, from }: Keyring): NonNullable<KeysView['own']> {
  return { ...shownRecipient(recipient), file: from, older: identities.length - 1 }
}

/** What is to be compared by voice of the keys that are given, with what each is. */
export function fingerprintsOf({
  recipient,
  'signing-key': signing,
}: KeyChange): readonly { readonly of: string; readonly fingerprint: string }[] {
  return [
    ...(recipient === undefined ? [] : [{ of: 'key', fingerprint: fingerprintOf(recipient) }]),
    ...(signing === undefined ? [] : [{ of: 'signing key', fingerprint: keyFingerprint(signing) }]),
  ]
}

function shownRecipient(recipient: string): ShownKey {
  return { key: recipient, fingerprint: fingerprintOf(recipient) }
}

async function councilOf(
  session: Session,
  mine: readonly string[],
  as: string | undefined,
): Promise<Omit<KeysView, 'own'> | undefined | { readonly problems: readonly Problem[] }> {
  if ((await findAssessment(session.folder)) === undefined) return undefined
  const workspace = await orProblems(() => openWorkspace(session))
  if ('problems' in workspace) return workspace
  const { organisation, confidentiality, people } = workspace.assessment
  const asked =
    as === undefined ? await orProblems(() => whoAmI(session, workspace)) : personNamed(workspace, as)
  const secondKey = nextForSecondKey(workspace.assessment)
  const lost = 'problems' in asked ? [] : await lostKeys(workspace, asked.id, mine)
  const shown = {
    council: organisation.name,
    sealed: confidentiality === 'sealed',
    facilitators: people
      .filter((person) => may(person, 'facilitate'))
      .map(({ id, name, recipient }) => ({
        id,
        name,
        mine: recipient !== undefined && mine.includes(recipient),
        ...(recipient === undefined ? {} : { key: shownRecipient(recipient) }),
      })),
    // Who asks without being known is shown the rest.
    ...('problems' in asked ? {} : { caller: callerOf(asked) }),
    ...(secondKey === undefined ? {} : { secondKey }),
  }
  return { assessment: shown, ...(lost.length === 0 ? {} : { lost }) }
}

/** By key, the rounds whose answers of this person are sealed to a key that is none of these. */
async function lostKeys(
  workspace: Workspace,
  id: string,
  mine: readonly string[],
): Promise<NonNullable<KeysView['lost']>> {
  const found = await orProblems(() => readResponseKeys(workspace))
  if ('problems' in found) return []
  const theirs = found.filter(
    ({ person, key, round }) =>
      person === id && !mine.includes(key) && Object.hasOwn(workspace.assessment.rounds, round),
  )
  return [...new Set(theirs.map(({ key }) => key))].map((key) => ({
    ...shownRecipient(key),
    rounds: theirs.filter((one) => one.key === key).map(({ round }) => round),
  }))
}

function callerOf(person: Person) {
  const key = person['signing-key']
  const caller = { id: person.id, may: person.may }
  if (key === undefined) return caller
  return { ...caller, signingKey: { key, fingerprint: keyFingerprint(key) } }
}

async function orProblems<Value extends object>(
  step: () => Promise<Value>,
): Promise<Value | { readonly problems: readonly Problem[] }> {
  try {
    return await step()
  } catch (error) {
    if (error instanceof TiexError) return { problems: error.problems }
    throw error
  }
}
