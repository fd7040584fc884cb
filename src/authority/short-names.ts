/** A folder in which governed names stand: these, or `any` that a person may choose. */
export interface NamesIn {
  /** With `/` at its end; '' for the root of the repository. */
  readonly folder: string
  readonly names: readonly string[] | 'any'
}

/**
 * What Windows may take a path for whose part is a short name of 8 and 3 letters, such as TIEX~1.YAM; undefined where it is none.
 * `path` and folders are in small letters.
 */
export function behindShortName(path: string, folders: readonly NamesIn[]): string | undefined {
  const parts = path.split('/')
  for (const [index, part] of parts.entries()) {
    if (part.length > 12 || !/~\d/.test(part)) continue
    const leading = parts
      .slice(0, index)
      .map((one) => `${one}/`)
      .join('')
    for (const { folder, names } of folders) {
      if (folder.toLowerCase() !== leading) continue
      const hidden =
        names === 'any' ? `${part.replace(/~.*/, '')}...` : names.find((name) => isShortOf(part, name))
      if (hidden !== undefined) return `${folder}${hidden}`
    }
  }
  return undefined
}

/** `start~1.ext`: the first letters of a name, or two of them and four of a checksum, and at most three of its ending. */
function isShortOf(part: string, name: string): boolean {
  const [, start = '', ending = ''] = /^([^~.]*)~\d+(?:\.(.*))?$/.exec(part) ?? []
  const [, whole = '', last = ''] = /^\.*(.*?)(?:\.([^.]*))?$/.exec(name.toLowerCase()) ?? []
  if (start === '' || ending !== last.slice(0, 3)) return false
  const letters = whole.replaceAll('.', '')
  return letters.startsWith(start) || (/^..[0-9a-f]{4}$/.test(start) && letters.startsWith(start.slice(0, 2)))
}
