import type { Screen } from '../../env.ts'
import type { Model, Section, Statement } from '../../model/model.ts'
import { type OpenSection, openCounts, type Tally } from '../../workshop/tally.ts'
import { columnsOf, counted, fitTitle, oneLine, wrap } from '../text.ts'

/** `31 of 93`: the end of the commit message. */
export function shortState({ agreed, of }: Tally): string {
  return `${agreed} of ${of}`
}

interface Listed {
  readonly model: Model
  readonly screen: Screen
  /** Sections. */
  readonly most: number
  /** Where all of them are, behind those that are named. */
  readonly way: string
}

/** How many are agreed and what is still open; with `most`, then up to so many of the sections in which something is. */
export function renderOpen(tally: Tally, listed: Listed): string {
  const { screen, most } = listed
  const head = `${tally.agreed} of ${counted(tally.of, 'statement')} agreed. ${openInWords(tally)}`
  const sections = most === 0 ? '' : renderOpenSections(tally, listed)
  return `${wrap(head, screen.width)}\n${sections}`
}

/** Up to `most` of the sections in which something is open, a line each. */
export function renderOpenSections(tally: Tally, { model, screen, most, way }: Listed): string {
  const shown = tally.open.slice(0, most)
  const longest = Math.max(0, ...shown.map(({ section }) => columnsOf(oneLine(section.title))))
  const room = Math.min(longest, Math.max(16, screen.width - 32))
  const rows = shown.map((one) => {
    const title = oneLine(one.section.title)
    const what = itemsOf(one, model).join(', ')
    if (screen.plain) return wrap(`${title}: ${what}.`, screen.width)
    return `  ${fitTitle(title, room)}  ${wrap(what, screen.width, room + 4).trimStart()}`
  })
  const left = tally.open.length - shown.length
  const more = `${screen.plain ? '' : '  '}and ${left} more ${left === 1 ? 'section' : 'sections'}: ${way}`
  return [...rows, ...(left > 0 ? [more] : [])].map((line) => `${line}\n`).join('')
}

/** `Still open: 62 statements and 3 priorities.`, or that nothing is. */
export function openInWords(tally: Tally): string {
  const { statements, changed, priorities, ambitions } = openCounts(tally)
  const parts = [
    ...(statements > 0 ? [counted(statements, 'statement')] : []),
    ...(priorities > 0 ? [counted(priorities, 'priority', 'priorities')] : []),
    ...(ambitions > 0 ? [counted(ambitions, 'ambition')] : []),
  ]
  const open = parts.length === 0 ? 'Nothing is open.' : `Still open: ${parts.join(', ')}.`
  if (changed === 0) return open
  return `${open} The answers under ${counted(changed, 'agreed statement')} have changed since.`
}

function itemsOf(one: OpenSection, model: Model): readonly string[] {
  const { section, statements, changed, priority, ambition } = one
  const all = statements.length === section.statements.length
  const names = statements.map((statement) => nameOf(statement, section, model))
  return [
    ...(all ? [`all ${statements.length}`] : names),
    ...changed.map((statement) => `${nameOf(statement, section, model)} (answers changed)`),
    ...(priority ? ['priority'] : []),
    ...(ambition ? ['ambition'] : []),
  ]
}

/** The title of a statement within its section, in small letters: its stage, or the words of its key. */
export function nameOf(statement: Statement, section: Section, model: Model): string {
  const stage = section.kind === 'cell' && model.stages.find(({ id }) => id === statement.key)
  return oneLine(stage ? stage.title : statement.key.replaceAll('-', ' ')).toLowerCase()
}
