import { canonicalJson } from '../canonical-json.ts'

const maxDepth = 32

/**
 * The one JSON text (RFC 8785) of data that is hashed and signed. Only plain data: maps without a class, lists, texts, finite numbers,
 * true, false and null, at most 32 deep. Throws an Error for anything else, since two different values must never have one text.
 */
export function signedText(value: unknown): string {
  refuseUnclear(value, 0)
  return canonicalJson(value)
}

function refuseUnclear(value: unknown, depth: number): void {
  if (depth > maxDepth) throw new Error(`data is nested more than ${maxDepth} deep`)
  if (value === null || typeof value === 'boolean') return
  if (typeof value === 'number' && Number.isFinite(value)) return
  if (typeof value === 'string') refuseHalves(value)
  else if (Array.isArray(value)) for (const item of value) refuseUnclear(item, depth + 1)
  else if (!isPlain(value)) throw new Error(`${Object.prototype.toString.call(value)} is not plain data`)
  else {
    for (const [key, member] of Object.entries(value)) {
      refuseHalves(key)
      if (member !== undefined) refuseUnclear(member, depth + 1)
    }
  }
}

/** Half of a surrogate pair has no UTF-8, so that no digest could be said of it. */
function refuseHalves(text: string): void {
  if (/\p{Surrogate}/u.test(text)) throw new Error('a text holds half of a character')
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}
