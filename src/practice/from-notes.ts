import type { Model, NoteKind, Section } from '../model/model.ts'
import { sectionAnswers } from '../response/answers.ts'
import type { Response } from '../response/response.ts'
import { notesIn, type SharedNotes } from '../response/shared-notes.ts'
import type { PracticeParts } from './form.ts'

/** A note from which a practice can be drafted. It says nothing of who wrote it, but whether it was the person who asks. */
export interface PracticeNote {
  readonly section: Section
  readonly kind: NoteKind
  readonly text: string
  readonly isOwn: boolean
}

/** Kinds of notes that tell of practice, as the model says. */
export function practiceKinds(model: Model): readonly NoteKind[] {
  return model.notes.filter((kind) => kind.practice === true && kind.kind === 'text')
}

/**
 * The notes of practice that a person may draft from, in the order of the model: their own, and of other people's those that may be shown
 * to the group. In a section the own note is first and the others are sorted by what they say; one that both are is the own one.
 */
export function practiceNotes(
  model: Model,
  { own, shared = {} }: { readonly own?: Response | undefined; readonly shared?: SharedNotes | undefined },
): readonly PracticeNote[] {
  const kinds = practiceKinds(model)
  return model.sections.flatMap((section) =>
    kinds.flatMap((kind): PracticeNote[] => {
      const mine = own === undefined ? undefined : sectionAnswers(own, section)?.notes?.[kind.id]
      const text = typeof mine === 'string' ? mine.trim() : ''
      const others = notesIn(shared, section.id)
        .filter((note) => note.kind.id === kind.id)
        .flatMap(({ texts }) => texts)
        .filter((other) => other !== text)
      const note = (told: string, isOwn: boolean) => ({ section, kind, text: told, isOwn })
      return [...(text === '' ? [] : [note(text, true)]), ...others.map((other) => note(other, false))]
    }),
  )
}

/** The most characters of a title that is drafted. */
const titleLength = 80

/** What a note gives a practice: its text, its section, and its first sentence as a title. Nothing of who wrote it. */
export function draftFrom({ section, text }: PracticeNote): PracticeParts & { readonly title: string } {
  return { title: titleOf(text), what: text, cells: [section.id] }
}

function titleOf(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const sentence = line.match(/^.*?[.!?](?=\s|$)/)?.[0].replace(/\.$/, '') ?? line
  const told = sentence === '' ? line : sentence
  if (told.length <= titleLength) return told
  const cut = told.slice(0, titleLength - 1)
  const space = cut.lastIndexOf(' ')
  return `${(space > titleLength / 2 ? cut.slice(0, space) : cut).replace(/[\ud800-\udbff]$|[,;:]$/, '')}…`
}
