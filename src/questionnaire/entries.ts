import { addressProblem } from '../address.ts'
import { hintFor, listed, nearest, quoted } from '../did-you-mean.ts'
import { answersTo, type NoteKind, type Section } from '../model/model.ts'
import type { Problem } from '../problem.ts'
import { noteLimit, stances } from '../response/response.ts'
import { addingLink, type Change, noting, setting } from './changes.ts'
import type { Course } from './course.ts'
import { cleanText } from './note-text.ts'

/** What a flag of `tiex assess` comes to: one change, or what is wrong with it. */
export type Entry = { readonly change: Change; readonly sets?: Setting } | { readonly problem: Problem }

/** What a change gives a value, where another value would contradict it; a link, which is added to others, has none. */
interface Setting {
  readonly flag: string
  readonly id: string
  readonly value: string
}

/** The flags that give answers, as they were written. */
export interface WrittenEntries {
  readonly answer?: readonly string[]
  readonly ambition?: readonly string[]
  readonly note?: readonly string[]
}

/** Every flag in its own right, so that all problems are told at once: answers, then ambitions, then notes. A flag that contradicts an earlier one is a problem. */
export function parseEntries(written: WrittenEntries, course: Course): readonly Entry[] {
  const entries = [
    ...(written.answer ?? []).map((text) => parseAnswer(text, course)),
    ...(written.ambition ?? []).map((text) => parseAmbition(text, course)),
    ...(written.note ?? []).map((text) => parseNote(text, course)),
  ]
  const first = new Map<string, Setting>()
  return entries.map((entry) => {
    if ('problem' in entry || entry.sets === undefined) return entry
    const before = first.get(entry.sets.id) ?? entry.sets
    first.set(before.id, before)
    return before.value === entry.sets.value ? entry : contradiction(before, entry.sets)
  })
}

function contradiction(before: Setting, after: Setting): Entry {
  const flags = before.flag === after.flag ? before.flag : `${before.flag} and ${after.flag}`
  const message = `${flags} ${quoted(before.id)}: both ${quoted(before.value)} and ${quoted(after.value)} are given`
  return { problem: { severity: 'error', rule: 'usage', message, hint: 'leave one of them out' } }
}

/** `CELL/STAGE=OPTION` or `FACTOR/STATEMENT=OPTION`; also `CELL/ambition=N`, `CELL/stance=STANCE` and `CELL/note/KIND=TEXT`. */
export function parseAnswer(text: string, course: Course): Entry {
  const parts = split(text)
  if (parts === undefined)
    return problem(
      '--answer',
      text,
      'has no = in it',
      `write CELL/STAGE=OPTION, such as --answer ${example(course)}`,
    )
  const note = parts.left.match(/^(.*)\/note\/([^/]*)$/)
  if (note !== null) return parseNote(`${note[1]}/${note[2]}=${parts.right}`, course, '--answer')
  const slash = parts.left.lastIndexOf('/')
  const key = parts.left.slice(slash + 1)
  const section = sectionNamed(parts.left.slice(0, Math.max(slash, 0)), course)
  if (section?.kind === 'cell' && key === 'ambition')
    return ambitionEntry(section, parts.right, course, '--answer', text)
  if (section?.kind === 'cell' && key === 'stance') return stanceEntry(section, parts.right, text)
  return answerEntry(parts.left, parts.right, course, text)
}

/** `CELL=N`. */
export function parseAmbition(text: string, course: Course): Entry {
  const parts = split(text)
  if (parts === undefined) return problem('--ambition', text, 'has no = in it', 'write CELL=N')
  const section = sectionNamed(parts.left, course)
  if (section === undefined) return unknownSection('--ambition', parts.left, course)
  if (section.kind !== 'cell')
    return problem('--ambition', text, `is for a success factor, which has no ambition`, 'name a cell')
  return ambitionEntry(section, parts.right, course, '--ambition', text)
}

/** `SECTION/KIND=TEXT`; for a kind of links the text is a title and behind it, optionally, an address. */
export function parseNote(text: string, course: Course, flag = '--note'): Entry {
  const parts = split(text)
  if (parts === undefined) return problem(flag, text, 'has no = in it', 'write SECTION/KIND=TEXT')
  const slash = parts.left.lastIndexOf('/')
  const kindId = parts.left.slice(slash + 1)
  const section = sectionNamed(parts.left.slice(0, Math.max(slash, 0)), course)
  if (section === undefined) return unknownSection(flag, parts.left.slice(0, Math.max(slash, 0)), course)
  const kind = course.model.notes.find((candidate) => candidate.id === kindId)
  if (kind === undefined) {
    const kinds = course.model.notes.map((candidate) => candidate.id)
    return problem(
      flag,
      text,
      `names no kind of note: ${quoted(kindId)}`,
      hintFor(kindId, kinds, 'kinds of notes'),
    )
  }
  const note = cleanText(parts.right)
  if (note === '') return problem(flag, text, 'has no text', 'write it behind the =, or leave the flag out')
  if (note.length > noteLimit)
    return problem(
      flag,
      text,
      'is longer than 10,000 characters',
      'shorten it, or link to a document as evidence',
    )
  return kind.kind === 'links'
    ? linkEntry(section, kind, parts.right, flag)
    : {
        change: noting(section, kind.id, note),
        sets: { flag, id: `${section.id}/note/${kind.id}`, value: note },
      }
}

