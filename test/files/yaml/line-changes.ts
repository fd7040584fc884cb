import fc from 'fast-check'
import { pieces } from './arbitrary.ts'

/** A change of a text. */
type Change = fc.Arbitrary<(text: string) => string>

export const somewhere = fc.noBias(fc.nat())
export const linesOf = (text: string) => text.split('\n')

/** A piece of YAML, or one of these, put in, in the place of up to three characters. */
export function insertionOf(...more: readonly string[]): Change {
  return fc
    .tuple(somewhere, fc.nat({ max: 3 }), fc.constantFrom('', '\r', ...more, ...pieces))
    .map(([at, length, piece]) => (text: string) => {
      const here = at % (text.length + 1)
      return text.slice(0, here) + piece + text.slice(here + length)
    })
}

/** One of these lines between two. */
export function lineBeside(...lines: readonly string[]): Change {
  return fc.tuple(somewhere, fc.constantFrom(...lines)).map(([at, line]) => (text: string) => {
    const all = linesOf(text)
    return all.toSpliced(at % all.length, 0, line).join('\n')
  })
}

/** A line moved, copied, left out or indented. */
export const movedLine: Change = fc
  .tuple(somewhere, somewhere, fc.constantFrom('move', 'copy', 'drop', 'indent'))
  .map(([from, to, how]) => (text: string) => {
    const lines = linesOf(text)
    const line = lines[from % lines.length]!
    if (how !== 'copy') lines.splice(from % lines.length, 1)
    if (how !== 'drop') lines.splice(to % (lines.length + 1), 0, how === 'indent' ? ` ${line}` : line)
    return lines.join('\n')
  })
