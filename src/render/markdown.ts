import { oneLine } from './text.ts'

/** Text from a file inside Markdown: no link, image, HTML, heading or table cell of its own. */
export function markdownText(text: string): string {
  return oneLine(text).replace(/[\\`*_{}[\]()#+!|<>~&]/g, (character) =>
    character === '<' ? '&lt;' : character === '>' ? '&gt;' : character === '&' ? '&amp;' : `\\${character}`,
  )
}

/** A table; cells are escaped here. */
export function markdownTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(markdownText).join(' | ')} |\n`
  return `${line(columns)}| ${columns.map(() => '---').join(' | ')} |\n${rows.map(line).join('')}`
}
