import type { SheetToWrite, WorkbookToWrite } from '../export/workbook.ts'
import type { Consensus } from '../merge/consensus.ts'
import type { Model } from '../model/model.ts'
import type { PlanView } from '../plan/view.ts'
import type { SectionReport } from '../report/sections.ts'
import { planTable } from './plan/data.ts'
import { spreadWords } from './report/words.ts'
import { answerTitle } from './results/marks.ts'
import { keyTitle } from './statement-title.ts'
import { figure, readable } from './text.ts'
import { visibleWorkbook } from './workbook.ts'

type Cells = readonly (string | number | undefined)[]

/** What is merged of a round, as everybody can read it. */
export interface Merged {
  readonly model: Model
  readonly sections: readonly SectionReport[]
  readonly consensus: Pick<Consensus, 'statements'>
}

/** A round as a workbook for people: the answers, a row a statement; the cells and success factors; and the plan. Sheets without a row are left out. `made` is UTC. */
export function roundWorkbook(
  merged: Merged | undefined,
  plan: PlanView,
  { title, made }: Pick<WorkbookToWrite, 'title' | 'made'>,
): WorkbookToWrite {
  const planned = planTable(plan, plan.actions)
  const sheets = [
    sheetOf('Answers', answerColumns, merged === undefined ? [] : answerRows(merged)),
    sheetOf('Cells', cellColumns, (merged?.sections ?? []).map(cellRow)),
    sheetOf('Plan', planned.columns, planned.rows),
  ]
  return visibleWorkbook({ title, made, sheets: sheets.filter((sheet) => sheet.rows.length > 1) })
}

const answerColumns = [
  ...['Section', 'Statement', 'Text', 'Suggested', 'Agreed', 'Reason', 'Dissent'],
  ...['Label', 'How people answered', 'Changed since'],
]

/** In the order of the model. How people answered is there where enough did for it to be shown. */
function answerRows({ model, sections, consensus }: Merged): readonly Cells[] {
  return sections.flatMap(({ section, answers }) =>
    answers.map((one) => {
      const { statement, label, reason, dissent, changed, spread } = one
      const { suggested, agreed } = consensus.statements[statement.id] ?? {}
      const inWords = (answer: string | undefined) =>
        answer === undefined ? undefined : answerTitle(statement.scale, answer)
      return [
        ...[section.title, keyTitle(statement, model), statement.text, inWords(suggested), inWords(agreed)],
        ...[reason, dissent, readable(label), spread === undefined ? undefined : spreadWords(one)],
        changed ? 'yes' : undefined,
      ]
    }),
  )
}

const cellColumns = [
  ...['Cell or success factor', 'Level', 'Level is', 'Ambition', 'Ambition is', 'Gap', 'Priority'],
  ...['Staying', 'Agreed statements', 'Statements', 'Note'],
]

function cellRow(one: SectionReport): Cells {
  const { section, score, isDraftLevel, ambition, gap, priority, stance, agreed, answers, note } = one
  const { level } = score
  const standing = level === undefined ? undefined : isDraftLevel ? 'draft' : 'agreed'
  return [
    ...[section.title, rounded(level), standing, ambition?.value, ambition?.basis, rounded(gap), priority],
    ...[stance === undefined ? undefined : 'on purpose', agreed, answers.length, note],
  ]
}

/** As it is shown elsewhere, as a number. */
function rounded(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Number(figure(value))
}

const narrowest = 10
const widest = 60

/** Columns as wide as what stands in them, within bounds. */
function sheetOf(name: string, heads: readonly string[], rows: readonly Cells[]): SheetToWrite {
  const widths = heads.map((head, column) => {
    const longest = Math.max(head.length, ...rows.map((cells) => String(cells[column] ?? '').length))
    return { width: Math.max(narrowest, Math.min(longest + 2, widest)) }
  })
  const heading = heads.map((text) => ({ text, as: 'heading' as const }))
  return { name, columns: widths, rows: [heading, ...rows], frozen: 1 }
}
