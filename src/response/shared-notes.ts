import type { Model, NoteKind } from '../model/model.ts'
import { sectionAnswers } from './answers.ts'
import type { Evidence, Response, SectionAnswers } from './response.ts'

type Notes = NonNullable<SectionAnswers['notes']>

/** Notes that may be shown to the group, by id of section; only sections there are any of. Nothing in it says who wrote what. */
export type SharedNotes = Readonly<Record<string, readonly NotesOfKind[]>>

/** The notes of one kind in a section, each once, sorted by what they say; at least one text or link. */
export interface NotesOfKind {
  readonly kind: NoteKind
  readonly texts: readonly string[]
  readonly links: readonly Evidence[]
}

/** The notes of submitted responses whose people allow it, kinds in the order of the model. Does not depend on the order of the responses. */
export function gatherNotes(model: Model, responses: readonly Response[]): SharedNotes {
  const sharing = responses.filter(mayBeShown)
  return Object.fromEntries(
    model.sections.flatMap((section) => {
      const given: readonly Notes[] = sharing.map(
        (response) => sectionAnswers(response, section)?.notes ?? {},
      )
      const kinds = model.notes.flatMap((kind): NotesOfKind[] => {
        const notes = given.flatMap((all) => (Object.hasOwn(all, kind.id) ? [all[kind.id]!] : []))
        const texts = sorted(notes.flatMap((note) => (typeof note === 'string' ? (tidy(note) ?? []) : [])))
        const links = sorted(notes.flatMap((note) => (typeof note === 'string' ? [] : note.map(written))))
        if (texts.length + links.length === 0) return []
        return [{ kind, texts, links: links.map((link) => JSON.parse(link) as Evidence) }]
      })
      return kinds.length === 0 ? [] : [[section.id, kinds] as const]
    }),
  )
}

function mayBeShown({ submitted, 'share-notes': sharesNotes }: Response): boolean {
  return submitted !== undefined && sharesNotes === true
}

/** How many notes there are in a section; a link counts as one. */
export function countNotes(notes: SharedNotes, section: string): number {
  return notesIn(notes, section).reduce((sum, { texts, links }) => sum + texts.length + links.length, 0)
}

/** The notes of a section, [] where there are none. */
export function notesIn(notes: SharedNotes, section: string): readonly NotesOfKind[] {
  return Object.hasOwn(notes, section) ? (notes[section] ?? []) : []
}

function tidy(note: string): string | undefined {
  const text = note.trim()
  return text === '' ? undefined : text
}

/** A link as text, so that equal ones are equal and their order is that of title and address. */
function written({ title, url }: Evidence): string {
  return JSON.stringify({ title: title.trim(), ...(url === undefined ? {} : { url: url.trim() }) })
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort()
}
