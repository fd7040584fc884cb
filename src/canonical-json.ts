/**
 * The one JSON text of a value (RFC 8785): keys sorted by UTF-16 code units, no white space, numbers as ECMAScript writes them.
 * What is hashed and signed goes through here. Only plain data: a number that is not finite throws; `undefined` properties are skipped.
 */
export function canonicalJson(value: unknown): string {
  // A copy in order, written by the engine at once, takes two thirds of the time of putting texts together.
  const copy = inOrder(value)
  return copy === orderless ? textOf(value) : JSON.stringify(copy)
}

const orderless = Symbol('orderless')

/** The same data with its keys in order; `orderless` where an object would not keep them so: keys that look like indexes come first in it, whatever else it has. */
function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return checked(value)
  if (Array.isArray(value)) {
    const copies = value.map(inOrder)
    return copies.includes(orderless) ? orderless : copies
  }
  const map = value as Members
  const copy: Record<string, unknown> = {}
  for (const key of sorted(Object.keys(map))) {
    const member = inOrder(map[key])
    if (member === orderless || key === '__proto__' || isDigit(key.charCodeAt(0))) return orderless
    copy[key] = member
  }
  return copy
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

type Members = Readonly<Record<string, unknown>>

function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(checked(value))
  if (Array.isArray(value)) return `[${value.map(textOf).join(',')}]`
  const map = value as Members
  const keys = sorted(Object.keys(map)).filter((key) => map[key] !== undefined)
  return `{${keys.map((key) => `${JSON.stringify(key)}:${textOf(map[key])}`).join(',')}}`
}

function checked(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`no canonical form of ${value}`)
  return value
}

/** Sorted by code units, in place. By insertion: most maps have few keys, for which sort() takes far longer to begin. */
function sorted(keys: string[]): string[] {
  if (keys.length > 32) return keys.sort()
  for (let next = 1; next < keys.length; next += 1) {
    const key = keys[next]!
    let at = next
    for (; at > 0 && keys[at - 1]! > key; at -= 1) keys[at] = keys[at - 1]!
    keys[at] = key
  }
  return keys
}
