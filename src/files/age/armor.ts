const begin = '-----BEGIN AGE ENCRYPTED FILE-----'
const end = '-----END AGE ENCRYPTED FILE-----'
const base64 = /^[A-Za-z0-9+/=]+$/

/** Whether a text begins as an armored age file does, whatever may be wrong further on. */
export function isArmored(text: string): boolean {
  return text.trimStart().startsWith(begin)
}

/** The armor of age: strict PEM, lines of 64 characters, LF at the end. */
export function formatArmor(bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return [begin, ...lines, end, ''].join('\n')
}

/**
 * The bytes within the armor, or what is wrong with it, as the end of a sentence that begins with what it is: `is cut off`.
 * Only white space may stand around it, lines may end with CRLF, and the base64 has to be canonical. Nothing of the text is
 * repeated in what is said.
 */
export function parseArmor(text: string): Uint8Array | string {
  const lines = text.trim().split(/\r?\n/)
  const last = lines.indexOf(end)
  if (lines[0] === '') return 'is empty'
  if (lines[0] !== begin)
    return lines.includes(begin)
      ? 'has text before its first line'
      : `is not encrypted with age: it does not begin with ${begin}`
  if (lines.includes(begin, 1)) return 'is two blocks, where one belongs'
  if (last === -1) return `is cut off: it does not end with ${end}`
  if (last < lines.length - 1) return 'has text after its last line'
  return parseBody(lines.slice(1, last))
}

function parseBody(lines: readonly string[]): Uint8Array | string {
  if (lines.length === 0) return 'has nothing between its first and its last line'
  for (const [index, line] of lines.entries()) {
    // The first line of the block is the one above these.
    const where = `in its line ${index + 2}`
    if (!base64.test(line)) return `has characters that are not base64 ${where}`
    const isWhole = index < lines.length - 1 ? line.length === 64 : line.length <= 64 && line.length % 4 === 0
    if (!isWhole) return `has too few or too many characters ${where}`
  }
  const joined = lines.join('')
  const bytes = Buffer.from(joined, 'base64')
  return bytes.toString('base64') === joined ? bytes : 'is not canonical base64'
}
