import type { Ranked } from '../merge/agenda.ts'
import type { CellConsensus } from '../merge/consensus.ts'
import { labelOf } from '../merge/label.ts'
import { countOf } from '../merge/spread.ts'
import { suggest } from '../merge/suggestion.ts'
import type { Option, Section, Statement } from '../model/model.ts'

/** A section as the group may see it. */
export interface Seen {
  readonly section: Section
  /** Statements on which nothing is agreed, those with the most weight first. */
  readonly open: readonly Ranked[]
  /** What is said of the cell; absent where its priority and ambition are settled. */
  readonly cell?: {
    readonly consensus: CellConsensus
    readonly level?: number | undefined
    readonly ambition?: number | undefined
  }
}

/** What makes a section worth a discussion. */
export type Pattern =
  | { readonly kind: StatementPattern; readonly item: Ranked }
  | { readonly kind: 'ambitions-split'; readonly lowest: number; readonly highest: number }
  | { readonly kind: 'ambition-far'; readonly level: number; readonly ambition: number }
  | { readonly kind: 'shared-low'; readonly items: readonly Ranked[] }

type StatementPattern = 'knowledge-gap' | 'whether-it-applies' | 'split' | 'lone-voice' | 'discuss' | 'tied'

/** One question to open the discussion with; `about` is the statement it is about, where it is one. */
export interface OpeningQuestion {
  readonly text: string
  readonly about?: Statement
}

/**
 * The pattern to open with: that of the heaviest statement to discuss, else of any that many cannot answer or do not see apply, else of
 * the ambitions, else of what all see alike and low, else of a tie. Undefined where there is nothing to discuss.
 */
export function patternOf({ section, open, cell }: Seen): Pattern | undefined {
  const contested = open.find(({ label }) => label === 'split' || label === 'discuss')
  if (contested !== undefined) return { kind: statementPattern(contested) ?? 'discuss', item: contested }
  const unclear = open.find((item) => item.knowledgeGap || item.scopeDisagreement)
  if (unclear !== undefined) return { kind: statementPattern(unclear)!, item: unclear }
  const stages = section.kind === 'cell' ? section.statements.length : 0
  const ambitions = cell === undefined ? undefined : splitAmbitions(cell.consensus, stages)
  if (ambitions !== undefined) return { kind: 'ambitions-split', ...ambitions }
  const isChoice = cell?.consensus.stance !== undefined
  if (cell?.level !== undefined && cell.ambition !== undefined && !isChoice) {
    const { level, ambition } = cell
    if (stages > 0 && ambition - level >= stages / 2) return { kind: 'ambition-far', level, ambition }
  }
  const low = open.filter(
    ({ label, suggested, statement }) =>
      label === 'shared' && suggested !== undefined && suggested === statement.scale.options[0]?.id,
  )
  if (low.length > 0 && low.length >= section.statements.length / 2 && !isChoice)
    return { kind: 'shared-low', items: low }
  const other = open.find((item) => statementPattern(item) !== undefined)
  return other && { kind: statementPattern(other)!, item: other }
}

function statementPattern(item: Ranked): StatementPattern | undefined {
  if (item.knowledgeGap) return 'knowledge-gap'
  if (item.scopeDisagreement) return 'whether-it-applies'
  if (item.label === 'split') return 'split'
  if (item.loneVoice) return 'lone-voice'
  if (item.label === 'discuss') return 'discuss'
  return item.tied ? 'tied' : undefined
}

function splitAmbitions({ ambitions }: CellConsensus, stages: number) {
  const counts = Array.from({ length: stages + 1 }, (_, level) => countOf(ambitions, String(level)))
  if (labelOf(counts, suggest(counts)) !== 'split') return undefined
  return {
    lowest: counts.findIndex((count) => count > 0),
    highest: counts.findLastIndex((count) => count > 0),
  }
}

/** The question for a pattern. Titles of options are as the model writes them, not yet made safe to print. */
export function questionFor(pattern: Pattern): OpeningQuestion {
  if ('item' in pattern) return { text: aboutStatement(pattern), about: pattern.item.statement }
  switch (pattern.kind) {
    case 'ambitions-split':
      return {
        text: `Ambitions go from ${pattern.lowest} to ${pattern.highest}. What would people notice at ${pattern.highest} that they do not at ${pattern.lowest}, and is it worth the effort here?`,
      }
    case 'ambition-far':
      return {
        text: `We stand at ${pattern.level.toFixed(1)} and want to be at ${pattern.ambition}. What has to change first, and what would we stop to make room for it?`,
      }
    case 'shared-low': {
      const [first] = pattern.items
      const answer = first === undefined ? 'the lowest answer' : said(first.statement.scale.options[0]!)
      return {
        text: `Most of us say ${answer} here. Have we chosen that, or what has kept us from moving on?`,
      }
    }
  }
}

function aboutStatement({ kind, item }: { readonly kind: StatementPattern; readonly item: Ranked }): string {
  const ends = endsOf(item)
  switch (kind) {
    case 'knowledge-gap':
      return 'Many of us cannot say. Who would know, and what could they show us?'
    case 'whether-it-applies':
      return 'Some say that this does not apply to us. Where does it apply, and where does it not?'
    case 'split':
      return ends === undefined
        ? 'We see this very differently. What has each of us seen, and in which service?'
        : `Some say ${said(ends.highest)}, others ${said(ends.lowest)}. What has each of us seen, and in which service?`
    case 'lone-voice':
      return 'One answer is far from all others. What might somebody see who answers like that?'
    case 'discuss':
      return ends === undefined
        ? 'We do not see this alike. What would convince all of us?'
        : `Answers go from ${said(ends.lowest)} to ${said(ends.highest)}. What would convince all of us of the one or the other?`
    case 'tied': {
      const [lower, upper] = middleOf(item)
      return lower === undefined || upper === undefined
        ? 'The answers are evenly balanced. What would tip them?'
        : `Half of us say ${said(lower)} or less, half ${said(upper)} or more. What is missing for ${said(upper)}?`
    }
  }
}

/** The lowest and the highest option anybody chose; undefined where the answers may not be shown. */
function endsOf({ statement, counts }: Ranked) {
  const chosen = statement.scale.options.filter((_, rank) => counts[rank]! > 0)
  const [lowest, highest] = [chosen[0], chosen.at(-1)]
  return lowest === undefined || highest === undefined || lowest === highest ? undefined : { lowest, highest }
}

/** The two medians of a tie: the suggested option and the next one above that anybody chose. */
function middleOf({ statement, counts, suggested }: Ranked): readonly [Option?, Option?] {
  const { options } = statement.scale
  const lower = options.findIndex(({ id }) => id === suggested)
  const upper = options.findIndex((_, rank) => rank > lower && counts[rank]! > 0)
  return lower === -1 || upper === -1 ? [] : [options[lower]!, options[upper]!]
}

function said({ title }: Option): string {
  return `“${title}”`
}
