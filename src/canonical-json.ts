/**
 * The one JSON text of a value (RFC 8785): keys sorted by UTF-16 code units, no white space, numbers as ECMAScript writes them.
 * What is hashed and signed goes through here. Only plain data: a number that is not finite throws; `undefined` properties are skipped.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`no canonical form of ${value}`)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`)
    return `{${members.join(',')}}`
  }
  return JSON.stringify(value)
}
