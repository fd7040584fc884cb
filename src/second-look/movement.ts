import type { Consensus } from '../merge/consensus.ts'
import { withoutSmallGroups } from '../merge/counts.ts'
import { sum } from '../merge/divergence.ts'
import type { Label } from '../merge/label.ts'
import { countOf, type Spread } from '../merge/spread.ts'
import type { Model, Statement } from '../model/model.ts'
import { isWide, type LookedAt, type SecondLook, statementsLookedAt } from './second-look.ts'

/** How far a group moved between two passes: computed once, rendered as text, JSON or Markdown. */
export interface Movement {
  readonly pass: number
  /** How many of the merged responses have gone through this pass, of how many; `halfWay` left in the middle of it. */
  readonly looked: number
  readonly halfWay: number
  readonly of: number
  readonly minimumGroup: number
  /** In the order of the model. */
  readonly statements: readonly Moved[]
  /** Statements with another label than before. */
  readonly relabelled: number
  /** Statements of which both spreads are known, and those of them that are not stable. */
  readonly compared: number
  readonly unstable: number
  /** Statements of which nothing new is shown, since fewer than the smallest group have looked at them again. */
  readonly withheld: number
  /** Statements still wide with nothing agreed, as everybody knows them. */
  readonly wide: number
  readonly advice: Advice
}

export interface Moved {
  readonly statement: Statement
  readonly before: Pick<LookedAt, 'label' | 'divergence'>
  /** Absent where nothing new is shown. */
  readonly after?: Pick<LookedAt, 'label' | 'divergence'>
  /** How far the answers moved, 0 to 1; absent where the counts before or after are those of few people. */
  readonly change?: number
}

/** Whether another pass is worth it: not where nothing is wide any more, nor where the answers have settled. `nobody` has looked, or `too-few` have: it cannot be told. */
export type Advice = 'nobody' | 'too-few' | 'nothing-wide' | 'settled' | 'again'

/**
 * The change between two rounds of a Delphi that still counts as stable, for the answers to one statement and for the share of
 * statements that are not. Source: Scheibe, Skutsch and Schofer, Experiments in Delphi methodology (1975), in Linstone and Turoff,
 * The Delphi Method: "a 15 % change or less" in the distribution.
 */
export const stableUpTo = 0.15

/** Sums of shares are a little off where they should be just at the bound. */
const rounding = 1e-9

/**
 * Half the sum of the absolute differences of two distributions, as shares: the least part of the answers that must have changed. 0 for
 * the same distribution, 1 for two that share no answer; of nothing and something 1. Source: Scheibe, Skutsch and Schofer (1975).
 */
export function changeBetween(a: Spread, b: Spread): number {
  const [all, others] = [sum(Object.values(a)), sum(Object.values(b))]
  if (all === 0 || others === 0) return all === others ? 0 : 1
  const answers = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()
  const differences = answers.map((answer) =>
    Math.abs(countOf(a, answer) / all - countOf(b, answer) / others),
  )
  return Math.min(1, Math.round((sum(differences) / 2) * 1e12) / 1e12)
}

/** What moved since a second look was opened. Of the consensus only what is shown of groups of `minimumGroup` counts. */
export function movementSince(
  look: SecondLook,
  now: {
    readonly model: Model
    readonly consensus: Consensus
    readonly minimumGroup: number
    /** Of the merged responses, how many have gone through the pass, and how many have begun it. */
    readonly looked: number
    readonly halfWay?: number
  },
): Movement {
  const { model, consensus, looked, halfWay = 0, minimumGroup } = now
  const shown = withoutSmallGroups(consensus, minimumGroup).readable
  // Without a key a statement that enough have looked at says so, and all others are as they were.
  const isWithheld = ({ id }: Statement) =>
    consensus.sealed === undefined
      ? Object.hasOwn(consensus.withheld?.statements ?? {}, id)
      : consensus.statements[id]?.again === undefined
  const statements = statementsLookedAt(look, model.statements).map((statement): Moved => {
    const before = look.statements[statement.id]!
    return isWithheld(statement)
      ? { statement, before: labelled(before) }
      : movedSince(statement, before, shown)
  })
  const told = statements.filter(({ after }) => after !== undefined)
  const compared = statements.filter(({ change }) => change !== undefined)
  const unstable = compared.filter(({ change }) => change! > stableUpTo + rounding).length
  const relabelled = told.filter(({ before, after }) => before.label !== after!.label).length
  const wide = statements.filter(
    ({ statement, before, after = before }) =>
      isWide(after.label) && consensus.statements[statement.id]?.agreed === undefined,
  ).length
  const counted = { relabelled, unstable, wide, compared: compared.length }
  return {
    ...{ pass: look.pass, looked, halfWay, of: consensus.responses.count, minimumGroup },
    ...{ statements, ...counted, withheld: statements.length - told.length },
    advice: adviceOn({ ...counted, looked: looked + halfWay, minimumGroup, of: told.length }),
  }
}

function movedSince(statement: Statement, before: LookedAt, { statements }: Consensus): Moved {
  const entry = statements[statement.id]
  const known = entry?.answers !== undefined && before.answers !== undefined
  return {
    statement,
    before: labelled(before),
    after: labelled({ label: entry?.label ?? 'too-few', ...(entry ?? {}) }),
    ...(known ? { change: changeBetween(before.answers!, entry.answers!) } : {}),
  }
}

function labelled({ label, divergence }: Pick<LookedAt, 'label' | 'divergence'>): Moved['before'] {
  return divergence === undefined ? { label } : { label, divergence }
}

interface Counted {
  /** To the end or not. */
  readonly looked: number
  readonly minimumGroup: number
  readonly relabelled: number
  readonly compared: number
  readonly unstable: number
  readonly wide: number
  /** Statements of which it is known where they are now. */
  readonly of: number
}

/** The rule by which passes end. Where no counts are known, labels alone decide. */
export function adviceOn(counted: Counted): Advice {
  const { looked, minimumGroup, relabelled, compared, unstable, wide, of } = counted
  if (looked === 0) return 'nobody'
  if (looked < minimumGroup || of === 0) return 'too-few'
  if (wide === 0) return 'nothing-wide'
  const isFew = (count: number, all: number) => count <= stableUpTo * all + rounding
  return isFew(relabelled, of) && isFew(unstable, compared) ? 'settled' : 'again'
}

/** The labels a statement came from and to, and how often, widest first: for a line that sums a movement up. */
export function labelChanges({ statements }: Movement): readonly {
  readonly from: Label
  readonly to: Label
  readonly count: number
}[] {
  const tally = new Map<string, { from: Label; to: Label; count: number }>()
  for (const { before, after } of statements) {
    if (after === undefined) continue
    const key = `${before.label} ${after.label}`
    const known = tally.get(key)
    tally.set(key, { from: before.label, to: after.label, count: (known?.count ?? 0) + 1 })
  }
  return [...tally.values()].sort((a, b) => b.count - a.count)
}
