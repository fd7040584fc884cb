import { noteLimit } from '../response/response.ts'

/**
 * Text as a person typed or pasted it, made fit for a file: line ends become `\n`, a tab a blank, control characters and the
 * Unicode marks that files refuse go, lone surrogates become U+FFFD; blanks at the ends and empty lines at both ends go.
 */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\ufeff\ufffe\uffff]/g, '')
    .replace(/[\ud800-\udfff]/gu, '\ufffd')
    .replace(/[ ]+$/gm, '')
    .trim()
}

/** Why a text cannot be a note; undefined for one that can. */
export function noteProblem(text: string): string | undefined {
  if (text.length <= noteLimit) return undefined
  const size = String(text.length).replace(/\B(?=(?:\d{3})+$)/g, ',')
  return `that has ${size} characters; a note may have 10,000. Shorten it, or link to a document as evidence`
}
