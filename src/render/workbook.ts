import type { CellToWrite, SheetToWrite, WorkbookToWrite } from '../export/workbook.ts'
import { visible } from './text.ts'

/** The workbook with every text as people can see it: nothing that hides from a reader, or turns the order of letters around. */
export function visibleWorkbook(workbook: WorkbookToWrite): WorkbookToWrite {
  return { ...workbook, title: visible(workbook.title), sheets: workbook.sheets.map(visibleSheet) }
}

function visibleSheet(sheet: SheetToWrite): SheetToWrite {
  return { ...sheet, rows: sheet.rows.map((cells) => cells.map(visibleCell)) }
}

function visibleCell(cell: CellToWrite): CellToWrite {
  if (typeof cell === 'string') return visible(cell)
  return typeof cell === 'object' ? { ...cell, text: visible(cell.text) } : cell
}
