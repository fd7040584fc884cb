import type { Person } from '../../assessment/assessment.ts'
import type { Session } from '../../env.ts'
import { TiexError } from '../../problem.ts'
import { isSealed, type ResponseFile } from '../../response/sealed.ts'
import { writeDurably } from '../disk/write.ts'
import { isFaulty, parseKind } from '../kinds/read.ts'
import { findSigner, signMessage } from '../ssh/sign.ts'
import type { Workspace } from '../workspace.ts'
import { responseFile } from './read.ts'
import { revised } from './save.ts'
import { messageOf, responseNamespace } from './signed.ts'

/**
 * Signs the sealed response of a person with the private half of the caller's registered signing key. `nothing to sign`: no sealed
 * response, or one that is signed already; `no key`: none is registered or it was not found. Throws a `TiexError` where signing failed;
 * the file then stays as it is.
 */
async function signResponse(
  session: Session,
  workspace: Workspace,
  { of, by }: { readonly of: Pick<Person, 'id'>; readonly by: Person },
): Promise<'signed' | 'nothing to sign' | 'no key'> {
  const registered = by['signing-key']
  const signer = registered === undefined ? undefined : await findSigner(session, registered)
  if (signer === undefined) return 'no key'
  const file = responseFile(workspace, workspace.round, of.id)
  const written = await writeDurably(file, async (bytes) => {
    if (bytes === 'missing') return undefined
    const loaded = await parseKind<ResponseFile>('response', file.shown, bytes)
    if (isFaulty(loaded)) throw new TiexError(loaded.problems)
    const { data } = loaded
    if (!isSealed(data) || data.signature !== undefined) return undefined
    const signature = await signMessage(session, signer, {
      message: messageOf(data),
      namespace: responseNamespace,
    })
    return revised(loaded, { ...data, signature })
  })
  return written === 'written' ? 'signed' : 'nothing to sign'
}

/** Signs the sealed answers of a person who has a signing key, as far as it is at hand; does nothing in an open assessment. */
export async function signOwn(session: Session, workspace: Workspace, person: Person): Promise<void> {
  if (workspace.assessment.confidentiality === 'open' || person['signing-key'] === undefined) return
  await signResponse(session, workspace, { of: person, by: person })
}
