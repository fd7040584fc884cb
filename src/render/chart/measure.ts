import { oneLine } from '../text.ts'

/** Widths of letters in thousandths of the size, as Helvetica has them; characters of the same width together. */
const widths: readonly (readonly [number, string])[] = [
  [222, "ijl'|"],
  [278, ' !,./:;fItI[]\\'],
  [333, '-()r`{}"*'],
  [500, 'cksvxyzJ'],
  [556, '0123456789abdeghnopquL?$#_'],
  [611, 'FTZ=+<>~'],
  [667, 'ABEKPSVXY&'],
  [722, 'CDHNRUw'],
  [778, 'GOQ'],
  [833, 'Mm'],
  [944, 'W%@…—'],
]
const widthByLetter = new Map(widths.flatMap(([width, letters]) => [...letters].map((one) => [one, width])))

/** How far other families of letters may be wider. */
const allowance = 1.08

/** Pixels a line of text takes at most, whichever of the named families draws it. */
export function widthOf(text: string, size: number, isBold = false): number {
  let thousandths = 0
  for (const letter of text.normalize('NFD').replace(/\p{M}/gu, ''))
    thousandths += widthByLetter.get(letter) ?? (letter.codePointAt(0)! < 0x2e80 ? 722 : 1000)
  return (thousandths / 1000) * size * allowance * (isBold ? 1.07 : 1)
}

interface Room {
  /** In pixels. */
  readonly width: number
  readonly size: number
  readonly lines: number
  readonly isBold?: boolean
}

/** Text broken at spaces, words too long for a line inside them; what does not fit ends in an ellipsis. At least one line. */
export function linesIn(text: string, { width, size, lines: most, isBold = false }: Room): readonly string[] {
  const fits = (line: string) => widthOf(line, size, isBold) <= width
  const lines: string[] = []
  let line = ''
  for (const word of oneLine(text).split(' ')) {
    if (line !== '' && fits(`${line} ${word}`)) {
      line = `${line} ${word}`
      continue
    }
    if (line !== '') lines.push(line)
    line = word
    while (!fits(line) && [...line].length > 1) {
      const letters = [...line]
      let count = letters.length - 1
      while (count > 1 && !fits(`${letters.slice(0, count).join('')}-`)) count -= 1
      lines.push(`${letters.slice(0, count).join('')}-`)
      line = letters.slice(count).join('')
    }
  }
  const all = [...lines, line]
  if (all.length <= most) return all
  const last = [...all[most - 1]!.replace(/-$/, '')]
  while (last.length > 0 && !fits(`${last.join('').trimEnd()}…`)) last.pop()
  return [...all.slice(0, most - 1), `${last.join('').trimEnd()}…`]
}
