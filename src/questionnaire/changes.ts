import type { Model, Section } from '../model/model.ts'
import { sectionAnswers, withoutReworded, withSectionValue } from '../response/answers.ts'
import type { Evidence, Response } from '../response/response.ts'

/** One thing a person does to a response: applied to what is on disk at that moment, so that nothing else is touched. */
export type Change = (current: Response) => Response

/**
 * Sets an answer, the ambition or the stance, or removes it where `value` is undefined; a statement that was reworded is settled by it.
 * An equal value gives back the very same response, where there was nothing to settle.
 */
export function setting(section: Section, key: string, value: string | number | undefined): Change {
  return (current) => {
    const settled = withoutReworded(current, `${section.id}/${key}`)
    return sectionAnswers(settled, section)?.[key] === value
      ? settled
      : withSectionValue(settled, section, key, value)
  }
}

/** Writes a note of text; undefined or a blank text removes it. */
export function noting(section: Section, kind: string, text: string | undefined): Change {
  const note = text === undefined || text.trim() === '' ? undefined : text
  return (current) =>
    sectionAnswers(current, section)?.notes?.[kind] === note
      ? current
      : withNote(current, section, kind, note)
}

/** Adds a link to a note of links; one that is there already with the same title and address is not added again. */
export function addingLink(section: Section, kind: string, link: Evidence): Change {
  return (current) => {
    const links = linksOf(current, section, kind)
    const known = links.some((other) => other.title === link.title && other.url === link.url)
    return known ? current : withNote(current, section, kind, [...links, link])
  }
}

/** Removes all links of a note. */
export function removingLinks(section: Section, kind: string): Change {
  return (current) =>
    linksOf(current, section, kind).length === 0 ? current : withNote(current, section, kind, undefined)
}

export function linksOf(response: Response, section: Section, kind: string): readonly Evidence[] {
  const note = sectionAnswers(response, section)?.notes?.[kind]
  return note === undefined || typeof note === 'string' ? [] : note
}

function withNote(
  response: Response,
  section: Section,
  kind: string,
  note: string | readonly Evidence[] | undefined,
): Response {
  const { [kind]: _, ...others } = sectionAnswers(response, section)?.notes ?? {}
  const notes = note === undefined ? others : { ...others, [kind]: note }
  return withSectionValue(response, section, 'notes', Object.keys(notes).length === 0 ? undefined : notes)
}

/** Says whether the notes may be shown to the group; that they may not is said by saying nothing. */
export function sharingNotes(shares: boolean): Change {
  return (current) => {
    if ((current['share-notes'] === true) === shares) return current
    const { 'share-notes': _, ...rest } = current
    return shares ? { ...rest, 'share-notes': true } : rest
  }
}

/** Submits, at a time in UTC, whether or not that was done before. */
export function submittingAt(submitted: string): Change {
  return (current) => ({ ...current, submitted })
}

/** Submits after the change what is not submitted yet, or is another through the change. */
export function submittingAfter(change: Change, submitted: string): Change {
  return (current) => {
    const changed = change(current)
    return changed === current && current.submitted !== undefined ? current : { ...changed, submitted }
  }
}

/** The changes one after the other. */
export function together(changes: readonly Change[]): Change {
  return (current) => changes.reduce((response, change) => change(response), current)
}

/** Everything another response says, laid over what is there; what it does not say stays. */
export function taking(other: Response, model: Model): Change {
  const changes = model.sections.flatMap((section) => {
    const { notes = {}, ...values } = sectionAnswers(other, section) ?? {}
    return [
      ...Object.entries(values).map(([key, value]) => setting(section, key, value as string | number)),
      ...Object.entries(notes).map(([kind, note]) => replacingNote(section, kind, note)),
    ]
  })
  return together(changes)
}

function replacingNote(section: Section, kind: string, note: string | readonly Evidence[]): Change {
  if (typeof note === 'string') return noting(section, kind, note)
  return together([removingLinks(section, kind), ...note.map((link) => addingLink(section, kind, link))])
}

/** The change; with the first one a response says when it was started and in which role. */
export function starting(change: Change, started: string, role: string): Change {
  return (current) => {
    const changed = change(current)
    if (changed === current) return current
    return { ...changed, role: changed.role ?? role, started: changed.started ?? started }
  }
}
