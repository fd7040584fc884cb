import type { ModelPin } from '../assessment/assessment.ts'
import type { LookDates } from '../assessment/second-look.ts'
import type { Consensus } from '../merge/consensus.ts'
import { withoutSmallGroups } from '../merge/counts.ts'
import type { Label } from '../merge/label.ts'
import type { Spread } from '../merge/spread.ts'
import type { Model, Statement } from '../model/model.ts'
import type { Evidence } from '../response/response.ts'
import { notesIn, type SharedNotes } from '../response/shared-notes.ts'

const secondLookFormat = 'tiex-second-look/1'

/** The most passes a round may have, the first one counted: a response names no higher one. */
export const mostPasses = 9

/** Texts of people who allow that they are shown, by section and kind of note; no names, and in an order that betrays none. */
type ShownNotes = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>

/** What people are shown when they look again: the shape of `second-look.yaml`. Holds no names. */
export interface SecondLook extends LookDates {
  readonly format: string
  readonly model: ModelPin
  readonly round: string
  /** UTC, as is `closed`. */
  readonly opened: string
  /** By id, in the order of the model. */
  readonly statements: Readonly<Record<string, LookedAt>>
  readonly notes?: ShownNotes
  /** The notes as one armored age block: in a sealed assessment in their place. */
  readonly sealed?: string
}

/** How a statement was answered before the second look. The counts are absent where few people gave them. */
export interface LookedAt {
  readonly label: Label
  /** 0 to 100. */
  readonly divergence?: number
  readonly answers?: Spread
}

/** What a second look is made of. */
export interface Opening {
  readonly model: Model
  readonly consensus: Consensus
  /** Of fewer people than this no counts are shown. */
  readonly minimumGroup: number
  readonly notes: SharedNotes
  /** UTC. */
  readonly opened: string
  /** `YYYY-MM-DD`. */
  readonly closes?: string
  /** The one before, which is over. */
  readonly previous?: SecondLook
}

/** Statements people are far apart on, with nothing agreed yet; in the order of the model. */
export function wideStatements(model: Model, { statements }: Consensus): readonly Statement[] {
  return model.statements.filter(({ id }) => {
    const entry = statements[id]
    return entry !== undefined && isWide(entry.label) && entry.agreed === undefined
  })
}

export function isWide(label: Label): boolean {
  return label === 'split' || label === 'discuss'
}

/** The second look at what is wide; undefined where nothing is. Of notes only those of its sections are in it. */
export function openSecondLook(opening: Opening): SecondLook | undefined {
  const { model, consensus, minimumGroup, notes, opened, closes, previous } = opening
  const wide = wideStatements(model, consensus)
  if (wide.length === 0) return undefined
  const { readable } = withoutSmallGroups(consensus, minimumGroup)
  const shown = shownNotes(wide, model, notes)
  return {
    format: secondLookFormat,
    model: consensus.model,
    round: consensus.round,
    pass: (previous?.pass ?? 1) + 1,
    opened,
    ...(closes === undefined ? {} : { closes }),
    statements: Object.fromEntries(wide.map(({ id }) => [id, lookedAt(readable, id)])),
    ...(Object.keys(shown).length === 0 ? {} : { notes: shown }),
  }
}

function lookedAt({ statements }: Consensus, id: string): LookedAt {
  const { label, divergence, answers } = statements[id]!
  return {
    label,
    ...(divergence === undefined || answers === undefined ? {} : { divergence }),
    ...(answers === undefined ? {} : { answers }),
  }
}

/** The notes of the sections of these statements, in the order of the model; sections without any are left out. */
function shownNotes(statements: readonly Statement[], model: Model, notes: SharedNotes): ShownNotes {
  const wanted = new Set(statements.map(({ section }) => section))
  const entries = model.sections.flatMap(({ id }): [string, ShownNotes[string]][] => {
    const kinds = wanted.has(id) ? notesIn(notes, id) : []
    if (kinds.length === 0) return []
    const texts = kinds.map(({ kind, texts, links }) => [kind.id, [...texts, ...links.map(linkInWords)]])
    return [[id, Object.fromEntries(texts)]]
  })
  return Object.fromEntries(entries)
}

function linkInWords({ title, url }: Evidence): string {
  return url === undefined ? title : `${title} ${url}`
}

/** Of these statements those that are looked at, in their order. */
export function statementsLookedAt(
  { statements }: Pick<SecondLook, 'statements'>,
  asked: readonly Statement[],
): readonly Statement[] {
  return asked.filter(({ id }) => Object.hasOwn(statements, id))
}
