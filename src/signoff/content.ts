import type { Consensus } from '../merge/consensus.ts'

/**
 * What of a consensus is signed: all that everybody can read in its file, so that no count can be changed after it was signed. Not
 * signed are `sealed`, and `responses.digest`, which is over the response files as they stand: sealing either again to another
 * facilitator changes them though no answer changed. Counts that are sealed to the facilitators never enter, so `readable` is the
 * consensus as it stands in the file, read without any key.
 */
export function signedContent({ sealed: _, responses, ...readable }: Consensus) {
  const { digest: __, ...counted } = responses
  return { ...readable, responses: counted }
}

export type SignedContent = ReturnType<typeof signedContent>
