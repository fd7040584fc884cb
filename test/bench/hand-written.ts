/**
 * A map as a person might write it, so that no line is in tiex's own form: four spaces a level, single quotation marks, comments
 * behind values, a blank line here and there. The data is the same.
 */
export function handWritten(map: object, indent = ''): string {
  return Object.entries(map)
    .map(([key, value]) => {
      if (typeof value === 'object' && value !== null)
        return `${indent}${key}:  # mine\n${handWritten(value, `${indent}    `)}\n`
      const text = typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)
      return `${indent}${key}:   ${text}   # as agreed\n`
    })
    .join('')
}
