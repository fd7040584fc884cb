import { createHash } from 'node:crypto'
import { failure } from '../../problem.ts'
import { base64Bytes, stringAt, stringsOf } from './wire.ts'

/** A public key of a kind tiex knows, taken apart and found whole. */
export interface PublicKey {
  readonly type: string
  /** `type base64`, without a comment. */
  readonly text: string
  /** As SSH sends it: RFC 4253, section 6.6. */
  readonly blob: Buffer
  /** Bits of the modulus of an RSA key. */
  readonly modulusBits?: number
}

/** Longest text of a key: one of RSA with 16,384 bits and a comment stays below. */
const maxCharacters = 8000

type Shape = (fields: readonly Buffer[]) => boolean

/** By kind of key: how many strings its blob holds, the kind itself being the first, and whether they are what they must be. */
const kinds: ReadonlyMap<string, readonly [strings: number, fits: Shape]> = new Map([
  ['ssh-ed25519', [2, ([, point]) => point?.length === 32]],
  ['ssh-rsa', [3, ([, exponent, modulus]) => isExponent(exponent) && isModulus(modulus)]],
  ['ecdsa-sha2-nistp256', [3, onCurve('nistp256', 32)]],
  ['ecdsa-sha2-nistp384', [3, onCurve('nistp384', 48)]],
  ['ecdsa-sha2-nistp521', [3, onCurve('nistp521', 66)]],
  ['sk-ssh-ed25519@openssh.com', [3, ([, point, use]) => point?.length === 32 && isUse(use)]],
  ['sk-ecdsa-sha2-nistp256@openssh.com', [4, (f) => onCurve('nistp256', 32)(f) && isUse(f[3])]],
])

/** The key of a line `type base64 [comment]`, as in a `.pub` file; undefined where it is none, or not of a kind tiex knows. */
export function parseKey(line: string): PublicKey | undefined {
  if (line.length > maxCharacters) return undefined
  const [, type, base64] =
    /^([a-z0-9@.-]+)[ \t]+([A-Za-z0-9+/]+={0,2})(?:[ \t][^\r\n]*)?$/.exec(line.trim()) ?? []
  const blob = base64 === undefined ? undefined : base64Bytes(base64)
  const key = blob === undefined ? undefined : keyOfBlob(blob)
  return key?.type === type ? key : undefined
}

/** The key a blob is; undefined where it is none, or not of a kind tiex knows. */
export function keyOfBlob(blob: Buffer): PublicKey | undefined {
  const type = stringAt(blob, 0)?.toString('latin1') ?? ''
  const [strings, fits] = kinds.get(type) ?? []
  const fields = strings === undefined ? undefined : stringsOf(blob, strings)
  if (fields === undefined || fits?.(fields) !== true) return undefined
  const text = `${type} ${blob.toString('base64')}`
  return { type, text, blob, ...(type === 'ssh-rsa' ? { modulusBits: bitsOf(fields[2]!) } : {}) }
}

/** Whether two lines `type base64 [comment]` hold the same key. What is no key is the same as none, itself included. */
export function sameKey(a: string, b: string): boolean {
  const [one, other] = [parseKey(a), parseKey(b)]
  return one !== undefined && other !== undefined && one.blob.equals(other.blob)
}

/** `SHA256:…` as ssh-keygen prints it. Throws a `TiexError` for what is no key. */
export function keyFingerprint(key: string): string {
  const digest = createHash('sha256').update(requireKey(key).blob).digest('base64')
  return `SHA256:${digest.replace(/=+$/, '')}`
}

/** As `parseKey`. Throws a `TiexError`, which does not repeat the text, for what is no key. */
export function requireKey(line: string): PublicKey {
  const key = parseKey(line)
  if (key !== undefined) return key
  throw failure(
    'signing-key',
    'this is no SSH public key that tiex can use, or it is damaged',
    'give one line such as "ssh-ed25519 AAAA…", as it stands in a file like ~/.ssh/id_ed25519.pub',
  )
}

function onCurve(name: string, size: number): Shape {
  return ([, curve, point]) =>
    curve?.toString('latin1') === name && point?.length === 1 + 2 * size && point[0] === 4
}

/** What a key on a hardware token is for, mostly `ssh:`. */
function isUse(use: Buffer | undefined): boolean {
  return use !== undefined && use.length > 0 && use.length <= 1000
}

function isExponent(number: Buffer | undefined): boolean {
  if (number === undefined || !isPositive(number) || number.length > 64) return false
  return number[number.length - 1]! % 2 === 1 && bitsOf(number) > 1
}

function isModulus(number: Buffer | undefined): boolean {
  return number !== undefined && isPositive(number) && bitsOf(number) <= 16_384
}

/** Whether it is a number above 0 in its one shortest form: RFC 4251, `mpint`. */
function isPositive(number: Buffer): boolean {
  const [first, second] = number
  if (first === undefined || first >= 128) return false
  return first !== 0 || (second !== undefined && second >= 128)
}

function bitsOf(number: Buffer): number {
  const at = number[0] === 0 ? 1 : 0
  return (number.length - at) * 8 - (Math.clz32(number[at] ?? 0) - 24)
}
