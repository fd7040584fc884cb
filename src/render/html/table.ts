import { escaped } from './escape.ts'

/** A cell of a table: text, which is escaped, or HTML that is safe already. */
export type Cell = string | number | { readonly html: string }

interface Table {
  /** Begins the ids of the table; unique in the page. */
  readonly id: string
  readonly caption: string
  readonly columns: readonly string[]
  /** The first cell of a row is its heading. */
  readonly rows: readonly (readonly Cell[])[]
  /** Indexes of the columns of figures. */
  readonly figures?: readonly number[]
  /** Too wide for a small screen: it is moved on its own then. */
  readonly wide?: boolean
}

/** A table with its caption above, headings of columns and rows, in a box that a keyboard can scroll. */
export function table({ id, caption, columns, rows, figures = [], wide = false }: Table): string {
  const isFigure = (index: number) => figures.includes(index)
  const heads = columns.map((title, index) => {
    const numeric = isFigure(index) ? ' govuk-table__header--numeric' : ''
    return title === ''
      ? `<td class="govuk-table__header"></td>`
      : `<th scope="col" class="govuk-table__header${numeric}">${escaped(title)}</th>`
  })
  const body = rows.map((cells) => {
    const [first = '', ...rest] = cells
    const others = rest.map(
      (cell, index) =>
        `<td class="govuk-table__cell${isFigure(index + 1) ? ' govuk-table__cell--numeric' : ''}">${content(cell)}</td>`,
    )
    return `<tr class="govuk-table__row"><th scope="row" class="govuk-table__header">${content(first)}</th>${others.join('')}</tr>\n`
  })
  return `<p class="govuk-body tiex-caption" id="${id}-caption">${escaped(caption)}</p>
${wide ? moved : ''}<div class="tiex-scroll${wide ? ' tiex-scroll--wide' : ''}" role="region" tabindex="0" aria-labelledby="${id}-caption">
<table class="govuk-table" id="${id}" aria-labelledby="${id}-caption">
<thead class="govuk-table__head"><tr class="govuk-table__row">${heads.join('')}</tr></thead>
<tbody class="govuk-table__body">
${body.join('')}</tbody>
</table>
</div>
`
}

/** Shown on small screens alone. */
const moved =
  '<p class="govuk-body tiex-moved">This is wider than the screen: move it sideways to see all of it.</p>\n'

function content(cell: Cell): string {
  return typeof cell === 'object' ? cell.html : escaped(String(cell))
}

/** Names with what belongs to them; a value is text or HTML. */
export function summaryList(rows: readonly (readonly [string, Cell])[]): string {
  const lines = rows.map(
    ([name, value]) =>
      `<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">${escaped(name)}</dt><dd class="govuk-summary-list__value">${content(value)}</dd></div>\n`,
  )
  return `<dl class="govuk-summary-list">\n${lines.join('')}</dl>\n`
}

/** A chart as it is, in a box that can be scrolled where the screen is narrow. On a presentation it fills the screen, but a tall one, whose letters would be too small then. */
export function chartBox(svg: string, label: string): string {
  const tall = Number(/viewBox="0 0 \d+ (\d+)/.exec(svg)?.[1]) > 700 ? ' tiex-figure--tall' : ''
  return `${moved}<div class="tiex-scroll tiex-figure${tall}" role="region" tabindex="0" aria-label="${escaped(label)}">\n${svg}</div>\n`
}

/** Items of a list, each HTML. */
export function bulletList(items: readonly string[]): string {
  return `<ul class="govuk-list govuk-list--bullet">\n${items.map((item) => `<li>${item}</li>\n`).join('')}</ul>\n`
}

/** A paragraph of text. */
export function body(text: string): string {
  return `<p class="govuk-body">${escaped(text)}</p>\n`
}
