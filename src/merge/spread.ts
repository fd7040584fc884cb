import type { Scale } from '../model/model.ts'

/** How many people gave an answer, by answer; only numbers above 0. */
export type Spread = Readonly<Record<string, number>>

/** Counts equal answers; the spread names them in the given order, and leaves out what is not in it. */
export function spreadOf(given: readonly string[], order: readonly string[]): Spread {
  const tally = new Map<string, number>()
  for (const answer of given) tally.set(answer, (tally.get(answer) ?? 0) + 1)
  const entries = order.map((answer) => [answer, tally.get(answer) ?? 0] as const)
  return Object.fromEntries(entries.filter(([, count]) => count > 0))
}

/** The scored answers of a spread by option, lowest first, over the whole scale. */
export function countsOf(scale: Scale, answers: Spread | undefined): readonly number[] {
  return scale.options.map((option) => countOf(answers, option.id))
}

/** How many gave one answer; 0 where the spread does not name it. */
export function countOf(answers: Spread | undefined, answer: string): number {
  return answers !== undefined && Object.hasOwn(answers, answer) ? (answers[answer] ?? 0) : 0
}

/** Whether every answer was given equally often; the order in which a spread names them does not matter. */
export function sameSpread(a: Spread, b: Spread): boolean {
  return [...Object.keys(a), ...Object.keys(b)].every((answer) => countOf(a, answer) === countOf(b, answer))
}
