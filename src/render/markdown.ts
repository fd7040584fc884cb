import { addressProblem, shownAddress } from '../address.ts'
import { oneLine } from './text.ts'

/** Text from a file inside Markdown: no link, image, HTML, heading, list or table cell of its own, wherever in a line it stands. */
export function markdownText(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_[\]|<>~&]/g, (character) =>
      character === '<'
        ? '&lt;'
        : character === '>'
          ? '&gt;'
          : character === '&'
            ? '&amp;'
            : `\\${character}`,
    )
    .replace(/^(?=[-=+#])|(?<=^\d{1,9})(?=[.)](?:\s|$))|(?=!$)/g, '\\')
}

/** Text from a file with its paragraphs, those after the first behind `indent` spaces, so that they stay in their list entry. */
export function markdownParagraphs(text: string, indent = 0): string {
  return text
    .replaceAll('\r\n', '\n')
    .split(/\n\s*\n/)
    .map(markdownText)
    .filter((paragraph) => paragraph !== '')
    .join(`\n\n${' '.repeat(indent)}`)
}

/** A link; the title alone, with the address behind it as text, where the address is none of the web. */
export function markdownLink(title: string, address: string): string {
  if (addressProblem(address) !== undefined || !/^https?:/i.test(address))
    return `${markdownText(title)} (${markdownText(address)})`
  const safe = shownAddress(address).replace(
    /[()<>\\`| ]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  )
  return `[${markdownText(title)}](${safe})`
}

/** A table; cells are escaped here. */
export function markdownTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(markdownText).join(' | ')} |\n`
  return `${line(columns)}| ${columns.map(() => '---').join(' | ')} |\n${rows.map(line).join('')}`
}
