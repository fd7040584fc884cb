import { parseArmor } from './armor.ts'
import { decodeUnpadded, type Header, parseHeader, type Stanza } from './header.ts'

/** What is wrong with a block, for a person. Repeats nothing that stands in it. */
export interface BlockFault {
  readonly message: string
  readonly hint: string
}

const bringBack = 'bring back an earlier version of this file, or have its person run: tiex assess'
const sealAgain = 'have its person run: tiex assess, which seals to the recipients in tiex.yaml'

/** Bytes of what a recipient is told to open a file with: a share of X25519, or a ciphertext of ML-KEM-768 and a share. */
const shareBytes: Readonly<Record<string, number>> = { X25519: 32, mlkem768x25519: 1120 }
/** A nonce, and the tag of the last chunk. */
const leastPayload = 16 + 16

/** Why the text is no age block tiex takes; undefined for a good one. Takes time in proportion to the text. */
export function checkBlock(text: string): BlockFault | undefined {
  const block = readBlock(text)
  return 'message' in block ? block : undefined
}

/** The age file within a block that `checkBlock` takes, and its header; else what is wrong. */
export function readBlock(
  text: string,
): { readonly bytes: Uint8Array; readonly header: Header } | BlockFault {
  if (/age-secret-key-/i.test(text))
    return {
      message: 'the sealed block holds a secret key where an age block belongs',
      hint: 'take it out; whoever could read this file can use that key, so make a new one: tiex keys make --new',
    }
  const bytes = parseArmor(text)
  if (typeof bytes === 'string') return faulty(bytes)
  const header = parseHeader(bytes)
  if (typeof header === 'string') return faulty(header)
  const refused = refusedStanzas(header.stanzas)
  if (refused !== undefined) return faulty(refused, sealAgain)
  if (bytes.length - header.size < leastPayload) return faulty('is cut off: nothing follows its header')
  return { bytes, header }
}

function faulty(what: string, hint = bringBack): BlockFault {
  return { message: `the sealed block ${what}`, hint }
}

function refusedStanzas(stanzas: readonly Stanza[]): string | undefined {
  // Grease stands in a header so that no reader relies on knowing all kinds.
  const meant = stanzas.filter((stanza) => !stanza.kind.endsWith('-grease'))
  const kinds = new Set(meant.map((stanza) => stanza.kind))
  if (kinds.size === 0) return 'is sealed to nobody: it has no recipient'
  if (kinds.has('scrypt')) return 'is locked with a passphrase, where the keys of its recipients belong'
  if (![...kinds].every((kind) => Object.hasOwn(shareBytes, kind)))
    return 'is sealed to a kind of recipient that is not taken here, as ssh keys and plugins are'
  if (kinds.size > 1) return 'is not safe: classical and post-quantum recipients are mixed'
  return meant.every(isWhole) ? undefined : 'has a damaged recipient in its header'
}

function isWhole({ kind, details, body }: Stanza): boolean {
  const [share = ''] = details
  return details.length === 1 && body.length === 32 && decodeUnpadded(share)?.length === shareBytes[kind]
}
