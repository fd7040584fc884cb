import { textAt, textSize } from './drawing.ts'
import { linesIn } from './measure.ts'

/** Where names stand around a ring. */
interface Around {
  readonly center: { readonly x: number; readonly y: number }
  /** From the center to the nearest letter. */
  readonly radius: number
  /** Of the whole drawing; names stay inside of it. */
  readonly width: number
  readonly bottom: number
}

interface Label {
  readonly lines: readonly string[]
  /** Of its middle. */
  y: number
  readonly half: number
}

const line = 21
const gap = 7

/** Names beside the sectors they belong to, `degrees` from the top, clockwise. Neighbours give way to each other, up and down, so that none stands on another. */
export function labelsAround(
  names: readonly { readonly title: string; readonly degrees: number }[],
  around: Around,
): string {
  const sides = [false, true].map((isLeft) => {
    const own = names.filter(({ degrees }) => degrees > 180 === isLeft)
    return column(isLeft ? own.toReversed() : own, isLeft, around)
  })
  return sides.flat().join('\n')
}

/** The names of one side, from the top down. */
function column(
  names: readonly { readonly title: string; readonly degrees: number }[],
  isLeft: boolean,
  { center, radius, width, bottom }: Around,
): readonly string[] {
  const room = width / 2 - radius - 8
  // As many lines as leave room for all.
  const most = Math.max(1, Math.min(4, Math.floor((bottom / Math.max(1, names.length) - gap) / line)))
  const labels = names.map(({ title, degrees }): Label => {
    const lines = linesIn(title, { width: room, size: textSize, lines: most })
    return {
      lines,
      y: center.y - radius * Math.cos((degrees * Math.PI) / 180),
      half: (lines.length * line) / 2,
    }
  })
  let free = 4
  for (const label of labels) {
    label.y = Math.max(label.y, free + label.half)
    free = label.y + label.half + gap
  }
  free = bottom
  for (const label of labels.toReversed()) {
    label.y = Math.min(label.y, free - label.half)
    free = label.y - label.half - gap
  }
  return labels.flatMap(({ lines, y, half }) => {
    const near = Math.max(0, Math.abs(y - center.y) - half)
    const out = Math.max(20, Math.sqrt(Math.max(0, radius ** 2 - near ** 2)))
    const x = center.x + (isLeft ? -out : out)
    const anchor = isLeft ? 'end' : 'start'
    return lines.map((text, index) => textAt(x, y - half + index * line + 16, text, { anchor }))
  })
}