function linkEntry(section: Section, kind: NoteKind, text: string, flag: string): Entry {
  const words = text.split(/\s+/)
  const last = words.at(-1)!
  const isAddress = words.length > 1 && /^[a-z][a-z0-9+.-]*:/i.test(last)
  if (!isAddress) return { change: addingLink(section, kind.id, { title: text }) }
  const fault = addressProblem(last)
  if (fault !== undefined)
    return problem(
      flag,
      text,
      `has an address that ${fault}`,
      'write a title, a blank and an address such as https://www.example.org/report',
    )
  return { change: addingLink(section, kind.id, { title: words.slice(0, -1).join(' '), url: last }) }
}

function answerEntry(id: string, answer: string, course: Course, text: string): Entry {
  const statement = course.statements.find((candidate) => candidate.id === id)
  if (statement === undefined) return unknownStatement(id, course, text)
  const options = answersTo(statement)
  if (!options.includes(answer))
    return problem(
      '--answer',
      text,
      `${quoted(answer)} is not an answer here`,
      hintFor(answer, options, 'answers'),
      'answer',
    )
  const section = course.model.sectionById.get(statement.section)!
  return { change: setting(section, statement.key, answer), sets: { flag: '--answer', id, value: answer } }
}

function ambitionEntry(section: Section, value: string, course: Course, flag: string, text: string): Entry {
  const stages = course.model.stages.length
  if (!/^\d{1,3}$/.test(value) || Number(value) > stages)
    return problem(
      flag,
      text,
      `${quoted(value)} is not an ambition`,
      `write a whole number from 0 to ${stages}`,
      'ambition',
    )
  const ambition = Number(value)
  return {
    change: setting(section, 'ambition', ambition),
    sets: { flag, id: `${section.id}/ambition`, value: String(ambition) },
  }
}

function stanceEntry(section: Section, value: string, text: string): Entry {
  if (!(stances as readonly string[]).includes(value))
    return problem(
      '--answer',
      text,
      `${quoted(value)} is not a stance`,
      hintFor(value, stances, 'stances'),
      'stance',
    )
  return {
    change: setting(section, 'stance', value),
    sets: { flag: '--answer', id: `${section.id}/stance`, value },
  }
}

function unknownStatement(id: string, course: Course, text: string): Entry {
  const elsewhere = course.model.statementById.has(id)
  if (elsewhere)
    return problem(
      '--answer',
      text,
      'is not among the sections you are asked',
      `you are asked ${listed(course.sections.map((section) => section.id))}`,
      'unknown-id',
    )
  const section = sectionNamed(id.slice(0, Math.max(id.lastIndexOf('/'), 0)), course)
  const known = (section?.statements ?? course.statements).map((statement) => statement.id)
  const near = nearest(id, known)
  const hint =
    section !== undefined
      ? hintFor(id, known, 'statements there')
      : near === undefined
        ? `write CELL/STAGE or FACTOR/STATEMENT, such as ${course.statements[0]?.id}`
        : `${near}?`
  return problem('--answer', text, `there is no statement ${quoted(id)}`, hint, 'unknown-id')
}

function unknownSection(flag: string, id: string, course: Course): Entry {
  const known = course.sections.map((section) => section.id)
  return problem(flag, id, 'is not a section you are asked', hintFor(id, known, 'sections'), 'unknown-id')
}

function sectionNamed(id: string, course: Course): Section | undefined {
  return course.sections.find((section) => section.id === id)
}

function split(text: string): { left: string; right: string } | undefined {
  const at = text.indexOf('=')
  return at === -1 ? undefined : { left: text.slice(0, at).trim(), right: text.slice(at + 1).trim() }
}

function example(course: Course): string {
  const statement = course.statements[0]
  return statement === undefined ? 'a/b/c=d' : `${statement.id}=${answersTo(statement)[0]}`
}

function problem(flag: string, text: string, what: string, hint: string, rule = 'usage'): Entry {
  const subject =
    what.startsWith('"') || what.startsWith('there')
      ? `${flag} ${quoted(text)}: ${what}`
      : `${flag} ${quoted(text)} ${what}`
  return { problem: { severity: 'error', rule, message: subject, hint } }
}
