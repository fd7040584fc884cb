import { anchorOf, dissent, sum } from './divergence.ts'
import type { Suggestion } from './suggestion.ts'

/** What a workshop does with a statement, from the least talk to the most; `too-few`: fewer than two scored answers. */
const labels = ['shared', 'confirm', 'discuss', 'split', 'too-few'] as const

export type Label = (typeof labels)[number]

/**
 * How many people make a camp among n: 1 for up to three, else a third of them, at least 2. From n = 8 it is the
 * rule of the RAND/UCLA appropriateness method; below 8 it is extended so that one person in four is no camp.
 */
export function third(n: number): number {
  return n <= 3 ? 1 : Math.max(2, Math.floor((n + 1) / 3))
}

/**
 * The label of answers counted by option, lowest first, with the suggestion for the same answers. From the dissent
 * of an even split between neighbours on: `split` with a camp on each side of the scale's middle, else `discuss`.
 * Below: `confirm` where fewer than three in four gave the suggested answer, else `shared`.
 */
export function labelOf(counts: readonly number[], suggestion: Suggestion | undefined): Label {
  const answers = sum(counts)
  if (answers < 2) return 'too-few'
  if (dissent(counts) >= anchorOf(counts.length) - 1e-9) {
    const { below, above } = sides(counts)
    return Math.min(below, above) >= third(answers) ? 'split' : 'discuss'
  }
  const asSuggested = suggestion === undefined ? 0 : (counts[suggestion.rank] ?? 0)
  return 4 * asSuggested < 3 * answers ? 'confirm' : 'shared'
}

/** Answers below and above the middle of the scale; the middle option of an odd number is on neither side. */
function sides(counts: readonly number[]): { readonly below: number; readonly above: number } {
  const half = Math.floor(counts.length / 2)
  return { below: sum(counts.slice(0, half)), above: sum(counts.slice(counts.length - half)) }
}
