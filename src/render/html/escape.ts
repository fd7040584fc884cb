import { addressProblem, shownAddress } from '../../address.ts'
import { jsonEscaped, oneLine, visible } from '../../harmless.ts'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text from a file as content or inside a quoted attribute of HTML or SVG, on one line: no tag, no entity, no control, override or invisible character of its own. */
export function escaped(text: string): string {
  return withEntities(oneLine(text))
}

/** The same with its line breaks, for places where they are shown. */
export function escapedLines(text: string): string {
  return withEntities(visible(text.replaceAll('\r\n', '\n')))
}

function withEntities(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]!)
}

/** Text with its paragraphs, each in a `<p>` of this class. */
export function paragraphs(text: string, className: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .split(/\n\s*\n/)
    .map(escaped)
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p class="${escaped(className)}">${paragraph}</p>\n`)
    .join('')
}

/** A link that tells its target nothing of the page; the title alone, with the address behind it as text, where the address is none of the web. */
export function link(title: string, address: string, className: string): string {
  if (addressProblem(address) !== undefined || !/^https?:/i.test(address))
    return `${escaped(title)} (${escaped(address)})`
  const href = escaped(shownAddress(address))
  return `<a class="${escaped(className)}" href="${href}" rel="noopener noreferrer external">${escaped(title)}</a>`
}

/** JSON for a `<script type="application/json">`: nothing in it ends the script or begins a comment. */
export function scriptJson(value: unknown): string {
  return jsonEscaped(JSON.stringify(value)).replace(
    /[<>&]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Text as a string of a style sheet, in its quotation marks: whatever is no letter or digit as its number. */
export function escapedStyle(text: string): string {
  const safe = Array.from(oneLine(text), (character) =>
    /[A-Za-z0-9 ]/.test(character) ? character : `\\${character.codePointAt(0)!.toString(16)} `,
  )
  return `"${safe.join('')}"`
}
