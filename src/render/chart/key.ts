import { textAt, textSize } from './drawing.ts'
import { widthOf } from './measure.ts'

/** What a sign of a chart means. */
export interface KeyItem {
  readonly text: string
  /** Pixels the sign takes. */
  readonly wide: number
  /** Draws the sign from `x` on, between `y` and twenty pixels below. */
  readonly sign: (x: number, y: number) => string
}

const left = 24
const between = 26
const row = 32

/** The signs with their meanings, in as many rows as a chart of this width needs; `height` is that of all rows. */
export function keyOf(
  items: readonly KeyItem[],
  y: number,
  width: number,
): { readonly svg: string; readonly height: number } {
  let x = left
  let top = y
  const drawn = items.map(({ text, wide, sign }) => {
    const taken = wide + 8 + widthOf(text, textSize)
    if (x > left && x + taken > width - left) {
      x = left
      top += row
    }
    const svg = sign(x, top) + textAt(x + wide + 8, top + 16, text)
    x += taken + between
    return svg
  })
  return { svg: drawn.join('\n'), height: top + row - y }
}
