import { listed, quoted } from '../did-you-mean.ts'
import type { Exchange, Member } from './exchange.ts'

/** Who made a commit, as far as it can be told. `key` is the SSH key whose signature holds. */
export interface Maker {
  /** Of author and committer; '' where there is none. */
  readonly author: string
  readonly committer: string
  readonly key?: string
  /** Why a signature that is there does not hold; fits after "the signature ". */
  readonly badSignature?: string
}

/** What is not known here: whether two lines hold the same key. */
type SameKey = (a: string, b: string) => boolean

/** Why somebody is none of those who keep an exchange, by its exchange.yaml; undefined where they are, or it names nobody. */
export function whyNotKeep(maker: Maker, { keepers }: Exchange, sameKey: SameKey): string | undefined {
  if (keepers?.keys !== undefined) return whyNotByKey('this exchange', maker, keepers.keys, sameKey)
  return keepers?.writers === undefined ? undefined : whyNotByMail('this exchange', maker, keepers.writers)
}

/** Whether nothing but an e-mail tells who may write for an organisation: anybody can write one into a commit. */
export function isByMail(organisation: string, exchange: Exchange, began: Maker | undefined): boolean {
  const member = memberOf(organisation, exchange)
  if (member?.keys !== undefined) return false
  return member?.writers !== undefined || (began !== undefined && began.key === undefined)
}

/**
 * Why somebody may not write for an organisation, by exchange.yaml; undefined where they may. Where it names keys, one of them must have
 * signed; else where it names writers, author and committer must both be among them. Where it says nothing of the organisation anybody
 * may begin its folder, and `began` is who did: after that it is theirs alone.
 */
export function whyNotWrite(
  organisation: string,
  maker: Maker,
  { exchange, began, sameKey }: { exchange: Exchange; began?: Maker | undefined; sameKey: SameKey },
): string | undefined {
  const member = memberOf(organisation, exchange)
  const keys =
    member?.keys ?? (member?.writers === undefined && began?.key !== undefined ? [began.key] : undefined)
  if (keys !== undefined) return whyNotByKey(organisation, maker, keys, sameKey)
  const writers = member?.writers ?? (began === undefined ? undefined : [began.author, began.committer])
  return writers === undefined ? undefined : whyNotByMail(organisation, maker, writers)
}

export function memberOf(organisation: string, { organisations = {} }: Exchange): Member | undefined {
  return Object.hasOwn(organisations, organisation) ? organisations[organisation] : undefined
}

function whyNotByKey(
  organisation: string,
  { key, badSignature }: Maker,
  keys: readonly string[],
  sameKey: SameKey,
): string | undefined {
  if (badSignature !== undefined) return `the signature ${badSignature}`
  if (key === undefined) return `it is not signed, and what is written for ${organisation} must be`
  return keys.some((one) => sameKey(one, key))
    ? undefined
    : `it is signed with a key that is none of those of ${organisation}`
}

function whyNotByMail(
  organisation: string,
  { author, committer }: Maker,
  writers: readonly string[],
): string | undefined {
  const known = new Set(writers.map((one) => one.toLowerCase()))
  const others = [...new Set([author, committer])].filter((one) => !known.has(one.toLowerCase()))
  return others.length === 0 ? undefined : `${listed(others.map(quoted))} may not write for ${organisation}`
}
