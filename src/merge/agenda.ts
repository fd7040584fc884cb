import type { Model, Scale, Statement } from '../model/model.ts'
import type { Consensus } from './consensus.ts'
import { dissent, iov, sum } from './divergence.ts'
import type { Label } from './label.ts'
import { countOf, countsOf, type Spread } from './spread.ts'

/** The answers to a statement. Counts are of people. */
export interface Counted {
  readonly statement: Statement
  /** Scored answers by option, lowest first. */
  readonly counts: readonly number[]
  readonly scored: number
  readonly dontKnow: number
  readonly notApplicable: number
  readonly unanswered: number
}

/** One statement as a workshop needs it. */
export interface Ranked extends Counted {
  readonly label: Label
  /** 0 to 100; absent where nobody gave a scored answer. */
  readonly divergence: number | undefined
  /** Id of an option. */
  readonly suggested: string | undefined
  readonly tied: boolean
  /**
   * Exactly one person answered two or more options away from the suggested one, and as far from everybody else: nobody chose an option
   * beside theirs. Of at most 20 scored answers: of more, one is under 5 %.
   */
  readonly loneVoice: boolean
  /** People do not agree whether it applies: 25 to 75 % of the two or more who say so or score it say it does not. */
  readonly scopeDisagreement: boolean
  /** More than a third of the responses do not know or do not answer. */
  readonly knowledgeGap: boolean
}

/**
 * Every statement of the model, scale by scale: the grid's first, then in the order of the model, because spreads on
 * scales of different length cannot be compared. Within a scale those people diverge on most come first, then by
 * index of ordinal variation, by number of answers and by the order of the model.
 */
export function rankByDivergence(model: Model, consensus: Consensus): readonly Ranked[] {
  return scalesInOrder(model).flatMap((scale) => {
    const items = model.statements
      .filter((statement) => statement.scale.id === scale.id)
      .map((statement) => rankedOf(statement, consensus))
      .map((item) => ({ item, dissent: dissent(item.counts), iov: iov(item.counts) }))
    items.sort((a, b) => b.dissent - a.dissent || b.iov - a.iov || b.item.scored - a.item.scored)
    return items.map(({ item }) => item)
  })
}

function scalesInOrder(model: Model): readonly Scale[] {
  return [model.statementScale, ...model.scales.filter((scale) => scale.id !== model.statementScale.id)]
}

function rankedOf(statement: Statement, consensus: Consensus): Ranked {
  const entry = consensus.statements[statement.id]
  const counted = countAnswers(statement, entry?.answers)
  const { counts, scored, dontKnow, notApplicable, unanswered } = counted
  const answering = scored + notApplicable
  return {
    ...counted,
    label: entry?.label ?? 'too-few',
    divergence: entry?.divergence,
    suggested: entry?.suggested,
    tied: entry?.tied === true,
    loneVoice: hasLoneVoice(statement.scale, counts, entry?.suggested),
    scopeDisagreement: answering >= 2 && 4 * notApplicable >= answering && 4 * notApplicable <= 3 * answering,
    knowledgeGap: 3 * (dontKnow + unanswered) > consensus.responses.count,
  }
}

/** A spread over the scale of its statement; all 0 where there is none. */
export function countAnswers(statement: Statement, answers: Spread | undefined): Counted {
  const counts = countsOf(statement.scale, answers)
  return {
    statement,
    counts,
    scored: sum(counts),
    dontKnow: countOf(answers, 'dont-know'),
    notApplicable: countOf(answers, 'not-applicable'),
    unanswered: countOf(answers, 'unanswered'),
  }
}

function hasLoneVoice(scale: Scale, counts: readonly number[], suggested: string | undefined): boolean {
  const from = scale.options.findIndex((option) => option.id === suggested)
  if (from === -1) return false
  const away = counts.flatMap((count, rank) => (count > 0 && Math.abs(rank - from) >= 2 ? [rank] : []))
  const [alone] = away
  if (alone === undefined || away.length > 1 || counts[alone] !== 1 || sum(counts) > 20) return false
  return (counts[alone - 1] ?? 0) === 0 && (counts[alone + 1] ?? 0) === 0
}
