import { createHash, createPublicKey, verify } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Variables } from '../git/run.ts'
import type { PublicKey } from './public-key.ts'
import { keyOfBlob } from './public-key.ts'
import { findSsh, inPrivateFolder, runSsh } from './run.ts'
import { base64Bytes, stringAt, stringsOf, wireString } from './wire.ts'

/** `key` is the key that made it, `type base64`: whose it is, is for the caller to know. `reason` is safe to print and fits after "the signature ". */
export type Verified =
  | { readonly state: 'good'; readonly key: string }
  | { readonly state: 'bad'; readonly reason: string }

export interface Signed {
  readonly message: Uint8Array
  /** Armored, as `ssh-keygen -Y sign` writes it. */
  readonly signature: string
  /** What it must have been made for. */
  readonly namespace: string
  readonly variables: Variables
}

/** An SSHSIG taken apart: PROTOCOL.sshsig of OpenSSH. */
interface Signature {
  readonly key: PublicKey
  readonly namespace: string
  readonly hash: 'sha256' | 'sha512'
  /** The bytes of the signature itself, without the name of its algorithm and what a hardware token adds. */
  readonly bytes: Buffer
}

const magic = Buffer.from('SSHSIG')
const maxCharacters = 24_000
const minimumModulusBits = 2048
const damaged = 'is damaged, or no SSH signature'

/** By kind of key, the algorithms its signatures may have. SHA-1, as in `ssh-rsa`, is not among them. */
const algorithms: Readonly<Record<string, readonly string[]>> = {
  'ssh-rsa': ['rsa-sha2-256', 'rsa-sha2-512'],
}

/**
 * Whether a signature was made over the message, for the namespace, with the private half of the key that stands in it. Keys of
 * ed25519 are verified here, others by ssh-keygen. Anything odd is bad: an unknown version, bytes too many, another namespace, an RSA
 * key of less than 2048 bits, ssh-keygen missing where it is needed. Line ends of Windows in the armor are taken. Never throws for
 * what stands in a signature.
 */
export function verifySignature(what: Signed): Verified {
  const { namespace } = what
  if (!/^[a-z0-9][a-z0-9@.-]*$/.test(namespace)) throw new Error(`not a namespace: ${namespace}`)
  const parsed = parseSignature(what.signature)
  if (typeof parsed === 'string') return bad(parsed)
  if (parsed.namespace !== namespace)
    return bad(`was made for ${shown(parsed.namespace)}, not for ${namespace}`)
  const { key } = parsed
  if ((key.modulusBits ?? minimumModulusBits) < minimumModulusBits) {
    return bad(`was made with an RSA key of ${key.modulusBits} bits, which is too short to be trusted`)
  }
  return key.type === 'ssh-ed25519' ? verifyHere(parsed, what.message) : verifyByProgram(key, what)
}

function bad(reason: string): Verified {
  return { state: 'bad', reason }
}

const unfitting = 'does not fit what it stands for: that was changed, or it belongs to something else'

function verifyHere({ key, namespace, hash, bytes }: Signature, message: Uint8Array): Verified {
  const digest = createHash(hash).update(message).digest()
  const signed = Buffer.concat([magic, ...[namespace, '', hash, digest].map(wireString)])
  const x = key.blob.subarray(-32).toString('base64url')
  try {
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    return verify(null, signed, publicKey, bytes) ? { state: 'good', key: key.text } : bad(unfitting)
  } catch {
    return bad(damaged)
  }
}

/** ssh-keygen is told of the one key that stands in the signature, so that its yes can mean no other. */
function verifyByProgram(key: PublicKey, { message, signature, namespace, variables }: Signed): Verified {
  const keygen = findSsh('ssh-keygen', variables)
  if (keygen === undefined) return bad('cannot be checked, because ssh-keygen was not found')
  return inPrivateFolder((folder) => {
    const signers = join(folder, 'allowed_signers')
    const armor = join(folder, 'signature')
    writeFileSync(signers, `signer namespaces="${namespace}" ${key.text}\n`, { mode: 0o600 })
    writeFileSync(armor, withLineFeeds(signature), { mode: 0o600 })
    const args = ['-Y', 'verify', '-n', namespace, '-f', signers, '-I', 'signer', '-s', armor]
    const { code } = runSsh(keygen, { args, input: message, variables })
    if (code === 0) return { state: 'good', key: key.text }
    return bad(code === undefined ? 'could not be checked: ssh-keygen did not come to an end' : unfitting)
  })
}

/** A signature taken apart, or why it is none that is to be trusted. */
function parseSignature(armored: string): Signature | string {
  const bytes = armoredBytes(armored)
  if (bytes === undefined || bytes.length < 10 || !bytes.subarray(0, 6).equals(magic)) return damaged
  const version = bytes.readUInt32BE(6)
  if (version !== 1) return `is of version ${version}, which this tiex does not know`
  const [blob, namespace, reserved, hash, made] = stringsOf(bytes.subarray(10), 5) ?? []
  if (!blob || !namespace || !reserved || !hash || !made || reserved.length > 0) return damaged
  const key = keyOfBlob(blob)
  if (key === undefined) return strangeKey(blob)
  const hashName = hash.toString('latin1')
  if (hashName !== 'sha256' && hashName !== 'sha512') return 'is over a hash that tiex does not take'
  const raw = signatureBytes(key, made)
  if (raw === undefined) return damaged
  return { key, namespace: namespace.toString('latin1'), hash: hashName, bytes: raw }
}

/** Why no key of this kind is taken, or no such key. */
function strangeKey(blob: Buffer): string {
  const type = stringAt(blob, 0)?.toString('latin1') ?? ''
  if (!/^[a-z0-9@.-]{3,60}$/.test(type)) return damaged
  return `was made with a key that is damaged, or of a kind tiex does not take (${type})`
}

/** The bytes between the two lines of the armor; nothing but white space may stand around them. */
function armoredBytes(armored: string): Buffer | undefined {
  if (armored.length > maxCharacters) return undefined
  const pattern = /^-----BEGIN SSH SIGNATURE-----\n([A-Za-z0-9+/=\n]+)\n-----END SSH SIGNATURE-----\n$/
  const body = pattern.exec(withLineFeeds(armored))?.[1]
  return body === undefined ? undefined : base64Bytes(body.replaceAll('\n', ''))
}

/** The armor with the line ends ssh-keygen takes, and nothing around it. */
function withLineFeeds(armored: string): string {
  return `${armored.replaceAll('\r\n', '\n').trim()}\n`
}

/** The signature proper, where its algorithm is one of the key's kind and its length can be right. */
function signatureBytes({ type }: PublicKey, made: Buffer): Buffer | undefined {
  const onToken = type.startsWith('sk-')
  // A hardware token adds its flags and its counter.
  const [algorithm, bytes] = stringsOf(made, 2, onToken ? 5 : 0) ?? []
  if (algorithm === undefined || bytes === undefined) return undefined
  if (!(algorithms[type] ?? [type]).includes(algorithm.toString('latin1'))) return undefined
  if (/ssh-ed25519/.test(type)) return bytes.length === 64 ? bytes : undefined
  return bytes.length > 0 ? bytes : undefined
}

/** A namespace out of a signature: only plain ones are told. */
function shown(namespace: string): string {
  return /^[A-Za-z0-9@._-]{1,60}$/.test(namespace) ? namespace : 'something else'
}
