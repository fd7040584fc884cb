import { type Ranked, rankByDivergence } from '../merge/agenda.ts'
import type { CellConsensus, Consensus } from '../merge/consensus.ts'
import type { Model, Section } from '../model/model.ts'
import { countNotes, type NotesOfKind, notesIn, type SharedNotes } from '../response/shared-notes.ts'
import { consensusResults } from '../scoring/results.ts'
import { tallyOf } from '../workshop/tally.ts'
import { weightOf } from './first.ts'
import { type OpeningQuestion, patternOf, questionFor } from './question.ts'

/** A page for each section that has something to discuss; the others by name. Sections in the order of the model. */
export interface Handout {
  readonly model: Model
  readonly pages: readonly Page[]
  readonly quiet: readonly QuietSection[]
}

/** A section with nothing to discuss, and how many notes there are. */
export interface QuietSection {
  readonly section: Section
  /** How many of its statements are still to be agreed on, beside those that too few could say. */
  readonly open: number
  /** How many of them nobody or one person could say. */
  readonly tooFew: number
  readonly notes: number
}

export interface Page {
  readonly section: Section
  /** On which nothing is agreed and the view is not shared, in the order of the section. */
  readonly items: readonly OnPage[]
  readonly shared: readonly Ranked[]
  /** How many are agreed. */
  readonly agreed: number
  /** As it may be shown; absent for a factor. `hidden`: ambitions were given, but by too few to show them. */
  readonly cell?: CellConsensus & { readonly level?: number; readonly hidden: boolean }
  readonly notes: readonly NotesOfKind[]
  readonly question: OpeningQuestion
}

export interface OnPage extends Ranked {
  /** Its answers may not be shown: few gave them. */
  readonly hidden: boolean
}

interface Read {
  /** The consensus without the answers of small groups. */
  readonly shown: Consensus
  readonly consensus: Consensus
}

export function handoutOf(model: Model, { shown, consensus }: Read, notes: SharedNotes): Handout {
  const ranked = new Map(rankByDivergence(model, shown).map((item) => [item.statement.id, item]))
  const levels = new Map(consensusResults(model, shown).cells.map((cell) => [cell.section.id, cell]))
  const tally = new Map(tallyOf(model, shown).open.map((one) => [one.section.id, one]))
  const looked = model.sections.map((section): Page | QuietSection => {
    const items = section.statements.map(({ id }) => ranked.get(id)!)
    const open = items.filter(({ statement }) => shown.statements[statement.id]?.agreed === undefined)
    const cell = shown.cells?.[section.id] ?? {}
    const { level, ambition } = levels.get(section.id) ?? {}
    const left = tally.get(section.id)
    const isUnsettled = left?.priority === true || left?.ambition === true
    const pattern = patternOf({
      section,
      open: open.toSorted((a, b) => weightOf(b, cell.priority) - weightOf(a, cell.priority)),
      ...(isUnsettled ? { cell: { consensus: cell, level, ambition } } : {}),
    })
    if (pattern === undefined) {
      const tooFew = open.filter(({ label }) => label === 'too-few').length
      return { section, open: open.length - tooFew, tooFew, notes: countNotes(notes, section.id) }
    }
    const given = consensus.cells?.[section.id]?.ambitions !== undefined || consensus.sealed !== undefined
    const hidden = cell.ambitions === undefined && given
    return {
      section,
      items: open.filter(({ label }) => label !== 'shared').map((item) => onPage(item, shown)),
      shared: open.filter(({ label }) => label === 'shared'),
      agreed: items.length - open.length,
      ...(section.kind === 'cell'
        ? { cell: { ...cell, ...(level === undefined ? {} : { level }), hidden } }
        : {}),
      notes: notesIn(notes, section.id),
      question: questionFor(pattern),
    }
  })
  return {
    model,
    pages: looked.filter((one) => 'question' in one),
    quiet: looked.filter((one): one is QuietSection => !('question' in one)),
  }
}

function onPage(item: Ranked, shown: Consensus): OnPage {
  return { ...item, hidden: shown.statements[item.statement.id]?.answers === undefined }
}
