import width from 'fast-string-width'

export { oneLine, visible } from '../harmless.ts'

/** Columns the text takes on a terminal; colours take none, wide letters two. */
export function columnsOf(text: string): number {
  return single.test(text) ? text.length : width(text)
}

/** What takes a column a character: Latin letters, dashes, quotation marks, arrows and the lines of boxes. Nearly all that is measured, and the general way takes as long to begin as half a start of Node. */
const single = /^[\x20-\x7e\u00a0-\u02ff\u2010-\u2027\u2190-\u2193\u2500-\u259f\u25cb\u25cf]*$/

/** The text filled with spaces to a number of columns; longer text is cut with an ellipsis. */
export function padded(text: string, columns: number, side: 'left' | 'right' = 'left'): string {
  const cut = columnsOf(text) > columns ? shortened(text, columns) : text
  const gap = ' '.repeat(Math.max(0, columns - columnsOf(cut)))
  return side === 'left' ? cut + gap : gap + cut
}

/** At most so many columns, the last one an ellipsis where something is missing. For text without colours. */
export function shortened(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text
  let cut = ''
  let taken = 0
  for (const character of charactersOf(text)) {
    taken += columnsOf(character)
    if (taken > columns - 1) break
    cut += character
  }
  return `${cut.trimEnd()}…`
}

/** Letters of Latin script and common punctuation, none of which joins with its neighbour. */
const separate = /^[\x20-\u02ff\u2010-\u2027]*$/

/** The text character by character as a reader counts them. The segmenter takes long to start, so that it is kept for texts that need it. */
function charactersOf(text: string): Iterable<string> {
  if (separate.test(text)) return text
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment)
}

/** Broken at spaces to the width, the first line after `indent` spaces, the others after `hang`; line breaks in the text stay. A word longer than a line stands alone. */
export function wrap(text: string, columns: number, indent = 0, hang = indent): string {
  const room = Math.max(20, columns - Math.max(indent, hang))
  return text
    .split('\n')
    .flatMap((paragraph) => wrapParagraph(paragraph, room))
    .map((line, index) => (line === '' ? '' : ' '.repeat(index === 0 ? indent : hang) + line))
    .join('\n')
}

/** A title such as `Data and intelligence / community / plan` in so many columns: what is cut is its first part, since the last ones tell it from the others. */
export function fitTitle(title: string, columns: number): string {
  const at = title.indexOf(' / ')
  if (columnsOf(title) <= columns || at === -1) return padded(title, columns)
  const rest = title.slice(at)
  const room = columns - columnsOf(rest)
  return padded(room < 4 ? title : shortened(title.slice(0, at), room) + rest, columns)
}

function wrapParagraph(paragraph: string, room: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of paragraph.split(' ')) {
    if (line !== '' && columnsOf(line) + 1 + columnsOf(word) > room) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

/** A level or ambition for people: one decimal, `–` where there is none. */
export function figure(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(1)
}

/** `1 answer`, `3 answers`, `1,200 answers`. */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${grouped(number)} ${number === 1 ? one : many}`
}

/** A whole number with a comma between thousands. Not by toLocaleString, whose first call takes as long as a third of a start of Node. */
function grouped(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',')
}

/** An id as people read it: `2026-autumn` becomes `2026 autumn`. */
export function readable(id: string): string {
  return id.replaceAll('-', ' ')
}

/** A word of a command line as people can type it: in quotation marks where a shell would take it apart. Double ones, which Windows knows too, where they are safe. */
export function shellWord(word: string): string {
  if (/^[\w@%+=:,./~-]+$/.test(word)) return word
  return /^[\w@%+=:,./~ -]+$/.test(word) ? `"${word}"` : `'${word.replaceAll("'", "'\\''")}'`
}
