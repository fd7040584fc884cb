import { readFileSync, statSync } from 'node:fs'
import type { PublicKey } from './public-key.ts'
import { keyOfBlob, parseKey } from './public-key.ts'
import { base64Bytes, stringAt } from './wire.ts'

/** What is known of a key file without opening it. `locked`: its private half stands under a passphrase. */
export interface KeyFile {
  readonly kind: 'public' | 'private'
  readonly key: PublicKey
  readonly locked: boolean
}

const maxBytes = 64 * 1024

/** The key in a file: of a `.pub`, or a private one, whose public half stands in it or in the `.pub` beside it. Undefined where there is none that tiex knows. */
export function readKeyFile(path: string): KeyFile | undefined {
  const text = readSmall(path)
  if (text === undefined) return undefined
  const key = parseKey(text)
  if (key !== undefined) return { kind: 'public', key, locked: false }
  if (!/^-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text.trimStart())) return undefined
  const inside = readOpenSsh(text)
  if (inside !== undefined) return { kind: 'private', ...inside }
  // The older formats hold the public half where only the passphrase leads.
  const beside = parseKey(readSmall(`${path}.pub`) ?? '')
  return beside && { kind: 'private', key: beside, locked: /ENCRYPTED/.test(text) }
}

const magic = Buffer.from('openssh-key-v1\0')

/** The readable head of a private key in OpenSSH's own format, PROTOCOL.key: cipher, function, its options, one key, its public half. */
function readOpenSsh(text: string): { key: PublicKey; locked: boolean } | undefined {
  const pattern = /^-----BEGIN OPENSSH PRIVATE KEY-----([\sA-Za-z0-9+/=]+)-----END OPENSSH PRIVATE KEY-----/
  const bytes = base64Bytes((pattern.exec(text.trimStart())?.[1] ?? '').replace(/\s/g, ''))
  if (bytes?.subarray(0, magic.length).equals(magic) !== true) return undefined
  let at = magic.length
  const next = () => {
    const string = stringAt(bytes, at)
    at += 4 + (string?.length ?? 0)
    return string
  }
  const [cipher] = [next(), next(), next()]
  at += 4
  const blob = next()
  const key = blob === undefined ? undefined : keyOfBlob(blob)
  return key && { key, locked: cipher?.toString('latin1') !== 'none' }
}

/** The text of a plain file of a size keys have, followed through links as ssh does; undefined where there is none. */
function readSmall(path: string): string | undefined {
  try {
    const found = statSync(path)
    return found.isFile() && found.size <= maxBytes ? readFileSync(path, 'utf8') : undefined
  } catch {
    return undefined
  }
}
