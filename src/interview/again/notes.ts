import type { Section } from '../../model/model.ts'
import { counted, oneLine, visible, wrap } from '../../render/text.ts'
import { command } from '../sitting.ts'
import { heading, measure, paintOf, stacked } from '../text.ts'
import type { LookSitting } from './sitting.ts'

/** Most lines of notes that stand beside a statement; more of them behind a key. */
const mostLines = 6

export function countNotes({ look }: LookSitting, { id }: Section): number {
  return Object.values(look.notes?.[id] ?? {}).reduce((sum, texts) => sum + texts.length, 0)
}

/** What people wrote beside a section, by kind and without names; empty where there is nothing, or where it is `long`. */
export function shortNotes(sitting: LookSitting, section: Section, width: number): string {
  const notes = notesOf(sitting, section, width)
  return isLong(notes) ? '' : notes
}

/** Whether the notes of a section stand behind a key: decided by a common width, so that resizing changes no keys. */
export function hasLongNotes(sitting: LookSitting, section: Section): boolean {
  return isLong(notesOf(sitting, section, sitting.screen.width))
}

function isLong(notes: string): boolean {
  return notes.split('\n').length > mostLines
}

/** Shows all notes of a section, until the person goes back. */
export async function showNotes(sitting: LookSitting, section: Section): Promise<void> {
  const said = `${counted(countNotes(sitting, section), 'note')}, shown without names because their writers allow it.`
  await sitting.prompter.choose({
    screen: (width) =>
      stacked(
        heading(sitting, oneLine(section.title), width),
        wrap(said, measure(width), 2),
        notesOf(sitting, section, width),
      ),
    message: 'Enter goes back:',
    options: [command('enter', 'back', 'goes back'), command('<', 'back', 'back')],
  })
}

function notesOf({ look, course, screen }: LookSitting, { id }: Section, width: number): string {
  const own = look.notes?.[id] ?? {}
  const { quiet } = paintOf(screen)
  return course.model.notes
    .flatMap((kind) => {
      const texts = own[kind.id] ?? []
      if (texts.length === 0) return []
      const lines = texts.map((text) => wrap(`- ${visible(text)}`, measure(width), 2, 4))
      return [[quiet(wrap(oneLine(kind.title), measure(width), 2)), ...lines].join('\n')]
    })
    .join('\n')
}
