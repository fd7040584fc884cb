import type { Screen } from '../../env.ts'
import type { PracticeNote } from '../../practice/from-notes.ts'
import type { Practice } from '../../practice/practice.ts'
import { columnsOf, oneLine, visible, wrap } from '../text.ts'

/** The notes that a practice can be drafted from, numbered: by section, never by person; from which one was drafted already. */
export function renderNotes(
  notes: readonly PracticeNote[],
  practices: readonly Practice[],
  { width, paint }: Screen,
): string {
  return notes
    .map((note, index) => {
      const mark = `${index + 1}. `
      const indent = columnsOf(mark)
      const whose = note.isOwn ? 'your own note' : 'a note that may be shown'
      const taken = draftedFrom(note, practices)
      const facts = taken === undefined ? whose : `${whose}; drafted already: ${taken.id}`
      return [
        `${paint.strong(wrap(`${mark}${oneLine(note.section.title)}`, width, 0, indent))}\n`,
        `${paint.quiet(wrap(facts, width, indent))}\n`,
        `${wrap(visible(note.text), width, indent)}\n`,
      ].join('')
    })
    .join('\n')
}

function draftedFrom({ text }: PracticeNote, practices: readonly Practice[]): Practice | undefined {
  return practices.find(({ what }) => what.trim() === text)
}
