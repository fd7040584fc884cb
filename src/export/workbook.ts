/** A sheet to be written. All texts are texts in it, whatever they begin with: a spreadsheet computes none of them. */
export interface SheetToWrite {
  readonly name: string
  readonly columns: readonly ColumnToWrite[]
  readonly rows: readonly (readonly CellToWrite[])[]
  /** How many rows stay in sight at the top; they are repeated on each printed page. */
  readonly frozen?: number
  /** Nobody is shown it. */
  readonly hidden?: true
  /** Only cells for answers can be changed. Not a lock: it keeps questions from being changed by accident. */
  readonly protected?: true
  readonly lists?: readonly DropDown[]
}

interface ColumnToWrite {
  /** In characters. */
  readonly width: number
  readonly hidden?: true
}

/** `answer` is for people to fill in. Numbers are numbers; undefined is empty. */
export type CellToWrite =
  | string
  | number
  | undefined
  | { readonly text: string; readonly as: 'heading' | 'title' | 'answer' }

/** The cell offers the values of a column of another sheet, from the first row on, and takes no others. */
export interface DropDown {
  /** Such as `D7`. */
  readonly cell: string
  readonly from: { readonly sheet: string; readonly column: number; readonly count: number }
}

export interface WorkbookToWrite {
  readonly title: string
  /** UTC. */
  readonly made: string
  readonly sheets: readonly SheetToWrite[]
}
