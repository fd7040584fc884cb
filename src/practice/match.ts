import type { Cell, Model, Section } from '../model/model.ts'
import type { Suggestion } from '../resources/suggest.ts'
import { practiceName } from './form.ts'
import type { Practice } from './practice.ts'

/** How exactly a practice is about a section, the best first. */
export type PracticeMatch = 'cell' | 'success factor' | 'characteristic' | 'mode'

const matches: readonly PracticeMatch[] = ['cell', 'success factor', 'characteristic', 'mode']

export interface MatchingPractice {
  readonly practice: Practice
  readonly match: PracticeMatch
}

/** A suggestion with the practice that meets its need, the most exact first. */
export interface PracticeSuggestion extends Suggestion {
  readonly practice: readonly MatchingPractice[]
}

/** How exactly a practice is about a section; undefined where it is not. Cells of another model say nothing here, those of another version where this one has them too. */
export function practiceMatch(practice: Practice, section: Section, model: Model): PracticeMatch | undefined {
  const { cells = [], model: named = model.id } = practice
  if (named.split('@')[0] !== model.id) return undefined
  if (cells.includes(section.id)) return section.kind === 'cell' ? 'cell' : 'success factor'
  if (section.kind === 'factor') return undefined
  const about = cells.flatMap((id): Cell[] => {
    const known = model.sectionById.get(id)
    return known?.kind === 'cell' ? [known] : []
  })
  if (about.some(({ characteristic }) => characteristic === section.characteristic)) return 'characteristic'
  return about.some(({ mode }) => mode === section.mode) ? 'mode' : undefined
}

/**
 * For each section, in their order, up to `each` practices: the most exact first, then those about fewer cells, then the newer, then by
 * name. A practice stands once, with the section it meets most exactly; among equals with the first.
 */
export function matchPractice(
  sections: readonly Section[],
  practices: readonly Practice[],
  { model, each }: { readonly model: Model; readonly each: number },
): readonly (readonly MatchingPractice[])[] {
  const found: MatchingPractice[][] = sections.map(() => [])
  for (const practice of practices) {
    const met = sections.flatMap((section, index) => {
      const match = practiceMatch(practice, section, model)
      return match === undefined ? [] : [{ match, index }]
    })
    const [best] = met.sort((a, b) => rank(a.match) - rank(b.match) || a.index - b.index)
    if (best !== undefined) found[best.index]!.push({ practice, match: best.match })
  }
  return found.map((some) => some.sort(inSuggestedOrder).slice(0, each))
}

function inSuggestedOrder(a: MatchingPractice, b: MatchingPractice): number {
  return (
    rank(a.match) - rank(b.match) ||
    (a.practice.cells?.length ?? 0) - (b.practice.cells?.length ?? 0) ||
    compare(b.practice.added ?? '', a.practice.added ?? '') ||
    compare(practiceName(a.practice), practiceName(b.practice))
  )
}

function rank(match: PracticeMatch): number {
  return matches.indexOf(match)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The suggestions with up to `each` practices beside the resources of each need. */
export function withPractice(
  suggestions: readonly Suggestion[],
  practices: readonly Practice[],
  wanted: { readonly model: Model; readonly each: number },
): readonly PracticeSuggestion[] {
  const found = matchPractice(
    suggestions.map(({ need }) => need.section),
    practices,
    wanted,
  )
  return suggestions.map((suggestion, index) => ({ ...suggestion, practice: found[index]! }))
}
