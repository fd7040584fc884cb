import width from 'fast-string-width'
import type { Screen } from '../env.ts'

/** Characters that act on a terminal or hide from a reader: control (but tab and line feed), bidirectional, zero-width, separators, tags, and halves of a character. */
const unsafe =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|[\ud800-\udfff]/gu

/** Text from a file, made safe to print: what a terminal would obey, or a reader not see, stands there as `<U+202E>`. Ordinary text of any language stays as it is. */
export function visible(text: string): string {
  return text.replace(
    unsafe,
    (character) => `<U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}>`,
  )
}

/** Text from a file on one line: as `visible`, with white space and line breaks as single spaces. */
export function oneLine(text: string): string {
  return visible(text.replace(/\s+/gu, ' ').trim())
}

/** Columns the text takes on a terminal; colours take none, wide letters two. */
export function columnsOf(text: string): number {
  return width(text)
}

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
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    taken += columnsOf(segment)
    if (taken > columns - 1) break
    cut += segment
  }
  return `${cut.trimEnd()}…`
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

/** The colours of a screen; see env.ts. */
export function paint(screen: Screen): Screen['paint'] {
  return screen.paint
}

/** A level or ambition for people: one decimal, `–` where there is none. */
export function figure(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(1)
}

/** `1 answer`, `3 answers`. */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`
}

/** An id as people read it: `2026-autumn` becomes `2026 autumn`. */
export function readable(id: string): string {
  return id.replaceAll('-', ' ')
}
