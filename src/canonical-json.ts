/**
 * The one JSON text of a value (RFC 8785): keys sorted by UTF-16 code units, no white space, numbers as ECMAScript writes them.
 * What is hashed and signed goes through here. Only plain data: a number that is not finite throws; `undefined` properties are skipped.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`no canonical form of ${value}`)
  if (typeof value === 'string') return textJson(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  return typeof value === 'object' && value !== null ? mapJson(value as Members) : JSON.stringify(value)
}

type Members = Readonly<Record<string, unknown>>

function mapJson(map: Members): string {
  let members = ''
  for (const key of Object.keys(map).sort()) {
    const value = map[key]
    if (value === undefined) continue
    members += `${members === '' ? '' : ','}${textJson(key)}:${canonicalJson(value)}`
  }
  return `{${members}}`
}

// ASCII without control characters, quotation mark and backslash
const unescaped = /^[ !#-[\]-~]*$/

/** As JSON.stringify, which takes several times as long for the many short texts that need no escape. */
function textJson(text: string): string {
  return unescaped.test(text) ? `"${text}"` : JSON.stringify(text)
}
