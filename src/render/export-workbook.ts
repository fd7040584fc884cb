import { columns, type RoundRows } from '../export/rows.ts'
import type { SheetToWrite, WorkbookToWrite } from '../export/workbook.ts'
import type { PlanView } from '../plan/view.ts'
import { exportRows } from './export.ts'
import { planTable } from './plan/data.ts'
import { visibleWorkbook } from './workbook.ts'

type Cells = readonly (string | number | undefined)[]

/** A round as a workbook: what is agreed, where anything is, and the plan, where there is one. `made` is UTC. */
export function roundWorkbook(
  agreed: RoundRows | undefined,
  plan: PlanView,
  { title, made }: Pick<WorkbookToWrite, 'title' | 'made'>,
): WorkbookToWrite {
  const planned = planTable(plan, plan.actions)
  const rows = (agreed === undefined ? [] : exportRows(agreed)).map((row) =>
    columns.map(({ name }) => row[name] ?? undefined),
  )
  const heads = columns.map(({ name }) => name)
  const sheets = [sheetOf('Agreed', heads, rows), sheetOf('Plan', planned.columns, planned.rows)]
  return visibleWorkbook({ title, made, sheets: sheets.filter((sheet) => sheet.rows.length > 1) })
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
