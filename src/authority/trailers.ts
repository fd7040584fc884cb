/** What somebody did in the name of others, as the last paragraph of a commit's message says. */
export interface Trailers {
  /** Ids of people whose answers were taken in for them. */
  readonly imports: readonly string[]
  /** Who sealed responses again, for other keys. */
  readonly reseals: readonly string[]
  /** Who brought files to a new form or model. */
  readonly upgrades: readonly string[]
  /** Who said of their own notes alone whether they may be shown. */
  readonly consents: readonly string[]
}

/** The trailers of a message; its first paragraph, the subject, holds none. */
export function readTrailers(message: string): Trailers {
  const paragraphs = message
    .replaceAll('\r\n', '\n')
    .trim()
    .split(/\n[ \t]*\n/)
  const last = paragraphs.length < 2 ? '' : (paragraphs.at(-1) ?? '')
  const named = (name: string) =>
    Array.from(
      last.matchAll(new RegExp(`^Tiex-${name}:[ \\t]*([a-z][a-z0-9-]*)[ \\t]*$`, 'gm')),
      (match) => match[1] ?? '',
    )
  return {
    imports: named('Import'),
    reseals: named('Reseal'),
    upgrades: named('Upgrade'),
    consents: named('Consent'),
  }
}
