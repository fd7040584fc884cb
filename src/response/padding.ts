/** Sizes in bytes to which what is sealed is filled up, so that the size of a file says next to nothing about how much was written. */
const sizes = [32, 64, 128, 176].map((kilobytes) => kilobytes * 1024)

const head = '# What follows is padding, so that the size of the file does not tell how much was written.\n'

/**
 * YAML text, filled up with comment lines to the next of four sizes, 32, 64, 128 or 176 kB of UTF-8; undefined where it is
 * longer: it would not fit into a response file.
 */
export function padded(text: string): string | undefined {
  const length = new TextEncoder().encode(text).length + head.length
  const size = sizes.find((candidate) => candidate >= length)
  if (size === undefined) return undefined
  const room = size - length
  const lines = Math.floor(room / 80)
  const rest = room - lines * 80
  return text + head + `#${'.'.repeat(78)}\n`.repeat(lines) + (rest === 0 ? '' : `${'#'.repeat(rest - 1)}\n`)
}
