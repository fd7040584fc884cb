type Data = Record<string, unknown>

/** Whether a value of YAML data is a map: an object, whatever its prototype, that is not a list. */
export function isMap(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The keys whose values are there: an `undefined` value says that the key is absent. */
export function keysOf(map: Data): string[] {
  return Object.keys(map).filter((key) => map[key] !== undefined)
}

/** Whether two values of YAML data say the same, whatever the order of keys. */
export function equalData(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => equalData(item, b[index]))
  }
  return isMap(a) && isMap(b) && saysAllOf(a, b) && hasKeysOf(a, b)
}

/** Lists nothing beforehand: of two maps that differ mostly the first key tells. */
function saysAllOf(a: Data, b: Data): boolean {
  for (const key in a)
    if (Object.hasOwn(a, key) && a[key] !== undefined)
      if (!Object.hasOwn(b, key) || !equalData(a[key], b[key])) return false
  return true
}

function hasKeysOf(a: Data, b: Data): boolean {
  for (const key in b)
    if (Object.hasOwn(b, key) && b[key] !== undefined)
      if (!Object.hasOwn(a, key) || a[key] === undefined) return false
  return true
}
