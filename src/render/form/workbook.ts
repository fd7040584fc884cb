import type { CellToWrite, DropDown, SheetToWrite, WorkbookToWrite } from '../../export/workbook.ts'
import { type Model, modelName } from '../../model/model.ts'
import { type Course, courseOf } from '../../questionnaire/course.ts'
import { type FormContents, isSealing } from '../../questionnaire/form-contents.ts'
import {
  type Choice,
  closingRows,
  sheetColumns,
  sheetFormat,
  sheetNames,
  sheetRows,
} from '../../questionnaire/sheet.ts'
import { readable } from '../text.ts'
import { visibleWorkbook } from '../workbook.ts'

const yesNo: readonly Choice[] = [
  { value: 'yes', title: 'Yes' },
  { value: 'no', title: 'No' },
]

/** The questionnaire as a workbook to fill in: a row for each statement, with its answers to choose from. */
export function formWorkbook(contents: FormContents, model: Model): WorkbookToWrite {
  const course = courseOf(model, contents.person.sections)
  const lists = new Map<string, { readonly column: number; readonly choices: readonly Choice[] }>()
  const answers = answersSheet(contents, course, lists)
  return visibleWorkbook({
    title: titleOf(contents),
    made: contents.made,
    sheets: [
      answers,
      aboutSheet(contents, model),
      listsSheet([...lists.values()].map(({ choices }) => choices)),
    ],
  })
}

function titleOf({ organisation, round, person }: FormContents): string {
  return `${organisation.name}: self-assessment ${readable(round)}, ${person.name}`
}

/** Fills `lists` with what the cells offer. */
function answersSheet(
  contents: FormContents,
  course: Course,
  lists: Map<string, { readonly column: number; readonly choices: readonly Choice[] }>,
): SheetToWrite {
  const rows: (readonly CellToWrite[])[] = [
    ['', 'For', { text: titleOf(contents), as: 'title' }],
    ['', 'How to', instructions(contents)],
    ['Id', 'Part', 'Question', 'Your answer'].map((text) => ({ text, as: 'heading' as const })),
  ]
  const offered: DropDown[] = []
  const ask = (question: { id: string; title: string; text: string; choices?: readonly Choice[] }) => {
    rows.push([question.id, question.title, question.text, { text: '', as: 'answer' }])
    const { choices } = question
    if (choices === undefined) return
    const key = choices.map(({ title }) => title).join('\n')
    const list = lists.get(key) ?? { column: lists.size, choices }
    lists.set(key, list)
    const from = { sheet: sheetNames.lists, column: list.column, count: choices.length }
    offered.push({ cell: `${sheetColumns.answer}${rows.length}`, from })
  }
  for (const row of sheetRows(course)) {
    if (row.kind === 'question') ask(row.question)
    else {
      const { section } = row
      const about = (section.kind === 'cell' ? section.focus : section.description) ?? ''
      rows.push(['', section.title, about, ''].map((text) => ({ text, as: 'heading' as const })))
    }
  }
  rows.push(['', 'To finish', '', ''].map((text) => ({ text, as: 'heading' as const })))
  ask({
    id: closingRows.shares,
    title: 'Your notes',
    text: 'May what I wrote be shown to the group, without my name: in the workshop and in a second look?',
    choices: yesNo,
  })
  ask({
    id: closingRows.finished,
    title: 'Finished',
    text: 'I have finished: these are my answers. What is empty counts as not answered.',
    choices: yesNo,
  })
  return {
    name: sheetNames.answers,
    columns: [{ width: 4, hidden: true }, { width: 22 }, { width: 70 }, { width: 40 }],
    rows,
    frozen: 3,
    protected: true,
    lists: offered,
  }
}

function instructions(contents: FormContents): string {
  const { sendTo, closes } = contents
  const until = closes === undefined ? '' : ` by the end of ${closes}`
  const sealed = isSealing(contents)
    ? ' A spreadsheet cannot be sealed: whoever sees this file can read your answers until they have arrived.'
    : ' Colleagues with access to the assessment can read your answers, with your name.'
  return `Answer for the council as you see it. Choose an answer from the list in the last column; leave empty what you do not want to answer. Give a reason where something is not applicable. Save the file and send it to ${sendTo.name} (${sendTo.email})${until}.${sealed}`
}

/** What import needs to know; the order and the names in the first column stay. */
function aboutSheet(contents: FormContents, model: Model): SheetToWrite {
  const { organisation, round, person, digest, token, made } = contents
  const rows: readonly (readonly [string, string])[] = [
    ['format', sheetFormat],
    ['organisation', organisation.id],
    ['round', round],
    ['person', person.id],
    ['model', modelName(model)],
    ['digest', digest],
    ['form-token', token],
    ['made', made],
  ]
  return {
    name: sheetNames.about,
    columns: [{ width: 16 }, { width: 80 }],
    rows,
    hidden: true,
    protected: true,
  }
}

function listsSheet(lists: readonly (readonly Choice[])[]): SheetToWrite {
  const longest = Math.max(0, ...lists.map((choices) => choices.length))
  return {
    name: sheetNames.lists,
    columns: lists.map(() => ({ width: 24 })),
    rows: Array.from({ length: longest }, (_, index) => lists.map((choices) => choices[index]?.title ?? '')),
    hidden: true,
    protected: true,
  }
}
