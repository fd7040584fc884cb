import { expect } from 'vitest'

/** Every row is tried, as npm run every does. */
export const everyRow = process.env.TIEX_EVERY !== undefined

/** All of them in npm run every, and else `count`, at most half of them, that follow from the name of the running test, so that each stands beside many rows. */
export function someHere<Row>(rows: readonly Row[], count = 2): readonly Row[] {
  if (everyRow || rows.length <= count) return rows
  const at = [...(expect.getState().currentTestName ?? '')].reduce(
    (sum, sign) => sum + sign.codePointAt(0)!,
    0,
  )
  return Array.from({ length: count }, (_, index) => rows[(at + 2 * index) % rows.length]!)
}

/** All of them in npm run every, and else each so many-th. */
export function someOf<Row>(rows: readonly Row[], nth: number): readonly Row[] {
  return everyRow ? rows : rows.filter((_, at) => at % nth === 0)
}
