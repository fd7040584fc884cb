import type { Encrypter } from 'age-encryption'
import { failure, type Problem, TiexError } from '../../problem.ts'
import { maxStanzas } from './header.ts'

const classical = /^age1[02-9ac-hj-np-z]{58}$/
const postQuantum = /^age1pq1[02-9ac-hj-np-z]{1952}$/
const hint = 'a recipient is the public key that tiex keys shows: age1 and 58 letters and digits'

/** Which of age's own kinds of key a recipient is; undefined for plugins, tags, ssh keys and whatever is no public key. */
function kindOf(recipient: string): 'classical' | 'post-quantum' | undefined {
  if (classical.test(recipient)) return 'classical'
  return postQuantum.test(recipient) ? 'post-quantum' : undefined
}

/**
 * The recipients without repetition. Throws a `TiexError` for none, for too many, with all that are of another kind than age's
 * own, and where classical keys are mixed with post-quantum ones, since such a file is as weak as the weaker.
 */
export function distinctRecipients(recipients: readonly string[]): readonly string[] {
  const distinct = [...new Set(recipients)]
  const kinds = distinct.map(kindOf)
  const refused = distinct.filter((_, index) => kinds[index] === undefined)
  if (refused.length > 0) throw new TiexError(refused.map(refusedRecipient))
  if (distinct.length === 0)
    throw failure('recipient', 'there is nobody to seal to', 'make a key first: tiex keys make')
  if (distinct.length > maxStanzas)
    throw failure(
      'recipient',
      `there are ${distinct.length} recipients, and at most ${maxStanzas} are taken`,
      'let fewer people facilitate: tiex people set PERSON --may answer',
    )
  if (new Set(kinds).size > 1)
    throw failure(
      'recipient',
      'classical and post-quantum recipients are mixed',
      'give everybody a key of the same kind: age1..., or age1pq1...',
    )
  return distinct
}

/** Adds the recipients; a `TiexError` names those whose checksum is wrong. */
export function addRecipients(encrypter: Encrypter, recipients: readonly string[]): void {
  const mistyped = recipients.filter((recipient) => {
    try {
      encrypter.addRecipient(recipient)
      return false
    } catch {
      return true
    }
  })
  if (mistyped.length > 0)
    throw new TiexError(
      mistyped.map((recipient) => problem(`the recipient ${start(recipient)} has a typing error`)),
    )
}

function refusedRecipient(recipient: string): Problem {
  if (/age-secret-key-/i.test(recipient))
    return problem('a secret key stands where the public key of a recipient belongs')
  if (/^age1/.test(recipient)) return problem(`the recipient ${start(recipient)} is not a key of age itself`)
  return problem('an ssh key, or something else that age did not make, stands where a recipient belongs')
}

function problem(message: string): Problem {
  return { severity: 'error', rule: 'recipient', message, hint }
}

function start(recipient: string): string {
  return `"${recipient.slice(0, 20)}${recipient.length > 20 ? '...' : ''}"`
}
