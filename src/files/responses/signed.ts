import { canonicalJson } from '../../canonical-json.ts'
import { type Finding, finding } from '../../problem.ts'
import { isSealed, type ResponseFile, type SealedResponse, signedPart } from '../../response/sealed.ts'
import { sameKey } from '../ssh/public-key.ts'
import { verifySignature } from '../ssh/signature.ts'
import type { Workspace } from '../workspace.ts'

/** The purpose a response is signed for: a signature made for anything else is none. */
export const responseNamespace = 'tiex-response'

/** What the person signs: one line of canonical JSON of everything in the file but the signature. */
export function messageOf(file: SealedResponse): string {
  return canonicalJson(signedPart(file))
}

/** Whether a sealed response is signed by its person, or by somebody who may facilitate and sealed it again. Only people with a signing key can be held to it. */
export function checkSigned({ assessment, vault }: Workspace, file: ResponseFile, person: string): Finding[] {
  if (!isSealed(file)) return []
  const key = assessment.people.find((known) => known.id === person)?.['signing-key']
  if (key === undefined) return []
  if (file.signature === undefined) {
    if (file.submitted === undefined) return []
    return [notProven(person, `${person} has a signing key, but these answers are not signed`)]
  }
  const verified = verifySignature({
    message: new TextEncoder().encode(messageOf(file)),
    signature: file.signature,
    namespace: responseNamespace,
    variables: vault.variables,
  })
  const wrong = (why: string) => [
    finding('signature', ['signature'], `the signature is not one of ${person}: ${why}`, {
      hint: 'take the last version its person committed; tiex verify tells who changed it',
      at: 'key',
    }),
  ]
  if (verified.state === 'bad') return wrong(verified.reason)
  const signers = assessment.people.filter(
    (known) => known['signing-key'] !== undefined && sameKey(known['signing-key'], verified.key),
  )
  // Keys are replaced and facilitators leave: a signature by a key that is not registered proves as little as none.
  if (signers.length === 0)
    return [notProven(person, 'these answers are signed by a key that nobody has in tiex.yaml')]
  const good = signers.some((known) => known.id === person || known.may.includes('facilitate'))
  return good ? [] : wrong(`it was made with the key of ${signers[0]!.id}`)
}

function notProven(person: string, message: string): Finding {
  return finding('unsigned', ['sealed'], message, {
    hint: `nothing proves that ${person} wrote them: they sign when they leave tiex assess with their key at hand`,
    severity: 'warning',
    at: 'key',
  })
}
