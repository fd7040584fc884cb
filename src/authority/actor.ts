import type { Assessment, Person } from '../assessment/assessment.ts'

/** What was found of a commit's maker. */
export interface Maker {
  /** As the commit claims; anybody can claim any. */
  readonly email: string
  readonly signature:
    | { readonly state: 'none' }
    /** `isBy` says whether a registered public key is the one that made it. */
    | { readonly state: 'good'; readonly isBy: (registered: string) => boolean }
    /** `reason` fits after "the signature ". */
    | { readonly state: 'bad'; readonly reason: string }
}

/** Who did it, as far as can be told. `wrong` is why the claim does not stand; then nobody may be taken to have done it. */
export interface Actor {
  readonly person: Person | undefined
  /** By a signature with the key that is registered for the person, and not just by an e-mail. */
  readonly proven: boolean
  readonly wrong?: { readonly rule: string; readonly message: string; readonly hint: string }
  /** Something to tell that is not wrong. */
  readonly remark?: string
}

/** Who made a commit, by the people of the assessment as it stood before. A good signature outweighs what the commit claims. */
export function whoMade(maker: Maker, { people }: Pick<Assessment, 'people'>): Actor {
  const { signature } = maker
  const claimed = people.find((person) => sameEmail(person.email, maker.email))
  if (signature.state === 'good') {
    const signer = people.find(
      (person) => person['signing-key'] !== undefined && signature.isBy(person['signing-key']),
    )
    if (signer !== undefined) {
      const other =
        claimed === signer
          ? {}
          : { remark: `signed by ${signer.id}, though it says it is by ${claimed?.id ?? 'somebody else'}` }
      return { person: signer, proven: true, ...other }
    }
  }
  if (claimed === undefined) return { person: undefined, proven: false, wrong: nobody(maker.email) }
  if (claimed['signing-key'] !== undefined)
    return { person: claimed, proven: false, wrong: unsigned(claimed.id, signature) }
  const why = {
    none: undefined,
    good: 'signed with a key that nobody has registered',
    bad: 'its signature is not good',
  }[signature.state]
  return { person: claimed, proven: false, ...(why === undefined ? {} : { remark: why }) }
}

function sameEmail(a: string, b: string): boolean {
  return b !== '' && a.toLowerCase() === b.toLowerCase()
}

function nobody(email: string) {
  return {
    rule: 'nobody',
    message:
      email === ''
        ? 'the commit names no author'
        : `nobody in tiex.yaml has the e-mail ${email.slice(0, 254)}`,
    hint: 'commit under the e-mail that tiex.yaml has for you: git config user.email YOU; one who may administer adds people',
  }
}

function unsigned(id: string, signature: Maker['signature']) {
  const has = `${id} has a signing key, and this commit`
  const message = {
    none: `${has} is not signed with it`,
    good: `${has} is signed with another one`,
    bad: `${has} is not signed with it: its signature ${'reason' in signature ? signature.reason : ''}`,
  }[signature.state]
  return {
    rule: 'unsigned',
    message,
    hint: `if you are ${id}, set your key (git config gpg.format ssh; git config user.signingkey FILE) and sign; otherwise leave it to ${id}`,
  }
}
