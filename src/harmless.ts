/*
 * What text from outside may not do. This is the only list of characters that act on a terminal or hide from a reader, and of words that
 * a build log obeys; every way out of the program goes through one of these functions:
 *
 * | way out | where |
 * |---|---|
 * | text on stdout and stderr | `harmless` and `withoutCommands` at the last, in `session.ts` and `main.ts`; `visible` and `oneLine` where it is laid out |
 * | questions to a person | `harmless`, in `prompts/` |
 * | files of `-o`, forms, summaries of a build | `harmless`, in `files/output.ts`, `files/forms/save.ts`, `files/step-summary.ts` |
 * | JSON | `jsonEscaped`, in `render/json.ts` and `scriptJson`: the value stays what it is |
 * | HTML and SVG, Markdown, CSV, calendars, workbooks | `oneLine` or `visible` within `escaped`, `markdownText`, `csvLine` and their like |
 * | commit messages and names of authors | `oneLine` and `visible`, in `files/git/committing/message.ts` |
 *
 * YAML files keep what people wrote, byte for byte. Names of files are made of ids alone, which the schemas hold to a-z, 0-9 and hyphen.
 */

/** Characters that act on a terminal or hide from a reader, for a character class: control (but tab and line feed), line and paragraph separators, marks of interlinear notes, what is no character, and whatever Unicode lets a program leave undrawn: bidirectional, zero-width, tags, fillers. */
const acting =
  '\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ufff9-\\ufffb\\ufffe\\uffff\\p{Surrogate}\\p{Default_Ignorable_Code_Point}'

/** Joiners and selectors of variants are undrawn too, and ordinary: Persian, the scripts of India and emoji need them behind a letter or sign. */
const joiners = '\\u034f\\u200c\\u200d'
const selectors = '\\p{Variation_Selector}'
/** They hide something where they have nothing to act upon, or stand in a row. */
const idle = `[${joiners}](?<=(?:^|[\\s${joiners}])[${joiners}])|${selectors}(?<=(?:^|[\\s${joiners}${selectors}])${selectors})`

const unsafe = `(?![${joiners}${selectors}])[${acting}]|${idle}`
const everyUnsafe = new RegExp(unsafe, 'gu')
/** At the gate rows may end with CR LF, as those of CSV and calendars do. */
const everyAtGate = new RegExp(`(?!\\r\\n)(?:${unsafe})`, 'gu')
/** Without the conditions: most texts have none of these, which is quickly seen. */
const suspicious = new RegExp(`[${acting}]`, 'u')

/** Text from a file, made safe to print: what a terminal would obey, or a reader not see, stands there as `<U+202E>`. Ordinary text of any language stays as it is. */
export function visible(text: string): string {
  return suspicious.test(text) ? text.replace(everyUnsafe, shown) : text
}

/** Text from a file on one line: as `visible`, with white space and line breaks as single spaces. */
export function oneLine(text: string): string {
  return visible(text.replace(/\s+/gu, ' ').trim())
}

function shown(character: string): string {
  return `<U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}>`
}

/** Colour on or off as `Paint` and the chart of a trend write it: the only control sequences that may leave the program. None of them hides letters. */
const colour = /(\u001b\[(?:0|1|22|3[1-6]|39|90)m)/u

/** The last gate before any output: a control, override or invisible character that slipped through stands there in a visible form, colour too where there is to be none. A line may end with CR LF. */
export function harmless(text: string, coloured = true): string {
  if (!suspicious.test(text)) return text
  if (!coloured) return text.replace(everyAtGate, shown)
  return text
    .split(colour)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(everyAtGate, shown)))
    .join('')
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

/** Text without commands of a build log: GitHub runs `::error …` where a line begins with it and `##[error]…` wherever it stands, Azure `##vso[…]`, TeamCity `##teamcity[…]`. */
export function withoutCommands(text: string): string {
  return text.replace(/^((?:[^\S\r\n]|\u001b\[\d+m)*)::/gm, '$1: :').replace(/##(?=[a-z]*\[)/gi, '# #')
}

/** JSON in which every such character of a text stands as its number, so that the text stays what it is and nothing acts or hides. */
export function jsonEscaped(json: string): string {
  const escaped = suspicious.test(json) ? json.replace(everyUnsafe, numbered) : json
  return escaped.replace(/##(?=[a-z]*\[)/gi, '\\u0023\\u0023')
}

/** As escapes of JSON, each half of a pair for itself. */
function numbered(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')
}
