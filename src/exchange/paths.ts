/** What a file of an exchange is, by its path alone. */
export interface Entry {
  /** Id of the organisation whose folder it stands in. */
  readonly organisation: string
  readonly kind: 'record' | 'practice'
  /** A round, or the id of a practice. */
  readonly id: string
}

/** From the root of an exchange, with forward slashes. */
export const exchangeFile = 'exchange.yaml'
export const organisationsFolder = 'organisations'

export function recordPath(organisation: string, round: string): string {
  return `${organisationsFolder}/${organisation}/${round}.yaml`
}

export function publishedPracticePath(organisation: string, id: string): string {
  return `${practiceFolder(organisation)}/${id}.yaml`
}

/** Where the practice of an organisation stands. */
export function practiceFolder(organisation: string): string {
  return `${organisationsFolder}/${organisation}/practice`
}

/** What a path below `organisations/` is; undefined for one that no file of an exchange has. */
export function entryAt(path: string): Entry | undefined {
  const [, organisation, folder, id] =
    /^organisations\/([a-z][a-z0-9-]{0,39})\/(practice\/)?([a-z0-9][a-z0-9-]{0,39})\.yaml$/.exec(path) ?? []
  if (organisation === undefined || id === undefined) return undefined
  return { organisation, kind: folder === undefined ? 'record' : 'practice', id }
}

/** The organisation whose folder a path stands in, whatever else is wrong with the path; undefined outside of `organisations/`. Folders that differ by case alone are one on many machines. */
export function folderOf(path: string): string | undefined {
  const [first = '', organisation] = path.split('/')
  return first.toLowerCase() === organisationsFolder && organisation !== undefined
    ? organisation.toLowerCase()
    : undefined
}
