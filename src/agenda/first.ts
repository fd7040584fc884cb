import { type Ranked, rankByDivergence } from '../merge/agenda.ts'
import type { Consensus } from '../merge/consensus.ts'
import { anchorOf } from '../merge/divergence.ts'
import type { Model, Section } from '../model/model.ts'
import { acceptable } from '../workshop/decide.ts'
import { progressOf, tallyOf } from '../workshop/tally.ts'
import { type Agenda, agendaOf, always, between, type Part, priorityFactor } from './agenda.ts'
import { longestSpell, type Wish } from './time.ts'

/** The first workshop: what the group has to agree on. */
export interface FirstAgenda extends Agenda {
  readonly workshop: 1
  readonly model: Model
  /** How many responses it is made from. */
  readonly responses: number
  readonly agreed: number
  readonly of: number
  /** Nobody or one person could say; nothing is agreed on them. They take no time. */
  readonly tooFew: readonly Ranked[]
}

/** Fewest and most minutes to discuss one statement. */
export const fewest: Readonly<Record<'split' | 'discuss', number>> = { split: 5, discuss: 3 }
export const mostForOne = 15

/** How contested a statement counts as where its answers are sealed away. */
const sealedAway: Readonly<Record<'split' | 'discuss', number>> = { split: 1.5, discuss: 1.25 }

/**
 * A timed agenda from the consensus as it may be shown: without the answers of small groups. What is agreed takes no time; split and
 * discuss statements come before what is quickly confirmed, by how contested they are and the priority of their section.
 */
export function firstAgenda(model: Model, consensus: Consensus, minutes: number): FirstAgenda {
  const open = rankByDivergence(model, consensus).filter(
    ({ statement }) => consensus.statements[statement.id]?.agreed === undefined,
  )
  const wishes = (hasTime: boolean) => wishesOf(model, consensus, { open, hasTime })
  return {
    ...agendaOf(1, minutes, wishes),
    workshop: 1,
    model,
    responses: consensus.responses.count,
    ...progressOf(model.statements, consensus),
    tooFew: open.filter(({ label }) => label === 'too-few'),
  }
}

interface Open {
  readonly open: readonly Ranked[]
  readonly hasTime: boolean
}

function wishesOf(model: Model, consensus: Consensus, { open, hasTime }: Open): readonly Wish<Part>[] {
  const byId = new Map(open.map((item) => [item.statement.id, item]))
  const shared = acceptable(model, consensus)
  const sections = tallyOf(model, consensus)
    .open.filter(({ priority, ambition }) => priority || ambition)
    .map(({ section }) => section)
  const [some, many] = [shared.length, sections.length]
  return [
    always({ kind: 'welcome' }, hasTime ? 10 : 5, 10),
    always({ kind: 'overview' }, hasTime ? 10 : 5, 15),
    ...(some === 0
      ? []
      : [
          always(
            { kind: 'shared', statements: shared },
            between(3, some / 10, 5),
            Math.max(5, between(2, some / 8, 10)),
          ),
        ]),
    ...model.sections.flatMap((section) =>
      wishesFor(section, {
        items: section.statements.flatMap(({ id }) => byId.get(id) ?? []),
        accepted: new Set(shared.map(({ id }) => id)),
        priority: consensus.cells?.[section.id]?.priority,
      }),
    ),
    ...(many === 0
      ? []
      : [
          {
            ...always(
              { kind: 'priorities', sections },
              hasTime ? between(5, many / 2, 15) : between(3, many / 4, 6),
              hasTime ? between(10, many * 2, 25) : 10,
            ),
            // About a minute a section, from what statements have beyond their minimum.
            enough: between(3, many, hasTime ? 25 : 10),
          },
        ]),
    always({ kind: 'close' }, hasTime ? 10 : 5, 10),
  ]
}

interface InSection {
  /** Open ones, in the order of the model. */
  readonly items: readonly Ranked[]
  /** Ids of those that are agreed on in one step before. */
  readonly accepted: ReadonlySet<string>
  readonly priority: string | undefined
}

function wishesFor(section: Section, { items, accepted, priority }: InSection): readonly Wish<Part>[] {
  const factor = priorityFactor(priority)
  const discussed = items.flatMap((item): Wish<Part>[] => {
    if (item.label !== 'split' && item.label !== 'discuss') return []
    return [
      {
        of: { kind: 'statement', section, item, ...(priority === undefined ? {} : { priority }) },
        minimum: fewest[item.label],
        most: mostForOne,
        turn: 1,
        weight: weightOf(item, priority),
        group: section.id,
      },
    ]
  })
  const quick = items.filter(
    ({ label, statement }) => label === 'confirm' || (label === 'shared' && !accepted.has(statement.id)),
  )
  if (quick.length === 0) return discussed
  const furthest = Math.max(...quick.map((item) => contested(item)))
  return [
    ...discussed,
    {
      of: { kind: 'confirm', section, items: quick },
      minimum: between(1, quick.length / 2, longestSpell),
      most: Math.min(quick.length, longestSpell),
      turn: 2,
      weight: furthest * factor,
      group: section.id,
    },
  ]
}

/** How contested it is, times 3, 2 or 1 for a high, medium or low priority; no priority counts as medium. */
export function weightOf(item: Ranked, priority: string | undefined): number {
  const usual = item.label === 'split' ? sealedAway.split : sealedAway.discuss
  return contested(item, usual) * priorityFactor(priority)
}

/** Divergence over that from which on a statement of its scale is discussed, so that scales of different length compare. Above 0. */
function contested({ statement, divergence }: Ranked, usual = 0): number {
  const from = 100 * anchorOf(statement.scale.options.length)
  return Math.max(0.01, divergence === undefined ? usual : divergence / from)
}
