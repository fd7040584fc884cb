import type { Model, Section } from '../../model/model.ts'
import { columnsOf, oneLine, padded, shortened, visible } from '../text.ts'

/** A column of a table of sections: what stands above it and in each row. */
export interface Column<Line> {
  readonly head: string
  readonly side?: 'left' | 'right'
  readonly cell: (line: Line) => string
}

const gap = 2
/** Columns that the names of modes and factors should have. */
const names = 14

/**
 * A table with a row a section: below the title of each characteristic its modes, then the success factors. Of the forms the first that
 * fits the width is drawn; the last one is drawn whatever the width.
 */
export function sectionTable<Line extends { readonly section: Section }>(
  lines: readonly Line[],
  forms: readonly (readonly Column<Line>[])[],
  { model, width }: { readonly model: Model; readonly width: number },
): string {
  const widthsOf = (columns: readonly Column<Line>[]) =>
    columns.map(({ head, cell }) => Math.max(columnsOf(head), ...lines.map((line) => columnsOf(cell(line)))))
  const roomBeside = (columns: readonly Column<Line>[]) =>
    width - widthsOf(columns).reduce((sum, column) => sum + column + gap, 0)
  const columns = forms.find((form) => roomBeside(form) >= names) ?? forms.at(-1)!
  const widths = widthsOf(columns)
  const longest = Math.max(...lines.map(({ section }) => columnsOf(labelOf(section, model))))
  const first = Math.max(8, Math.min(longest, roomBeside(columns)))
  const row = (label: string, cells: readonly string[]) =>
    [
      padded(label, first),
      ...cells.map((cell, index) => padded(cell, widths[index]!, columns[index]!.side ?? 'right')),
    ]
      .join(' '.repeat(gap))
      .trimEnd()
  const rows = [
    row(
      '',
      columns.map(({ head }) => head),
    ),
  ]
  let above: string | undefined
  for (const line of lines) {
    const { section } = line
    const title = headingOf(section, model)
    if (title !== above && title !== undefined) rows.push(shortened(title, width))
    above = title
    rows.push(
      row(
        labelOf(section, model),
        columns.map(({ cell }) => cell(line)),
      ),
    )
  }
  return rows.map((text) => `${text}\n`).join('')
}

function headingOf(section: Section, model: Model): string | undefined {
  if (section.kind === 'factor') return 'Success factors'
  return visible(model.characteristics.find(({ id }) => id === section.characteristic)?.title ?? '')
}

function labelOf(section: Section, model: Model): string {
  if (section.kind === 'factor') return `  ${oneLine(section.title)}`
  const title = model.modes.find(({ id }) => id === section.mode)?.title ?? section.mode
  return `  ${oneLine(title).toLowerCase()}`
}
