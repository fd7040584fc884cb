import type { Ranked } from '../merge/agenda.ts'
import type { Section, Statement } from '../model/model.ts'
import type { ActionView } from '../plan/view.ts'
import type { Pair } from './order.ts'
import { leastMinutes, type Timetable, timetable, type Wish } from './time.ts'

/** What a workshop spends time on, beside breaks and what is spare. */
export type Part =
  | { readonly kind: 'welcome' | 'overview' | 'close' }
  /** Shared views, agreed on in one step or block by block. */
  | { readonly kind: 'shared'; readonly statements: readonly Statement[] }
  /** One statement to discuss. */
  | {
      readonly kind: 'statement'
      readonly section: Section
      readonly item: Ranked
      readonly priority?: string
    }
  /** What is quickly confirmed in a section, as a block. */
  | { readonly kind: 'confirm'; readonly section: Section; readonly items: readonly Ranked[] }
  /** Sections of which the priority or the ambition is open. */
  | { readonly kind: 'priorities'; readonly sections: readonly Section[] }
  /** One open action: keep, change or drop. */
  | { readonly kind: 'action'; readonly action: ActionView }
  /** Sections with a high priority and a gap that no action is about. */
  | { readonly kind: 'without-action'; readonly sections: readonly Section[] }
  | { readonly kind: 'order'; readonly pairs: readonly Pair[] }
  /** Open actions without an owner or a day. */
  | { readonly kind: 'owners'; readonly wanting: readonly ActionView[] }
  | { readonly kind: 'approval'; readonly actions: readonly ActionView[] }

export interface Agenda extends Timetable<Part> {
  readonly workshop: 1 | 2
  readonly minutes: number
  /** In how many minutes at least all of it would fit; absent where all fits, or where no day is long enough. */
  readonly enough?: number
}

export const shortest = 60
export const longest = 480

/** From here on there is time for a proper welcome. */
const roomy = 120

/** The agenda of so many minutes, and in how many it would all fit. `wishesIn` is what there is to do, by whether there is much time: as many wishes in the same turns, no minimum lower. */
export function agendaOf(
  workshop: 1 | 2,
  minutes: number,
  wishesIn: (hasTime: boolean) => readonly Wish<Part>[],
): Agenda {
  const brief = timetable(wishesIn(false), minutes)
  const usual = minutes < roomy ? brief : timetable(wishesIn(true), minutes)
  // What fits without room for a proper welcome is better than what does not; so more minutes never leave out more.
  const table = usual.out.length <= brief.out.length ? usual : brief
  const agenda = { workshop, minutes, ...table }
  const enough = leastMinutes(wishesIn(false))
  return table.out.length === 0 || enough > longest ? agenda : { ...agenda, enough }
}

/** A part that always has its place. */
export function always(of: Part, minimum: number, most: number): Wish<Part> {
  return { of, minimum, most, turn: 0, weight: 1 }
}

export function between(low: number, value: number, high: number): number {
  return Math.max(low, Math.min(high, Math.ceil(value)))
}

/** How much a priority weighs; none counts as medium. */
export function priorityFactor(priority: string | undefined): number {
  return priority === 'high' ? 3 : priority === 'low' ? 1 : 2
}
