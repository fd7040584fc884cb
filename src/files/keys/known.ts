import { may, type Person } from '../../assessment/assessment.ts'
import type { KeysView, ShownKey } from '../../assessment/keys.ts'
import type { Session } from '../../env.ts'
import { type Problem, TiexError } from '../../problem.ts'
import { fingerprintOf, recipientOf } from '../age/identity.ts'
import { keyFingerprint } from '../ssh/public-key.ts'
import { findAssessment, openWorkspace, personNamed, whoAmI } from '../workspace.ts'
import { findKeyring, type Keyring, type KeySource } from './keyring.ts'

/**
 * The keys of who asks, and those of the people who may facilitate. A faulty tiex.yaml hides nobody's own key: its problems come
 * beside it. Throws a `TiexError` as `findKeyring` does, and where `as` is nobody.
 */
export async function readKeys(
  session: Session,
  flags: KeySource & { readonly as?: string },
): Promise<{ readonly view: KeysView; readonly problems: readonly Problem[] }> {
  const keyring = await findKeyring(session, flags)
  const mine = await Promise.all((keyring?.identities ?? []).map(recipientOf))
  const council = await councilOf(session, mine, flags.as)
  return {
    view: {
      ...(keyring === undefined ? {} : { own: ownKeys(keyring) }),
      ...(council === undefined || 'problems' in council ? {} : { assessment: council }),
    },
    problems: council !== undefined && 'problems' in council ? council.problems : [],
  }
}

/** What is told about keys that were found. */
export function ownKeys({ recipient, identities, from }: Keyring): NonNullable<KeysView['own']> {
  return { ...shownRecipient(recipient), file: from, older: identities.length - 1 }
}

function shownRecipient(recipient: string): ShownKey {
  return { key: recipient, fingerprint: fingerprintOf(recipient) }
}

async function councilOf(
  session: Session,
  mine: readonly string[],
  as: string | undefined,
): Promise<KeysView['assessment'] | { readonly problems: readonly Problem[] }> {
  if ((await findAssessment(session.folder)) === undefined) return undefined
  const workspace = await orProblems(() => openWorkspace(session))
  if ('problems' in workspace) return workspace
  const { organisation, confidentiality, people } = workspace.assessment
  const asked =
    as === undefined ? await orProblems(() => whoAmI(session, workspace)) : personNamed(workspace, as)
  return {
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
  }
}

function callerOf(person: Person) {
  const key = person['signing-key']
  if (key === undefined) return { id: person.id }
  return { id: person.id, signingKey: { key, fingerprint: keyFingerprint(key) } }
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
