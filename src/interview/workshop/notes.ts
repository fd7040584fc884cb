import type { Section } from '../../model/model.ts'
import { counted, oneLine, visible, wrap } from '../../render/text.ts'
import { countNotes, type NotesOfKind, notesIn } from '../../response/shared-notes.ts'
import { command } from '../sitting.ts'
import { measure, paintOf, stacked } from '../text.ts'
import type { WorkshopSitting } from './sitting.ts'
import { heading } from './text.ts'

/** Shows what people wrote beside a section, a page after the other where the terminal is low, until the group goes back. */
export async function showNotes(sitting: WorkshopSitting, section: Section): Promise<void> {
  const count = countNotes(sitting.notes, section.id)
  const { height = Number.POSITIVE_INFINITY, width } = sitting.screen
  const isLong = notesOf(sitting, section, width).split('\n').length > height - besideNotes
  let pages = 1
  for (let page = 0; ; page = (page + 1) % pages) {
    const chosen = await sitting.prompter.choose({
      screen: (width, height = Number.POSITIVE_INFINITY) => {
        const title = heading(sitting, { title: oneLine(section.title), width })
        const lines = notesOf(sitting, section, width).split('\n')
        const room = Math.max(1, height - title.split('\n').length - 4)
        pages = Math.max(1, Math.ceil(lines.length / room))
        const at = Math.min(page, pages - 1)
        const which = pages === 1 ? '' : ` Page ${at + 1} of ${pages}.`
        const words = `${counted(count, 'note')}, shown without names because their writers allow it.${which}`
        const shown = pages === 1 ? lines : lines.slice(at * room, (at + 1) * room)
        return stacked(title, wrap(words, measure(width), 2), shown.join('\n'))
      },
      message: 'Enter goes back:',
      options: [
        command('enter', 'back', 'goes back'),
        ...(isLong ? [command('>', 'more', 'more notes')] : []),
        command('<', 'back', 'back'),
      ],
    })
    if (chosen !== ':more') return
  }
}

/** Lines that stand above and below the notes. */
const besideNotes = 9

/** The notes of a section by kind; empty where there are none. In no order that tells who wrote them. */
export function notesOf(sitting: WorkshopSitting, section: Section, width: number): string {
  const { quiet } = paintOf(sitting.screen)
  return notesIn(sitting.notes, section.id)
    .map((notes) => {
      const items = itemsOf(notes).map((item) => wrap(`- ${item}`, measure(width), 2, 4))
      return [quiet(wrap(oneLine(notes.kind.title), measure(width), 2)), ...items].join('\n')
    })
    .join('\n')
}

function itemsOf({ texts, links }: NotesOfKind): readonly string[] {
  const shown = links.map(({ title, url }) =>
    url === undefined ? oneLine(title) : `${oneLine(title)}: ${oneLine(url)}`,
  )
  return [...texts.map(visible), ...shown]
}
