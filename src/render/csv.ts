import { visible } from '../harmless.ts'

/** What a spreadsheet would take for the start of a formula, after any white space and in full-width form too. */
const formula = /^\s*[=+\-@|%\t\r\n＝＋－＠｜％]/u

/** A table as CSV (RFC 4180): UTF-8, CRLF, header first, every text cell quoted where needed. Text that a spreadsheet would run gets a leading apostrophe; numbers stay numbers; undefined is empty. */
export function renderCsv(
  columns: readonly string[],
  rows: readonly (readonly (string | number | undefined)[])[],
): string {
  return [columns, ...rows].map(csvLine).join('')
}

/** One line of it, for a table that is written as it comes. */
export function csvLine(row: readonly (string | number | undefined)[]): string {
  return `${row.map(csvCell).join(',')}\r\n`
}

function csvCell(value: string | number | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'number') return String(value)
  const text = visible(value)
  const safe = formula.test(text) ? `'${text}` : text
  return /[",\r\n]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
