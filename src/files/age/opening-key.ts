import { webcrypto } from 'node:crypto'

const x25519 = /^AGE-SECRET-KEY-1([02-9AC-HJ-NP-Z]{52})[02-9AC-HJ-NP-Z]{6}$/
const alphabet = 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L'
/** What stands before the 32 bytes of an X25519 key in PKCS #8. */
const prefix = Buffer.from('302e020100300506032b656e04220420', 'hex')

/**
 * A well-written identity in the form with which the library opens fastest: imported once, not at every recipient of every file. The
 * identity itself where it is of another kind, or where X25519 is not to be had from the system.
 */
export async function openingKey(identity: string): Promise<webcrypto.CryptoKey | string> {
  const [, data] = x25519.exec(identity) ?? []
  if (data === undefined) return identity
  const key = Buffer.concat([prefix, bytesOf(data)])
  try {
    return await webcrypto.subtle.importKey('pkcs8', key, { name: 'X25519' }, false, ['deriveBits'])
  } catch {
    return identity
  }
}

/** The whole bytes in bech32 characters, five bits each, highest first. */
function bytesOf(characters: string): Uint8Array {
  const bytes: number[] = []
  let held = 0
  let bits = 0
  for (const character of characters) {
    held = ((held << 5) | alphabet.indexOf(character)) & 0xfff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes.push((held >> bits) & 0xff)
  }
  return Uint8Array.from(bytes)
}
