import type { Model, Scale, Statement } from '../model/model.ts'
import type { Consensus } from './consensus.ts'
import { dissent, iov, sum } from './divergence.ts'
import type { Label } from './label.ts'
import { countOf, countsOf } from './spread.ts'

/** One statement as a workshop needs it. Counts are of people. */
export interface Ranked {
  readonly statement: Statement
  /** Scored answers by option, lowest first. */
  readonly counts: readonly number[]
  readonly scored: number
  readonly dontKnow: number
  readonly notApplicable: number
  readonly unanswered: number
  readonly label: Label
  /** 0 to 100; absent where nobody gave a scored answer. */
  readonly divergence: number | undefined
  /** Id of an option. */
  readonly suggested: string | undefined
  readonly tied: boolean
  /** Someone answered two or more options away from the suggested one; of 20 people or more, at least 5 %. */
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
  const counts = countsOf(statement.scale, entry?.answers)
  const scored = sum(counts)
  const dontKnow = countOf(entry?.answers, 'dont-know')
  const notApplicable = countOf(entry?.answers, 'not-applicable')
  const unanswered = countOf(entry?.answers, 'unanswered')
  const answering = scored + notApplicable
  return {
    statement,
    counts,
    scored,
    dontKnow,
    notApplicable,
    unanswered,
    label: entry?.label ?? 'too-few',
    divergence: entry?.divergence,
    suggested: entry?.suggested,
    tied: entry?.tied === true,
    loneVoice: hasLoneVoice(statement.scale, counts, entry?.suggested),
    scopeDisagreement: answering >= 2 && 4 * notApplicable >= answering && 4 * notApplicable <= 3 * answering,
    knowledgeGap: 3 * (dontKnow + unanswered) > consensus.responses.count,
  }
}

function hasLoneVoice(scale: Scale, counts: readonly number[], suggested: string | undefined): boolean {
  const from = scale.options.findIndex((option) => option.id === suggested)
  if (from === -1) return false
  const scored = sum(counts)
  const away = sum(counts.filter((_, rank) => Math.abs(rank - from) >= 2))
  return away > 0 && (scored < 20 || 20 * away >= scored)
}
