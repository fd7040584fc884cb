/** Colour on or off as tiex writes it; the only control sequences that may leave the program. */
const colour = /(\u001b\[\d{1,3}(?:;\d{1,3}){0,4}m)/u

/** The last gate before any output: a control, override or invisible character that slipped through stands there in a visible form, colour too where there is to be none. A line may end with CR LF, as in CSV. */
export function harmless(text: string, coloured = true): string {
  if (!suspicious.test(text)) return text
  if (!coloured) return text.replace(all, shown)
  return text
    .split(colour)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(all, shown)))
    .join('')
}

/** Text whose lines begin with no command of a build log: GitHub runs `::error …` wherever it is printed. */
export function withoutCommands(text: string): string {
  return text.replace(/^(\s*)::/gm, '$1: :')
}

/** Text without its colours, for a stream that shows none. */
export function withoutColour(text: string): string {
  return text.includes('\u001b')
    ? text
        .split(colour)
        .filter((_, index) => index % 2 === 0)
        .join('')
    : text
}

const characters =
  '\\r(?!\\n)|[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u200b\\u2028-\\u202e\\u2060-\\u2069\\ufeff\\u{e0000}-\\u{e007f}]'
const suspicious = new RegExp(characters, 'u')
const all = new RegExp(characters, 'gu')

function shown(character: string): string {
  return `<U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}>`
}
