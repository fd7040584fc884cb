import { addressProblem } from '../address.ts'
import { hintFor, quoted } from '../did-you-mean.ts'
import type { Model } from '../model/model.ts'
import { type Finding, finding, type Path } from '../problem.ts'
import { noteLimit, type SectionAnswers } from './response.ts'

/** Everything wrong with the notes beside the answers of a section: their kinds, their text, and links of evidence. `path` is the section's. */
export function checkNotes(given: SectionAnswers, path: Path, model: Model): Finding[] {
  return Object.entries(given.notes ?? {}).flatMap(([kind, note]) => {
    const place = [...path, 'notes', kind]
    const known = model.notes.find((candidate) => candidate.id === kind)
    if (known === undefined)
      return [
        finding('unknown-id', place, `${quoted(kind)} is not a kind of note`, {
          hint: hintFor(
            kind,
            model.notes.map((candidate) => candidate.id),
            'kinds of notes',
          ),
          at: 'key',
        }),
      ]
    return known.kind === 'links' ? checkLinks(note, place) : checkText(note, place, kind)
  })
}

function checkText(note: unknown, path: Path, kind: string): Finding[] {
  if (typeof note !== 'string')
    return [
      finding('note', path, `the note ${kind} must be text, not ${quoted(note)}`, {
        hint: 'put it in quotes, or in a block after |',
      }),
    ]
  if (note.length > noteLimit)
    return [
      finding(
        'note',
        path,
        `the note ${kind} has ${note.length.toLocaleString('en-GB')} characters; the limit is ${noteLimit.toLocaleString('en-GB')}`,
        { hint: 'shorten it, or link to a document as evidence' },
      ),
    ]
  return []
}

function checkLinks(note: unknown, path: Path): Finding[] {
  const hint = 'write a list: - title: Cabinet report, and below it url: https://...'
  if (!Array.isArray(note))
    return [finding('evidence', path, `evidence must be a list of links, not ${quoted(note)}`, { hint })]
  if (note.length > 100)
    return [
      finding('evidence', path, `${note.length} links of evidence are too many; the limit is 100`, {
        hint: 'keep the ones a colleague would open',
      }),
    ]
  return note.flatMap((link: unknown, index) => {
    const place = [...path, index]
    if (typeof link !== 'object' || link === null || Array.isArray(link))
      return [finding('evidence', place, `${quoted(link)} is not a link of evidence`, { hint })]
    return checkLink(link as Readonly<Record<string, unknown>>, place, hint)
  })
}

function checkLink(link: Readonly<Record<string, unknown>>, path: Path, hint: string): Finding[] {
  const findings = Object.keys(link)
    .filter((key) => key !== 'title' && key !== 'url')
    .map((key) =>
      finding('unknown-field', [...path, key], `${quoted(key)} is not a field of evidence`, {
        hint: 'the fields are title and url',
        at: 'key',
      }),
    )
  const { title, url } = link
  if (typeof title !== 'string' || title.trim() === '' || title.length > 500)
    findings.push(
      finding('evidence', [...path, 'title'], `evidence needs a title: text of at most 500 characters`, {
        hint,
      }),
    )
  if (url === undefined) return findings
  const problem = typeof url === 'string' ? addressProblem(url) : 'must be text'
  if (problem !== undefined)
    findings.push(
      finding('address', [...path, 'url'], `the address of this evidence (url) ${problem}`, {
        hint: 'write an address such as https://www.example.org/report',
      }),
    )
  return findings
}
