import { listed } from '../did-you-mean.ts'
import { answersTo, type Model, type NoteKind, type Section, type Statement } from '../model/model.ts'
import { stances } from '../response/response.ts'
import { type Change, setting } from './changes.ts'
import type { Course } from './course.ts'
import { parseNote } from './entries.ts'

/** What the sheets of a questionnaire are called, and in which columns things stand. */
export const sheetNames = { answers: 'Answers', about: 'About', lists: 'Lists' } as const
export const sheetColumns = { id: 'A', answer: 'D' } as const

/** What a row at the end is called in which a person says that they have finished, or that notes may be shown. */
export const closingRows = { shares: 'share-notes', finished: 'finished' } as const

/** What the sheets say they are. */
export const sheetFormat = 'tiex-form-sheet/1'

/** One line of a questionnaire that is filled in on a sheet: what begins a section, or what is asked. */
export type SheetRow =
  | { readonly kind: 'section'; readonly section: Section }
  | { readonly kind: 'question'; readonly question: Question }

/** Something that is asked; `choices` are all that may be answered, absent where it is free text. */
export interface Question {
  /** As `tiex assess --answer` names it: a statement, or `SECTION/ambition`, `SECTION/stance`, `SECTION/note/KIND`. */
  readonly id: string
  readonly title: string
  readonly text: string
  readonly choices?: readonly Choice[]
}

export interface Choice {
  /** What stands in a response. */
  readonly value: string
  readonly title: string
}

/** What the answers that are no option of a scale are called. */
const outside: Readonly<Record<string, string>> = {
  'dont-know': 'I do not know',
  'not-applicable': 'Not applicable',
}

/** Everything that is asked, in the order of the course. */
export function sheetRows({ sections, model }: Course): readonly SheetRow[] {
  return sections.flatMap((section): SheetRow[] => [
    { kind: 'section', section },
    ...questionsOf(section, model).map((question) => ({ kind: 'question' as const, question })),
  ])
}

/** What is asked in a section: its statements, then what may be said beside them. */
function questionsOf(section: Section, model: Model): readonly Question[] {
  return [
    ...section.statements.map((statement) => asked(statement, section, model)),
    ...(section.kind === 'cell' ? beside(section, model) : []),
    ...model.notes.map((kind) => ({
      id: `${section.id}/note/${kind.id}`,
      title: kind.title,
      text:
        kind.kind === 'text' ? kind.prompt : `${kind.prompt} One a line: a title, a blank and an address.`,
    })),
  ]
}

function asked(statement: Statement, section: Section, model: Model): Question {
  const stage = model.stages.find(({ id }) => id === statement.key)
  const choices = answersTo(statement).map((value) => ({
    value,
    title: statement.scale.options.find(({ id }) => id === value)?.title ?? outside[value] ?? value,
  }))
  return {
    id: statement.id,
    title: section.kind === 'cell' ? (stage?.title ?? statement.key) : '',
    text: statement.text,
    choices,
  }
}

function beside(section: Section, { stages }: Model): readonly Question[] {
  const levels = [0, ...stages.map((_, index) => index + 1)]
  const meaning = stages.map(({ title }, index) => `${index + 1} up to ${title.toLowerCase()}`)
  return [
    {
      id: `${section.id}/ambition`,
      title: 'Ambition',
      text: `Where should the council be here? The number of stages that should be fully met: 0 none, ${listed(meaning)}.`,
      choices: levels.map((level) => ({ value: String(level), title: String(level) })),
    },
    ...stances.map((stance) => ({
      id: `${section.id}/stance`,
      title: 'Our choice',
      text: 'We have chosen to stay where we are here. Say why under the reason.',
      choices: [{ value: stance, title: 'Yes' }],
    })),
  ]
}

/** What a person wrote beside a question: what it changes, or why it is no answer. */
export type ReadAnswer =
  | { readonly changes: readonly Change[] }
  | { readonly message: string; readonly hint: string }

/** Reads what stands beside a question of the course; blank is no answer. Letter case and blanks around it do not matter. */
export function readAnswer(question: Question, written: string, course: Course): ReadAnswer {
  const text = written.trim()
  if (text === '') return { changes: [] }
  const { choices } = question
  if (choices === undefined) return readNote(question, text, course)
  const value = chosen(choices, text)
  if (value === undefined)
    return {
      message: `"${text.length > 60 ? `${text.slice(0, 57)}...` : text}" is not an answer here (${question.id})`,
      hint: `the answers are ${listed(
        choices.map(({ title }) => title),
        'or',
      )}`,
    }
  const at = question.id.lastIndexOf('/')
  const section = course.sections.find(({ id }) => id === question.id.slice(0, at))
  const key = question.id.slice(at + 1)
  if (section === undefined) return { changes: [] }
  return { changes: [setting(section, key, key === 'ambition' ? Number(value) : value)] }
}

/** A spreadsheet may turn 3 into 3.0. */
function chosen(choices: readonly Choice[], text: string): string | undefined {
  const wanted = plain(/^\d+\.0+$/.test(text) ? String(Number(text)) : text)
  return choices.find(({ value, title }) => plain(title) === wanted || plain(value) === wanted)?.value
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, ' ').replaceAll('’', "'").toLowerCase()
}

function readNote(question: Question, text: string, course: Course): ReadAnswer {
  const [section, kind] = question.id.split('/note/')
  const isLinks = course.model.notes.some((known: NoteKind) => known.id === kind && known.kind === 'links')
  const notes = isLinks ? text.split(/\r\n?|\n/).filter((line) => line.trim() !== '') : [text]
  const entries = notes.map((note) => parseNote(`${section}/${kind}=${note}`, course, 'the note'))
  const wrong = entries.find((entry) => 'problem' in entry)
  if (wrong !== undefined && 'problem' in wrong)
    return { message: wrong.problem.message, hint: wrong.problem.hint ?? 'write it otherwise' }
  return { changes: entries.flatMap((entry) => ('change' in entry ? entry.change : [])) }
}
